import type { CaseCommand } from '#cases'
import { deriveId, Sealed } from '#kernel'
import { CodeOf, Id, Ids, Text } from '../fields'
import { At, CaseForm, type FormContext } from './form'

@At('subject-links', 'case.approve', 'Tautkan dua catatan tentang orang yang sama')
export class LinkSubjectForm extends CaseForm {
  @Id() subjectId!: string
  @Id() otherCaseId!: string
  @Id() otherSubjectId!: string
  @CodeOf('linkBasis') basis!: string

  async toCommand(context: FormContext): Promise<CaseCommand> {
    const { subjectId, otherCaseId, otherSubjectId, basis } = this
    const other = { caseId: otherCaseId, subjectId: otherSubjectId }
    await context.requireSubject(other, 'otherSubjectId')
    return { type: 'linkSubject', subjectId, other, basis }
  }
}

@At('subject-links/revoke', 'case.approve', 'Cabut tautan antarcatatan')
export class RevokeSubjectLinkForm extends CaseForm {
  @Id() subjectId!: string
  @Id() otherCaseId!: string
  @Id() otherSubjectId!: string
  @CodeOf('correctionReason') why!: string

  toCommand(): CaseCommand {
    const { subjectId, otherCaseId, otherSubjectId, why } = this
    return { type: 'revokeSubjectLink', subjectId, other: { caseId: otherCaseId, subjectId: otherSubjectId }, why }
  }
}

@At('text-subjects', 'case.act', 'Nyatakan catatan ini juga tentang siapa')
export class NameTextSubjectsForm extends CaseForm {
  /** record id of a text that listed fewer people than it speaks of */
  @Id() recordId!: string
  @Ids(1) about!: string[]

  toCommand(): CaseCommand {
    const { recordId, about } = this
    return { type: 'nameTextSubjects', recordId, about }
  }
}

@At('redacted-texts', 'case.act', 'Tulis versi catatan tanpa seseorang')
export class RedactTextForm extends CaseForm {
  /** record id of the text that goes */
  @Id() replaces!: string
  /** whom the new version is about: those who stay */
  @Ids(0) about!: string[]
  @Text(20_000) text!: string

  toCommand(context: FormContext): CaseCommand {
    const { replaces, about, text } = this
    const recordId = deriveId(context.commandId, 'record', 'redacted')
    return { type: 'redactText', recordId, replaces, about, text: Sealed.plain({ kind: 'record', id: recordId, about }, text) }
  }
}
