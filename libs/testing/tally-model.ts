import { defineTable, type Entry, type ReadModel } from '#read-models'

interface TallyRow {
  readonly stream: string
  count: number
  asOf: string
  words: string[]
}
const tallyTable = defineTable<TallyRow>({
  name: 'tally',
  comment: 'Test table',
  columns: { stream: 'text', count: 'integer', asOf: 'instant', words: 'text[]' },
  key: ['stream'],
  group: 'stream',
})

/** A read model for tests of the readers: counts events a stream and keeps their words; stumbles over what it is told to. */
export const tallyModel = (stumble: (entry: Entry) => void = () => undefined): ReadModel => ({
  name: 'tally',
  version: 1,
  streamPrefix: 'tally-',
  tables: [tallyTable],
  async fold(entries, transaction) {
    const rows = await transaction.rows(
      tallyTable,
      entries.map(({ event }) => event.stream),
    )
    for (const entry of entries) {
      stumble(entry)
      const { event, asOf } = entry
      const row = rows.of(event.stream)[0] ?? { stream: event.stream, count: 0, asOf, words: [] }
      row.count++
      row.asOf = asOf
      row.words.push((event.data as { word: string }).word)
      rows.put(row)
    }
  },
})
