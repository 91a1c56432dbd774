import type { Direct, Fact, Open, Uuid } from '#kernel'
import type { Code } from './codes'
import type { IncidentCorrected } from './incident'

// Erasing a person (UU 27/2022 art. 8, 43 and 44): started → key destroyed → erased. What was counted in the open stays.

/** One person's part in one case. */
export interface SubjectRef {
  readonly caseId: Uuid
  readonly subjectId: Uuid
}

/** Two parts are one human. It can be revoked; an erasure covers everybody who is linked when it starts. */
export type SubjectLinked = Fact<
  'SubjectLinked',
  1,
  {
    readonly subjectId: Open<Uuid>
    readonly otherCaseId: Open<Uuid>
    readonly otherSubjectId: Open<Uuid>
    readonly basis: Open<Code>
    readonly lists: Open<number>
  }
>
export type SubjectLinkRevoked = Fact<
  'SubjectLinkRevoked',
  1,
  {
    readonly subjectId: Open<Uuid>
    readonly otherCaseId: Open<Uuid>
    readonly otherSubjectId: Open<Uuid>
    readonly why: Open<Code>
    readonly lists: Open<number>
  }
>
/** A text without what it said of somebody; it has a record key of its own and stays when the text it replaces goes. */
export type TextRedacted = Fact<
  'TextRedacted',
  1,
  {
    readonly recordId: Open<Uuid>
    /** Record id of the text that held more */
    readonly replaces: Open<Uuid>
    readonly about: Open<readonly Uuid[]>
    readonly text: Direct<string>
  }
>
/** Somebody read a text that listed fewer people than it speaks of: it goes with these, too. */
export type TextSubjectsNamed = Fact<'TextSubjectsNamed', 1, { readonly recordId: Open<Uuid>; readonly about: Open<readonly Uuid[]> }>
export type SubjectErasureStarted = Fact<
  'SubjectErasureStarted',
  1,
  {
    readonly erasureId: Open<Uuid>
    readonly subjectId: Open<Uuid>
    readonly why: Open<Code>
    /** The same human's parts in other cases, each to be erased in its own stream; empty where this is one of them */
    readonly linked: Open<readonly SubjectRef[]>
    readonly lists: Open<number>
  }
>
/** The key is gone: written only after it was destroyed. */
export type SubjectErased = Fact<'SubjectErased', 1, { readonly erasureId: Open<Uuid>; readonly subjectId: Open<Uuid> }>

export type ErasureEvent = SubjectLinked | SubjectLinkRevoked | TextRedacted | TextSubjectsNamed | SubjectErasureStarted | SubjectErased

/** A text that speaks of the person and of others who stay. */
export interface SharedText {
  readonly recordId: Uuid
  readonly about: readonly Uuid[]
}

export type LinkSubject = { readonly type: 'linkSubject'; readonly subjectId: Uuid; readonly other: SubjectRef; readonly basis: Code }
export type RevokeSubjectLink = { readonly type: 'revokeSubjectLink'; readonly subjectId: Uuid; readonly other: SubjectRef; readonly why: Code }
export type RedactText = {
  readonly type: 'redactText'
  readonly recordId: Uuid
  readonly replaces: Uuid
  readonly about: readonly Uuid[]
  readonly text: Direct<string>
}
export type NameTextSubjects = { readonly type: 'nameTextSubjects'; readonly recordId: Uuid; readonly about: readonly Uuid[] }
/** When and where something happened to several victims is sealed under one of them: before they go it is sealed under another. */
export type KeepIncidentForOthers = { readonly type: 'keepIncidentForOthers'; readonly incident: IncidentCorrected['data'] }
export type StartSubjectErasure = {
  readonly type: 'startSubjectErasure'
  readonly subjectId: Uuid
  readonly why: Code
  /** null: a new erasure; else the one that this part belongs to */
  readonly erasureId: Uuid | null
  readonly linked: readonly SubjectRef[]
  /** What was found in the stream: texts that go with the person's key although others need them */
  readonly sharedTexts: readonly SharedText[]
  /** Nobody needs those texts any more: they go without a redacted version */
  readonly withoutTexts: boolean
}
export type CompleteSubjectErasure = { readonly type: 'completeSubjectErasure'; readonly subjectId: Uuid }

export type ErasureCommand =
  LinkSubject | RevokeSubjectLink | RedactText | NameTextSubjects | KeepIncidentForOthers | StartSubjectErasure | CompleteSubjectErasure

export interface ErasureState {
  readonly links: readonly { readonly subjectId: Uuid; readonly other: SubjectRef }[]
  /** Texts that have another version, and whom that one is about */
  readonly redacted: readonly { readonly replaces: Uuid; readonly about: readonly Uuid[] }[]
  /** Whom texts turned out to be about, besides those they listed; by record id */
  readonly named: Readonly<Record<Uuid, readonly Uuid[]>>
  /** Erasure id by subject */
  readonly started: Readonly<Record<Uuid, Uuid>>
  readonly erased: readonly Uuid[]
}

export const noErasures: ErasureState = { links: [], redacted: [], named: {}, started: {}, erased: [] }

export const isSameLink = (a: SubjectRef, b: SubjectRef): boolean => a.caseId === b.caseId && a.subjectId === b.subjectId

/** @returns those of the texts that have no version without this person yet */
export const withoutVersion = ({ redacted }: ErasureState, subjectId: Uuid, texts: readonly SharedText[]): readonly SharedText[] =>
  texts.filter(({ recordId }) => !redacted.some(({ replaces, about }) => replaces === recordId && !about.includes(subjectId)))

/** @returns record ids of the texts that turned out to be about this person */
export const textsNaming = ({ named }: ErasureState, subjectId: Uuid): readonly Uuid[] =>
  Object.entries(named).flatMap(([recordId, about]) => (about.includes(subjectId) ? [recordId] : []))

/** @returns true from the start of an erasure on: it will be finished, whatever happens */
export const isErasing = ({ erasures }: { readonly erasures: ErasureState }, subjectId: Uuid): boolean => Object.hasOwn(erasures.started, subjectId)

export function evolveErasures(slice: ErasureState, event: ErasureEvent): ErasureState {
  switch (event.type) {
    case 'SubjectLinked': {
      const { subjectId, otherCaseId, otherSubjectId } = event.data
      return { ...slice, links: [...slice.links, { subjectId, other: { caseId: otherCaseId, subjectId: otherSubjectId } }] }
    }
    case 'SubjectLinkRevoked': {
      const { subjectId, otherCaseId, otherSubjectId } = event.data
      const revoked = { caseId: otherCaseId, subjectId: otherSubjectId }
      return { ...slice, links: slice.links.filter((link) => link.subjectId !== subjectId || !isSameLink(link.other, revoked)) }
    }
    case 'TextRedacted':
      return { ...slice, redacted: [...slice.redacted, { replaces: event.data.replaces, about: event.data.about }] }
    case 'TextSubjectsNamed': {
      const { recordId, about } = event.data
      return { ...slice, named: { ...slice.named, [recordId]: [...(slice.named[recordId] ?? []), ...about] } }
    }
    case 'SubjectErasureStarted':
      return { ...slice, started: { ...slice.started, [event.data.subjectId]: event.data.erasureId } }
    case 'SubjectErased':
      return { ...slice, erased: [...slice.erased, event.data.subjectId] }
  }
}
