import { appendFunction } from './append-function'
import { appendKnownFunction } from './append-known-function'
import { restoreFunction } from './restore-function'
import { segmentsMigration } from './segments-migration'

/** One forward step of the schema; `name` is what the migration table remembers, `sql` may hold several statements. */
export interface LogMigration {
  readonly name: string
  readonly sql: string
}

/**
 * The log's schema, run by the owner role. The role the product runs under (`teduh_app`) must exist; it gets INSERT and SELECT and
 * owns nothing, so it can neither change nor remove an event. The triggers say the same to the owner's own slips.
 */
export const eventLogMigrations: readonly LogMigration[] = [
  {
    name: 'event-log-0001-events',
    sql: `
CREATE SCHEMA event_log;
REVOKE ALL ON SCHEMA event_log FROM PUBLIC;

-- position: dense from 1, drawn under the append lock, so it is the order in which events became visible.
-- envelope and data are the exact bytes that were hashed; id, stream, revision, type and version repeat parts of the envelope.
CREATE TABLE event_log.events (
  position bigint PRIMARY KEY CHECK (position > 0),
  stream   text COLLATE "C" NOT NULL,
  revision bigint NOT NULL CHECK (revision >= 0),
  id       uuid NOT NULL UNIQUE,
  type     text COLLATE "C" NOT NULL,
  version  integer NOT NULL,
  hash     bytea NOT NULL,
  envelope bytea NOT NULL,
  data     bytea NOT NULL,
  UNIQUE (stream, revision)
)
-- statistics of a nearly empty table would lead cached plans away from the indexes while it grows
WITH (autovacuum_analyze_threshold = 1000);

CREATE FUNCTION event_log.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the event log is append-only' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event_log.events
  FOR EACH STATEMENT EXECUTE FUNCTION event_log.refuse_change();

${appendFunction}

GRANT USAGE ON SCHEMA event_log TO teduh_app;
GRANT SELECT, INSERT ON event_log.events TO teduh_app;
`,
  },
  { name: 'event-log-0002-restore', sql: restoreFunction },
  segmentsMigration,
  { name: 'event-log-0004-append-known', sql: appendKnownFunction },
]
