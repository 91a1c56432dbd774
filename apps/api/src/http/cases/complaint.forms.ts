import { deriveId, Sealed } from '#kernel'
import { URGENCIES, type CaseCommand, type Urgency } from '#cases'
import { Choice, CodeOf, Day, Id, Ids, Moment, Text, YesNo } from '../fields'
import { At, CaseForm, note, requiredNote, type FormContext } from './form'

const EXPLAINED = ['korban', 'pelapor', 'keduanya'] as const
const optional = { optional: true } as const

@At('triage', 'case.act', 'Nilai urgensi')
export class TriageForm extends CaseForm {
  @Choice(URGENCIES) urgency!: Urgency

  toCommand(): CaseCommand {
    return { type: 'triageComplaint', urgency: this.urgency }
  }
}

@At('contacts', 'case.act', 'Catat upaya kontak')
export class ContactAttemptForm extends CaseForm {
  @Id(optional) victimId?: string | null
  @CodeOf('contactMethod') method!: string
  @YesNo() reached!: boolean
  @Moment() attemptedAt!: string
  @YesNo() outsideSafeWindow!: boolean

  toCommand(): CaseCommand {
    const { method, reached, attemptedAt, outsideSafeWindow } = this
    return { type: 'recordContactAttempt', victimId: this.victimId ?? null, method, reached, attemptedAt, outsideSafeWindow }
  }
}

@At('outreach', 'case.act', 'Catat penjangkauan')
export class OutreachForm extends CaseForm {
  @Day() madeOn!: string
  @YesNo() met!: boolean
  @Ids(0) victimIds!: string[]
  @Text(10_000, optional) note?: string | null

  toCommand(context: FormContext): CaseCommand {
    const { madeOn, met, victimIds } = this
    return { type: 'recordOutreach', madeOn, met, victimIds, note: note(context, this.note, victimIds) }
  }
}

@At('duty-to-report', 'case.act', 'Catat penjelasan kewajiban melapor')
export class DutyExplainedForm extends CaseForm {
  @Choice(EXPLAINED) explainedTo!: (typeof EXPLAINED)[number]

  toCommand(): CaseCommand {
    return { type: 'explainDutyToReport', explainedTo: this.explainedTo }
  }
}

@At('chronology', 'case.act', 'Tulis kronologi')
export class ChronologyForm extends CaseForm {
  @Ids(1) about!: string[]
  @Text(50_000) text!: string
  @Choice(EXPLAINED, optional) dutyExplainedTo?: (typeof EXPLAINED)[number] | null

  toCommand(context: FormContext): CaseCommand {
    const text = requiredNote(context, this.text, this.about, 'chronology')
    const recordId = deriveId(context.commandId, 'chronology')
    return { type: 'writeChronology', recordId, about: this.about, text, dutyExplainedTo: this.dutyExplainedTo ?? null }
  }
}

@At('verify', 'case.act', 'Verifikasi pengaduan')
export class VerifyForm extends CaseForm {
  @CodeOf('verifiedHow') how!: string
  @Day(optional) verifiedOn?: string | null

  toCommand(): CaseCommand {
    return { type: 'verifyComplaint', how: this.how, verifiedOn: this.verifiedOn ?? null }
  }
}

@At('decline', 'case.act', 'Tolak pengaduan')
export class DeclineForm extends CaseForm {
  @CodeOf('complaintDeclined') reason!: string

  toCommand(): CaseCommand {
    return { type: 'declineComplaint', reason: this.reason, declinedOn: null }
  }
}

@At('hand-over', 'case.approve', 'Limpahkan ke unit lain')
export class HandOverForm extends CaseForm {
  @Text(60, optional) toUnit?: string | null
  @Id(optional) toInstitution?: string | null
  @CodeOf('handOverReason') reason!: string

  async toCommand(context: FormContext): Promise<CaseCommand> {
    await context.requirePartner(this.toInstitution, 'toInstitution')
    return { type: 'handOverCase', toUnit: this.toUnit ?? null, toInstitution: this.toInstitution ?? null, handedOverOn: null, reason: this.reason }
  }
}

@At('assign', 'case.assign', 'Tugaskan petugas')
export class AssignForm extends CaseForm {
  @Id() assignedTo!: string

  async toCommand(context: FormContext): Promise<CaseCommand> {
    await context.requireColleague(this.assignedTo, 'assignedTo')
    return { type: 'assignCase', assignedTo: this.assignedTo }
  }
}

@At('take-on', 'case.act', 'Ambil kasus ini')
export class TakeOnForm extends CaseForm {
  toCommand(context: FormContext): CaseCommand {
    return { type: 'assignCase', assignedTo: context.userId }
  }
}

@At('conflict', 'case.act', 'Nyatakan benturan kepentingan')
export class ConflictForm extends CaseForm {
  @Id() userId!: string

  async toCommand(context: FormContext): Promise<CaseCommand> {
    await context.requireColleague(this.userId, 'userId')
    return { type: 'declareConflict', userId: this.userId }
  }
}

const VOIDABLE = [
  'korban',
  'layanan',
  'kebutuhan',
  'asesmen',
  'persetujuan',
  'rujukan',
  'tahap_hukum',
  'rencana',
  'tinggal',
  'tindakan_darurat',
  'kronologi',
] as const

@At('void', 'case.act', 'Batalkan catatan')
export class VoidEntryForm extends CaseForm {
  @Choice(VOIDABLE) kind!: (typeof VOIDABLE)[number]
  @Id() entryId!: string
  @CodeOf('correctionReason') why!: string

  toCommand(): CaseCommand {
    return { type: 'voidEntry', kind: this.kind, entryId: this.entryId, why: this.why }
  }
}

@At('void-case', 'case.approve', 'Batalkan seluruh kasus')
export class VoidCaseForm extends CaseForm {
  @CodeOf('correctionReason') why!: string

  toCommand(context: FormContext): CaseCommand {
    return { type: 'voidEntry', kind: 'kasus', entryId: context.caseId, why: this.why }
  }
}

@At('conferences', 'case.act', 'Catat gelar kasus')
export class ConferenceForm extends CaseForm {
  @Ids(1) victimIds!: string[]
  @Day() heldOn!: string
  @Ids(0) institutions!: string[]
  @Text(2_000, optional) attendees?: string | null
  @Text(20_000, optional) decisions?: string | null

  toCommand(context: FormContext): CaseCommand {
    const { victimIds, heldOn, institutions, attendees, decisions } = this
    const owner = { kind: 'record', id: deriveId(context.commandId, 'minutes'), about: victimIds } as const
    const minutes =
      attendees || decisions
        ? Sealed.plain<{ attendees: string; decisions: string }, 'direct'>(owner, { attendees: attendees ?? '', decisions: decisions ?? '' })
        : null
    return { type: 'holdCaseConference', victimIds, heldOn, institutions, minutes }
  }
}

@At('accept', 'case.act', 'Terima pengaduan sebagai kasus')
export class AcceptForm extends CaseForm {
  /** verifies in the same act, where that was not done before */
  @CodeOf('verifiedHow', optional) verifiedHow?: string | null

  /** The number is issued by the handler from the unit's register, once the decision has agreed. */
  toCommand(): CaseCommand {
    return { type: 'acceptComplaint', number: '', acceptedOn: null, verifiedHow: this.verifiedHow ?? null }
  }
}
