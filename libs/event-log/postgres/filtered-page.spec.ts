import { runMigrations, withClient } from '#database'
import { startTestDatabase } from '#testing'
import { newContext, newEvents, newStream } from '../contract/log-under-test'
import { eventLogMigrations } from './migrations'
import { PostgresEventLog } from './postgres-event-log'
import { FILTERED_PAGE } from './statements'

describe('a page of some streams', () => {
  it('goes through no index of all streams, neither before the server knows the table nor after', async () => {
    const database = await startTestDatabase()
    await runMigrations(database.ownerUrl, [eventLogMigrations])
    const log = new PostgresEventLog({ url: database.appUrl })
    for (let n = 0; n < 4; n++) await log.append(newStream(), 'no-stream', newEvents(1_000), newContext())
    const plan = () =>
      withClient(database.superuserUrl, async (client) => {
        await client.query(`PREPARE page(bigint, bigint, bigint, text) AS ${FILTERED_PAGE.text.text}`)
        const { rows } = await client.query<Readonly<Record<string, string>>>(`EXPLAIN EXECUTE page(1000, 3000, 1000, 'case-')`)
        return rows.map((row) => row['QUERY PLAN']).join('\n')
      })
    const unknown = await plan()
    await withClient(database.superuserUrl, (client) => client.query('ANALYZE event_log.events'))
    for (const one of [unknown, await plan()]) {
      expect(one).toContain('events_pkey')
      expect(one).not.toContain('events_stream_revision_key')
    }
    await log.end()
    await database.stop()
  })
})
