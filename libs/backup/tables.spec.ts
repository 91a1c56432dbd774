import { runMigrations, withClient } from '#database'
import { startTestDatabase } from '#testing'
import { allMigrations } from '#workspace'
import { DERIVED_TABLES, KEYS, LEFT_OUT, LOG_TABLES, SETTINGS } from './postgres/tables'

const names = (tables: readonly { readonly name: string }[]): string[] => tables.map(({ name }) => name)

it('every table is copied, derived or left out for a reason: a new one needs its place in a list', async () => {
  const database = await startTestDatabase()
  try {
    await runMigrations(database.ownerUrl, allMigrations)
    const found = await withClient(database.ownerUrl, async (client) => {
      const { rows } = await client.query<{ name: string; rebuilt: boolean }>(
        `select table_schema || '.' || table_name as name,
           table_schema = 'read_models' and table_name in (select m.table_name from read_models.model_tables m) as rebuilt
         from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')`,
      )
      return rows
    })
    const listed = [...names(SETTINGS), ...names(KEYS), ...LOG_TABLES, ...DERIVED_TABLES, ...Object.keys(LEFT_OUT)]
    expect(new Set(listed).size).toBe(listed.length)
    expect(
      found
        .filter(({ rebuilt }) => !rebuilt)
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...listed].sort())
  } finally {
    await database.stop()
  }
})

it('keys are in no backup of settings', () => {
  expect(names(SETTINGS).filter((name) => name.startsWith('privacy.'))).toEqual([])
})
