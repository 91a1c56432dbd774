import { readFileSync } from 'node:fs'
import { Pool } from 'pg'
import { runMigrations } from '#database'
import { eventLogMigrations, PostgresEventLog } from '#event-log'
import { personsPerCode, ratioReport, ratioReports, yearCounts, evaluate, definitionOf } from '#indicators'
import { addMilliseconds, FixedClock, randomUuid, type Uuid } from '#kernel'
import { createOpener, createSealer, MasterKey, postgresKeys, privacyMigrations, memoryLedger } from '#privacy'
import { createProjections, createRegisterRows, readModelMigrations, readModels } from '#read-models'
import { startTestDatabase, type TestDatabase } from '#testing'
import {
  abandonImport,
  checkRegister,
  importPopulation,
  importRegister,
  parsePopulation,
  registerLists,
  type CheckedRegister,
  type ImportPorts,
  type ImportResult,
  type ImportRun,
} from '.'

const REGISTER = readFileSync('tests/fixtures/register-2021-2024.csv', 'utf8')
const POPULATION = readFileSync('tests/fixtures/population.csv', 'utf8')
const ZONE = 'Asia/Jakarta'
const START = '2026-01-02T02:00:00.000Z'
const UNIT = randomUuid()

interface Lab {
  readonly clock: FixedClock
  readonly pool: Pool
  readonly ports: ImportPorts
  run(text: string, change?: Partial<ImportRun>): Promise<ImportResult>
  check(text: string): CheckedRegister
  events(): Promise<number>
  project(): Promise<void>
  rebuild(): Promise<void>
  rows(table: string): Promise<readonly string[]>
  later(milliseconds?: number): void
}

let database: TestDatabase
const closers: (() => Promise<unknown>)[] = []

async function openLab(): Promise<Lab> {
  database = await startTestDatabase()
  await runMigrations(database.ownerUrl, [eventLogMigrations, privacyMigrations, readModelMigrations])
  const pool = new Pool({ connectionString: database.appUrl, max: 6 })
  const log = new PostgresEventLog({ url: database.appUrl })
  const { stop } = database
  closers.push(async () => {
    await log.end()
    await pool.end()
    await stop()
  })
  const clock = new FixedClock(START)
  const master = MasterKey.random()
  const keys = postgresKeys(pool, master, clock, memoryLedger())
  const ports: ImportPorts = { log, sealer: createSealer(keys), clock, rows: createRegisterRows(pool), digestKey: master.derive('register-rows/v1') }
  const projections = createProjections({ log, pool, models: readModels, openers: () => createOpener(keys), holder: randomUuid() })
  const check = (text: string): CheckedRegister => checkRegister(text, { today: '2026-01-02', zone: ZONE, lists: registerLists })
  return {
    clock,
    pool,
    ports,
    check,
    run: (text, change = {}) =>
      importRegister(ports, check(text), {
        importId: randomUuid(),
        actor: { kind: 'user', id: randomUuid(), role: 'head_of_unit' },
        unit: UNIT,
        zone: ZONE,
        ...change,
      }),
    async events() {
      const { rows } = await pool.query<{ n: string }>('select count(*) as n from event_log.events')
      return Number(rows[0]?.n)
    },
    async project() {
      const stop = new AbortController()
      const running = projections.run(stop.signal)
      const head = await log.head()
      if (head !== null && !(await projections.waitFor(head, 60_000)).reached) throw new Error('the reader did not catch up')
      stop.abort()
      await running
    },
    async rebuild() {
      await projections.rebuild(['victim-facts', 'population-cells'])
    },
    async rows(table) {
      const { rows } = await pool.query<{ row: string }>(`select t::text as row from read_models.${table} t order by 1`)
      return rows.map(({ row }) => row)
    },
    later: (milliseconds = 60_000) => clock.advance(milliseconds),
  }
}

afterAll(async () => {
  for (const close of closers) await close()
})

const population = (lab: Lab): Promise<unknown> =>
  importPopulation(lab.ports, parsePopulation(POPULATION), {
    commandId: randomUuid(),
    actor: { kind: 'user', id: randomUuid(), role: 'department' },
    unit: UNIT,
    zone: ZONE,
  })

const line = (text: string, at: number): string => text.split('\n')[at - 1] ?? ''
const withLine = (text: string, at: number, change: (cells: string[]) => string[]): string =>
  text
    .split('\n')
    .map((row, index) => (index === at - 1 ? change(row.split(',')).join(',') : row))
    .join('\n')

describe('the register of 2021 to 2024', () => {
  let lab: Lab
  let imported: ImportResult
  let beforeImport: string

  beforeAll(async () => {
    lab = await openLab()
    await population(lab)
    beforeImport = lab.clock.now()
    lab.later()
    imported = await lab.run(REGISTER)
    lab.later()
    await lab.project()
  })

  it('brings 173 cases, 190 victims, 451 services and 140 endings', () => {
    expect(imported).toMatchObject({
      unchanged: false,
      resumed: false,
      added: { cases: 173, victims: 190, services: 451, endings: 140 },
      conflicts: [],
    })
  })

  it('gives the published ratios to the last digit', async () => {
    const expected = JSON.parse(readFileSync('tests/fixtures/expected-ratios.json', 'utf8')) as {
      rows: { year: number; indicator: string; numerator: number; denominator: number; value: string }[]
    }
    const reports = await ratioReports(lab.pool, [2021, 2022, 2023, 2024], { asOf: lab.clock.now() })
    const found = reports.flatMap(({ year, rows }) =>
      rows.map(({ indicator, numerator, denominator, value }) => ({ year, indicator, numerator, denominator, value })),
    )
    expect(found).toHaveLength(8)
    expect(found).toEqual(expect.arrayContaining(expected.rows))
    for (const { reconciliation, incomplete, importUnderWay } of reports) {
      expect(reconciliation.balanced).toBe(true)
      expect([incomplete, importUnderWay]).toEqual([false, false])
    }
  })

  it('gives the report in the form that is promised outside', async () => {
    const report = await ratioReport(lab.pool, { year: 2024, asOf: lab.clock.now() })
    expect(report).toMatchObject({
      year: 2024,
      asOf: lab.clock.now(),
      lastEvent: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      rows: [
        { indicator: 'rasio-kekerasan-terhadap-perempuan', numerator: 5, denominator: 135_501, per: 100_000, value: '3.69', display: '3,69' },
        {
          indicator: 'rasio-kekerasan-terhadap-anak',
          numerator: 64,
          denominator: 141_311,
          per: 100_000,
          value: '45.29',
          display: '45,29',
          notation: '45,29:100000',
        },
      ],
    })
    expect(report.rows[1]?.yearOnYear).toMatchObject({ exactDisplay: '93,14', documentDisplay: '93,13' })
  })

  it('gives every expected count of every year', async () => {
    const expected = JSON.parse(readFileSync('tests/fixtures/expected-counts.json', 'utf8')) as Record<string, ExpectedCounts>
    const asOf = lab.clock.now()
    const years = Object.keys(expected).map(Number)
    const counts = await yearCounts(lab.pool, { years, asOf })
    for (const year of years) {
      const count = counts.get(year)
      if (!count) throw new Error('no count')
      const codes = await personsPerCode(lab.pool, { year, asOf })
      const percent = (ended: number): string =>
        evaluate(definitionOf('tingkat-penyelesaian-kohort'), { counts: { ...count, casesResolved: ended }, population: [] }).value ?? 'NA'
      expect({
        cases: count.cases,
        victims: count.victims,
        children: count.children,
        women18: count.women,
        adultMen: count.adultMen,
        kdrtVictims: count.kdrt,
        childrenHandled: [count.childrenHandled, evaluate(definitionOf('anak-korban-yang-ditangani'), { counts: count, population: [] }).value],
        casesEnded: {
          cohort: [count.casesEnded, percent(count.casesEnded)],
          sameYear: [count.casesEndedSameYear, percent(count.casesEndedSameYear)],
          note: 'imported endings carry the reason "alasan tidak tercatat"',
        },
        servicesDatedThisYear: codes.services,
        withoutCode: codes.withoutCode,
        personsPerCodeThisYear: Object.fromEntries(codes.codes.map(({ code, persons }) => [code, persons])),
      }).toEqual(expected[String(year)])
      expect([count.casesResolved, count.casesEndedUnrecorded]).toEqual([0, count.casesEnded])
    }
  })

  it('does not count before the moment it was completed', async () => {
    const before = await ratioReport(lab.pool, { year: 2024, asOf: beforeImport })
    expect(before.reconciliation.victims).toBe(0)
    expect(before.rows.map(({ numerator, value }) => [numerator, value])).toEqual([
      [0, '0.00'],
      [0, '0.00'],
    ])
    const earlier = await ratioReport(lab.pool, { year: 2024, asOf: addMilliseconds(START, -1) })
    expect(earlier).toMatchObject({
      lastEvent: null,
      rows: [{ value: null, display: 'NA', reasonCode: 'denominator.no-population' }, { value: null }],
    })
  })

  it('names as last event the one that completed the import', async () => {
    const { rows } = await lab.pool.query<{ id: Uuid }>(`select event_id as id from read_models.victim_versions limit 1`)
    expect((await ratioReport(lab.pool, { year: 2021, asOf: lab.clock.now() })).lastEvent).toBe(rows[0]?.id)
  })

  it('a year without population is NA with its reason, or on request the year before, marked sementara', async () => {
    const asOf = lab.clock.now()
    expect((await ratioReport(lab.pool, { year: 2025, asOf })).rows[0]).toMatchObject({
      value: null,
      display: 'NA',
      reason: 'Belum ada angka untuk Penduduk perempuan 18 tahun ke atas tahun 2025.',
    })
    expect((await ratioReport(lab.pool, { year: 2025, asOf, useLastPopulation: true })).rows[0]).toMatchObject({
      value: '0.00',
      population: { year: 2024, status: 'sementara' },
    })
  })

  it('warns where the label names other people than those counted', async () => {
    const report = await ratioReport(lab.pool, { year: 2024, asOf: lab.clock.now(), labels: { 'rasio-kekerasan-terhadap-perempuan': 'perempuan' } })
    expect(report.rows[0]).toMatchObject({ warnings: ['label-differs'], label: 'per 100.000 penduduk perempuan' })
  })

  it('read a second time adds nothing, not one event', async () => {
    const events = await lab.events()
    expect(await lab.run(REGISTER)).toMatchObject({ unchanged: true, added: { cases: 0, victims: 0 }, conflicts: [] })
    expect(await lab.run(REGISTER.replaceAll(';', '|').replaceAll(',', ';'))).toMatchObject({ unchanged: true, conflicts: [] })
    expect(await lab.events()).toBe(events)
  })

  it('reports a changed row as a conflict, names the column and nothing of an identity', async () => {
    const changed = withLine(
      withLine(REGISTER, 2, (cells) => cells.map((cell, at) => (at === 3 ? 'Nama Lain' : at === 5 ? 'L' : cell))),
      3,
      (cells) => cells.map((cell, at) => (at === 19 ? '2021-04-25' : cell)),
    )
    const events = await lab.events()
    const { unchanged, conflicts } = await lab.run(changed)
    expect([unchanged, await lab.events()]).toEqual([true, events])
    expect(conflicts.map(({ line, column, content, code }) => [line, column, content, code])).toEqual([
      [2, 'nama_korban', null, 'conflict'],
      [2, 'jenis_kelamin', 'L', 'conflict'],
      [3, 'tanggal_selesai', '2021-04-25', 'conflict'],
    ])
  })

  it('rebuilds to the same rows', async () => {
    const before = await lab.rows('victim_versions')
    await lab.rebuild()
    expect(await lab.rows('victim_versions')).toEqual(before)
  })

  it('grows by a later file: new numbers, new victims, new services, a new ending', async () => {
    const before = lab.clock.now()
    lab.later()
    const open = 5
    expect(line(REGISTER, open)).toContain('REG/2021/004')
    const grown = [
      withLine(REGISTER, open, (cells) =>
        cells.map((cell, at) => (at === 17 ? `${cell};konseling@2022-02-01` : at === 18 ? 'selesai' : at === 19 ? '2022-03-01' : cell)),
      ).trimEnd(),
      'REG/2021/004,2021-10-02,telepon,Korban Sintetis 900,,P,,30,Kecamatan D,Desa 07,2021-08-13,psikis,tidak,lainnya,tetangga,L,23,pengaduan@2021-10-02,selesai,2022-01-01',
      'REG/2024/900,2024-12-31 23:30,langsung,Korban Sintetis 901,,P,,40,Lima Puluh,Desa 01,tidak diketahui,fisik,ya,rumah_tangga,suami,L,44,pengaduan@2024-12-31,proses,',
      '',
    ].join('\n')
    expect(await lab.run(grown)).toMatchObject({ added: { cases: 1, victims: 2, services: 3, endings: 2 }, conflicts: [] })
    lab.later()
    await lab.project()
    const women = async (year: number, asOf: string): Promise<number | undefined> => (await ratioReport(lab.pool, { year, asOf })).rows[0]?.numerator
    expect([await women(2021, before), await women(2021, lab.clock.now())]).toEqual([4, 5])
    expect([await women(2024, before), await women(2024, lab.clock.now())]).toEqual([5, 6])
    const counts = await yearCounts(lab.pool, { years: [2021], asOf: lab.clock.now() })
    expect(counts.get(2021)).toMatchObject({ cases: 37, victims: 39, casesEnded: 30 })
    const { rows } = await lab.pool.query<{ type: string }>(`select type from event_log.events where type = 'CaseClosed'`)
    expect(rows.length).toBeGreaterThan(113)
  })

  it('of anybody but the head of unit is refused, as is a file with faults', async () => {
    await expect(lab.run(REGISTER, { actor: { kind: 'user', id: randomUuid(), role: 'caseworker' } })).rejects.toMatchObject({
      kind: 'forbidden',
      code: 'import.not-head',
    })
    await expect(lab.run(REGISTER.replace(',langsung,', ',merpati,'))).rejects.toMatchObject({ kind: 'invalid', code: 'import.faults' })
  })

  it('forgets an erased person: the row stays taken and says nothing any more', async () => {
    const [row] = await lab.ports.rows.rowsOf(UNIT, ['REG/2021/001'])
    if (!row) throw new Error('no row')
    await lab.ports.rows.forget(row.victimId)
    expect((await lab.ports.rows.rowsOf(UNIT, ['REG/2021/001']))[0]?.digests).toEqual({})
    expect(await lab.run(withLine(REGISTER, 2, (cells) => cells.map((cell, at) => (at === 3 ? 'Nama Lain' : cell))))).toMatchObject({
      unchanged: true,
    })
  })
})

interface ExpectedCounts {
  readonly cases: number
}

describe('an import that is cut off', () => {
  it.each([
    ['between two batches', (ports: ImportPorts): ImportPorts => ports],
    ['after an append and before it was remembered', failing('save')],
    ['in the middle of its appends', failing('append')],
    ['before it was marked as completed', failing('finish')],
  ])('%s counts nothing and is finished by the same file', async (where, breaking) => {
    const lab = await openLab()
    await population(lab)
    lab.later()
    const stop = new AbortController()
    const cut = importRegister(breaking(lab.ports), lab.check(REGISTER), {
      importId: randomUuid(),
      actor: { kind: 'user', id: randomUuid(), role: 'head_of_unit' },
      unit: UNIT,
      zone: ZONE,
      signal: stop.signal,
      ...(where === 'between two batches' ? { onProgress: () => stop.abort() } : {}),
    })
    await expect(cut).rejects.toThrow()
    lab.later()
    await lab.project()
    const half = await ratioReport(lab.pool, { year: 2024, asOf: lab.clock.now() })
    if (where !== 'before it was marked as completed') expect(half.reconciliation.victims).toBe(0)
    await expect(lab.run(REGISTER.replace('Korban Sintetis 001', 'Lain'))).rejects.toMatchObject({ code: 'import.unfinished' })

    const finished = await lab.run(REGISTER)
    expect(finished).toMatchObject({ resumed: true, added: { cases: 173, victims: 190, services: 451, endings: 140 }, conflicts: [] })
    lab.later()
    await lab.project()
    const whole = await ratioReport(lab.pool, { year: 2024, asOf: lab.clock.now() })
    expect(whole.rows.map(({ value }) => value)).toEqual(['3.69', '45.29'])
    expect(whole.importUnderWay).toBe(false)
    expect((await lab.pool.query(`select from event_log.events where type = 'ImportCompleted'`)).rowCount).toBe(1)
    expect((await lab.pool.query(`select from event_log.events where type = 'ComplaintReceived'`)).rowCount).toBe(173)
    const before = await lab.rows('victim_versions')
    await lab.rebuild()
    expect(await lab.rows('victim_versions')).toEqual(before)
  })
})

describe('an import that is given up', () => {
  it('is voided, never counts, and makes room for a mended file', async () => {
    const lab = await openLab()
    await population(lab)
    const actor = { kind: 'user', id: randomUuid(), role: 'head_of_unit' } as const
    const cut = importRegister(failing('append')(lab.ports), lab.check(REGISTER), { importId: randomUuid(), actor, unit: UNIT, zone: ZONE })
    await expect(cut).rejects.toThrow('cut off')
    lab.later()
    const { casesVoided } = await abandonImport(lab.ports, { actor, unit: UNIT, zone: ZONE })
    expect(casesVoided).toBeGreaterThan(90)
    await expect(abandonImport(lab.ports, { actor, unit: UNIT, zone: ZONE })).rejects.toMatchObject({ code: 'import.not-started' })
    lab.later()
    await lab.project()
    expect(await ratioReport(lab.pool, { year: 2024, asOf: lab.clock.now() })).toMatchObject({
      importUnderWay: false,
      reconciliation: { victims: 0 },
    })

    const mended = await lab.run(REGISTER.replace('Korban Sintetis 001', 'Lain'))
    expect(mended).toMatchObject({ resumed: false, added: { cases: 173, victims: 190 }, conflicts: [] })
    await lab.project()
    const whole = await ratioReport(lab.pool, { year: 2024, asOf: lab.clock.now() })
    expect(whole.rows.map(({ value }) => value)).toEqual(['3.69', '45.29'])
    expect(await lab.run(REGISTER.replace('Korban Sintetis 001', 'Lain'))).toMatchObject({ unchanged: true, conflicts: [] })
    const before = await lab.rows('victim_versions')
    await lab.rebuild()
    expect(await lab.rows('victim_versions')).toEqual(before)
  })
})

/** Ports that break at their hundredth append, or at the first remembering or finishing. */
function failing(at: 'append' | 'save' | 'finish'): (ports: ImportPorts) => ImportPorts {
  const broken = (): Promise<never> => Promise.reject(new Error('cut off'))
  return (ports) => {
    let appends = 0
    const { log, rows } = ports
    const append: typeof log.append = (...all) => (++appends > 100 ? broken() : log.append(...all))
    if (at === 'append')
      return {
        ...ports,
        log: {
          append,
          readStream: log.readStream.bind(log),
          readAll: log.readAll.bind(log),
          subscribe: log.subscribe.bind(log),
          close: log.close.bind(log),
          head: log.head.bind(log),
        },
      }
    return { ...ports, rows: { ...rows, ...(at === 'save' ? { save: broken } : { finish: broken }) } }
  }
}

describe('New Year', () => {
  const row = (number: string, at: string): string =>
    `${number},${at},langsung,Korban ${number},,P,,30,Lima Puluh,Desa 01,tidak diketahui,fisik,tidak,lainnya,tetangga,L,44,,proses,`

  it.each(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'])(
    'in %s: 23:30 on 31 December belongs to the old year, 06:00 on 1 January to the new',
    async (zone) => {
      const lab = await openLab()
      const text = [line(REGISTER, 1), row('A/1', '2023-12-31 23:30'), row('A/2', '2024-01-01 06:00'), row('A/3', '01/01/2024')].join('\n')
      const checked = checkRegister(text, { today: '2026-01-02', zone, lists: registerLists })
      await importRegister(lab.ports, checked, {
        importId: randomUuid(),
        actor: { kind: 'user', id: randomUuid(), role: 'head_of_unit' },
        unit: UNIT,
        zone,
      })
      await lab.project()
      const reports = await ratioReports(lab.pool, [2023, 2024], { asOf: lab.clock.now() })
      expect(reports.map(({ rows }) => rows[0]?.numerator)).toEqual([1, 2])
    },
  )
})
