import { EMERGENCY_KINDS, type EmergencyKind, type CaseCommand } from '#cases'
import { Choice, CodeOf, Day, Id, Ids, Moment, Text, YesNo } from '../fields'
import { At, CaseForm, note, requiredNote, type FormContext } from './form'

@At('endings', 'case.act', 'Akhiri layanan bagi korban')
export class EndVictimServiceForm extends CaseForm {
  @Id() victimId!: string
  @CodeOf('ending') reason!: string
  @Day() endedOn!: string

  toCommand(): CaseCommand {
    return { type: 'endVictimService', victimId: this.victimId, reason: this.reason, endedOn: this.endedOn }
  }
}

@At('endings/correct', 'case.act', 'Koreksi akhir layanan')
export class CorrectEndingForm extends CaseForm {
  @Id() victimId!: string
  @CodeOf('ending') reason!: string
  @Day() endedOn!: string
  @CodeOf('correctionReason') why!: string

  toCommand(): CaseCommand {
    return { type: 'correctVictimEnding', victimId: this.victimId, reason: this.reason, endedOn: this.endedOn, why: this.why }
  }
}

@At('closure/request', 'case.act', 'Ajukan penutupan kasus')
export class RequestClosureForm extends CaseForm {
  toCommand(): CaseCommand {
    return { type: 'requestClosure' }
  }
}

@At('closure/return', 'case.approve', 'Kembalikan pengajuan penutupan')
export class ReturnClosureForm extends CaseForm {
  @Text(2_000) remark!: string

  toCommand(context: FormContext): CaseCommand {
    return { type: 'returnClosure', remark: requiredNote(context, this.remark, []) }
  }
}

@At('closure/approve', 'case.approve', 'Setujui penutupan kasus')
export class ApproveClosureForm extends CaseForm {
  toCommand(): CaseCommand {
    return { type: 'approveClosure', closedOn: null }
  }
}

@At('follow-ups', 'case.act', 'Catat tindak lanjut')
export class FollowUpForm extends CaseForm {
  @Id() victimId!: string
  @Day() madeOn!: string
  @CodeOf('followUpResult') result!: string
  @Day({ optional: true }) nextDueOn?: string | null
  @Text(5_000, { optional: true }) note?: string | null

  toCommand(context: FormContext): CaseCommand {
    const { victimId, madeOn, result } = this
    return { type: 'makeFollowUp', victimId, madeOn, result, nextDueOn: this.nextDueOn ?? null, note: note(context, this.note, [victimId]) }
  }
}

@At('feedback', 'case.act', 'Catat umpan balik')
export class FeedbackForm extends CaseForm {
  @Id() victimId!: string
  @Choice([1, 2, 3, 4, 5]) rating!: 1 | 2 | 3 | 4 | 5
  @Text(2_000, { optional: true }) remark?: string | null

  toCommand(context: FormContext): CaseCommand {
    return { type: 'giveFeedback', victimId: this.victimId, rating: this.rating, remark: note(context, this.remark, [this.victimId]) }
  }
}

const CAUSES = ['permintaan_korban', 'kejadian_baru', 'tindak_lanjut', 'koreksi'] as const

@At('reopen', 'case.act', 'Buka kembali kasus')
export class ReopenForm extends CaseForm {
  @Day() reopenedOn!: string
  @Choice(CAUSES) cause!: (typeof CAUSES)[number]
  @Ids(1) victimIds!: string[]

  toCommand(): CaseCommand {
    return { type: 'reopenCase', reopenedOn: this.reopenedOn, cause: this.cause, victimIds: this.victimIds }
  }
}

@At('emergency-actions', 'case.act', 'Catat tindakan darurat')
export class EmergencyActionForm extends CaseForm {
  /** may be empty: not yet known who */
  @Ids(0) victimIds!: string[]
  @Choice(EMERGENCY_KINDS) kind!: EmergencyKind
  @Moment() actedAt!: string
  @Id({ optional: true }) institutionId?: string | null
  @Text(5_000, { optional: true }) note?: string | null

  async toCommand(context: FormContext): Promise<CaseCommand> {
    await context.requirePartner(this.institutionId, 'institutionId')
    const { victimIds, kind, actedAt } = this
    return {
      type: 'recordEmergencyAction',
      victimIds,
      kind,
      actedAt,
      institutionId: this.institutionId ?? null,
      note: note(context, this.note, victimIds),
    }
  }
}

@At('emergency-actions/review', 'case.approve', 'Tinjau tindakan darurat')
export class ReviewEmergencyActionForm extends CaseForm {
  @Id() actionId!: string
  @Choice(['sesuai', 'perlu_perbaikan']) finding!: 'sesuai' | 'perlu_perbaikan'
  @Text(2_000, { optional: true }) remark?: string | null

  toCommand(context: FormContext): CaseCommand {
    return { type: 'reviewEmergencyAction', actionId: this.actionId, finding: this.finding, remark: note(context, this.remark, []) }
  }
}

@At('shelter-stays/review', 'case.act', 'Tinjau masa tinggal')
export class ReviewStayForm extends CaseForm {
  @Id() stayId!: string
  @Day() reviewedOn!: string
  @YesNo() extended!: boolean
  @Day({ optional: true }) nextReviewOn?: string | null

  toCommand(): CaseCommand {
    return {
      type: 'reviewShelterStay',
      stayId: this.stayId,
      reviewedOn: this.reviewedOn,
      extended: this.extended,
      nextReviewOn: this.nextReviewOn ?? null,
    }
  }
}
