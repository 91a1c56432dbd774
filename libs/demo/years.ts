import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dateIn, type Instant } from '#kernel'
import { checkRegister, importPopulation, importRegister, parsePopulation, registerLists } from '#register-import'
import type { Workspace } from '#workspace'
import { DEMO_UNIT, demoId, demoOrigin } from './staff'

const asset = (name: string): string => readFileSync(join(__dirname, 'assets', name), 'utf8')

/** What the tables of 2021 to 2024 grow by, for the years after them. */
const LAST_TABLE = 2024
const WOMEN = { count: 135_501, yearly: 894 }
const CHILDREN_OF_EACH_SEX = { count: 70_655, yearly: 262 }

/** The register of 2021 to 2024, imported by the head, and the population of each year up to this one. */
export async function importYears(workspace: Workspace, now: Instant): Promise<void> {
  const { id: unit, zone } = DEMO_UNIT
  const { actor, commandId } = demoOrigin('population', 'kepala')
  if (actor.kind !== 'user') return
  const population = parsePopulation(asset('population.csv') + laterYears(Number(dateIn(zone, now).slice(0, 4))))
  await importPopulation(workspace, population, { commandId, actor, unit, zone })
  const checked = checkRegister(asset('register-2021-2024.csv'), { today: dateIn(zone, workspace.clock.now()), zone, lists: registerLists })
  const ports = { ...workspace, rows: workspace.registerRows, digestKey: workspace.registerDigestKey }
  await importRegister(ports, checked, { importId: demoId('register'), actor, unit, zone })
}

/** @returns invented rows, and named so */
function laterYears(last: number): string {
  const rows: string[] = []
  for (let year = LAST_TABLE + 1; year <= last; year++) {
    const grown = ({ count, yearly }: { readonly count: number; readonly yearly: number }): number => count + yearly * (year - LAST_TABLE)
    for (const sex of ['L', 'P']) rows.push(`${year},kabupaten,${sex},0-17,${grown(CHILDREN_OF_EACH_SEX)},sintetis`)
    rows.push(`${year},kabupaten,P,18+,${grown(WOMEN)},sintetis`)
  }
  return `${rows.join('\n')}\n`
}
