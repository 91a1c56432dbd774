import type { Pool } from 'pg'
import { absent, Refusal, type Instant, type Uuid } from '#kernel'
import type { Box } from '../box'

/** What a list of drafts shows: nothing of what was typed. */
export interface DraftSummary {
  readonly id: Uuid
  /** Which form it is: `complaint`, `redaction` */
  readonly kind: string
  readonly revision: number
  readonly updatedAt: Instant
}

export interface Draft extends DraftSummary {
  /** As it was saved, usually JSON */
  readonly body: string
}

export interface DraftToSave {
  readonly id: Uuid
  readonly user: Uuid
  readonly kind: string
  /** People of a case whom it concerns: it goes when one of them is erased */
  readonly about: readonly Uuid[]
  readonly body: string
  /** The revision the writer has seen; null for a new draft */
  readonly expected: number | null
}

/** Bytes of one draft */
export const MAX_DRAFT_BYTES = 256 * 1024

interface Row {
  readonly id: Uuid
  readonly kind: string
  readonly revision: number
  readonly updated_at: Date
}

/**
 * Saves a draft where it stands at the expected revision.
 * @throws Refusal `draft.stale` (stale, with the present revision), `draft.unknown` (absent; also somebody else's),
 * `draft.too-large` (too-large)
 */
export async function saveDraft(pool: Pool, box: Box, draft: DraftToSave, now: Instant): Promise<DraftSummary> {
  const body = Buffer.from(draft.body, 'utf8')
  if (body.length > MAX_DRAFT_BYTES) throw new Refusal('too-large', 'draft.too-large', { most: MAX_DRAFT_BYTES })
  const values = [draft.id, draft.user, draft.kind, box.seal(placeOf(draft), body), now, draft.about]
  const { rows } =
    draft.expected === null
      ? await pool.query<Row>(
          `insert into access.drafts (id, user_id, kind, body, revision, updated_at, about) values ($1, $2, $3, $4, 1, $5, $6)
           on conflict (id) do nothing returning id, kind, revision, updated_at`,
          values,
        )
      : await pool.query<Row>(
          `update access.drafts set kind = $3, body = $4, revision = revision + 1, updated_at = $5, about = $6
           where id = $1 and user_id = $2 and revision = $7 returning id, kind, revision, updated_at`,
          [...values, draft.expected],
        )
  const saved = rows[0]
  if (!saved) throw await whyNotSaved(pool, draft)
  return toSummary(saved)
}

/** @throws Refusal `draft.unknown` (absent; also somebody else's), `draft.unreadable` where its seal is broken */
export async function loadDraft(pool: Pool, box: Box, draft: { readonly id: Uuid; readonly user: Uuid }): Promise<Draft> {
  const { rows } = await pool.query<Row & { body: Buffer }>(
    'select id, kind, revision, updated_at, body from access.drafts where id = $1 and user_id = $2',
    [draft.id, draft.user],
  )
  const found = rows[0]
  if (!found) throw absent('draft.unknown')
  const body = box.open(placeOf(draft), found.body)
  if (!body) throw new Refusal('rule', 'draft.unreadable', { id: draft.id })
  return { ...toSummary(found), body: body.toString('utf8') }
}

/** @returns somebody's drafts, newest first */
export async function listDrafts(pool: Pool, user: Uuid): Promise<readonly DraftSummary[]> {
  const { rows } = await pool.query<Row>('select id, kind, revision, updated_at from access.drafts where user_id = $1 order by updated_at desc, id', [
    user,
  ])
  return rows.map(toSummary)
}

/** Repeating changes nothing. @returns whether there was one */
export async function deleteDraft(pool: Pool, draft: { readonly id: Uuid; readonly user: Uuid }): Promise<boolean> {
  const { rowCount } = await pool.query('delete from access.drafts where id = $1 and user_id = $2', [draft.id, draft.user])
  return rowCount === 1
}

/** Drafts hold personal data outside the log: nobody keeps them for ever. @returns how many were deleted */
export async function deleteDraftsBefore(pool: Pool, before: Instant): Promise<number> {
  const { rowCount } = await pool.query('delete from access.drafts where updated_at < $1', [before])
  return rowCount ?? 0
}

/**
 * For erasure: what was typed about this person goes, whoever typed it.
 * @param makes whether sending this draft made the person's part in a case: it is left over where its deletion never arrived
 * @returns how many were deleted
 */
export async function deleteDraftsAbout(
  pool: Pool,
  subject: Uuid,
  makes: (draft: { readonly id: Uuid; readonly user: Uuid; readonly kind: string }) => boolean,
): Promise<number> {
  const { rows } = await pool.query<{ id: Uuid; user: Uuid; kind: string; concerned: boolean }>(
    'select id, user_id as user, kind, about @> array[$1::uuid] as concerned from access.drafts',
    [subject],
  )
  const going = rows.filter((draft) => draft.concerned || makes(draft)).map(({ id }) => id)
  const { rowCount } = await pool.query('delete from access.drafts where id = any($1::uuid[])', [going])
  return rowCount ?? 0
}

async function whyNotSaved(pool: Pool, { id, user }: DraftToSave): Promise<Refusal> {
  const { rows } = await pool.query<{ revision: number }>('select revision from access.drafts where id = $1 and user_id = $2', [id, user])
  return rows[0] ? new Refusal('stale', 'draft.stale', { revision: rows[0].revision }) : absent('draft.unknown')
}

const placeOf = ({ id, user }: { readonly id: Uuid; readonly user: Uuid }): string => `draft/${user}/${id}`

const toSummary = ({ id, kind, revision, updated_at: updatedAt }: Row): DraftSummary => ({ id, kind, revision, updatedAt: updatedAt.toISOString() })
