import type { CaseCommand } from '#cases'
import { addDays, deriveId, type Instant, type Uuid } from '#kernel'
import { partnerId, type PartnerKey } from './partners'
import type { CaseStory, Moment } from './story'

// What is done for a victim: needs, plan, services, ending.

const idsOf = (story: CaseStory, victims: readonly number[] | undefined): readonly Uuid[] =>
  victims === undefined ? story.victims : victims.map((at) => story.victims[at] ?? '')

const providedBy = (key: PartnerKey | undefined): Uuid | null => (key === undefined ? null : partnerId(key))

/** @returns the ids of the needs, in the order of `services`; a service in brackets is needed and not wanted */
export function needed(story: CaseStory, at: Instant, services: readonly string[], victim = 0): readonly Uuid[] {
  const needs = services.map((service) => ({ service: service.replace(/[()]/g, ''), wanted: !service.startsWith('(') }))
  const command = story.act(story.officer, at, () => ({ type: 'identifyNeeds', victimId: story.victims[victim] ?? '', needs, identifiedOn: null }))
  return needs.map((_, index) => deriveId(command, 'need', index))
}

interface Plan {
  readonly needs: readonly Uuid[]
  readonly goals: string
  readonly victim?: number
  /** Days from the drafting to the review */
  readonly reviewAfter?: number
  readonly agreed?: { readonly at: Instant; readonly by?: 'korban' | 'orang_tua' | 'wali' }
  readonly approved?: Instant
}

export function planned(story: CaseStory, at: Instant, { needs, goals, victim = 0, reviewAfter, agreed, approved }: Plan): void {
  const victimId = story.victims[victim] ?? ''
  const command = story.act(story.officer, at, ({ note, on }) => ({
    ...{ type: 'draftCasePlan', victimId, needIds: needs, draftedOn: null, goals: note(goals) },
    reviewOn: reviewAfter === undefined ? null : addDays(on, reviewAfter),
  }))
  const planId = deriveId(command, 'plan', 0)
  if (agreed) story.act(story.officer, agreed.at, () => ({ type: 'agreeCasePlan', planId, agreedBy: agreed.by ?? 'korban', agreedOn: null }))
  if (approved) story.act('kepala', approved, () => ({ type: 'approveCasePlan', planId, approvedOn: null }))
}

interface Given {
  readonly victims?: readonly number[]
  readonly provider?: PartnerKey
}

type Delivered = { readonly victimIds: readonly Uuid[]; readonly deliveredOn: string; readonly provider: Uuid | null }

/** Any service of its own form; @returns the id of the service */
export function served(story: CaseStory, at: Instant, given: Given, command: (delivered: Delivered, moment: Moment) => CaseCommand): Uuid {
  const act = story.act(story.officer, at, (moment) =>
    command({ victimIds: idsOf(story, given.victims), deliveredOn: moment.on, provider: providedBy(given.provider) }, moment),
  )
  return deriveId(act, 'service', 0)
}

export const counselled = (story: CaseStory, at: Instant, notes: string, given: Given = {}): Uuid =>
  served(story, at, given, (delivered, { note }) => ({ type: 'holdCounsellingSession', ...delivered, service: 'konseling', notes: note(notes) }))

interface Health extends Given {
  readonly payer: string
  readonly payerReason?: string
  readonly care: readonly string[]
}

export const treated = (story: CaseStory, at: Instant, health: Health): Uuid =>
  served(story, at, health, (delivered) => ({
    ...{ type: 'giveHealthService', ...delivered, payer: health.payer, payerReason: health.payerReason ?? null, care: health.care, note: null },
  }))

export const examined = (story: CaseStory, at: Instant, kind: string, reportNumber: string, given: Given = { provider: 'rsud' }): Uuid =>
  served(story, at, given, (delivered, { note }) => ({ type: 'recordMedicolegal', ...delivered, kind, reportNumber: note(reportNumber, 'report') }))

export const accompanied = (story: CaseStory, at: Instant, where: string, text: string, given: Given = {}): Uuid =>
  served(story, at, given, (delivered, { note }) => ({ type: 'giveAccompaniment', ...delivered, where, note: note(text) }))

export const advised = (story: CaseStory, at: Instant, kind: string, text: string, given: Given = {}): Uuid =>
  served(story, at, given, (delivered, { note }) => ({ type: 'giveLegalAid', ...delivered, kind, note: note(text) }))

export const helped = (story: CaseStory, at: Instant, service: string, given: Given = {}): Uuid =>
  served(story, at, given, (delivered) => ({ type: 'recordService', ...delivered, service }))

/** A stage of the process that police, prosecution or court lead; the first alleged perpetrator's. */
export function legalStage(story: CaseStory, at: Instant, stage: string, fileNumber?: string): void {
  story.act(story.officer, at, ({ on, note }) => ({
    ...{ type: 'recordLegalStage', victimIds: story.victims, perpetratorId: story.perpetrators[0] ?? null, stage, reachedOn: on },
    fileNumber: fileNumber === undefined ? null : note(fileNumber, 'file-number'),
  }))
}

/** Ends the unit's duty to report within 3x24 hours. */
export function reportedToPolice(story: CaseStory, at: Instant, fileNumber: string): void {
  story.act(story.officer, at, ({ at: settledAt, note }) => ({
    ...{ type: 'settlePoliceReport', how: 'dilaporkan_unit', settledAt, reviewOn: null, reason: null, disability: false },
    fileNumber: note(fileNumber, 'file-number'),
  }))
}

/** Ends every victim's service, asks for the closure and, where `approved` says when, closes. */
export function ended(story: CaseStory, at: Instant, reason: string, approved?: Instant): void {
  for (const victimId of story.victims) story.act(story.officer, at, ({ on }) => ({ type: 'endVictimService', victimId, reason, endedOn: on }))
  story.act(story.officer, at, () => ({ type: 'requestClosure' }))
  if (approved) story.act('kepala', approved, () => ({ type: 'approveClosure', closedOn: null }))
}
