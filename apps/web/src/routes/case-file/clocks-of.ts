import type { CaseFile } from '../../api/case-file'
import type { FileReferral } from '../../api/referral-progress'
import type { Clock } from '../../components/clock-state'
import { dutiesOf } from './duties-of'
import type words from '../../i18n/id/case-file.json'

export interface CaseClock {
  id: string
  word: Exclude<keyof typeof words.clock, 'title' | 'none' | 'deferred'>
  /** The partner or victim it is about. */
  institutionId?: string
  victimId?: string
  clock: Clock
}

const hour = 3_600_000
const before = (instant: string, hours: number): string => new Date(Date.parse(instant) - hours * hour).toISOString()
/** A day that is due ends with its evening in the unit's office; no zone of the country is further than this. */
const endOf = (day: string): string => `${day}T15:00:00Z`

function healthClocks(file: CaseFile): CaseClock[] {
  return file.incidents.flatMap(({ incidentId, healthDue, victimIds }) => {
    if (healthDue === null) return []
    const settled = victimIds.every((id) => {
      const victim = file.victims.find(({ victimId }) => victimId === id)
      return victim === undefined || victim.voided || victim.urgentHealthEnded !== null || served(file, id) !== undefined
    })
    const metAt = settled ? (victimIds.map((id) => served(file, id)).find((day) => day !== undefined) ?? file.lastActivityAt) : undefined
    const of = (word: 'health72' | 'health120', dueAt: string, hours: number): CaseClock => ({
      id: `${incidentId}-${word}`,
      word,
      clock: { startedAt: before(dueAt, hours), dueAt, whose: 'unit', inHours: true, ...(metAt === undefined ? {} : { metAt }) },
    })
    const first = of('health72', healthDue.within72h, 72)
    return settled ? [first] : [first, of('health120', healthDue.within120h, 120)]
  })
}

const served = (file: CaseFile, victimId: string): string | undefined =>
  file.services.find(
    ({ service, voided, victimIds }) => !voided && victimIds.includes(victimId) && (service === 'kesehatan' || service === 'medikolegal'),
  )?.deliveredOn

function referralClock(referral: FileReferral): CaseClock[] {
  const { referralId, institutionId, stage, since, nextAt, open, voided, sentAt, answeredAt } = referral
  if (!open || voided || nextAt === null) return []
  const word = ((): CaseClock['word'] | null => {
    if (stage === 'dikirim' || stage === 'sampai') return 'answer'
    if (stage === 'janji_temu') return 'appointment'
    if (stage === 'layanan_pertama') return 'progress'
    return 'firstService'
  })()
  if (word === null) return []
  return [{ id: referralId, word, institutionId, clock: { startedAt: answeredAt ?? sentAt ?? since, dueAt: nextAt, whose: 'other' } }]
}

/** Every clock of a case that runs, and the first contact and the urgent ones also once they were met; the nearest end first. */
export function clocksOf(whole: CaseFile): CaseClock[] {
  const file = dutiesOf(whole)
  const started = file.receivedAt ?? `${file.receivedOn}T00:00:00Z`
  const clocks: CaseClock[] = healthClocks(file)
  const police = file.incidents.map(({ policeReportDueAt }) => policeReportDueAt).find((due) => due !== null)
  if (police != null && file.policeReport?.how !== 'ditunda_demi_keselamatan') {
    const metAt = file.policeReport?.settledAt
    clocks.push({
      id: 'police',
      word: 'police',
      clock: { startedAt: before(police, 72), dueAt: police, whose: 'unit', inHours: true, ...(metAt === undefined ? {} : { metAt }) },
    })
  }
  const { dueAt, reachedAt } = file.firstContact
  if (dueAt !== null)
    clocks.push({
      id: 'contact',
      word: 'firstContact',
      clock: { startedAt: started, dueAt, whose: 'unit', ...(reachedAt === null ? {} : { metAt: reachedAt }) },
    })
  clocks.push(...file.referrals.flatMap(referralClock))
  for (const { protectionId, from, until } of file.protections)
    clocks.push({
      id: protectionId,
      word: 'protection',
      clock: { startedAt: `${from}T00:00:00Z`, dueAt: endOf(until), whose: 'unit', warnAt: before(endOf(until), 72) },
    })
  for (const { stayId, admittedAt, reviewOn, voided, victimIds, left } of file.stays) {
    const gone = new Set(left.flatMap((one) => one.victimIds))
    if (!voided && victimIds.some((id) => !gone.has(id)))
      clocks.push({ id: stayId, word: 'stay', clock: { startedAt: admittedAt, dueAt: endOf(reviewOn), whose: 'unit' } })
  }
  if (file.phase === 'ditutup') {
    for (const { victimId, followUpDueOn, voided } of file.victims)
      if (followUpDueOn !== null && !voided)
        clocks.push({
          id: victimId,
          word: 'followUp',
          victimId,
          clock: { startedAt: `${file.closedOn ?? followUpDueOn}T00:00:00Z`, dueAt: endOf(followUpDueOn), whose: 'unit' },
        })
  }
  const rank = ({ clock }: CaseClock): string => (clock.metAt === undefined ? clock.dueAt : `9${clock.dueAt}`)
  const open = file.phase !== 'ditolak' && file.phase !== 'dialihkan' && file.phase !== 'dibatalkan'
  return open ? clocks.sort((a, b) => rank(a).localeCompare(rank(b))) : []
}
