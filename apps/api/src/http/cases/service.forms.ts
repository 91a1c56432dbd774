import { Sealed } from '#kernel'
import type { CaseCommand } from '#cases'
import { Choice, CodeOf, CodesOf, Day, Id, Ids, Text, YesNo } from '../fields'
import { At, CaseForm, note, type FormContext } from './form'

/** Given to whom, when, and by whom. */
abstract class DeliveryForm extends CaseForm {
  @Ids(1) victimIds!: string[]
  @Day() deliveredOn!: string
  /** the institution that gave it; left out: the unit itself */
  @Id({ optional: true }) provider?: string | null

  protected async delivery(context: FormContext) {
    await context.requirePartner(this.provider, 'provider')
    return { victimIds: this.victimIds, deliveredOn: this.deliveredOn, provider: this.provider ?? null }
  }
}

@At('services', 'case.act', 'Catat layanan')
export class RecordServiceForm extends DeliveryForm {
  @CodeOf('service') service!: string

  async toCommand(context: FormContext): Promise<CaseCommand> {
    return { type: 'recordService', ...(await this.delivery(context)), service: this.service }
  }
}

@At('services/correct-date', 'case.act', 'Koreksi tanggal layanan')
export class CorrectServiceDateForm extends CaseForm {
  @Id() serviceId!: string
  @Day() deliveredOn!: string
  @CodeOf('correctionReason') why!: string

  toCommand(): CaseCommand {
    return { type: 'correctServiceDate', serviceId: this.serviceId, deliveredOn: this.deliveredOn, why: this.why }
  }
}

@At('counselling', 'case.act', 'Catat sesi konseling')
export class CounsellingForm extends DeliveryForm {
  @Choice(['konseling', 'tenaga_ahli']) service!: 'konseling' | 'tenaga_ahli'
  @Text(20_000, { optional: true }) notes?: string | null

  async toCommand(context: FormContext): Promise<CaseCommand> {
    return {
      type: 'holdCounsellingSession',
      ...(await this.delivery(context)),
      service: this.service,
      notes: note(context, this.notes, this.victimIds),
    }
  }
}

@At('health', 'case.act', 'Catat layanan kesehatan')
export class HealthServiceForm extends DeliveryForm {
  @CodeOf('payer') payer!: string
  @CodeOf('payerReason', { optional: true }) payerReason?: string | null
  @CodesOf('care') care!: string[]
  @Text(5_000, { optional: true }) note?: string | null

  async toCommand(context: FormContext): Promise<CaseCommand> {
    const { payer, care } = this
    return {
      type: 'giveHealthService',
      ...(await this.delivery(context)),
      payer,
      payerReason: this.payerReason ?? null,
      care,
      note: note(context, this.note, this.victimIds),
    }
  }
}

@At('medicolegal', 'case.act', 'Catat visum')
export class MedicolegalForm extends DeliveryForm {
  @CodeOf('medicolegalKind') kind!: string
  @Text(60, { optional: true }) reportNumber?: string | null

  async toCommand(context: FormContext): Promise<CaseCommand> {
    return {
      type: 'recordMedicolegal',
      ...(await this.delivery(context)),
      kind: this.kind,
      reportNumber: note(context, this.reportNumber, this.victimIds, 'report-number'),
    }
  }
}

@At('health/urgent-ended', 'case.act', 'Akhiri tenggat kesehatan segera')
export class EndUrgentHealthForm extends CaseForm {
  @Id() victimId!: string
  @Choice(['ditolak_korban', 'lewat_waktu_saat_melapor']) how!: 'ditolak_korban' | 'lewat_waktu_saat_melapor'

  toCommand(): CaseCommand {
    return { type: 'endUrgentHealth', victimId: this.victimId, how: this.how }
  }
}

@At('legal-aid', 'case.act', 'Catat bantuan hukum')
export class LegalAidForm extends DeliveryForm {
  @CodeOf('legalAidKind') kind!: string
  @Text(5_000, { optional: true }) note?: string | null

  async toCommand(context: FormContext): Promise<CaseCommand> {
    return { type: 'giveLegalAid', ...(await this.delivery(context)), kind: this.kind, note: note(context, this.note, this.victimIds) }
  }
}

@At('accompaniment', 'case.act', 'Catat pendampingan')
export class AccompanimentForm extends DeliveryForm {
  @CodeOf('accompanimentPlace') where!: string
  @Text(5_000, { optional: true }) note?: string | null

  async toCommand(context: FormContext): Promise<CaseCommand> {
    return { type: 'giveAccompaniment', ...(await this.delivery(context)), where: this.where, note: note(context, this.note, this.victimIds) }
  }
}

@At('repatriation', 'case.act', 'Catat pemulangan')
export class RepatriationForm extends DeliveryForm {
  @Text(200) from!: string
  @Text(200) to!: string

  async toCommand(context: FormContext): Promise<CaseCommand> {
    const keyedTo = this.victimIds[0] ?? ''
    const journey = Sealed.plain<{ from: string; to: string }, 'indirect'>({ kind: 'subject', id: keyedTo }, { from: this.from, to: this.to })
    return { type: 'makeRepatriation', ...(await this.delivery(context)), journey }
  }
}

@At('mediation', 'case.act', 'Catat mediasi')
export class MediationForm extends DeliveryForm {
  @Choice(['terlapor', 'keluarga_terlapor', 'sekolah', 'majikan', 'pencatatan', 'lainnya'])
  withWhom!: 'terlapor' | 'keluarga_terlapor' | 'sekolah' | 'majikan' | 'pencatatan' | 'lainnya'
  @Choice(['kekerasan', 'hal_lain']) about!: 'kekerasan' | 'hal_lain'
  @YesNo() requestedByVictim!: boolean
  @YesNo() askedInPrivate!: boolean
  @CodeOf('mediationOutcome') outcome!: string
  @Text(5_000, { optional: true }) note?: string | null

  async toCommand(context: FormContext): Promise<CaseCommand> {
    const { withWhom, about, requestedByVictim, askedInPrivate, outcome } = this
    const text = note(context, this.note, this.victimIds)
    return { type: 'holdMediation', ...(await this.delivery(context)), withWhom, about, requestedByVictim, askedInPrivate, outcome, note: text }
  }
}
