import { Client } from 'pg'
import { runMigrations, withClient } from '#database'
import { erasableSubjects, startTestDatabase } from '#testing'
import { eventLogContract } from '../contract'
import { eventLogMigrations } from './migrations'
import { PostgresEventLog } from './postgres-event-log'

eventLogContract('on PostgreSQL', async () => {
  const database = await startTestDatabase()
  await runMigrations(database.ownerUrl, [eventLogMigrations])
  const logs: PostgresEventLog[] = []
  const open = (options: { upcast?: ConstructorParameters<typeof PostgresEventLog>[0]['upcast'] }) => {
    const log = new PostgresEventLog({ url: database.appUrl, ...(options.upcast ? { upcast: options.upcast } : {}) })
    logs.push(log)
    return log
  }
  const asSuperuser = (sql: string, values: unknown[] = []) => withClient(database.superuserUrl, (client) => client.query(sql, values))
  return {
    log: open({}),
    open,
    subjects: erasableSubjects(),
    begin: async () => {
      const other = new Client(database.appUrl)
      await other.connect()
      await other.query('BEGIN; SELECT pg_current_xact_id()')
      return async () => {
        await other.query('COMMIT')
        await other.end()
      }
    },
    remove: async (stream, revision) => {
      await withClient(database.superuserUrl, async (client) => {
        await client.query('SET session_replication_role = replica')
        await client.query('DELETE FROM event_log.events WHERE stream = $1 AND revision = $2', [stream, revision])
      })
    },
    interrupt: async () => {
      await asSuperuser(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'teduh-log%'`,
      )
    },
    stop: async () => {
      await Promise.all(logs.map((log) => log.end()))
      await database.stop()
    },
  }
})
