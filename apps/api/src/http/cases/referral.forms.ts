import { URGENCIES, type CaseCommand, type ReferralCommand, type Urgency } from '#cases'
import { Choice, CodeOf, CodesOf, Day, Id, Ids, Moment, Text, YesNo } from '../fields'
import { At, CaseForm, note, requiredNote, type FormContext } from './form'

@At('referrals', 'case.act', 'Buat rujukan')
export class MakeReferralForm extends CaseForm {
  @Ids(1) victimIds!: string[]
  @Id() institutionId!: string
  @CodeOf('service') service!: string
  @Ids(0) needIds!: string[]
  @Choice(URGENCIES) urgency!: Urgency
  @Day() madeOn!: string
  /** the emergency override's reason; reviewed later */
  @Text(2_000, { optional: true }) overrideReason?: string | null
  @YesNo() approvalNeeded!: boolean
  /** the dead end it follows */
  @Id({ optional: true }) follows?: string | null
  @CodesOf('packetField') packet!: string[]
  @Text(5_000, { optional: true }) note?: string | null

  async toCommand(context: FormContext): Promise<CaseCommand> {
    await context.requirePartner(this.institutionId, 'institutionId')
    const { victimIds, institutionId, service, needIds, urgency, madeOn, approvalNeeded, packet } = this
    const override = this.overrideReason ? { reason: requiredNote(context, this.overrideReason, victimIds, 'override') } : null
    const rest = { override, follows: this.follows ?? null, note: note(context, this.note, victimIds) }
    return { type: 'makeReferral', victimIds, institutionId, service, needIds, urgency, madeOn, approvalNeeded, packet, ...rest }
  }
}

/** A step seen by the officer, or told on the partner's behalf: who said it and by which channel. */
abstract class StepForm extends CaseForm {
  @Id() referralId!: string
  @Moment() at!: string
  @CodeOf('answerVia', { optional: true }) via?: string | null
  @Text(120, { optional: true }) saidBy?: string | null

  protected step(context: FormContext) {
    return { referralId: this.referralId, at: this.at, via: this.via ?? null, saidBy: note(context, this.saidBy, [], 'said-by') }
  }
}

@At('referrals/approve', 'case.approve', 'Setujui rujukan')
export class ApproveReferralForm extends CaseForm {
  @Id() referralId!: string

  toCommand(context: FormContext): ReferralCommand {
    return { type: 'approveReferral', referralId: this.referralId, at: context.now }
  }
}

@At('referrals/send', 'case.act', 'Kirim rujukan')
export class SendReferralForm extends CaseForm {
  @Id() referralId!: string
  @Moment() at!: string
  @CodeOf('answerVia') channel!: string

  toCommand(): ReferralCommand {
    return { type: 'sendReferral', referralId: this.referralId, at: this.at, channel: this.channel }
  }
}

@At('referrals/received', 'case.act', 'Catat rujukan sampai')
export class ReferralReceivedForm extends StepForm {
  toCommand(context: FormContext): ReferralCommand {
    return { type: 'recordReferralReceived', ...this.step(context) }
  }
}

@At('referrals/accepted', 'case.act', 'Catat kesanggupan mitra')
export class ReferralAcceptedForm extends StepForm {
  @Choice(['penuh', 'sebagian']) extent!: 'penuh' | 'sebagian'

  toCommand(context: FormContext): ReferralCommand {
    return { type: 'recordReferralAccepted', ...this.step(context), extent: this.extent }
  }
}

@At('referrals/declined', 'case.act', 'Catat penolakan mitra')
export class ReferralDeclinedForm extends StepForm {
  @CodeOf('referralDeclined') reason!: string
  @Id({ optional: true }) alternative?: string | null

  async toCommand(context: FormContext): Promise<ReferralCommand> {
    await context.requirePartner(this.alternative, 'alternative')
    return { type: 'recordReferralDeclined', ...this.step(context), reason: this.reason, alternative: this.alternative ?? null }
  }
}

@At('referrals/appointment', 'case.act', 'Catat janji temu')
export class ReferralAppointmentForm extends StepForm {
  @Moment() appointmentAt!: string

  toCommand(context: FormContext): ReferralCommand {
    return { type: 'recordReferralAppointment', ...this.step(context), appointmentAt: this.appointmentAt }
  }
}

@At('referrals/arrived', 'case.act', 'Catat kehadiran')
export class ReferralArrivedForm extends StepForm {
  toCommand(context: FormContext): ReferralCommand {
    return { type: 'recordReferralArrived', ...this.step(context) }
  }
}

@At('referrals/not-arrived', 'case.act', 'Catat belum hadir')
export class ReferralNotArrivedForm extends StepForm {
  @CodeOf('referralHindrance') hindrance!: string
  @Day({ optional: true }) askAgainOn?: string | null

  toCommand(context: FormContext): ReferralCommand {
    return { type: 'recordReferralNotArrived', ...this.step(context), hindrance: this.hindrance, askAgainOn: this.askAgainOn ?? null }
  }
}

@At('referrals/first-service', 'case.act', 'Catat layanan pertama')
export class ReferralFirstServiceForm extends StepForm {
  toCommand(context: FormContext): ReferralCommand {
    return { type: 'recordReferralFirstService', ...this.step(context) }
  }
}

@At('referrals/progress', 'case.act', 'Catat perkembangan rujukan')
export class ReferralProgressForm extends StepForm {
  @Text(5_000, { optional: true }) note?: string | null

  toCommand(context: FormContext): ReferralCommand {
    return { type: 'recordReferralProgress', ...this.step(context), note: note(context, this.note, []) }
  }
}

@At('referrals/asked', 'case.act', 'Catat pertanyaan kepada mitra atau korban')
export class ReferralAskedForm extends StepForm {
  @Day() askAgainOn!: string

  toCommand(context: FormContext): ReferralCommand {
    return { type: 'askAboutReferral', ...this.step(context), askAgainOn: this.askAgainOn }
  }
}

@At('referrals/completed', 'case.act', 'Selesaikan rujukan')
export class ReferralCompletedForm extends StepForm {
  @CodeOf('referralResult') result!: string

  toCommand(context: FormContext): ReferralCommand {
    return { type: 'completeReferral', ...this.step(context), result: this.result }
  }
}

@At('referrals/ended', 'case.act', 'Akhiri rujukan tanpa hasil')
export class ReferralEndedForm extends StepForm {
  @CodeOf('referralEnded') reason!: string
  @Text(2_000, { optional: true }) justification?: string | null

  toCommand(context: FormContext): ReferralCommand {
    const justification = note(context, this.justification, [], 'justification')
    return { type: 'endReferralWithoutResult', ...this.step(context), reason: this.reason, justification }
  }
}

@At('referrals/withdraw', 'case.act', 'Cabut rujukan')
export class WithdrawReferralForm extends StepForm {
  @Choice(['korban', 'unit', 'mitra']) by!: 'korban' | 'unit' | 'mitra'
  @CodeOf('referralWithdrawn') reason!: string

  toCommand(context: FormContext): ReferralCommand {
    return { type: 'withdrawReferral', ...this.step(context), by: this.by, reason: this.reason }
  }
}

@At('referrals/justify', 'case.act', 'Catat alasan rujukan buntu')
export class JustifyDeadEndForm extends CaseForm {
  @Id() referralId!: string
  @CodeOf('deadEndReason') reason!: string
  @Text(2_000, { optional: true }) note?: string | null

  toCommand(context: FormContext): ReferralCommand {
    return { type: 'justifyReferralDeadEnd', referralId: this.referralId, at: context.now, reason: this.reason, note: note(context, this.note, []) }
  }
}

@At('referrals/victim-told', 'case.act', 'Catat korban diberi tahu')
export class VictimToldForm extends CaseForm {
  @Id() referralId!: string
  @Moment() at!: string
  @CodeOf('contactMethod') via!: string

  toCommand(): ReferralCommand {
    return { type: 'tellVictimOfReferral', referralId: this.referralId, at: this.at, via: this.via }
  }
}

@At('referrals/override-review', 'case.approve', 'Tinjau rujukan tanpa persetujuan')
export class ReviewOverrideForm extends CaseForm {
  @Id() referralId!: string
  @Choice(['sesuai', 'perlu_perbaikan']) finding!: 'sesuai' | 'perlu_perbaikan'
  @Text(2_000, { optional: true }) remark?: string | null

  toCommand(context: FormContext): ReferralCommand {
    return { type: 'reviewReferralOverride', referralId: this.referralId, finding: this.finding, remark: note(context, this.remark, []) }
  }
}
