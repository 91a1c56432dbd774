import { EventStoreDBClient } from '@eventstore/db-client'
import { startEventStoreServer } from '../../../tests/eventstore-server/eventstore-server'
import { eventLogContract } from '../contract'
import type { LogUnderTest } from '../contract/log-under-test'
import { EventStoreEventLog, type EventStoreLogOptions } from './eventstore-event-log'

const TRAITS = { dense: false, uniqueIds: false }

for (const batches of [true, false])
  eventLogContract(
    `on EventStoreDB's protocol, ${batches ? 'appends sharing one call' : 'each append a call of its own'}`,
    async (): Promise<LogUnderTest> => {
      const server = await startEventStoreServer({ batches })
      const logs: EventStoreEventLog[] = []
      const operator = EventStoreDBClient.connectionString(server.url)
      const open = (options: Omit<EventStoreLogOptions, 'url'>) => {
        const log = new EventStoreEventLog({ url: server.url, ...options })
        logs.push(log)
        return log
      }
      return {
        log: open({}),
        open,
        remove: async (stream, revision) => void (await operator.setStreamMetadata(stream, { truncateBefore: Number(revision) + 1 })),
        deletions: {
          soft: async (stream) => void (await operator.deleteStream(stream)),
          'for good': async (stream) => void (await operator.tombstoneStream(stream)),
        },
        interrupt: () => {
          server.dropConnections()
          return Promise.resolve()
        },
        stop: async () => {
          await Promise.all(logs.map((log) => log.end()))
          await operator.dispose()
          await server.stop()
        },
      }
    },
    TRAITS,
  )
