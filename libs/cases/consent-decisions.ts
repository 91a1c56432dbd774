import { broken, invalid, newIdIn, unreachable, type LocalDate } from '#kernel'
import { pastDay, pastInstant, requireDate } from './case-dates'
import { entryOf, requireCorrectable, type ExistingCase } from './case-state'
import type { CaseContext } from './clocks'
import { requireCode } from './code-lists'
import {
  sameScope,
  type ConsentCommand,
  type ConsentEvent,
  type ConsentGiven,
  type ConsentRefused,
  type ConsentWithdrawn,
  type Maturity,
} from './consent'
import { requireVictim, type VictimState } from './subjects'

type Command<Type extends ConsentCommand['type']> = Extract<ConsentCommand, { readonly type: Type }>
type ByCommand = Command<'giveConsent'> | Command<'refuseConsent'>

/** Consent may be given, refused and withdrawn in every case that isn't struck or handed outside. */
export function decideConsents(command: ConsentCommand, state: ExistingCase, context: CaseContext): readonly ConsentEvent[] {
  requireCorrectable(state)
  switch (command.type) {
    case 'giveConsent':
      return [giveConsent(command, state, context)]
    case 'refuseConsent':
      return [refuseConsent(command, state, context)]
    case 'withdrawConsent':
      return [withdrawConsent(command, state, context)]
    default:
      return unreachable(command)
  }
}

function giveConsent(command: Command<'giveConsent'>, state: ExistingCase, context: CaseContext): ConsentGiven {
  const victim = requireVictim(state, command.victimId)
  requireScope(command)
  requireGiver(command, state)
  const maturity = maturityOf(command.maturity, victim)
  requireCapacity(command, maturity)
  requireBasis(command)
  requireCode('consentHow', command.how, 'how')
  requireAssent(command, maturity, command.maturity === null && victim.ageBand === '6-12')
  requireUnrefused(command, state)
  const { victimId, purpose, receiver, capacity, giverName, basis, how, childAssent, expiresOn } = command
  const givenOn = pastDay(command.givenOn, 'givenOn', context)
  requireExpiry(expiresOn, givenOn)
  const giverId = capacity === 'korban' ? victimId : command.giverId
  const data = {
    victimId,
    purpose,
    receiver,
    capacity,
    giverId,
    giverName,
    consentId: newIdIn(context, 'consent'),
    basis,
    how,
    childAssent,
    givenOn,
    expiresOn,
  }
  return { type: 'ConsentGiven', version: 1, on: givenOn, data }
}

/** A refusal is recorded with who refused; it ends a consent given before in the same scope. */
function refuseConsent(command: Command<'refuseConsent'>, state: ExistingCase, context: CaseContext): ConsentRefused {
  const victim = requireVictim(state, command.victimId)
  requireScope(command)
  requireGiver(command, state)
  const maturity = maturityOf(command.maturity, victim)
  // A child who can say so may refuse; only giving needs somebody else.
  if (!(command.capacity === 'korban' && maturity === 'anak')) requireCapacity(command, maturity)
  const { victimId, purpose, receiver, capacity, giverName } = command
  const giverId = capacity === 'korban' ? victimId : command.giverId
  const refusedOn = pastDay(command.refusedOn, 'refusedOn', context)
  return { type: 'ConsentRefused', version: 1, on: refusedOn, data: { victimId, purpose, receiver, capacity, giverId, giverName, refusedOn } }
}

/** Sharing stops at the moment of the withdrawal; the law would allow 3x24 h. */
function withdrawConsent({ consentId, withdrawnAt }: Command<'withdrawConsent'>, state: ExistingCase, context: CaseContext): ConsentWithdrawn {
  const consent = entryOf(state.consents.given, consentId)
  if (consent === undefined) throw invalid('consentId', 'consent.unknown')
  if (consent.ended || consent.voided) throw broken('consent.already-ended')
  const at = pastInstant(withdrawnAt, 'withdrawnAt', context)
  return { type: 'ConsentWithdrawn', version: 1, at, data: { consentId, withdrawnAt: at, sharingStopsBy: at } }
}

/** Sharing names its receiver, nothing else has one. @throws Refusal `consent.receiver-missing`, `consent.receiver-unneeded` */
function requireScope({ purpose, receiver }: ByCommand): void {
  requireCode('consentPurpose', purpose, 'purpose')
  if (purpose === 'berbagi' && receiver === null) throw invalid('receiver', 'consent.receiver-missing')
  if (purpose !== 'berbagi' && receiver !== null) throw invalid('receiver', 'consent.receiver-unneeded')
}

/**
 * The giver is somebody of this case who is neither alleged to have done it nor in conflict with the victim.
 * @throws Refusal `consent.giver-in-conflict`, `consent.giver-mismatch`, `consent.giver-missing`, `consent.giver-unknown`
 */
function requireGiver({ capacity, giverId, victimId }: ByCommand, { subjects }: ExistingCase): void {
  requireCode('consentCapacity', capacity, 'capacity')
  if (giverId !== null) {
    const inConflict = entryOf(subjects.relatedPersons, giverId)?.inConflict ?? false
    if (subjects.perpetrators.includes(giverId) || inConflict) throw broken('consent.giver-in-conflict')
  }
  if (capacity === 'korban') {
    if (giverId !== null && giverId !== victimId) throw invalid('giverId', 'consent.giver-mismatch')
  } else if (capacity === 'unit' || capacity === 'pekerja_sosial') {
    if (giverId !== null) throw invalid('giverId', 'consent.giver-mismatch')
  } else {
    if (giverId === null) throw invalid('giverId', 'consent.giver-missing')
    if (giverId === victimId) throw invalid('giverId', 'consent.giver-mismatch')
    const known = subjects.reporters.includes(giverId) || Object.hasOwn(subjects.relatedPersons, giverId) || Object.hasOwn(subjects.victims, giverId)
    if (!known) throw invalid('giverId', 'consent.giver-unknown')
  }
}

/** Where the age was not opened, the age at the incident decides; it is never taken for more than it says. */
function maturityOf(maturity: Maturity | null, victim: VictimState): Maturity {
  if (maturity !== null) return maturity
  if (victim.ageClass === 'dewasa') return 'dewasa'
  if (victim.ageClass !== 'anak') return 'tidak_diketahui'
  return victim.ageBand === '0-5' ? 'anak_kecil' : 'anak'
}

/** Adults speak for themselves; for a child a parent, a guardian, or the unit or a social worker. @throws Refusal `consent.capacity` */
function requireCapacity({ capacity }: ByCommand, maturity: Maturity): void {
  const child = maturity === 'anak' || maturity === 'anak_kecil'
  const fits = capacity === 'korban' ? !child : capacity === 'orang_tua' || capacity === 'wali' ? maturity !== 'dewasa' : child
  if (!fits) throw broken('consent.capacity', { capacity, maturity })
}

/** The unit acts for a child on a legal basis that isn't consent (UU 27/2022 art. 20(2)); people consent. @throws Refusal `consent.basis` */
function requireBasis({ capacity, basis }: Command<'giveConsent'>): void {
  requireCode('legalBasis', basis, 'basis')
  const actsForChild = capacity === 'unit' || capacity === 'pekerja_sosial'
  if (actsForChild === (basis === 'persetujuan')) throw broken('consent.basis')
}

/**
 * A child is asked from the assent age on, a smaller one is not, an adult neither.
 * @param perhapsTooYoung where only the band 6-12 is known, both are taken
 * @throws Refusal `consent.assent-missing`, `consent.assent-not-asked`, `consent.child-unwilling`
 */
function requireAssent({ childAssent, basis }: Command<'giveConsent'>, maturity: Maturity, perhapsTooYoung: boolean): void {
  if (childAssent === null) {
    if (maturity === 'anak' && !perhapsTooYoung) throw broken('consent.assent-missing')
    return
  }
  if (maturity === 'anak_kecil' || maturity === 'dewasa') throw broken('consent.assent-not-asked')
  if (childAssent === 'tidak_bersedia' && basis === 'persetujuan') throw broken('consent.child-unwilling')
}

/** What the victim refused, only the victim opens again, or the child by its assent. @throws Refusal `consent.refused-by-victim` */
function requireUnrefused(command: Command<'giveConsent'>, state: ExistingCase): void {
  const byVictim = state.consents.refused.some((refusal) => refusal.capacity === 'korban' && sameScope(refusal, command))
  if (byVictim && command.capacity !== 'korban' && command.childAssent !== 'bersedia') throw broken('consent.refused-by-victim')
}

function requireExpiry(expiresOn: LocalDate | null, givenOn: LocalDate): void {
  if (expiresOn !== null && requireDate(expiresOn, 'expiresOn') <= givenOn) throw invalid('expiresOn', 'consent.expiry')
}
