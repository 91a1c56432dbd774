import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { problemOf, type Client } from './client'
import { MARKERS } from './forms'
import { startApi, type Api } from './start-api'

let api: Api
let head: Client

beforeAll(async () => {
  api = await startApi()
  head = await api.as('head')
})
afterAll(() => api.close())

const fixture = readFileSync(join(__dirname, '..', 'fixtures', 'register-2021-2024.csv'), 'utf8')
  .trimEnd()
  .split('\n')
const register = (from: number, to: number): string => [fixture[0], ...fixture.slice(from, to)].join('\n')
const upload = (path: string, body: string | Buffer, asking: object = {}) =>
  head.send('POST', path, undefined, { raw: { type: 'text/csv', body }, ...asking })

describe('a register from a file', () => {
  it('is checked without writing anything', async () => {
    const before = await api.head()
    const answer = await upload('/imports/register?dryRun=true', register(1, 11))
    expect(answer.body).toMatchObject({ rows: 10, faults: [] })
    expect(await api.head()).toBe(before)
  })

  it('with one bad row is not written at all, and its faults never show an identity', async () => {
    const before = await api.head()
    const columns = (fixture[0] ?? '').split(',')
    const bad = (fixture[1] ?? '')
      .split(',')
      .map((value, at) => ({ nama_korban: MARKERS.name, nik_korban: 'NIKPENANDA', umur: '151', tanggal_lahir: '' })[columns[at] ?? ''] ?? value)
    const answer = await upload('/imports/register', [fixture[0], bad.join(','), ...fixture.slice(2, 9)].join('\n'), { language: 'en' })
    const { faults } = answer.body as { faults: readonly { line: number; column: string; detail: string }[] }
    expect(answer.status).toBe(200)
    expect(faults.map(({ line, column }) => `${line} ${column}`)).toEqual(expect.arrayContaining(['2 nik_korban', '2 umur']))
    expect(faults.every(({ detail }) => detail.length > 8)).toBe(true)
    expect(answer.text).not.toMatch(/NIKPENANDA|Markawati/)
    expect(await api.head()).toBe(before)
  })

  it('is written once: the same file again adds nothing, the same key with another file is refused', async () => {
    const key = 'impor-register-1'
    expect((await upload('/imports/register', register(1, 11), { key })).body).toMatchObject({ unchanged: false, added: { victims: 10 } })
    const before = await api.head()
    expect((await upload('/imports/register', register(1, 11), { key })).body).toMatchObject({ unchanged: true })
    const other = await upload('/imports/register', register(11, 15), { key })
    expect([other.status, problemOf(other).code]).toEqual([409, 'import.unfinished'])
    expect(await api.head()).toBe(before)
    expect((await upload('/imports/register', register(11, 15))).body).toMatchObject({ added: { victims: 4 } })
  })

  it('that is no register, no text or too large is refused with a sentence', async () => {
    const before = await api.head()
    for (const body of ['', 'bukan,register\n1,2', Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28]), '\u0000'.repeat(1_000)]) {
      const answer = await upload('/imports/register', body)
      expect(answer.status).toBeLessThan(500)
      expect(JSON.stringify(answer.body)).toMatch(/"detail":".{8,}"/)
    }
    const large = await upload('/imports/register', Buffer.alloc(25 * 1024 * 1024, 'a'))
    expect([large.status, problemOf(large).code]).toEqual([413, 'input.too-large'])
    const json = await head.post('/imports/register', { rows: [] })
    expect([json.status, problemOf(json).errors?.[0]?.code]).toEqual([400, 'input.media-type'])
    expect(await api.head()).toBe(before)
  })
})

describe('populations and ratios', () => {
  it('are recorded by the department, and give the ratio of a year; without a denominator it says so', async () => {
    const department = await api.as('department')
    const population = readFileSync(join(__dirname, '..', 'fixtures', 'population.csv'))
    const answer = await department.send('POST', '/imports/population', undefined, { raw: { type: 'text/csv', body: population } })
    expect([answer.status, (answer.body as { faults: unknown }).faults]).toEqual([200, []])
    const position = (await api.head()) ?? ''
    expect((await api.workspace.projections.waitFor(position, 60_000)).reached).toBe(true)
    const known = await department.ask<{ rows: readonly { value: string | null }[] }>('/indicators/ratio?year=2021')
    expect(known.rows.some(({ value }) => value !== null)).toBe(true)
    const unknown = await department.ask<{ rows: readonly { value: string | null; display: string; reason: string }[] }>(
      '/indicators/ratio?year=2030',
    )
    expect(unknown.rows[0]).toMatchObject({ value: null, display: 'NA', reason: expect.any(String) })
  })
})
