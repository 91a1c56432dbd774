import { endedWithNothing } from '#cases'
import type { Uuid } from '#kernel'
import { caseEntries, CASE_STREAMS, casesIn, type RecordedCaseEvent } from '../case-events'
import { deliveredBy } from '../delivered-service'
import type { ReadModel, Rows } from '../read-model'
import { isAbandoned, progressReferral, referralIdOf, referralMade, type ReferralProgress } from '../referral-progress'
import { needTable, referralTable, type NeedRow, type ReferralRow } from './referral-rows'

/** Every referral with its stages, and the needs that nothing has answered yet. */
export const referralTimeline: ReadModel = {
  name: 'referral-timeline',
  version: 3,
  streamPrefix: CASE_STREAMS,
  tables: [referralTable, needTable],
  async fold(batch, transaction) {
    const entries = caseEntries(batch).filter(({ event }) => concerns(event))
    if (entries.length === 0) return
    const touched = casesIn(entries)
    const referrals = await transaction.rows(referralTable, touched)
    const needs = await transaction.rows(needTable, touched)
    for (const { caseId, event } of entries) {
      referralChanged(referrals, caseId, event)
      needsChanged(needs, caseId, event)
    }
  },
}

const concerns = (event: RecordedCaseEvent): boolean =>
  referralIdOf(event) !== null ||
  deliveredBy(event) !== null ||
  event.type.startsWith('Need') ||
  event.type === 'EntryVoided' ||
  event.type === 'VictimServiceEnded' ||
  event.type === 'SubjectErasureStarted' ||
  event.type === 'CaseReopened'

function referralChanged(rows: Rows<ReferralRow>, caseId: Uuid, event: RecordedCaseEvent): void {
  if (event.type === 'ReferralMade') return rows.put(rowOf(caseId, referralMade(event.data, event)))
  if (event.type === 'SubjectErasureStarted') {
    for (const { progress } of rows.of(caseId)) {
      progressReferral(progress, event)
      rows.put(rowOf(caseId, progress))
    }
    return
  }
  const id = referralIdOf(event)
  const row = id === null ? undefined : rows.of(caseId).find(({ referralId }) => referralId === id)
  if (!row) return
  progressReferral(row.progress, event)
  rows.put(rowOf(caseId, row.progress))
}

function rowOf(caseId: Uuid, progress: ReferralProgress): ReferralRow {
  const { referralId, institutionId, service, urgency, madeOn, stage, waitsFor, open, sentAt, answeredAt, follows, voided } = progress
  const ended = open || voided ? undefined : progress.stages.findLast((reached) => reached.stage === stage)
  const deadEnd = endedWithNothing(progress) && progress.justified === null && !isAbandoned(progress)
  return {
    caseId,
    referralId,
    institutionId,
    service,
    urgency,
    madeOn,
    stage,
    waitsFor,
    open,
    sentAt,
    answeredAt,
    follows,
    voided,
    endedAt: ended?.at ?? null,
    deadEnd,
    progress,
  }
}

function needsChanged(rows: Rows<NeedRow>, caseId: Uuid, event: RecordedCaseEvent): void {
  const change = (which: (row: NeedRow) => boolean, how: (row: NeedRow) => void): void => {
    for (const row of rows.of(caseId)) {
      if (!which(row)) continue
      how(row)
      rows.put(row)
    }
  }
  const service = deliveredBy(event)
  if (service) {
    const { serviceId, victimIds } = service
    change(
      (row) => row.service === service.service && victimIds.includes(row.victimId),
      (row) => row.answeredBy.push(serviceId),
    )
  }
  switch (event.type) {
    case 'NeedIdentified': {
      const { needId, victimId, service: needed, wanted, identifiedOn } = event.data
      return rows.put({ caseId, needId, victimId, service: needed, wanted, identifiedOn, hindered: false, answeredBy: [], over: false })
    }
    case 'NeedWishChanged':
      return change(
        ({ needId }) => needId === event.data.needId,
        (row) => void (row.wanted = event.data.wanted),
      )
    case 'NeedHindered':
      return change(
        ({ needId }) => needId === event.data.needId,
        (row) => void (row.hindered = true),
      )
    case 'ReferralMade':
      return change(
        ({ needId }) => event.data.needIds.includes(needId),
        (row) => row.answeredBy.push(event.data.referralId),
      )
    case 'VictimServiceEnded':
      return change(
        ({ victimId }) => victimId === event.data.victimId,
        (row) => void (row.over = true),
      )
    case 'SubjectErasureStarted':
      return change(
        ({ victimId }) => victimId === event.data.subjectId,
        (row) => void (row.over = true),
      )
    case 'CaseReopened':
      return change(
        ({ victimId }) => event.data.victimIds.includes(victimId),
        (row) => void (row.over = false),
      )
    case 'EntryVoided':
      change(
        ({ needId, victimId }) => [needId, victimId].includes(event.data.entryId),
        (row) => void (row.over = true),
      )
      return change(
        ({ answeredBy }) => answeredBy.includes(event.data.entryId),
        (row) => void (row.answeredBy = row.answeredBy.filter((id) => id !== event.data.entryId)),
      )
    default:
  }
}
