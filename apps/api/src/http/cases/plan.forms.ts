import type { CaseCommand } from '#cases'
import { Choice, CodeOf, Day, Id, Ids, Parts, Text, Whole, YesNo } from '../fields'
import { At, CaseForm, note, requiredNote, type FormContext } from './form'

const optional = { optional: true } as const

@At('assessments', 'case.act', 'Catat asesmen')
export class AssessmentForm extends CaseForm {
  @Id() victimId!: string
  @Choice(['tinggi', 'sedang', 'rendah']) risk!: 'tinggi' | 'sedang' | 'rendah'
  @CodeOf('instrument') instrument!: string
  @Whole(0, 1000, optional) score?: number | null
  @Whole(1, 1000, optional) maxScore?: number | null
  @Day(optional) assessedOn?: string | null
  @Text(20_000, optional) summary?: string | null

  toCommand(context: FormContext): CaseCommand {
    const { victimId, risk, instrument } = this
    const found = { score: this.score ?? null, maxScore: this.maxScore ?? null, assessedOn: this.assessedOn ?? null }
    return { type: 'recordAssessment', victimId, risk, instrument, ...found, summary: note(context, this.summary, [victimId]) }
  }
}

@At('safety-plans', 'case.act', 'Buat rencana keselamatan')
export class SafetyPlanForm extends CaseForm {
  @Id() victimId!: string
  @Text(20_000) text!: string

  toCommand(context: FormContext): CaseCommand {
    return { type: 'makeSafetyPlan', victimId: this.victimId, madeOn: null, text: requiredNote(context, this.text, [this.victimId]) }
  }
}

export class NeedFields {
  @CodeOf('service') service!: string
  @YesNo() wanted!: boolean
}

@At('needs', 'case.act', 'Catat kebutuhan')
export class NeedsForm extends CaseForm {
  @Id() victimId!: string
  @Parts(() => NeedFields, 1, 40) needs!: NeedFields[]

  toCommand(): CaseCommand {
    return {
      type: 'identifyNeeds',
      victimId: this.victimId,
      needs: this.needs.map(({ service, wanted }) => ({ service, wanted })),
      identifiedOn: null,
    }
  }
}

@At('needs/wish', 'case.act', 'Ubah keinginan korban atas kebutuhan')
export class NeedWishForm extends CaseForm {
  @Id() needId!: string
  @YesNo() wanted!: boolean

  toCommand(): CaseCommand {
    return { type: 'changeNeedWish', needId: this.needId, wanted: this.wanted, changedOn: null }
  }
}

@At('needs/hindered', 'case.act', 'Catat kebutuhan ditolak atau dihalangi')
export class NeedHinderedForm extends CaseForm {
  @Id() needId!: string
  @Choice(['ditolak', 'dihalangi']) how!: 'ditolak' | 'dihalangi'
  @CodeOf('hindranceReason') reason!: string

  toCommand(): CaseCommand {
    return { type: 'hinderNeed', needId: this.needId, how: this.how, reason: this.reason, on: null }
  }
}

@At('plans', 'case.act', 'Susun rencana kasus')
export class DraftPlanForm extends CaseForm {
  @Id() victimId!: string
  @Ids(0) needIds!: string[]
  @Day(optional) reviewOn?: string | null
  @Text(20_000) goals!: string

  toCommand(context: FormContext): CaseCommand {
    const { victimId, needIds } = this
    return {
      type: 'draftCasePlan',
      victimId,
      needIds,
      draftedOn: null,
      reviewOn: this.reviewOn ?? null,
      goals: requiredNote(context, this.goals, [victimId]),
    }
  }
}

@At('plans/agree', 'case.act', 'Catat kesepakatan rencana')
export class AgreePlanForm extends CaseForm {
  @Id() planId!: string
  @Choice(['korban', 'orang_tua', 'wali']) agreedBy!: 'korban' | 'orang_tua' | 'wali'

  toCommand(): CaseCommand {
    return { type: 'agreeCasePlan', planId: this.planId, agreedBy: this.agreedBy, agreedOn: null }
  }
}

@At('plans/approve', 'case.approve', 'Setujui rencana kasus')
export class ApprovePlanForm extends CaseForm {
  @Id() planId!: string

  toCommand(): CaseCommand {
    return { type: 'approveCasePlan', planId: this.planId, approvedOn: null }
  }
}

@At('plans/return', 'case.approve', 'Kembalikan rencana kasus')
export class ReturnPlanForm extends CaseForm {
  @Id() planId!: string
  @Text(2_000) remark!: string

  toCommand(context: FormContext): CaseCommand {
    return { type: 'returnCasePlan', planId: this.planId, returnedOn: null, remark: requiredNote(context, this.remark, []) }
  }
}
