import type { Recorded, Sealed, Uuid } from '#kernel'
import { caseEntries, CASE_STREAMS, casesIn, type RecordedCaseEvent } from '../case-events'
import { derive, type ReadModel } from '../read-model'
import { defineTable } from '../table'
import { workItems, type WorkItem } from './work-items'
import { evolveWork, newWork, type WorkState } from './work-state'

interface WorkCaseRow {
  readonly caseId: Uuid
  readonly work: WorkState
}

export interface WorkItemRow extends WorkItem {
  readonly caseId: Uuid
  /** Kind and reference: one of each a case */
  readonly itemKey: string
}

const workCases = defineTable<WorkCaseRow>({
  name: 'worklist_case',
  comment: 'What of each case asks for work; the fold of the work list goes on from here.',
  columns: { caseId: 'uuid', work: 'document' },
  key: ['caseId'],
  group: 'caseId',
})

const workItemTable = defineTable<WorkItemRow>({
  name: 'worklist_item',
  comment: 'One row a thing to do or to wait for, with its due moment. Grouped by the time of asking.',
  columns: {
    caseId: 'uuid',
    itemKey: 'text',
    kind: 'text',
    ref: 'uuid',
    duty: 'text',
    waitsFor: 'text',
    victimIds: 'uuid[]',
    since: 'text',
    dueAt: 'instant',
    dueOn: 'date',
    details: 'document',
  },
  key: ['caseId', 'itemKey'],
  group: 'caseId',
  indexes: ['(duty, kind)'],
})

/** What is to be done: an item a duty, with its due moment or day. */
export const worklist: ReadModel = {
  name: 'worklist',
  version: 3,
  streamPrefix: CASE_STREAMS,
  tables: [workCases, workItemTable],
  derived: [
    derive({
      from: workCases,
      table: workItemTable,
      rowsOf: ({ caseId, work }) => workItems(work).map((item) => ({ caseId, itemKey: keyOf(item), ...item })),
    }),
  ],
  opens: (event: Recorded): readonly Sealed<unknown>[] => {
    const known = event as RecordedCaseEvent
    return known.type === 'IncidentRecorded' || known.type === 'IncidentCorrected' ? [known.data.healthDue] : []
  },
  async fold(batch, transaction) {
    const entries = caseEntries(batch)
    const cases = await transaction.rows(workCases, casesIn(entries))
    for (const entry of entries) {
      const row = cases.of(entry.caseId)[0] ?? { caseId: entry.caseId, work: newWork(entry) }
      evolveWork(row.work, entry.event, transaction.opener)
      cases.put(row)
    }
  },
}

const keyOf = ({ kind, ref }: WorkItem): string => (ref === null ? kind : `${kind}:${ref}`)
