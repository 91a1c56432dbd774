import type { SubjectRef } from '#cases'
import type { Uuid } from '#kernel'
import { caseEntries, CASE_STREAMS } from '../case-events'
import { rowsFrom, type Queryable } from '../database'
import type { ReadModel } from '../read-model'
import { defineTable } from '../table'

interface LinkRow {
  readonly caseId: Uuid
  readonly subjectId: Uuid
  readonly otherCaseId: Uuid
  readonly otherSubjectId: Uuid
}

export const subjectLinkTable = defineTable<LinkRow>({
  name: 'subject_links',
  comment: 'Which parts in cases are one human, as far as it was recorded and not revoked. Ids alone.',
  columns: { caseId: 'uuid', subjectId: 'uuid', otherCaseId: 'uuid', otherSubjectId: 'uuid' },
  key: ['caseId', 'subjectId', 'otherCaseId', 'otherSubjectId'],
  group: 'caseId',
  indexes: ['(subject_id)', '(other_subject_id)'],
})

/** The links between subjects, found from either side. */
export const subjectLinks: ReadModel = {
  name: 'subject-links',
  version: 1,
  streamPrefix: CASE_STREAMS,
  tables: [subjectLinkTable],
  async fold(batch, transaction) {
    const entries = caseEntries(batch).filter(({ event }) => event.type === 'SubjectLinked' || event.type === 'SubjectLinkRevoked')
    if (entries.length === 0) return
    const rows = await transaction.rows(
      subjectLinkTable,
      entries.map(({ caseId }) => caseId),
    )
    for (const { caseId, event } of entries) {
      if (event.type !== 'SubjectLinked' && event.type !== 'SubjectLinkRevoked') continue
      const { subjectId, otherCaseId, otherSubjectId } = event.data
      const row = { caseId, subjectId, otherCaseId, otherSubjectId }
      if (event.type === 'SubjectLinked') rows.put(row)
      else rows.remove(row)
    }
  },
}

/** @returns every other part of the same human, through any number of links, in whichever direction they were recorded */
export async function linkedSubjects(database: Queryable, { caseId, subjectId }: SubjectRef): Promise<readonly SubjectRef[]> {
  return rowsFrom<SubjectRef>(
    database,
    `with recursive edges as (
       select case_id, subject_id, other_case_id, other_subject_id from read_models.subject_links
       union all select other_case_id, other_subject_id, case_id, subject_id from read_models.subject_links
     ), same as (
       select $1::uuid as case_id, $2::uuid as subject_id
       union select e.other_case_id, e.other_subject_id from edges e join same s on e.case_id = s.case_id and e.subject_id = s.subject_id
     )
     select case_id as "caseId", subject_id as "subjectId" from same
     where (case_id, subject_id) is distinct from ($1::uuid, $2::uuid) order by case_id, subject_id`,
    [caseId, subjectId],
  )
}
