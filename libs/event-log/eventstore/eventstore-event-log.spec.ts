import { EventStoreDBClient } from '@eventstore/db-client'
import { startEventStoreServer } from '../../../tests/eventstore-server/eventstore-server'
import { Line } from '../../../tests/eventstore-server/line'
import { erasableSubjects, NAMED_EVENTSTORE } from '#testing'
import { eventLogContract } from '../contract'
import { fromHere } from '../contract/from-here'
import { newContext, newEvents, newStream, type LogUnderTest } from '../contract/log-under-test'
import { EventStoreEventLog, type EventStoreLogOptions } from './eventstore-event-log'

interface Node {
  readonly url: string
  /** Breaks every connection; absent where nobody stands between */
  readonly cut?: () => void
  stop(): Promise<void>
}

/** @param node what the logs under test and the operator talk to */
async function onNode(node: Node): Promise<LogUnderTest> {
  const logs: EventStoreEventLog[] = []
  const operator = EventStoreDBClient.connectionString(node.url)
  const openOne = (options: Omit<EventStoreLogOptions, 'url'>) => {
    const log = new EventStoreEventLog({ url: node.url, ...options })
    logs.push(log)
    return log
  }
  const log = openOne({})
  // an event of its own: behind it nothing of others is left, not even metadata, which has no place in a head
  const { position: start } = await log.append(newStream(), 'no-stream', newEvents(1), newContext())
  const { cut } = node
  return {
    log: fromHere(log, start),
    open: (options) => fromHere(openOne(options), start),
    remove: async (stream, revision) => {
      await operator.setStreamMetadata(stream, { truncateBefore: Number(revision) + 1 })
    },
    subjects: erasableSubjects(),
    deletions: {
      softly: async (stream) => {
        await operator.deleteStream(stream)
      },
      'for good': async (stream) => {
        await operator.tombstoneStream(stream)
      },
    },
    ...(cut && {
      interrupt: () => {
        cut()
        return Promise.resolve()
      },
    }),
    stop: async () => {
      await Promise.all(logs.map((one) => one.end()))
      await operator.dispose()
      await node.stop()
    },
  }
}

async function smallNode(batches: boolean): Promise<Node> {
  const server = await startEventStoreServer({ batches })
  return { url: server.url, cut: () => server.dropConnections(), stop: () => server.stop() }
}

/** A single node is reached through a line that can be cut, where the line may bear its name: certificates tell on it. */
async function namedNode(url: string): Promise<Node> {
  const [, user = '', host, port, rest = ''] = /^esdb:\/\/([^@]+@)?([\w.-]+):(\d+)(\/?\?.*)?$/.exec(url) ?? []
  const isHere = host === '127.0.0.1' || host === 'localhost'
  if (host === undefined || !(isHere || rest.includes('tls=false'))) return { url, stop: () => Promise.resolve() }
  const line = new Line(Number(port), host)
  await line.open(0)
  return { url: `esdb://${user}${isHere ? host : '127.0.0.1'}:${line.port}${rest}`, cut: () => line.cut(), stop: () => line.close() }
}

const traits = { dense: false, uniqueIds: false }

eventLogContract("on EventStoreDB's protocol, where appends share a call", async () => onNode(await smallNode(true)), traits)
eventLogContract("on EventStoreDB's protocol, where each append is a call", async () => onNode(await smallNode(false)), traits)
if (NAMED_EVENTSTORE !== undefined) {
  const url = NAMED_EVENTSTORE
  eventLogContract('on the EventStoreDB that EVENTSTORE_URL names', async () => onNode(await namedNode(url)), traits)
}
