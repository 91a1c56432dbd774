import { readModels } from '#read-models'
import type { Workspace } from '#workspace'

/** Every row of every read model. */
export async function contents({ pool }: Pick<Workspace, 'pool'>): Promise<Readonly<Record<string, readonly string[]>>> {
  const found: Record<string, readonly string[]> = {}
  for (const { name } of readModels.flatMap(({ tables }) => tables)) {
    const { rows } = await pool.query<{ row: string }>(`select t::text as row from read_models.${name} t order by 1`)
    found[name] = rows.map(({ row }) => row)
  }
  return found
}
