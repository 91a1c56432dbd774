import { STREAM_CLOSED } from '../codec'
import { APPEND_LOCK } from './append-function'

/**
 * The SQL side of an append whose place in its stream the caller knows, envelope and hash included: only the position is drawn here.
 * As in `append_one` the lock is a statement of its own, so that the next one's snapshot sees everything committed before it was given.
 *
 * What the caller knows is checked by the store. `p_previous` is the hash of the event before; where no such event stands, or the stream
 * ends there for good, the answer is null and nothing is written: the log may have been set back under a living process, and no chain
 * may start from an event that isn't there. Where somebody was faster the unique (stream, revision) refuses, so neither a gap nor a
 * fork can come about. In both cases the caller asks `append_one` or `append_all`, which know the true answer.
 *
 * `append_known_all` takes several events, of one append or of many: `p_bytes` holds hash, envelope and data of each event one after the
 * other, `p_starts` says where each begins (from 1). Both answer the position of the first event.
 */
export const appendKnownFunction = `
CREATE FUNCTION event_log.append_known(
  p_stream text, p_revision bigint, p_id uuid, p_type text, p_version integer, p_hash bytea, p_envelope bytea, p_data bytea, p_previous bytea
) RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY INVOKER AS $$
DECLARE
  v_locked boolean;
  v_position bigint;
BEGIN
  v_locked := pg_catalog.pg_advisory_xact_lock(${APPEND_LOCK}) IS NOT NULL;
  IF p_revision = 0 THEN
    INSERT INTO event_log.events (position, stream, revision, id, type, version, hash, envelope, data)
      VALUES (coalesce((SELECT e.position FROM event_log.events e ORDER BY e.position DESC LIMIT 1), 0) + 1,
        p_stream, p_revision, p_id, p_type, p_version, p_hash, p_envelope, p_data)
      RETURNING position INTO v_position;
  ELSE
    INSERT INTO event_log.events (position, stream, revision, id, type, version, hash, envelope, data)
      SELECT (SELECT e.position FROM event_log.events e ORDER BY e.position DESC LIMIT 1) + 1,
        p_stream, p_revision, p_id, p_type, p_version, p_hash, p_envelope, p_data
      FROM event_log.events k
      WHERE k.stream = p_stream AND k.revision = p_revision - 1 AND k.hash = p_previous AND k.type <> '${STREAM_CLOSED}'
      RETURNING position INTO v_position;
  END IF;
  RETURN v_position;
END
$$;

CREATE FUNCTION event_log.append_known_all(
  p_streams text[], p_revisions bigint[], p_ids uuid[], p_types text[], p_versions integer[],
  p_starts integer[], p_envelopes integer[], p_data integer[], p_bytes bytea,
  p_known_streams text[], p_known_revisions bigint[], p_known_hashes bytea[]
) RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY INVOKER AS $$
DECLARE
  v_locked boolean;
  v_head bigint;
BEGIN
  -- before the lock, because what stands never changes
  FOR i IN 1 .. cardinality(p_known_streams) LOOP
    IF NOT EXISTS (
      SELECT FROM event_log.events k
      WHERE k.stream = p_known_streams[i] AND k.revision = p_known_revisions[i] AND k.hash = p_known_hashes[i] AND k.type <> '${STREAM_CLOSED}'
    ) THEN
      RETURN NULL;
    END IF;
  END LOOP;
  v_locked := pg_catalog.pg_advisory_xact_lock(${APPEND_LOCK}) IS NOT NULL;
  SELECT e.position INTO v_head FROM event_log.events e ORDER BY e.position DESC LIMIT 1;
  v_head := coalesce(v_head, 0);
  INSERT INTO event_log.events (position, stream, revision, id, type, version, hash, envelope, data)
  SELECT v_head + g.n, g.stream, g.revision, g.id, g.type, g.version,
    substr(p_bytes, g.start, 32), substr(p_bytes, g.start + 32, g.envelope), substr(p_bytes, g.start + 32 + g.envelope, g.data)
  FROM unnest(p_streams, p_revisions, p_ids, p_types, p_versions, p_starts, p_envelopes, p_data)
    WITH ORDINALITY AS g (stream, revision, id, type, version, start, envelope, data, n);
  RETURN v_head + 1;
END
$$;

REVOKE ALL ON FUNCTION event_log.append_known(text, bigint, uuid, text, integer, bytea, bytea, bytea, bytea) FROM PUBLIC;
REVOKE ALL ON FUNCTION event_log.append_known_all(
  text[], bigint[], uuid[], text[], integer[], integer[], integer[], integer[], bytea, text[], bigint[], bytea[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION event_log.append_known(text, bigint, uuid, text, integer, bytea, bytea, bytea, bytea) TO teduh_app;
GRANT EXECUTE ON FUNCTION event_log.append_known_all(
  text[], bigint[], uuid[], text[], integer[], integer[], integer[], integer[], bytea, text[], bigint[], bytea[]) TO teduh_app;
`
