import type { CaseCommand, ConsentPurpose } from '#cases'
import { Sealed, type Instant, type Uuid } from '#kernel'
import { partnerId, type PartnerKey } from './partners'
import { assigned, type CaseStory } from './story'
import type { Staff } from './staff'

// What an officer does from the complaint to the assessed case, as short sentences of a story.

interface Contact {
  readonly reached?: boolean
  readonly method?: string
  readonly victim?: number
}

export function contacted(story: CaseStory, at: Instant, { reached = true, method = 'telepon', victim = 0 }: Contact = {}): void {
  const victimId = story.victims[victim] ?? null
  story.act(story.officer, at, ({ at: attemptedAt }) => ({
    ...{ type: 'recordContactAttempt', victimId, method, reached, attemptedAt, outsideSafeWindow: false },
  }))
}

/** The head accepts the complaint under a number of the register and assigns the case. */
export function accepted(story: CaseStory, at: Instant, officer: Staff, verifiedHow: string | null = 'wawancara'): void {
  story.actNumbered('kepala', at, (_, number) => ({ type: 'acceptComplaint', number, acceptedOn: null, verifiedHow }))
  assigned(story, at, officer)
}

type Giver = { readonly capacity: 'orang_tua' | 'wali' } & ({ readonly person: number } | { readonly victim: number })

interface Consent {
  readonly victims?: readonly number[]
  /** Without it the victims themselves; otherwise the parent or guardian, by place in the form among the kin or among the victims */
  readonly by?: Giver
  /** The child's own assent, from seven years on */
  readonly assent?: 'bersedia' | 'belum_mampu' | null
  /** Partners who may receive the packet of a referral */
  readonly share?: readonly PartnerKey[]
  readonly how?: string
}

/** Consent to the unit's services, and to sharing with each of the partners named. */
export function consented(story: CaseStory, at: Instant, consent: Consent = {}): void {
  const scopes: readonly (readonly [ConsentPurpose, Uuid | null])[] = [
    ['layanan', null],
    ...(consent.share ?? []).map((key) => ['berbagi', partnerId(key)] as const),
  ]
  for (const victim of consent.victims ?? story.victims.keys())
    for (const [purpose, receiver] of scopes) story.act(story.officer, at, () => giveConsent(story, victim, purpose, receiver, consent))
}

function giveConsent(story: CaseStory, victim: number, purpose: ConsentPurpose, receiver: Uuid | null, consent: Consent): CaseCommand {
  const victimId = story.victims[victim] ?? ''
  const { by, assent = null, how = 'tertulis' } = consent
  const [giverId, name] = by === undefined ? [victimId, null] : giver(story, by)
  const giverName = name === null ? null : Sealed.plain<string, 'direct'>({ kind: 'subject', id: giverId }, name)
  const given = { purpose, receiver, capacity: by?.capacity ?? 'korban', giverId, giverName, maturity: null } as const
  return { type: 'giveConsent', victimId, ...given, basis: 'persetujuan', how, childAssent: assent, givenOn: null, expiresOn: null }
}

function giver({ victims, people, form }: CaseStory, by: Giver): readonly [id: Uuid, name: string | null] {
  if ('victim' in by) return [victims[by.victim] ?? '', form.victims[by.victim]?.identity.name ?? null]
  return [people[by.person] ?? '', form.relatedPersons[by.person]?.identity.name ?? null]
}

export function refused(story: CaseStory, at: Instant, receiver: PartnerKey): void {
  const victimId = story.victims[0] ?? ''
  story.act(story.officer, at, () => ({
    ...{ type: 'refuseConsent', victimId, purpose: 'berbagi', receiver: partnerId(receiver) },
    ...{ capacity: 'korban', giverId: victimId, giverName: null, maturity: null, refusedOn: null },
  }))
}

export interface Assessment {
  readonly risk: 'tinggi' | 'sedang' | 'rendah'
  /** Of 24 */
  readonly score: number
  readonly summary: string
  readonly victim?: number
  readonly safetyPlan?: string
}

export function assessed(story: CaseStory, at: Instant, { risk, score, summary, victim = 0, safetyPlan }: Assessment): void {
  const victimId = story.victims[victim] ?? ''
  story.act(story.officer, at, ({ note }) => ({
    ...{ type: 'recordAssessment', victimId, risk, instrument: 'penilaian_unit', score, maxScore: 24, assessedOn: null, summary: note(summary) },
  }))
  if (safetyPlan !== undefined)
    story.act(story.officer, at, ({ note }) => ({ type: 'makeSafetyPlan', victimId, madeOn: null, text: note(safetyPlan) }))
}
