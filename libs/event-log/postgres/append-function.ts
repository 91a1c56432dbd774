import { STREAM_CLOSED } from '../codec'

/** The one lock of the log, held from before positions are drawn until the commit is visible. Any fixed number does. */
export const APPEND_LOCK = 7_307_199_663_988

/** How an expectation travels to the SQL function; an exact revision is itself. */
export const EXPECTED_CODES = { 'no-stream': -1n, any: -2n, 'stream-exists': -4n } as const

/**
 * `event_log.append`: one append in one round trip. The same rules as `append-rules.ts`, in the same order.
 *
 * It must stay VOLATILE and the lock a statement of its own: each statement then has its own snapshot, and the one that reads the
 * heads sees everything committed before the lock was given. (In one statement with the lock, chain links fork.)
 *
 * `p_bytes` holds, event by event, the envelope's tail and the data; `p_sizes` their lengths in that order.
 * Answers `written`, `repeated`, `mismatch` (with the event), `closed` or `wrong-revision` (with the true one, null without stream).
 */
export const appendFunction = `
CREATE FUNCTION event_log.append(
  p_stream text, p_expected bigint, p_ids uuid[], p_types text[], p_versions integer[], p_sizes integer[], p_bytes bytea,
  OUT outcome text, OUT at_revision bigint, OUT at_position bigint, OUT event uuid
) LANGUAGE plpgsql VOLATILE SECURITY INVOKER AS $$
DECLARE
  v_position bigint;
  v_revision bigint;
  v_hash bytea;
  v_type text;
  v_known boolean;
  v_envelope bytea;
  v_data bytea;
  v_offset integer := 1;
BEGIN
  PERFORM pg_catalog.pg_advisory_xact_lock(${APPEND_LOCK});

  SELECT (SELECT max(e.position) FROM event_log.events e), h.revision, h.hash, h.type,
         EXISTS (SELECT FROM event_log.events e WHERE e.id = ANY (p_ids))
    INTO v_position, v_revision, v_hash, v_type, v_known
    FROM (VALUES (1)) one
    LEFT JOIN LATERAL (
      SELECT e.revision, e.hash, e.type FROM event_log.events e WHERE e.stream = p_stream ORDER BY e.revision DESC LIMIT 1
    ) h ON true;

  IF v_known THEN
    SELECT r.outcome, r.at_revision, r.at_position, r.event INTO outcome, at_revision, at_position, event
      FROM event_log.repetition(p_stream, p_ids, p_types, p_versions, p_sizes, p_bytes) r;
    RETURN;
  ELSIF v_type = '${STREAM_CLOSED}' THEN
    outcome := 'closed';
    RETURN;
  ELSIF (p_expected >= 0 AND p_expected IS DISTINCT FROM v_revision)
     OR (p_expected = ${EXPECTED_CODES['no-stream']} AND v_revision IS NOT NULL)
     OR (p_expected = ${EXPECTED_CODES['stream-exists']} AND v_revision IS NULL) THEN
    outcome := 'wrong-revision';
    at_revision := v_revision;
    RETURN;
  END IF;

  outcome := 'written';
  at_revision := coalesce(v_revision, -1);
  at_position := coalesce(v_position, 0);
  FOR i IN 1 .. cardinality(p_ids) LOOP
    at_revision := at_revision + 1;
    at_position := at_position + 1;
    v_envelope := convert_to('{"revision":"' || at_revision || '","previousHash":"' || coalesce(encode(v_hash, 'hex'), '') || '",', 'UTF8')
      || substr(p_bytes, v_offset, p_sizes[2 * i - 1]);
    v_offset := v_offset + p_sizes[2 * i - 1];
    v_data := substr(p_bytes, v_offset, p_sizes[2 * i]);
    v_offset := v_offset + p_sizes[2 * i];
    v_hash := sha256(v_envelope || v_data);
    INSERT INTO event_log.events (position, stream, revision, id, type, version, hash, envelope, data)
      VALUES (at_position, p_stream, at_revision, p_ids[i], p_types[i], p_versions[i], v_hash, v_envelope, v_data);
  END LOOP;
  PERFORM pg_catalog.pg_notify('event_log', '');
END
$$;

-- All of them as they stand, in one run of one stream, or a mismatch.
CREATE FUNCTION event_log.repetition(
  p_stream text, p_ids uuid[], p_types text[], p_versions integer[], p_sizes integer[], p_bytes bytea,
  OUT outcome text, OUT at_revision bigint, OUT at_position bigint, OUT event uuid
) LANGUAGE plpgsql VOLATILE SECURITY INVOKER AS $$
DECLARE
  v_event event_log.events;
  v_first uuid;
  v_offset integer := 1;
BEGIN
  SELECT a.id INTO v_first FROM unnest(p_ids) WITH ORDINALITY a (id, n)
    WHERE EXISTS (SELECT FROM event_log.events e WHERE e.id = a.id) ORDER BY a.n LIMIT 1;
  FOR i IN 1 .. cardinality(p_ids) LOOP
    SELECT * INTO v_event FROM event_log.events e WHERE e.id = p_ids[i];
    v_offset := v_offset + p_sizes[2 * i - 1];
    IF NOT FOUND OR v_event.stream <> p_stream OR v_event.revision <> at_revision + 1
       OR v_event.type <> p_types[i] OR v_event.version <> p_versions[i] OR v_event.data <> substr(p_bytes, v_offset, p_sizes[2 * i]) THEN
      outcome := 'mismatch';
      event := coalesce(v_event.id, v_first);
      RETURN;
    END IF;
    v_offset := v_offset + p_sizes[2 * i];
    at_revision := v_event.revision;
    at_position := v_event.position;
  END LOOP;
  outcome := 'repeated';
END
$$;

REVOKE ALL ON FUNCTION event_log.append(text, bigint, uuid[], text[], integer[], integer[], bytea) FROM PUBLIC;
REVOKE ALL ON FUNCTION event_log.repetition(text, uuid[], text[], integer[], integer[], bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION event_log.append(text, bigint, uuid[], text[], integer[], integer[], bytea) TO teduh_app;
GRANT EXECUTE ON FUNCTION event_log.repetition(text, uuid[], text[], integer[], integer[], bytea) TO teduh_app;
`
