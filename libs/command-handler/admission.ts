import { caseAggregate, type CaseCommand, type CaseState, type ExistingCase } from '#cases'
import { absent, broken, dateIn, deriveId, Refusal, type Instant, type LocalDate, type Uuid } from '#kernel'
import { residentAggregate, shelterAggregate, type Client, type Guest, type ResidentCommand, type ShelterCommand, type ShelterState } from '#shelters'
import { handle, stateOf, type Authorize, type CommandOrigin, type CommandResult, type HandlerPorts } from './handle'

export interface Admission {
  readonly caseId: Uuid
  readonly shelterId: Uuid
  readonly victimIds: readonly Uuid[]
  /** infants who sleep with somebody of the same family */
  readonly withoutBed: readonly Uuid[]
  readonly admittedAt: Instant
  readonly emergency: boolean
}

const step = (origin: CommandOrigin, name: string): CommandOrigin => {
  const { ifMatch: _seen, ...rest } = origin
  return { ...rest, commandId: deriveId(origin.commandId, name), causationId: origin.commandId }
}
const anyone = (): void => undefined

/**
 * Admits a family to a shelter across three streams, each by exact revision: beds reserved, residents, then the stay in the case.
 * A refusal on the way gives the beds back at once, and the same command may be sent again; a crash on the way is finished by the reactor of
 * reservations, or given back by their clock.
 * @throws Refusal of the shelter (`shelter.full`, …), of the resident (`shelter.resident-elsewhere`) or of the case
 */
export async function admit(
  ports: HandlerPorts,
  origin: CommandOrigin,
  authorize: Authorize<CaseState>,
  admission: Admission,
): Promise<CommandResult> {
  const { caseId, shelterId, victimIds, admittedAt, emergency } = admission
  const { reservationId, steps } = await attempt(ports, origin, shelterId)
  const start = { type: 'startShelterStay', reservationId, shelterId, victimIds, admittedAt, emergency } as const
  const state = await stateOf(ports.log, caseAggregate, caseId)
  authorize(state)
  if (state.phase === 'none') throw absent('case.absent')
  if (!alreadyStarted(state, origin, victimIds)) {
    const now = ports.clock.now()
    const { commandId, actor, unit, zone, holidays } = origin
    caseAggregate.decide(start, state, { commandId, actor, unit, zone, now, today: dateIn(zone, now), holidays })
    await reserve(ports, steps, state, reservationId, admission)
  }
  try {
    const admittedOn = dateIn(origin.zone, admittedAt)
    for (const victimId of victimIds) {
      const command = { type: 'admitResident', reservationId, shelterId, caseId, admittedOn } as const
      await handle(ports, residentAggregate, victimId, step(steps, `resident ${victimId}`), anyone, () => command)
    }
    const result = await handle(ports, caseAggregate, caseId, origin, authorize, () => start)
    await confirm(ports, steps, shelterId, reservationId)
    return result
  } catch (error) {
    if (error instanceof Refusal && error.kind !== 'busy')
      await giveBack(ports, steps, { shelterId, reservationId, subjectIds: victimIds, cause: 'ditolak' })
    throw error
  }
}

/**
 * The first reservation of this command that was not given back yet, and whose steps it takes: those of an attempt that was refused stand
 * already, and would answer for the next one.
 */
async function attempt(
  ports: HandlerPorts,
  origin: CommandOrigin,
  shelterId: Uuid,
): Promise<{ readonly reservationId: Uuid; readonly steps: CommandOrigin }> {
  const shelter = await stateOf(ports.log, shelterAggregate, shelterId)
  for (let steps = origin, again = 1; ; again++) {
    const reservationId = deriveId(steps.commandId, 'reservation')
    if (shelter.kind === 'none' || shelter.reservations[reservationId]?.status !== 'dilepas') return { reservationId, steps }
    steps = { ...origin, commandId: deriveId(origin.commandId, 'again', again) }
  }
}

/** A repeated command finds its victims staying: the beds are not reserved a second time. */
const alreadyStarted = (state: ExistingCase, { commandId }: CommandOrigin, victimIds: readonly Uuid[]): boolean => {
  const stay = state.stays[deriveId(commandId, 'stay', 0)]
  return stay !== undefined && victimIds.every((id) => stay.victimIds.includes(id))
}

async function reserve(ports: HandlerPorts, origin: CommandOrigin, state: ExistingCase, reservationId: Uuid, admission: Admission): Promise<void> {
  const { caseId, shelterId, victimIds, withoutBed, emergency } = admission
  const guests = victimIds.map((id): Guest => ({ subjectId: id, client: clientOf(state, id), withoutBed: withoutBed.includes(id) }))
  const command = { type: 'reserveBeds', reservationId, caseId, guests, expiresAt: null, emergency } as const
  const ofOwnUnit: Authorize<ShelterState> = (shelter) => {
    if (shelter.kind !== 'none' && shelter.unit !== origin.unit) throw absent('shelter.unknown')
  }
  await handle(ports, shelterAggregate, shelterId, step(origin, 'reserve'), ofOwnUnit, () => command)
  const shelter = await stateOf(ports.log, shelterAggregate, shelterId)
  if (shelter.kind !== 'none' && shelter.reservations[reservationId]?.status === 'dilepas') throw broken('shelter.reservation-released')
}

/** null where sex or age are not known: accepted in an emergency only. */
function clientOf(state: ExistingCase, victimId: Uuid): Client | null {
  const victim = state.subjects.victims[victimId]
  if (!victim || victim.sex === 'tidak_diketahui' || (victim.ageClass !== 'anak' && victim.ageClass !== 'dewasa')) return null
  if (victim.ageClass === 'dewasa') return victim.sex === 'P' ? 'perempuan' : 'laki_laki'
  return victim.sex === 'P' ? 'anak_perempuan' : 'anak_laki_laki'
}

/** Confirming twice changes nothing. */
export async function confirm(ports: HandlerPorts, origin: CommandOrigin, shelterId: Uuid, reservationId: Uuid): Promise<void> {
  await handle(ports, shelterAggregate, shelterId, step(origin, 'confirm'), anyone, (): ShelterCommand => ({
    type: 'confirmReservation',
    reservationId,
  }))
}

export interface GivenBack {
  readonly shelterId: Uuid
  readonly reservationId: Uuid
  readonly subjectIds: readonly Uuid[]
  readonly cause: 'kedaluwarsa' | 'ditolak'
}

/** Beds and residents as they were before. */
export async function giveBack(ports: HandlerPorts, origin: CommandOrigin, given: GivenBack): Promise<void> {
  const { shelterId, reservationId, subjectIds, cause } = given
  const leftOn = dateIn(origin.zone, ports.clock.now())
  for (const id of subjectIds)
    await handle(ports, residentAggregate, id, step(origin, `leave ${id}`), anyone, (): ResidentCommand => ({
      type: 'recordResidentLeft',
      reservationId,
      leftOn,
    }))
  await handle(ports, shelterAggregate, shelterId, step(origin, 'release'), anyone, (): ShelterCommand => ({
    type: 'releaseReservation',
    reservationId,
    cause,
  }))
}

export interface Departure {
  readonly caseId: Uuid
  readonly stayId: Uuid
  readonly shelterId: Uuid
  readonly reservationId: Uuid
  readonly victimIds: readonly Uuid[]
  readonly leftOn: LocalDate
  /** code of the list `shelterLeaving` */
  readonly to: string
}

/** Ends a stay for those who leave, then frees their beds. */
export async function depart(
  ports: HandlerPorts,
  origin: CommandOrigin,
  authorize: Authorize<CaseState>,
  departure: Departure,
): Promise<CommandResult> {
  const { caseId, stayId, shelterId, reservationId, victimIds, leftOn, to } = departure
  const result = await handle(ports, caseAggregate, caseId, origin, authorize, (): CaseCommand => ({
    type: 'endShelterStay',
    stayId,
    victimIds,
    leftOn,
    to,
  }))
  for (const id of victimIds)
    await handle(ports, residentAggregate, id, step(origin, `leave ${id}`), anyone, (): ResidentCommand => ({
      type: 'recordResidentLeft',
      reservationId,
      leftOn,
    }))
  await handle(ports, shelterAggregate, shelterId, step(origin, 'vacate'), anyone, (): ShelterCommand => ({
    type: 'vacateBeds',
    reservationId,
    subjectIds: victimIds,
    leftOn,
  }))
  return result
}
