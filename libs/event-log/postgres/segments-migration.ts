/**
 * Where the signed segments lie. The product's role may add one and let the last one grow; a closed one never changes, not even by its
 * owner's slip. `resume_after` is a position of the log as it lies now, the one thing that is not signed.
 */
export const segmentsMigration = {
  name: 'event-log-0003-segments',
  sql: `
CREATE TABLE event_log.segments (
  number       bigint PRIMARY KEY CHECK (number > 0),
  first_id     uuid NOT NULL,
  last_id      uuid NOT NULL,
  events       integer NOT NULL CHECK (events > 0),
  through      bigint NOT NULL UNIQUE CHECK (through >= events),
  chain        text COLLATE "C" NOT NULL,
  sealed_at    text COLLATE "C" NOT NULL,
  signature    text COLLATE "C" NOT NULL,
  resume_after text COLLATE "C"
);

CREATE FUNCTION event_log.refuse_closed_segment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.number <> OLD.number OR NEW.first_id <> OLD.first_id OR NEW.through < OLD.through
     OR EXISTS (SELECT FROM event_log.segments s WHERE s.number > OLD.number) THEN
    RAISE EXCEPTION 'a closed segment of the event log does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER last_grows BEFORE UPDATE ON event_log.segments FOR EACH ROW EXECUTE FUNCTION event_log.refuse_closed_segment();
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON event_log.segments FOR EACH STATEMENT EXECUTE FUNCTION event_log.refuse_change();

REVOKE ALL ON FUNCTION event_log.refuse_closed_segment() FROM PUBLIC;
GRANT SELECT, INSERT ON event_log.segments TO teduh_app;
GRANT UPDATE (last_id, events, through, chain, sealed_at, signature, resume_after) ON event_log.segments TO teduh_app;
`,
} as const
