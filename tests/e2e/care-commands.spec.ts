import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { withClient } from '#database'
import type { RatioReport } from '#indicators'
import type { CaseFilePage } from '#read-models'
import { MARKERS, partners, takenCase } from './forms'
import { PEOPLE, startApi, type Api } from './start-api'

const ROOT = resolve(__dirname, '..', '..')
const NODE = ['--conditions=teduh-source', '--require', './libs/testing/run-typescript.cjs', 'apps/cli/src/main.ts']

let api: Api
let file: CaseFilePage['file']

/** What the command line prints and says, and its exit code. */
async function teduh(...args: readonly string[]): Promise<{ readonly code: number | null; readonly said: string; readonly printed: string }> {
  const child = spawn(process.execPath, [...NODE, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...api.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [said, printed] = ['', '']
  for (const output of [child.stdout, child.stderr]) output.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  await once(child, 'close')
  return { code: child.exitCode, said, printed }
}

beforeAll(async () => {
  api = await startApi()
  const officer = await api.as('officer')
  await partners(api)
  ;({ file } = await takenCase(officer))
})
afterAll(() => api.close())

describe('teduh projections', () => {
  it('tells of every reader how far it is, and holds one still for all workers until it is resumed', async () => {
    const before = await teduh('projections', 'status')
    expect(before.code).toBe(0)
    for (const reader of ['victim-facts', 'shelter-reservations', 'subject-erasure']) expect(before.said).toContain(reader)
    expect(before.said).toMatch(/subject-erasure +reaktor/)
    expect((await teduh('projections', 'pause', 'worklist')).code).toBe(0)
    expect((await teduh('projections', 'status')).said).toMatch(/worklist +tabel baca .* \d{4}-\d\d-\d\dT/)
    expect((await api.workspace.projections.status()).find(({ model }) => model === 'worklist')?.pausedSince).not.toBeNull()
    expect((await teduh('projections', 'resume')).code).toBe(0)
    expect((await api.workspace.projections.status()).filter(({ pausedSince }) => pausedSince !== null)).toEqual([])
    expect((await teduh('projections', 'pause', 'bukan-ini')).code).toBe(2)
  })

  it('lists, shows and takes up again what is held back; a ratio over it says that it is incomplete', async () => {
    expect((await teduh('projections', 'parked', 'list')).said).toContain('Tidak ada stream yang ditahan.')
    const stream = `case-${file.caseId}`
    await withClient(api.superuserUrl, (client) =>
      client.query(
        `insert into read_models.parked (model, stream, revision, position, event_id, event_type, as_of, reason)
         values ('victim-facts', $1, 0, '1', gen_random_uuid(), 'ComplaintReceived', now(), 'TypeError')`,
        [stream],
      ),
    )
    expect((await teduh('projections', 'parked', 'list')).said).toContain(stream)
    expect((await teduh('projections', 'parked', 'show', 'victim-facts', stream)).said).toMatch(/ComplaintReceived .*TypeError/)
    for (const act of ['show', 'retry'])
      expect(await teduh('projections', 'parked', act, 'victim-facts', 'case-lain')).toMatchObject({
        code: 1,
        said: expect.stringContaining('victim-facts tidak menahan case-lain.') as unknown,
      })
    expect((await teduh('report', 'ratio', '--year', '2026')).said).toContain('BELUM LENGKAP')
    expect((await teduh('projections', 'parked', 'retry', 'victim-facts', stream)).said).toContain('1 peristiwa diambil lagi.')
    expect((await teduh('report', 'ratio', '--year', '2026')).said).not.toContain('BELUM LENGKAP')
  })
})

describe('teduh projections rebuild', () => {
  const lease = (statement: string): Promise<unknown> => withClient(api.superuserUrl, (client) => client.query(statement))

  it('says that another one is under way', async () => {
    await lease(
      `insert into read_models.leases (name, holder, fence, held_until) values ('rebuild', gen_random_uuid(), 1, clock_timestamp() + interval '1 minute')
       on conflict (name) do update set holder = excluded.holder, held_until = excluded.held_until`,
    )
    const refused = await teduh('projections', 'rebuild', 'worklist')
    await lease(`update read_models.leases set held_until = clock_timestamp() where name = 'rebuild'`)
    expect([refused.code, refused.said]).toEqual([3, expect.stringContaining('Pembangunan ulang lain sedang berjalan.') as unknown])
    expect((await teduh('projections', 'rebuild', 'worklist')).code).toBe(0)
  })
})

describe('teduh report', () => {
  const FORMATS = ['table', 'csv', 'json'] as const
  const report = (format: string) => teduh('report', 'ratio', '--year', '2026', '--format', format)
  const outOf = async (format: string): Promise<string> => (await report(format)).printed

  it('carries its marks in every format, for it is kept and passed on', async () => {
    for (const format of FORMATS) expect([format, /dijeda sejak|"pausedSince":"/.test(await outOf(format))]).toEqual([format, false])
    await teduh('projections', 'pause', 'population-cells')
    for (const format of FORMATS) expect([format, /dijeda sejak 20|"pausedSince": "20/.test(await outOf(format))]).toEqual([format, true])
    await teduh('projections', 'resume')
  })

  it('waits for what it rests on, whatever else is held still', async () => {
    await teduh('projections', 'pause', 'worklist')
    const before = JSON.parse(await outOf('json')) as RatioReport
    expect((await teduh('import', 'population', 'tests/fixtures/population.csv', '--as', PEOPLE.head.username)).code).toBe(0)
    const after = JSON.parse(await outOf('json')) as RatioReport
    expect(after).toMatchObject({ incomplete: false, pausedSince: null })
    expect(after.lastEvent).not.toBe(before.lastEvent)
    expect((await report('table')).said).not.toMatch(/Dijeda|BELUM/)
    await teduh('projections', 'resume')
  })
})

describe('teduh subject erase', () => {
  const as = ['--as', PEOPLE.head.username]

  it('shows first what goes, names the reasons, and is the head’s alone', async () => {
    const victim = file.victims[0]?.victimId ?? ''
    const shown = await teduh('subject', 'erase', victim, '--reason', 'permintaan_subjek', '--dry-run', ...as)
    expect(shown).toMatchObject({ code: 0, said: expect.stringContaining('Tidak ada yang dihapus') as unknown })
    expect(shown.said).not.toContain(MARKERS.name)
    expect((await teduh('subject', 'erase', victim, '--reason', 'iseng', ...as)).said).toContain('permintaan_subjek')
    expect((await teduh('subject', 'erase', victim, '--reason', 'permintaan_subjek', '--as', PEOPLE.officer.username)).code).toBe(1)
    expect((await teduh('subject', 'erase', '6f1c1b1e-5d0a-4f0e-9f57-0a8d4f6f2c11', '--reason', 'permintaan_subjek', ...as)).code).toBe(1)
  })

  it('erases, says so, and changes nothing the second time', async () => {
    const victim = file.victims[0]?.victimId ?? ''
    for (let time = 0; time < 2; time++)
      expect(await teduh('subject', 'erase', victim, '--reason', 'permintaan_subjek', ...as)).toMatchObject({
        code: 0,
        said: expect.stringContaining('sudah dihapus') as unknown,
      })
    expect((await api.workspace.keys.find([victim])).get(victim)?.state).toBe('destroyed')
    expect(api.ledger()).toContain(victim)
    expect((await teduh('log', 'verify')).code).toBe(0)
  })
})
