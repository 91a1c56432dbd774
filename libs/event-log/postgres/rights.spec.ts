import { Client } from 'pg'
import { runMigrations, withClient } from '#database'
import { startTestDatabase, type TestDatabase } from '#testing'
import { newContext, newEvents, newStream } from '../contract/log-under-test'
import { eventLogMigrations } from './migrations'
import { PostgresEventLog } from './postgres-event-log'

describe('the role the product runs under', () => {
  let database: TestDatabase
  let app: Client
  let log: PostgresEventLog
  beforeAll(async () => {
    database = await startTestDatabase()
    await runMigrations(database.ownerUrl, [eventLogMigrations])
    log = new PostgresEventLog({ url: database.appUrl })
    await log.append(newStream(), 'any', newEvents(3), newContext())
    app = new Client(database.appUrl)
    await app.connect()
  })
  afterAll(async () => {
    await app.end()
    await log.end()
    await database.stop()
  })

  it.each([
    'UPDATE event_log.events SET data = data',
    'UPDATE event_log.events SET position = position + 1 WHERE false',
    'DELETE FROM event_log.events',
    'DELETE FROM event_log.events WHERE false',
    'TRUNCATE event_log.events',
    `MERGE INTO event_log.events e USING (VALUES (1)) v (p) ON e.position = v.p WHEN MATCHED THEN DELETE`,
    `INSERT INTO event_log.events SELECT * FROM event_log.events ON CONFLICT (id) DO UPDATE SET data = excluded.data`,
    'SELECT * FROM event_log.events FOR UPDATE',
    'DO $$ BEGIN LOCK TABLE event_log.events IN ACCESS EXCLUSIVE MODE; END $$',
    'ALTER TABLE event_log.events DISABLE TRIGGER ALL',
    'ALTER TABLE event_log.events DISABLE TRIGGER append_only',
    'ALTER TABLE event_log.events DROP CONSTRAINT events_id_key',
    'ALTER TABLE event_log.events OWNER TO teduh_app',
    'DROP TRIGGER append_only ON event_log.events',
    'CREATE TRIGGER mine BEFORE INSERT ON event_log.events FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()',
    'CREATE RULE mine AS ON INSERT TO event_log.events DO INSTEAD NOTHING',
    'SET session_replication_role = replica',
    `SELECT set_config('session_replication_role', 'replica', false)`,
    'DROP TABLE event_log.events',
    'DROP SCHEMA event_log CASCADE',
    'DROP FUNCTION event_log.append_one',
    'ALTER FUNCTION event_log.refuse_change() OWNER TO teduh_app',
    'CREATE OR REPLACE FUNCTION event_log.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$',
    'CREATE TABLE event_log.mine (a int)',
    'GRANT teduh_owner TO teduh_app',
    'SET ROLE teduh_owner',
    'SET SESSION AUTHORIZATION teduh_owner',
    'ALTER ROLE teduh_app SUPERUSER',
  ])('is refused: %s', async (sql) => {
    // 42501: insufficient privilege; 0LP01: what was granted to nobody cannot be granted on
    await expect(app.query(sql)).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|0LP01)$/) as unknown })
  })

  it('gains nothing by a GRANT that only warns', async () => {
    await app.query('GRANT UPDATE, DELETE, TRUNCATE, TRIGGER ON event_log.events TO teduh_app, PUBLIC').catch(() => undefined)
    const { rows } = await app.query<{ privilege: string }>(
      `SELECT privilege_type AS privilege FROM information_schema.role_table_grants WHERE table_schema = 'event_log' AND table_name = 'events' AND grantee IN ('teduh_app', 'PUBLIC') ORDER BY 1`,
    )
    expect(rows.map(({ privilege }) => privilege)).toEqual(['INSERT', 'SELECT'])
  })

  it('owns nothing and belongs to no other role', async () => {
    const { rows } = await app.query<{ owned: string; member: string }>(
      `SELECT (SELECT count(*) FROM pg_class WHERE relowner = r.oid) + (SELECT count(*) FROM pg_proc WHERE proowner = r.oid)
            + (SELECT count(*) FROM pg_namespace WHERE nspowner = r.oid) + (SELECT count(*) FROM pg_database WHERE datdba = r.oid) AS owned,
              (SELECT count(*) FROM pg_auth_members WHERE member = r.oid) AS member
       FROM pg_roles r WHERE r.rolname = 'teduh_app'`,
    )
    expect(rows).toEqual([{ owned: '0', member: '0' }])
  })

  it('is not let past the owner’s own slips: even the owner cannot change an event', async () => {
    for (const sql of ['UPDATE event_log.events SET data = data', 'DELETE FROM event_log.events', 'TRUNCATE event_log.events']) {
      await expect(withClient(database.ownerUrl, (client) => client.query(sql))).rejects.toMatchObject({ code: '23001' })
    }
  })
})
