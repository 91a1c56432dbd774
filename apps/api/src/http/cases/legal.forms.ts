import type { CaseCommand } from '#cases'
import { Choice, CodeOf, Day, Id, Ids, Moment, Text } from '../fields'
import { At, CaseForm, note, type FormContext } from './form'

@At('legal-stages', 'case.act', 'Catat proses hukum')
export class LegalStageForm extends CaseForm {
  @Ids(1) victimIds!: string[]
  @Id({ optional: true }) perpetratorId?: string | null
  @CodeOf('legalStage') stage!: string
  @Day() reachedOn!: string
  @Text(60, { optional: true }) fileNumber?: string | null

  toCommand(context: FormContext): CaseCommand {
    const { victimIds, stage, reachedOn } = this
    const fileNumber = note(context, this.fileNumber, victimIds, 'file-number')
    return { type: 'recordLegalStage', victimIds, perpetratorId: this.perpetratorId ?? null, stage, reachedOn, fileNumber }
  }
}

const ENDINGS = ['dilaporkan_unit', 'dilaporkan_korban', 'ditolak_korban_dewasa', 'ditunda_demi_keselamatan'] as const

@At('police-report', 'case.act', 'Catat laporan polisi')
export class PoliceReportForm extends CaseForm {
  @Choice(ENDINGS) how!: (typeof ENDINGS)[number]
  @Moment() settledAt!: string
  @Day({ optional: true }) reviewOn?: string | null
  @Text(60, { optional: true }) fileNumber?: string | null
  @Text(2_000, { optional: true }) reason?: string | null

  async toCommand(context: FormContext): Promise<CaseCommand> {
    const victims = await context.victims()
    const about = victims.map(({ victimId }) => victimId)
    return {
      type: 'settlePoliceReport',
      how: this.how,
      settledAt: this.settledAt,
      reviewOn: this.reviewOn ?? null,
      fileNumber: note(context, this.fileNumber, about, 'file-number'),
      reason: note(context, this.reason, about, 'reason'),
      disability: victims.some(({ circumstances }) => circumstances.disability !== null && circumstances.disability !== 'tidak_ada'),
    }
  }
}

const PROTECTIONS = ['polisi_tpks', 'polisi_kdrt', 'pengadilan', 'lpsk'] as const

@At('protections', 'case.act', 'Catat perlindungan')
export class ProtectionForm extends CaseForm {
  @Ids(1) victimIds!: string[]
  @Choice(PROTECTIONS) kind!: (typeof PROTECTIONS)[number]
  @Day() from!: string
  @Day({ optional: true }) until?: string | null

  toCommand(): CaseCommand {
    return { type: 'grantProtection', victimIds: this.victimIds, kind: this.kind, from: this.from, until: this.until ?? null }
  }
}
