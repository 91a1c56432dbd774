import type { Uuid } from '#kernel'
import { caseEntries, CASE_STREAMS, casesIn } from '../case-events'
import type { ReadModel } from '../read-model'
import { defineTable } from '../table'
import type { CaseFileDocument } from './document'
import { evolveFile, newFile } from './road'

interface FileRow {
  readonly caseId: Uuid
  readonly file: CaseFileDocument
}

export const caseFileTable = defineTable<FileRow>({
  name: 'case_file',
  comment: 'One document a case: all that its page shows besides the story. Names and texts are sealed.',
  columns: { caseId: 'uuid', file: 'document' },
  key: ['caseId'],
  group: 'caseId',
})

/** The file of a case: its present state in one document. Its story is its stream, which is asked for it (`story.ts`). */
export const caseFile: ReadModel = {
  name: 'case-file',
  version: 3,
  streamPrefix: CASE_STREAMS,
  tables: [caseFileTable],
  async fold(batch, transaction) {
    const entries = caseEntries(batch)
    const rows = await transaction.rows(caseFileTable, casesIn(entries))
    for (const entry of entries) {
      const row = rows.of(entry.caseId)[0] ?? { caseId: entry.caseId, file: newFile(entry) }
      evolveFile(row.file, entry.event)
      rows.put(row)
    }
  },
}
