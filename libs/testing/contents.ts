import type { Pool } from 'pg'
import { readModels, type ReadModel } from '#read-models'

/** Every row of these models' tables, as the database writes it. @param models the product's unless told */
export async function contents(
  { pool }: { readonly pool: Pool },
  models: readonly ReadModel[] = readModels,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const found: Record<string, readonly string[]> = {}
  for (const { name } of models.flatMap(({ tables }) => tables)) {
    const { rows } = await pool.query<{ row: string }>(`select t::text as row from read_models.${name} t order by 1`)
    found[name] = rows.map(({ row }) => row)
  }
  return found
}
