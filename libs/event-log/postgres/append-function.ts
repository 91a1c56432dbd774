import { STREAM_CLOSED } from '../codec'

/** The one lock of the log, held from before positions are drawn until the commit is visible. Any fixed number does. */
export const APPEND_LOCK = 7_307_199_663_988

/** How an expectation travels to the SQL functions; an exact revision is itself. */
export const EXPECTED_CODES = { 'no-stream': -1n, any: -2n, 'stream-exists': -4n } as const

/** Instead of an expectation: this event follows the one before it in the same append. */
export const CONTINUES = -9n

/**
 * The SQL side of an append, with the rules of `append-rules.ts`. Scalar arguments and one text as answer because each costs less
 * than its set-returning or array form, and this is the product's hottest path.
 *
 * `append_one` must stay VOLATILE and the lock a statement of its own: each statement then has its own snapshot, and those that read
 * the heads see everything committed before the lock was given. (In one statement with the lock, chain links fork.)
 *
 * It answers `written REVISION POSITION`, `closed` or `wrong-revision [REVISION]`. Known ids come before expectations in the rules,
 * but are rare: where all expectations hold they meet the unique constraint, whose error rolls everything back. After a refusal
 * or that error the caller asks `repetition`, which answers `repeated REVISION POSITION`, `mismatch ID` or `absent`.
 *
 * `append_all` takes several events, of one append or of many: `p_expected` is ${CONTINUES} for an event that follows the one before it.
 * One answer an event; events of an append that was refused get its refusal.
 */
export const appendFunction = `
CREATE FUNCTION event_log.append_one(
  p_stream text, p_expected bigint, p_id uuid, p_type text, p_version integer, p_tail bytea, p_data bytea, p_notify boolean
) RETURNS text LANGUAGE plpgsql VOLATILE SECURITY INVOKER AS $$
DECLARE
  v_locked boolean;
  v_position bigint;
  v_revision bigint;
  v_hash bytea;
  v_type text;
  v_envelope bytea;
BEGIN
  -- an assignment, because PERFORM would start the executor for it
  v_locked := pg_catalog.pg_advisory_xact_lock(${APPEND_LOCK}) IS NOT NULL;
  SELECT e.position INTO v_position FROM event_log.events e ORDER BY e.position DESC LIMIT 1;
  SELECT e.revision, e.hash, e.type INTO v_revision, v_hash, v_type
    FROM event_log.events e WHERE e.stream = p_stream ORDER BY e.revision DESC LIMIT 1;

  IF v_type = '${STREAM_CLOSED}'
     OR (p_expected >= 0 AND p_expected IS DISTINCT FROM v_revision)
     OR (p_expected = ${EXPECTED_CODES['no-stream']} AND v_revision IS NOT NULL)
     OR (p_expected = ${EXPECTED_CODES['stream-exists']} AND v_revision IS NULL) THEN
    RETURN CASE WHEN v_type = '${STREAM_CLOSED}' THEN 'closed' ELSE concat_ws(' ', 'wrong-revision', v_revision) END;
  END IF;

  v_position := coalesce(v_position, 0) + 1;
  v_revision := coalesce(v_revision, -1) + 1;
  v_envelope := convert_to('{"revision":"' || v_revision || '","previousHash":"' || coalesce(encode(v_hash, 'hex'), '') || '",', 'UTF8') || p_tail;
  INSERT INTO event_log.events (position, stream, revision, id, type, version, hash, envelope, data)
    VALUES (v_position, p_stream, v_revision, p_id, p_type, p_version, sha256(v_envelope || p_data), v_envelope, p_data);
  IF p_notify THEN
    PERFORM pg_catalog.pg_notify('event_log', '');
  END IF;
  RETURN 'written ' || v_revision || ' ' || v_position;
END
$$;

CREATE FUNCTION event_log.append_all(
  p_streams text[], p_expected bigint[], p_ids uuid[], p_types text[], p_versions integer[], p_sizes integer[], p_bytes bytea, p_notify boolean
) RETURNS text[] LANGUAGE plpgsql VOLATILE SECURITY INVOKER AS $$
DECLARE
  v_answer text := '';
  v_answers text[] := '{}';
  v_tail integer := 1;
  v_data integer;
BEGIN
  FOR i IN 1 .. cardinality(p_ids) LOOP
    v_data := v_tail + p_sizes[2 * i - 1];
    IF p_expected[i] <> ${CONTINUES} THEN
      v_answer := event_log.append_one(p_streams[i], p_expected[i], p_ids[i], p_types[i], p_versions[i],
        substr(p_bytes, v_tail, p_sizes[2 * i - 1]), substr(p_bytes, v_data, p_sizes[2 * i]), p_notify);
    ELSIF starts_with(v_answer, 'written') THEN
      v_answer := event_log.append_one(p_streams[i], split_part(v_answer, ' ', 2)::bigint, p_ids[i], p_types[i], p_versions[i],
        substr(p_bytes, v_tail, p_sizes[2 * i - 1]), substr(p_bytes, v_data, p_sizes[2 * i]), p_notify);
    END IF;
    v_answers := v_answers || v_answer;
    v_tail := v_data + p_sizes[2 * i];
  END LOOP;
  RETURN v_answers;
END
$$;

-- All of them as they stand in one run of one stream, or a mismatch, or none of them.
CREATE FUNCTION event_log.repetition(
  p_stream text, p_ids uuid[], p_types text[], p_versions integer[], p_sizes integer[], p_bytes bytea
) RETURNS text LANGUAGE plpgsql STABLE SECURITY INVOKER AS $$
DECLARE
  v_event event_log.events;
  v_revision bigint;
  v_position bigint;
  v_data integer := 1;
BEGIN
  FOR i IN 1 .. cardinality(p_ids) LOOP
    SELECT * INTO v_event FROM event_log.events e WHERE e.id = p_ids[i];
    IF NOT FOUND OR v_event.stream <> p_stream OR v_event.revision <> v_revision + 1
       OR v_event.type <> p_types[i] OR v_event.version <> p_versions[i] OR v_event.data <> substr(p_bytes, v_data, p_sizes[i]) THEN
      RETURN coalesce('mismatch ' || coalesce(v_event.id, (
        SELECT a.id FROM unnest(p_ids) WITH ORDINALITY a (id, n) WHERE EXISTS (SELECT FROM event_log.events e WHERE e.id = a.id)
        ORDER BY a.n LIMIT 1)), 'absent');
    END IF;
    v_data := v_data + p_sizes[i];
    v_revision := v_event.revision;
    v_position := v_event.position;
  END LOOP;
  RETURN 'repeated ' || v_revision || ' ' || v_position;
END
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA event_log FROM PUBLIC;
GRANT EXECUTE ON FUNCTION event_log.append_one(text, bigint, uuid, text, integer, bytea, bytea, boolean) TO teduh_app;
GRANT EXECUTE ON FUNCTION event_log.append_all(text[], bigint[], uuid[], text[], integer[], integer[], bytea, boolean) TO teduh_app;
GRANT EXECUTE ON FUNCTION event_log.repetition(text, uuid[], text[], integer[], integer[], bytea) TO teduh_app;
`
