import { statement, type Statement } from './text-query'

export const APPEND_ONE = statement('append_one', 'SELECT event_log.append_one($1, $2, $3, $4, $5, $6, $7, $8)')

export const APPEND_ALL = statement('append_all', 'SELECT unnest(event_log.append_all($1, $2, $3, $4, $5, $6, $7, $8))')

const NOTIFIES = `pg_notify('event_log', '')`

/** One statement in two forms: the second tells the readers of other processes, too. */
export interface Append {
  readonly quiet: Statement
  readonly notifying: Statement
}

const append = (label: string, call: string): Append => ({
  quiet: statement(label, `SELECT ${call}`),
  notifying: statement(`${label}_notify`, `SELECT ${call}, ${NOTIFIES}`),
})

export const APPEND_KNOWN = append('append_known', 'event_log.append_known($1, $2, $3, $4, $5, $6, $7, $8, $9)')

export const APPEND_KNOWN_ALL = append('append_known_all', 'event_log.append_known_all($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)')

export const REPETITION = statement('repetition', 'SELECT event_log.repetition($1, $2, $3, $4, $5, $6)')

export const NOTIFY = statement('notify', `SELECT ${NOTIFIES}`)

/**
 * A read of events in two forms. Text is fast, and the server checks it as it goes; where somebody's hand left bytes that are no text
 * the server refuses the whole page, and the second form finds out which event it is.
 */
export interface EventRead {
  readonly text: Statement
  readonly bytes: Statement
}

const eventRead = (label: string, query: (columns: string) => string): EventRead => ({
  text: statement(label, query(`position, encode(hash, 'hex'), convert_from(envelope, 'UTF8'), convert_from(data, 'UTF8')`)),
  bytes: statement(`${label}_bytes`, query(`position, encode(hash, 'hex'), envelope, data`)),
})

export const STREAM_FORWARDS = eventRead(
  'forwards',
  (columns) => `SELECT ${columns} FROM event_log.events WHERE stream = $1 AND revision >= $2 ORDER BY revision LIMIT $3`,
)

export const STREAM_BACKWARDS = eventRead(
  'backwards',
  (columns) => `SELECT ${columns} FROM event_log.events WHERE stream = $1 AND revision <= $2 ORDER BY revision DESC LIMIT $3`,
)

const HEAD = 'coalesce((SELECT max(position) FROM event_log.events), 0) AS head'

/** One page of the whole log with the log's end as the same snapshot sees it. $2 bounds how far one page looks. */
export const PAGE = eventRead(
  'page',
  (columns) => `SELECT e.*, h.* FROM (SELECT ${HEAD}) h
   LEFT JOIN LATERAL (
     SELECT ${columns} FROM event_log.events WHERE position > $1 AND position <= $2 ORDER BY position LIMIT $3
   ) e ON true`,
)

/**
 * The same of the streams whose names begin with $4, in words that no index of streams answers: it would be gone through as a whole for
 * every page. A checkpoint may move to the log's end past what the filter left out; how many
 * events stand as far as it looked shows whether one is missing.
 */
export const FILTERED_PAGE = eventRead(
  'filtered_page',
  (columns) => `WITH e AS MATERIALIZED (
     SELECT ${columns} FROM event_log.events WHERE position > $1 AND position <= $2 AND left(stream, length($4)) = $4 ORDER BY position LIMIT $3
   ), looked AS (
     SELECT CASE WHEN count(*) < $3 THEN $2 ELSE max(position) END AS through FROM e
   )
   SELECT e.*, h.* FROM (
     SELECT ${HEAD}, (SELECT count(*) FROM event_log.events s WHERE s.position > $1 AND s.position <= (SELECT through FROM looked)) AS standing
   ) h LEFT JOIN e ON true ORDER BY e.position`,
)

/** The first position after $1, up to $2, where nothing stands. */
export const HOLE = statement(
  'hole',
  `SELECT min(p.position) + 1 FROM (SELECT $1::bigint AS position UNION ALL SELECT position FROM event_log.events WHERE position > $1 AND position < $2) p
   WHERE NOT EXISTS (SELECT FROM event_log.events n WHERE n.position = p.position + 1)`,
)

export const LOG_HEAD = statement('head', 'SELECT max(position) FROM event_log.events')

export const STREAM_HEAD = statement(
  'stream_head',
  'SELECT revision, position FROM event_log.events WHERE stream = $1 ORDER BY revision DESC LIMIT 1',
)

export const STORED = statement(
  'stored',
  'SELECT position, stream, revision, id, type, version, envelope, data, hash FROM event_log.events WHERE position > $1 ORDER BY position LIMIT $2',
)

export const RESTORE = statement('restore', 'SELECT event_log.restore($1, $2, $3, $4, $5, $6, $7, $8, $9)')

export const KNOWN_ID = statement('known_id', 'SELECT stream, id FROM event_log.events WHERE id = ANY($1::uuid[]) LIMIT 1')

/** Where events stand whose bytes cannot be read: the columns repeat it. */
export const PLACES = statement('places', 'SELECT position, stream, revision, id FROM event_log.events WHERE position = ANY ($1::bigint[])')
