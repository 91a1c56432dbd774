import type { LocalDate, Uuid } from '#kernel'
import { dayOf, type Effect } from './effect'

export interface VictimFacts {
  readonly sex: string
  readonly kecamatan: string | null
  readonly ageClass: string
  readonly ageBand: string
  readonly ended: { readonly on: LocalDate; readonly reason: string } | null
  readonly voided: boolean
  /** The person's key is gone: what only the sealed fields said is *dihapus* */
  readonly erased: boolean
}

export interface ServiceFacts {
  readonly victims: readonly Uuid[]
  readonly service: string
  readonly on: LocalDate
  readonly payer: string | null
}

export interface ReferralFacts {
  readonly victims: readonly Uuid[]
  readonly service: string
  /** the first service, once a partner confirmed it */
  readonly served: Uuid | null
}

/** What figures know of one case: plain JSON. */
export interface CaseFacts {
  readonly unit: string
  readonly receivedOn: LocalDate
  readonly zone: string
  /** taken here, not imported: the complaint itself is a service to every victim */
  readonly taken: boolean
  readonly accepted: boolean
  /** declined, handed to somebody outside, or voided: counts nowhere */
  readonly out: boolean
  readonly victims: Readonly<Record<Uuid, VictimFacts>>
  readonly incidents: Readonly<
    Record<Uuid, { readonly victims: readonly Uuid[]; readonly forms: readonly string[]; readonly flags: readonly string[] }>
  >
  readonly services: Readonly<Record<Uuid, ServiceFacts>>
  readonly referrals: Readonly<Record<Uuid, ReferralFacts>>
}

/** @returns the facts after one effect; what refers to nothing known changes nothing. */
export function apply(facts: CaseFacts | null, effect: Effect): CaseFacts | null {
  if (effect.kind === 'received') {
    const { unit, on, zone, taken } = effect
    return { unit, receivedOn: on, zone, taken, accepted: false, out: false, victims: {}, incidents: {}, services: {}, referrals: {} }
  }
  if (facts === null) return null
  switch (effect.kind) {
    case 'received-corrected':
      return { ...facts, receivedOn: effect.on }
    case 'accepted':
      return { ...facts, accepted: true }
    case 'declined':
      return { ...facts, out: true }
    case 'handed-over':
      return effect.toUnit === null ? { ...facts, out: true } : { ...facts, unit: effect.toUnit }
    case 'incident':
      return { ...facts, incidents: { ...facts.incidents, [effect.id]: { victims: effect.victims, forms: effect.forms, flags: effect.flags } } }
    case 'service': {
      const { victims, service, on, payer } = effect
      return { ...facts, services: { ...facts.services, [effect.id]: { victims, service, on, payer } } }
    }
    case 'service-date': {
      const service = facts.services[effect.id]
      return service ? { ...facts, services: { ...facts.services, [effect.id]: { ...service, on: effect.on } } } : facts
    }
    case 'referral':
      return { ...facts, referrals: { ...facts.referrals, [effect.id]: { victims: effect.victims, service: effect.service, served: null } } }
    case 'referral-served': {
      const referral = facts.referrals[effect.id]
      if (!referral || effect.serviceId in facts.services) return facts
      const { victims, service } = referral
      const given: ServiceFacts = { victims, service, on: dayOf(effect.at, facts.zone), payer: null }
      const referrals = { ...facts.referrals, [effect.id]: { ...referral, served: effect.serviceId } }
      return { ...facts, referrals, services: { ...facts.services, [effect.serviceId]: given } }
    }
    case 'erased':
      return facts.victims[effect.subject] ? withVictim(facts, effect.subject, { erased: true }) : facts
    case 'voided':
      return voided(facts, effect.what, effect.id)
    case 'victim':
      return withVictim(facts, effect.victim, { sex: effect.sex, kecamatan: effect.kecamatan })
    case 'age':
      return withVictim(facts, effect.victim, { ageClass: effect.ageClass, ageBand: effect.ageBand })
    case 'ended':
      return withVictim(facts, effect.victim, { ended: { on: effect.on, reason: effect.reason } })
    case 'reopened':
      return effect.victims.reduce((reopened, victim) => withVictim(reopened, victim, { ended: null }), facts)
  }
}

const UNKNOWN: VictimFacts = {
  sex: 'tidak_diketahui',
  kecamatan: null,
  ageClass: 'tidak_diketahui',
  ageBand: 'tidak_diketahui',
  ended: null,
  voided: false,
  erased: false,
}

function withVictim(facts: CaseFacts, victim: Uuid, change: Partial<VictimFacts>): CaseFacts {
  return { ...facts, victims: { ...facts.victims, [victim]: { ...(facts.victims[victim] ?? UNKNOWN), ...change } } }
}

function voided(facts: CaseFacts, what: string, id: Uuid): CaseFacts {
  if (what === 'kasus') return { ...facts, out: true }
  if (what === 'korban') return facts.victims[id] ? withVictim(facts, id, { voided: true }) : facts
  if (what !== 'rujukan') return { ...facts, services: without(facts.services, id) }
  const served = facts.referrals[id]?.served
  const services = served == null ? facts.services : without(facts.services, served)
  return { ...facts, services, referrals: without(facts.referrals, id) }
}

function without<Entry>(entries: Readonly<Record<Uuid, Entry>>, id: Uuid): Readonly<Record<Uuid, Entry>> {
  return Object.fromEntries(Object.entries(entries).filter(([key]) => key !== id))
}
