import { invalid, broken, type Direct, type Fact, type Indirect, type Open, type Uuid } from '#kernel'
import { entryOf, type ExistingCase } from './case-state'
import type { EntryVoided } from './correction'
import type { AgeBand, AgeBasis, AgeClass, AgeFinding, AgeFlag, Code, Sex } from './codes'

// The people of a case. A subject is one person's part in one case, with an id and a key of its own.

/** What is typed of an age: a birth date, or a stated age and at which moment it was true. Sealed. */
export interface StatedAge {
  readonly birthDate: string | null
  /** completed years */
  readonly years: number | null
  readonly statedFor: 'kejadian' | 'pengaduan'
}
export interface VictimCircumstances {
  readonly desa: string | null
  readonly education: Code | null
  readonly marital: Code | null
  readonly occupation: Code | null
  readonly disability: Code | null
}
export interface Identity {
  readonly name: string | null
  readonly nik: string | null
  readonly phone: string | null
  readonly address: string | null
}

export type VictimAdded = Fact<
  'VictimAdded',
  1,
  {
    readonly victimId: Open<Uuid>
    /** 1, 2, … within the case: "Korban 1" */
    readonly ordinal: Open<number>
    readonly sex: Open<Sex>
    readonly kecamatan: Open<string | null>
    readonly identity: Direct<Identity>
    readonly age: Direct<StatedAge>
    readonly circumstances: Indirect<VictimCircumstances>
    readonly lists: Open<number>
  }
>
/** Follows from birth date or stated age and the incident's date; recorded anew whenever one of them changes. */
export type VictimAgeDetermined = Fact<
  'VictimAgeDetermined',
  1,
  {
    readonly victimId: Open<Uuid>
    readonly ageClass: Open<AgeClass>
    readonly ageBand: Open<AgeBand>
    readonly ageFlags: Open<readonly AgeFlag[]>
    readonly basis: Open<AgeBasis>
    /** completed years at the incident, where they are certain */
    readonly years: Indirect<number | null>
  }
>
export type VictimDetailsCorrected = Fact<
  'VictimDetailsCorrected',
  1,
  {
    readonly victimId: Open<Uuid>
    readonly sex: Open<Sex>
    readonly kecamatan: Open<string | null>
    readonly identity: Direct<Identity>
    readonly age: Direct<StatedAge>
    readonly circumstances: Indirect<VictimCircumstances>
    readonly why: Open<Code>
    readonly lists: Open<number>
  }
>
export type ReporterAdded = Fact<
  'ReporterAdded',
  1,
  { readonly reporterId: Open<Uuid>; readonly anonymous: Open<boolean>; readonly identity: Direct<Identity> | null }
>
/** Terlapor: nobody is called a perpetrator before a verdict. */
export type AllegedPerpetratorAdded = Fact<
  'AllegedPerpetratorAdded',
  1,
  {
    readonly perpetratorId: Open<Uuid>
    readonly sex: Open<Sex>
    readonly identity: Direct<Identity>
    readonly years: Indirect<number | null>
  }
>
/** Kin and witnesses; one in conflict with the victim can neither consent nor receive notices. */
export type RelatedPersonAdded = Fact<
  'RelatedPersonAdded',
  1,
  {
    readonly personId: Open<Uuid>
    readonly role: Open<'keluarga' | 'wali' | 'saksi' | 'pendamping'>
    readonly inConflict: Open<boolean>
    readonly identity: Direct<Identity>
  }
>
/** Relation of one victim to one alleged perpetrator. KDRT is proposed from it and confirmed by the officer. */
export type RelationRecorded = Fact<
  'RelationRecorded',
  1,
  {
    readonly victimId: Open<Uuid>
    readonly perpetratorId: Open<Uuid>
    readonly relation: Indirect<{ readonly code: Code; readonly sharedHousehold: boolean | null }>
    /** open, because mediation and consent are decided on it: husband, wife, former spouse, (former) partner */
    readonly intimate: Open<boolean>
    readonly household: Open<boolean>
    readonly lists: Open<number>
  }
>
export type SafeContactSet = Fact<
  'SafeContactSet',
  1,
  {
    readonly victimId: Open<Uuid>
    readonly safeContact: Direct<{
      readonly method: Code
      /** e.g. days 1..7 (Monday first) and HH:MM in the unit's zone */
      readonly days: readonly number[]
      readonly from: string | null
      readonly to: string | null
      readonly whoMayAnswer: Code
      readonly detail: string | null
      readonly codePhrase: string | null
    }>
  }
>

export type SubjectEvent =
  | VictimAdded
  | VictimAgeDetermined
  | VictimDetailsCorrected
  | ReporterAdded
  | AllegedPerpetratorAdded
  | RelatedPersonAdded
  | RelationRecorded
  | SafeContactSet

export type SafeContact = SafeContactSet['data']['safeContact']

/** What was found of a victim's age from values a decision may not read. */
export interface DeterminedAge {
  readonly victimId: Uuid
  readonly finding: AgeFinding
  readonly years: Indirect<number | null>
}
export interface VictimDetails {
  readonly victimId: Uuid
  readonly sex: Sex
  readonly kecamatan: string | null
  readonly identity: Direct<Identity>
  readonly age: Direct<StatedAge>
  readonly circumstances: Indirect<VictimCircumstances>
  readonly finding: AgeFinding
  readonly years: Indirect<number | null>
}
export interface NewVictim extends VictimDetails {
  readonly safeContact: SafeContact | null
}
export interface NewReporter {
  readonly reporterId: Uuid
  readonly anonymous: boolean
  readonly identity: Direct<Identity> | null
}
export interface NewPerpetrator {
  readonly perpetratorId: Uuid
  readonly sex: Sex
  readonly identity: Direct<Identity>
  readonly years: Indirect<number | null>
}
export interface NewRelatedPerson {
  readonly personId: Uuid
  readonly role: RelatedPersonAdded['data']['role']
  readonly inConflict: boolean
  readonly identity: Direct<Identity>
}
export interface NewRelation {
  readonly victimId: Uuid
  readonly perpetratorId: Uuid
  readonly relation: RelationRecorded['data']['relation']
  readonly intimate: boolean
  readonly household: boolean
}
export type SubjectCommand =
  | ({ readonly type: 'addVictim' } & NewVictim)
  | ({ readonly type: 'correctVictim'; readonly why: Code } & VictimDetails)
  | ({ readonly type: 'addReporter' } & NewReporter)
  | ({ readonly type: 'addPerpetrator' } & NewPerpetrator)
  | ({ readonly type: 'addRelatedPerson' } & NewRelatedPerson)
  | ({ readonly type: 'recordRelation' } & NewRelation)
  | { readonly type: 'setSafeContact'; readonly victimId: Uuid; readonly safeContact: SafeContact }

export interface VictimState {
  readonly ordinal: number
  readonly sex: Sex
  readonly ageClass: AgeClass
  readonly ageBand: AgeBand
  readonly hasSafeContact: boolean
  readonly voided: boolean
}
export interface RelationState {
  readonly victimId: Uuid
  readonly perpetratorId: Uuid
  readonly intimate: boolean
  readonly household: boolean
}
export interface SubjectState {
  readonly victims: Readonly<Record<Uuid, VictimState>>
  readonly reporters: readonly Uuid[]
  readonly perpetrators: readonly Uuid[]
  readonly relatedPersons: Readonly<Record<Uuid, { readonly role: RelatedPersonAdded['data']['role']; readonly inConflict: boolean }>>
  /** The latest for each pair */
  readonly relations: readonly RelationState[]
}

export const emptySubjects: SubjectState = { victims: {}, reporters: [], perpetrators: [], relatedPersons: {}, relations: [] }

/** @throws Refusal `victim.unknown`, `victim.voided` */
export function requireVictim(state: Pick<ExistingCase, 'subjects'>, victimId: Uuid, field = 'victimId'): VictimState {
  const victim = entryOf(state.subjects.victims, victimId)
  if (victim === undefined) throw invalid(field, 'victim.unknown')
  if (victim.voided) throw broken('victim.voided')
  return victim
}

/** At least one, none twice. @throws Refusal `victim.missing`, `victim.repeated`, and as `requireVictim` */
export function requireVictims(state: Pick<ExistingCase, 'subjects'>, victimIds: readonly Uuid[], field = 'victimIds'): void {
  if (victimIds.length === 0) throw invalid(field, 'victim.missing')
  victimIds.forEach((victimId, at) => {
    requireVictim(state, victimId, `${field}[${String(at)}]`)
    if (victimIds.indexOf(victimId) !== at) throw invalid(`${field}[${String(at)}]`, 'victim.repeated')
  })
}

/** For what only goes on with a person who can be reached. @throws Refusal `victim.erased` */
export function requireNobodyErased({ erasures }: Pick<ExistingCase, 'erasures'>, victimIds: readonly Uuid[]): void {
  if (victimIds.some((id) => entryOf(erasures.started, id) !== undefined)) throw broken('victim.erased')
}

/** @returns ids of the victims that stand, in the order in which they were added. */
export const standingVictims = (state: Pick<ExistingCase, 'subjects'>): readonly Uuid[] =>
  Object.entries(state.subjects.victims).flatMap(([victimId, victim]) => (victim.voided ? [] : [victimId]))

/** Somebody of this case, in whatever part. */
export const isSubject = (subjects: SubjectState, id: Uuid): boolean =>
  entryOf(subjects.victims, id) !== undefined ||
  entryOf(subjects.relatedPersons, id) !== undefined ||
  subjects.reporters.includes(id) ||
  subjects.perpetrators.includes(id)

export function evolveSubjects(slice: SubjectState, event: SubjectEvent | EntryVoided): SubjectState {
  switch (event.type) {
    case 'VictimAdded': {
      const { victimId, ordinal, sex } = event.data
      const victim: VictimState = { ordinal, sex, ageClass: 'tidak_diketahui', ageBand: 'tidak_diketahui', hasSafeContact: false, voided: false }
      return { ...slice, victims: { ...slice.victims, [victimId]: victim } }
    }
    case 'VictimAgeDetermined':
      return withVictim(slice, event.data.victimId, { ageClass: event.data.ageClass, ageBand: event.data.ageBand })
    case 'VictimDetailsCorrected':
      return withVictim(slice, event.data.victimId, { sex: event.data.sex })
    case 'SafeContactSet':
      return withVictim(slice, event.data.victimId, { hasSafeContact: true })
    case 'EntryVoided':
      return event.data.kind === 'korban' ? withVictim(slice, event.data.entryId, { voided: true }) : slice
    case 'ReporterAdded':
      return { ...slice, reporters: [...slice.reporters, event.data.reporterId] }
    case 'AllegedPerpetratorAdded':
      return { ...slice, perpetrators: [...slice.perpetrators, event.data.perpetratorId] }
    case 'RelatedPersonAdded': {
      const { personId, role, inConflict } = event.data
      return { ...slice, relatedPersons: { ...slice.relatedPersons, [personId]: { role, inConflict } } }
    }
    case 'RelationRecorded': {
      const { victimId, perpetratorId, intimate, household } = event.data
      const others = slice.relations.filter((known) => known.victimId !== victimId || known.perpetratorId !== perpetratorId)
      return { ...slice, relations: [...others, { victimId, perpetratorId, intimate, household }] }
    }
  }
}

function withVictim(slice: SubjectState, victimId: Uuid, change: Partial<VictimState>): SubjectState {
  const victim = entryOf(slice.victims, victimId)
  return victim === undefined ? slice : { ...slice, victims: { ...slice.victims, [victimId]: { ...victim, ...change } } }
}
