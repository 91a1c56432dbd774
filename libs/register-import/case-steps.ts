import {
  buildRecordIncident,
  newPerpetrator,
  newRelation,
  newVictim,
  type CaseCommand,
  type NewPerpetrator,
  type NewRelation,
  type NewVictim,
  type StatedAge,
} from '#cases'
import type { LocalDate, Uuid } from '#kernel'
import { perpetratorIdOf, victimIdOf } from './identity'
import type { RegisterCase, RegisterComplaint, RegisterRow, RegisterService } from './row'

// A register's rows as the commands that people would have given one by one.

const NOBODY = { name: null, nik: null, phone: null, address: null } as const
export const UNRECORDED = 'alasan_tidak_tercatat'

const receivedOf = ({ on, at }: RegisterComplaint): { readonly receivedOn: LocalDate; readonly receivedAt: string | null } => ({
  receivedOn: on,
  receivedAt: at,
})

/** A stated age of a register is the age at the incident. */
const ageOf = ({ victim }: RegisterRow): StatedAge => ({ birthDate: victim.birthDate, years: victim.years, statedFor: 'kejadian' })

interface People {
  readonly victim: NewVictim
  readonly perpetrator: NewPerpetrator | null
  readonly relation: NewRelation | null
}

function peopleOf(row: RegisterRow, ordinal: number, command: Uuid): People {
  const victimId = victimIdOf(command, ordinal)
  const { name, nik, sex, kecamatan, desa } = row.victim
  const form = {
    identity: { ...NOBODY, name, nik },
    sex,
    age: ageOf(row),
    kecamatan,
    circumstances: { desa, education: null, marital: null, occupation: null, disability: null },
    safeContact: null,
  }
  const victim = newVictim(victimId, form, row.incident.when, receivedOf(row.complaint))
  if (!row.perpetrator) return { victim, perpetrator: null, relation: null }
  const { relation, sex: perpetratorSex, years } = row.perpetrator
  const perpetratorId = perpetratorIdOf(command, ordinal)
  return {
    victim,
    perpetrator: newPerpetrator(perpetratorId, { identity: NOBODY, sex: perpetratorSex, years }),
    relation: newRelation(victimId, perpetratorId, { relation, sharedHousehold: null }),
  }
}

function incidentOf(row: RegisterRow, ordinal: number, command: Uuid, zone: string): Extract<CaseCommand, { type: 'recordIncident' }> {
  const { when, forms, kdrt, place } = row.incident
  const form = { when, place, forms, flags: [], sexualForms: [], kdrt, kdrtReason: null }
  return buildRecordIncident(form, [{ victimId: victimIdOf(command, ordinal), age: ageOf(row) }], receivedOf(row.complaint), { zone })
}

const serviceStep = (victimId: Uuid, { service, on }: RegisterService): CaseCommand => ({
  type: 'recordService',
  victimIds: [victimId],
  deliveredOn: on,
  provider: null,
  service,
})

const endingStep = (victimId: Uuid, endedOn: LocalDate): CaseCommand => ({ type: 'endVictimService', victimId, reason: UNRECORDED, endedOn })

/** @returns the commands that make a case of one number: received, accepted under its own number, served, ended, closed. */
export function stepsOfCase({ number, complaint, victims }: RegisterCase, command: Uuid, zone: string): readonly CaseCommand[] {
  const people = victims.map((row, index) => peopleOf(row, index + 1, command))
  const incidents = victims.map((row, index) => incidentOf(row, index + 1, command, zone))
  const [only] = incidents.length === 1 ? incidents : []
  const receive: CaseCommand = {
    type: 'receiveComplaint',
    ...receivedOf(complaint),
    channel: complaint.channel,
    reporterKind: 'tidak_diketahui',
    urgency: null,
    externalNumber: number,
    number: null,
    dutyExplainedTo: null,
    reporter: null,
    victims: people.map(({ victim }) => victim),
    perpetrators: people.flatMap(({ perpetrator }) => perpetrator ?? []),
    relatedPersons: [],
    relations: people.flatMap(({ relation }) => relation ?? []),
    incident: only ?? null,
    chronology: null,
  }
  const accept: CaseCommand = { type: 'acceptComplaint', number, acceptedOn: complaint.on, verifiedHow: null }
  const acts = victims.flatMap((row, index) => actsOf(row, victimIdOf(command, index + 1)))
  const lastEnding = victims.reduce<LocalDate | null>(
    (last, { endedOn }) => (last !== null && endedOn !== null && endedOn > last ? endedOn : last),
    victims[0]?.endedOn ?? null,
  )
  const closed = victims.every(({ endedOn }) => endedOn !== null)
  return [receive, ...(only ? [] : incidents), accept, ...acts, ...(closed ? [closingStep(lastEnding)] : [])]
}

export const closingStep = (closedOn: LocalDate | null): CaseCommand => ({ type: 'approveClosure', closedOn })

const actsOf = (row: RegisterRow, victimId: Uuid): readonly CaseCommand[] => [
  ...row.services.map((service) => serviceStep(victimId, service)),
  ...(row.endedOn === null ? [] : [endingStep(victimId, row.endedOn)]),
]

/** @returns the commands that add a victim whom a later file names under a known number. */
export function stepsOfNewVictim(row: RegisterRow, ordinal: number, command: Uuid, zone: string): readonly CaseCommand[] {
  const { victim, perpetrator, relation } = peopleOf(row, ordinal, command)
  return [
    { type: 'addVictim', ...victim },
    ...(perpetrator ? [{ type: 'addPerpetrator', ...perpetrator } as const] : []),
    ...(relation ? [{ type: 'recordRelation', ...relation } as const] : []),
    incidentOf(row, ordinal, command, zone),
    ...actsOf(row, victim.victimId),
  ]
}

/** @returns the commands for what a later file says beyond what is known of a victim. */
export const stepsOfMore = (victimId: Uuid, services: readonly RegisterService[], endedOn: LocalDate | null): readonly CaseCommand[] => [
  ...services.map((service) => serviceStep(victimId, service)),
  ...(endedOn === null ? [] : [endingStep(victimId, endedOn)]),
]
