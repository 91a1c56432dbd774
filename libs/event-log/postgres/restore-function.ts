import { APPEND_LOCK } from './append-function'

/** Length of a stored hash, in bytes (SHA-256). */
export const HASH_BYTES = 32

/**
 * The SQL side of `restore`: takes over events as another log stored them, byte for byte, with positions of this log's own. Lock and
 * heads are statements of their own, as in `append_one`.
 *
 * `p_bytes` holds hash, envelope and data of each event one after the other; `p_starts` says where each begins (from 1), `p_envelopes`
 * and `p_data` how long its parts are. It answers {restored, POSITION} or {wrong-revision, STREAM, REVISION WANTED BEFORE, REVISION FOUND}.
 */
export const restoreFunction = `
CREATE FUNCTION event_log.restore(
  p_streams text[], p_revisions bigint[], p_ids uuid[], p_types text[], p_versions integer[],
  p_starts integer[], p_envelopes integer[], p_data integer[], p_bytes bytea
) RETURNS text[] LANGUAGE plpgsql VOLATILE SECURITY INVOKER AS $$
DECLARE
  v_locked boolean;
  v_head bigint;
  v_fault text[];
BEGIN
  v_locked := pg_catalog.pg_advisory_xact_lock(${APPEND_LOCK}) IS NOT NULL;
  SELECT coalesce((SELECT e.position FROM event_log.events e ORDER BY e.position DESC LIMIT 1), 0) INTO v_head;

  WITH given AS (
    SELECT g.*, row_number() OVER (PARTITION BY g.stream ORDER BY g.n) AS nth
    FROM unnest(p_streams, p_revisions) WITH ORDINALITY AS g (stream, revision, n)
  ), heads AS (
    SELECT s.stream, (SELECT e.revision FROM event_log.events e WHERE e.stream = s.stream ORDER BY e.revision DESC LIMIT 1) AS revision
    FROM (SELECT DISTINCT stream FROM given) s
  )
  SELECT ARRAY['wrong-revision', given.stream, (given.revision - given.nth)::text, heads.revision::text] INTO v_fault
  FROM given JOIN heads ON heads.stream = given.stream
  WHERE given.revision <> coalesce(heads.revision, -1) + given.nth
  ORDER BY given.n LIMIT 1;
  IF v_fault IS NOT NULL THEN
    RETURN v_fault;
  END IF;

  INSERT INTO event_log.events (position, stream, revision, id, type, version, hash, envelope, data)
  SELECT v_head + g.n, g.stream, g.revision, g.id, g.type, g.version,
    substr(p_bytes, g.start, ${HASH_BYTES}),
    substr(p_bytes, g.start + ${HASH_BYTES}, g.envelope),
    substr(p_bytes, g.start + ${HASH_BYTES} + g.envelope, g.data)
  FROM unnest(p_streams, p_revisions, p_ids, p_types, p_versions, p_starts, p_envelopes, p_data)
    WITH ORDINALITY AS g (stream, revision, id, type, version, start, envelope, data, n)
  ORDER BY g.n;
  PERFORM pg_catalog.pg_notify('event_log', '');
  RETURN ARRAY['restored', (v_head + cardinality(p_ids))::text];
END
$$;

REVOKE ALL ON FUNCTION event_log.restore(text[], bigint[], uuid[], text[], integer[], integer[], integer[], integer[], bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION event_log.restore(text[], bigint[], uuid[], text[], integer[], integer[], integer[], integer[], bytea) TO teduh_app;
`
