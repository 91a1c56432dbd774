import { randomUUID } from 'node:crypto'
import { Server, ServerCredentials, status } from '@grpc/grpc-js'
import { GossipService, type IGossipServer } from '@eventstore/db-client/generated/gossip_grpc_pb'
import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb'
import { ServerFeaturesService, type IServerFeaturesServer } from '@eventstore/db-client/generated/serverfeatures_grpc_pb'
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb'
import { UUID } from '@eventstore/db-client/generated/shared_pb'
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb'
import { AppendFaults, type AppendFault } from './faults'
import { Line } from './line'
import { failure } from './messages'
import { Records } from './records'
import type { ReadCall } from './reading'
import { streamsService } from './streams-service'

/** A node in this process that behaves as EventStoreDB 23.10.6 does, in memory, with faults. */
export interface EventStoreServer {
  /** What `EVENTSTORE_URL` names */
  readonly url: string
  readonly port: number
  /** What stands in its log; outlives `stop` and `restart` */
  readonly records: Records
  /** Lets the next append of events (or the next `times`) come to grief. */
  failNextAppend(fault: AppendFault, times?: number): void
  /** Lets the next append of no events come to grief. */
  failNextLook(fault: AppendFault): void
  /** How many appends of no events have come so far */
  looks(): number
  /** Breaks every connection. */
  dropConnections(): void
  /** Ends every subscription with an error, as a node does that shuts down; the connections stay. */
  endSubscriptions(): void
  /** How many subscriptions are served at the moment */
  subscriptionCount(): number
  /** Accepts and never answers until `thaw`, or for so many milliseconds. */
  freeze(milliseconds?: number): void
  thaw(): void
  /** Refuses connections and breaks those that stand; what was written stays. */
  stop(): Promise<void>
  /** Takes connections again, at the same port. */
  restart(): Promise<void>
}

interface Running {
  readonly grpc: Server
  readonly line: Line
}

export interface EventStoreServerOptions {
  /** A free one unless given */
  readonly port?: number
  /** What stands in the log from the start; empty unless given */
  readonly records?: Records
  /** Whether appends may share one call, as they may at every node since 21.6; true unless told */
  readonly batches?: boolean
}

export async function startEventStoreServer({
  port = 0,
  records = new Records(),
  batches = true,
}: EventStoreServerOptions = {}): Promise<EventStoreServer> {
  const subscriptions = new Set<ReadCall>()
  const appendFaults = new AppendFaults()
  const start = async (at: number): Promise<Running> => {
    const cut = (peer: string) => line.cut(Number(peer.slice(peer.lastIndexOf(':') + 1)))
    const grpc = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 })
    grpc.addService(StreamsService, streamsService({ records, appendFaults, subscriptions, cut }))
    grpc.addService(ServerFeaturesService, features(batches))
    grpc.addService(
      GossipService,
      gossip(() => line.port),
    )
    const line = new Line(await listen(grpc))
    await line.open(at)
    return { grpc, line }
  }
  let running: Running | undefined = await start(port)
  const known = running.line.port
  let thawing: NodeJS.Timeout | undefined
  const thaw = () => {
    clearTimeout(thawing)
    running?.line.thaw()
  }
  return {
    url: `esdb://127.0.0.1:${known}?tls=false`,
    port: known,
    records,
    failNextAppend: (fault, times = 1) => appendFaults.add(fault, times),
    failNextLook: (fault) => appendFaults.addForLook(fault),
    looks: () => appendFaults.looks,
    dropConnections: () => running?.line.cut(),
    endSubscriptions: () => {
      const standing = [...subscriptions]
      subscriptions.clear()
      for (const call of standing) call.emit('error', failure(status.UNAVAILABLE, 'Server is shutting down.'))
    },
    subscriptionCount: () => subscriptions.size,
    freeze: (milliseconds) => {
      running?.line.freeze()
      clearTimeout(thawing)
      if (milliseconds !== undefined) thawing = setTimeout(thaw, milliseconds)
    },
    thaw,
    stop: async () => {
      const stopping = running
      running = undefined
      clearTimeout(thawing)
      await stopping?.line.close()
      stopping?.grpc.forceShutdown()
    },
    restart: async () => {
      running ??= await start(known)
    },
  }
}

function listen(grpc: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    grpc.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => (error ? reject(error) : resolve(port)))
  })
}

/** Where `batchAppend` is left out, clients send each append as a call of its own. */
function features(batches: boolean): IServerFeaturesServer {
  const names = ['append', 'read', 'delete', 'tombstone', ...(batches ? ['batchappend'] : [])]
  const methods = names.map((name) => new SupportedMethod().setServiceName('event_store.client.streams.streams').setMethodName(name))
  return {
    getSupportedMethods: (_call, answer) => answer(null, new SupportedMethods().setEventStoreServerVersion('23.10.6').setMethodsList(methods)),
  }
}

/** A cluster of one, whose leader this is. */
function gossip(port: () => number): IGossipServer {
  const id = randomUUID()
  return {
    read: (_call, answer) => {
      const leader = new MemberInfo()
        .setInstanceId(new UUID().setString(id))
        .setTimeStamp(String(Date.now()))
        .setState(MemberInfo.VNodeState.LEADER)
        .setIsAlive(true)
        .setHttpEndPoint(new EndPoint().setAddress('127.0.0.1').setPort(port()))
      answer(null, new ClusterInfo().setMembersList([leader]))
    },
  }
}
