import {
  buildAddVictim,
  buildCorrectIncident,
  buildCorrectReceivedDate,
  buildCorrectVictim,
  buildRecordIncident,
  buildSetSafeContact,
  DEFAULT_CLOCKS,
  earliestOf,
  maturityOn,
  newPerpetrator,
  newRelatedPerson,
  newRelation,
  newReporter,
  statedOn,
  type CaseCommand,
  type ConsentCapacity,
  type KnownAge,
  type LegalBasis,
  type Maturity,
  type ReceivedWhen,
} from '#cases'
import { dateIn, deriveId, invalid, type Uuid } from '#kernel'
import { Choice, CodeOf, Day, Id, Ids, Moment, Part, Text, Whole, YesNo } from '../fields'
import type { OpenedVictim } from './case-facts'
import { At, CaseForm, note, type FormContext } from './form'
import { IdentityFields, IncidentFields, SafeContactFields, VictimFields } from './intake.forms'

const optional = { optional: true } as const

/** Victims of the case as the age rules read them; one incident may be left out because it is being corrected. */
async function knownAges(context: FormContext, victimIds: readonly Uuid[] | null, without: Uuid | null = null): Promise<KnownAge[]> {
  const victims = await context.victims()
  const wanted = victimIds === null ? victims : victimIds.map((id) => victimOf(victims, id))
  return wanted.map(({ victimId, age, incidents }) => ({
    victimId,
    age,
    otherIncidents: incidents.filter(({ incidentId }) => incidentId !== without).map(({ when }) => when),
  }))
}

function victimOf(victims: readonly OpenedVictim[], id: Uuid): OpenedVictim {
  const found = victims.find(({ victimId }) => victimId === id)
  if (!found) throw invalid('victimId', 'victim.unknown')
  return found
}

@At('victims', 'case.act', 'Tambah korban')
export class AddVictimForm extends CaseForm {
  @Part(() => VictimFields) victim!: VictimFields

  toCommand(context: FormContext): CaseCommand {
    return buildAddVictim(this.victim.toVictim(), context.received, context)
  }
}

@At('victims/correct', 'case.act', 'Koreksi data korban')
export class CorrectVictimForm extends CaseForm {
  @Id() victimId!: string
  @Part(() => VictimFields) victim!: VictimFields
  @CodeOf('correctionReason') why!: string

  async toCommand(context: FormContext): Promise<CaseCommand> {
    const { incidents } = victimOf(await context.victims(), this.victimId)
    const dates = incidents.map(({ when }) => when)
    return buildCorrectVictim(this.victimId, this.victim.toVictim(), this.why, dates, context.received)
  }
}

@At('safe-contacts', 'case.act', 'Atur kontak aman')
export class SafeContactForm extends CaseForm {
  @Id() victimId!: string
  @Part(() => SafeContactFields) safeContact!: SafeContactFields

  toCommand(): CaseCommand {
    return buildSetSafeContact(this.victimId, this.safeContact.toSafeContact())
  }
}

@At('reporters', 'case.act', 'Tambah pelapor')
export class AddReporterForm extends CaseForm {
  @Part(() => IdentityFields, optional) identity?: IdentityFields | null

  toCommand(context: FormContext): CaseCommand {
    return { type: 'addReporter', ...newReporter(this.identity?.toIdentity() ?? null, context) }
  }
}

@At('perpetrators', 'case.act', 'Tambah terlapor')
export class AddPerpetratorForm extends CaseForm {
  @Part(() => IdentityFields) identity!: IdentityFields
  @Choice(['P', 'L', 'tidak_diketahui']) sex!: 'P' | 'L' | 'tidak_diketahui'
  @Whole(0, 120, optional) years?: number | null

  toCommand({ commandId }: FormContext): CaseCommand {
    const form = { identity: this.identity.toIdentity(), sex: this.sex, years: this.years ?? null }
    return { type: 'addPerpetrator', ...newPerpetrator(deriveId(commandId, 'perpetrator', 0), form) }
  }
}

@At('related-persons', 'case.act', 'Tambah keluarga, wali, atau saksi')
export class AddRelatedPersonForm extends CaseForm {
  @Choice(['keluarga', 'wali', 'saksi', 'pendamping']) role!: 'keluarga' | 'wali' | 'saksi' | 'pendamping'
  @YesNo() inConflict!: boolean
  @Part(() => IdentityFields) identity!: IdentityFields

  toCommand({ commandId }: FormContext): CaseCommand {
    const form = { role: this.role, inConflict: this.inConflict, identity: this.identity.toIdentity() }
    return { type: 'addRelatedPerson', ...newRelatedPerson(deriveId(commandId, 'person', 0), form) }
  }
}

@At('relations', 'case.act', 'Catat hubungan dengan terlapor')
export class RelationForm extends CaseForm {
  @Id() victimId!: string
  @Id() perpetratorId!: string
  @CodeOf('relation') relation!: string
  @YesNo(optional) sharedHousehold?: boolean | null

  toCommand(): CaseCommand {
    const { victimId, perpetratorId, relation } = this
    return { type: 'recordRelation', ...newRelation(victimId, perpetratorId, { relation, sharedHousehold: this.sharedHousehold ?? null }) }
  }
}

@At('incidents', 'case.act', 'Catat kejadian')
export class RecordIncidentForm extends CaseForm {
  @Ids(1) victimIds!: string[]
  @Part(() => IncidentFields) incident!: IncidentFields

  async toCommand(context: FormContext): Promise<CaseCommand> {
    return buildRecordIncident(this.incident.toIncident(), await knownAges(context, this.victimIds), context.received, context)
  }
}

@At('incidents/correct', 'case.act', 'Koreksi kejadian')
export class CorrectIncidentForm extends CaseForm {
  @Id() incidentId!: string
  @Ids(1) victimIds!: string[]
  @Part(() => IncidentFields) incident!: IncidentFields
  @CodeOf('correctionReason') why!: string

  async toCommand(context: FormContext): Promise<CaseCommand> {
    const victims = await knownAges(context, this.victimIds, this.incidentId)
    return buildCorrectIncident(this.incidentId, this.incident.toIncident(), this.why, victims, context.received, context)
  }
}

@At('received-date/correct', 'case.act', 'Koreksi tanggal pengaduan')
export class CorrectReceivedDateForm extends CaseForm {
  @Moment(optional) receivedAt?: string | null
  @Day(optional) receivedOn?: string | null
  @CodeOf('correctionReason') why!: string

  async toCommand(context: FormContext): Promise<CaseCommand> {
    const received: ReceivedWhen | { receivedAt: string | null; receivedOn: string | null } = {
      receivedAt: this.receivedAt ?? null,
      receivedOn: this.receivedOn ?? null,
    }
    return buildCorrectReceivedDate(received, this.why, await knownAges(context, null), context)
  }
}

const CAPACITIES = ['korban', 'orang_tua', 'wali', 'unit', 'pekerja_sosial'] as const

abstract class ConsentByForm extends CaseForm {
  @Id() victimId!: string
  @Choice(['layanan', 'berbagi', 'penggunaan_lain']) purpose!: 'layanan' | 'berbagi' | 'penggunaan_lain'
  /** the institution that may receive, for `berbagi` */
  @Id(optional) receiver?: string | null
  @Choice(CAPACITIES) capacity!: ConsentCapacity
  @Id(optional) giverId?: string | null
  @Text(120, optional) giverName?: string | null

  protected async by(context: FormContext) {
    await context.requirePartner(this.receiver, 'receiver')
    const { victimId, purpose, capacity } = this
    return {
      victimId,
      purpose,
      receiver: this.receiver ?? null,
      capacity,
      giverId: this.giverId ?? null,
      giverName: note(context, this.giverName, [victimId], 'giver'),
      maturity: await this.#maturity(context),
    }
  }

  async #maturity(context: FormContext): Promise<Maturity> {
    const { age, incidents } = victimOf(await context.victims(), this.victimId)
    const incident = earliestOf(incidents.map(({ when }) => when))
    return maturityOn(dateIn(context.zone, context.now), age, statedOn(age, incident, context.received.receivedOn), DEFAULT_CLOCKS.assentAge)
  }
}

@At('consents', 'case.act', 'Catat persetujuan')
export class GiveConsentForm extends ConsentByForm {
  @Choice(['persetujuan', 'kewajiban_hukum', 'kepentingan_vital', 'tugas_publik']) basis!: LegalBasis
  @CodeOf('consentHow') how!: string
  @Choice(['bersedia', 'tidak_bersedia', 'belum_mampu'], optional) childAssent?: 'bersedia' | 'tidak_bersedia' | 'belum_mampu' | null
  @Day(optional) givenOn?: string | null
  @Day(optional) expiresOn?: string | null

  async toCommand(context: FormContext): Promise<CaseCommand> {
    const { basis, how } = this
    const when = { givenOn: this.givenOn ?? null, expiresOn: this.expiresOn ?? null }
    return { type: 'giveConsent', ...(await this.by(context)), basis, how, childAssent: this.childAssent ?? null, ...when }
  }
}

@At('consents/refuse', 'case.act', 'Catat penolakan persetujuan')
export class RefuseConsentForm extends ConsentByForm {
  async toCommand(context: FormContext): Promise<CaseCommand> {
    return { type: 'refuseConsent', refusedOn: null, ...(await this.by(context)) }
  }
}

@At('consents/withdraw', 'case.act', 'Catat pencabutan persetujuan')
export class WithdrawConsentForm extends CaseForm {
  @Id() consentId!: string

  toCommand(context: FormContext): CaseCommand {
    return { type: 'withdrawConsent', consentId: this.consentId, withdrawnAt: context.now }
  }
}
