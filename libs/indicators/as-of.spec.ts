import type { AgeClass, CaseEvent, Sex } from '#cases'
import type { ImportEvent } from '#imports'
import { randomUuid, Sealed, type Actor, type AnyFact, type Direct, type Indirect, type Uuid } from '#kernel'
import { populationCells, readModelMigrations, victimFacts } from '#read-models'
import { catchUp, openReadModelLab, type ReadModelLab } from '#testing'
import { personsPerCode, ratioReport, yearCounts, type YearCounts } from '.'

const UNIT = 'uptd-a'
const NOON = (day: number): string => `2024-05-${String(day).padStart(2, '0')}T05:00:00.000Z`
const LATER = '2030-01-01T00:00:00.000Z'

const direct = <T>(owner: Uuid, value: T): Direct<T> => Sealed.plain<T, 'direct'>({ kind: 'subject', id: owner }, value)
const indirect = <T>(owner: Uuid, value: T): Indirect<T> => Sealed.plain<T, 'indirect'>({ kind: 'subject', id: owner }, value)
const nobody = { name: null, nik: null, phone: null, address: null }
const nothing = { desa: null, education: null, marital: null, occupation: null, disability: null }

const received = (on = '2024-03-01', unit = UNIT): CaseEvent => ({
  type: 'ComplaintReceived',
  version: 1,
  data: { receivedAt: null, receivedOn: on, zone: 'Asia/Jakarta', unit, channel: 'telepon', reporterKind: 'guru', externalNumber: null, lists: 1 },
})
const accepted: CaseEvent = { type: 'ComplaintAccepted', version: 1, data: { acceptedOn: '2024-03-02', number: 'REG/2024/001' } }
const victim = (victimId: Uuid, sex: Sex, ageClass: AgeClass): readonly CaseEvent[] => [
  {
    type: 'VictimAdded',
    version: 1,
    data: {
      victimId,
      ordinal: 1,
      sex,
      kecamatan: null,
      identity: direct(victimId, nobody),
      age: direct(victimId, { birthDate: null, years: null, statedFor: 'kejadian' as const }),
      circumstances: indirect(victimId, nothing),
      lists: 1,
    },
  },
  aged(victimId, ageClass),
]
const aged = (victimId: Uuid, ageClass: AgeClass): CaseEvent => ({
  type: 'VictimAgeDetermined',
  version: 1,
  data: { victimId, ageClass, ageBand: 'tidak_diketahui', ageFlags: [], basis: 'tidak_diketahui', years: indirect(victimId, null) },
})
const incident = (victimIds: readonly Uuid[], flags: readonly string[], incidentId: Uuid = randomUuid()): CaseEvent => ({
  type: 'IncidentRecorded',
  version: 1,
  data: {
    incidentId,
    victimIds,
    precision: 'tidak_diketahui',
    forms: ['fisik'],
    flags,
    sexualForms: [],
    kdrtReason: null,
    lists: 1,
    policeReportDueAt: null,
    when: indirect(victimIds[0] ?? incidentId, { precision: 'tidak_diketahui' as const, from: null, to: null, at: null }),
    place: indirect(victimIds[0] ?? incidentId, 'lainnya'),
    healthDue: indirect(victimIds[0] ?? incidentId, null),
  },
})
const served = (victimIds: readonly Uuid[], service: string, deliveredOn: string, serviceId: Uuid = randomUuid()): CaseEvent => ({
  type: 'ServiceRecorded',
  version: 1,
  data: { serviceId, victimIds, deliveredOn, provider: null, lists: 1, service },
})
const ended = (victimId: Uuid, reason: string, endedOn: string): CaseEvent => ({
  type: 'VictimServiceEnded',
  version: 1,
  data: { victimId, reason, endedOn, lists: 1 },
})
const voided = (kind: 'korban' | 'layanan' | 'kasus', entryId: Uuid): CaseEvent => ({
  type: 'EntryVoided',
  version: 1,
  data: { kind, entryId, why: 'salah_berkas' },
})

let lab: ReadModelLab
beforeEach(async () => {
  lab = await openReadModelLab([victimFacts, populationCells], readModelMigrations)
})
afterEach(() => lab.close())

const tell = (caseId: Uuid, facts: readonly CaseEvent[], at: string, actor?: Actor): Promise<string> => lab.tell(`case-${caseId}`, facts, at, actor)
const countsAsOf = async (asOf = LATER, unit?: string, year = 2024): Promise<YearCounts | undefined> => {
  await catchUp(lab)
  return (await yearCounts(lab.pool, { years: [year], asOf, ...(unit === undefined ? {} : { unit }) })).get(year)
}

describe('a victim', () => {
  it('counts once the case is accepted, as of then and not before', async () => {
    const [caseId, her] = [randomUuid(), randomUuid()]
    await tell(caseId, [received(), ...victim(her, 'P', 'dewasa')], NOON(1))
    await tell(caseId, [accepted], NOON(3))
    expect((await countsAsOf(NOON(2)))?.victims).toBe(0)
    expect(await countsAsOf(NOON(3))).toMatchObject({ victims: 1, women: 1, cases: 1 })
  })

  it('is a child under 18 whatever the sex, and unknown where the age is or where it straddles 18', async () => {
    const caseId = randomUuid()
    const kinds: readonly (readonly [Sex, AgeClass])[] = [
      ['P', 'anak'],
      ['L', 'anak'],
      ['tidak_diketahui', 'anak'],
      ['P', 'dewasa'],
      ['L', 'dewasa'],
      ['tidak_diketahui', 'dewasa'],
      ['P', 'tidak_diketahui'],
      ['P', 'batas_umur'],
    ]
    await tell(caseId, [received(), ...kinds.flatMap(([sex, age]) => victim(randomUuid(), sex, age)), accepted], NOON(1))
    expect(await countsAsOf()).toMatchObject({ victims: 8, children: 3, women: 1, adultMen: 1, unknown: 3, straddling: 1 })
    expect((await ratioReport(lab.pool, { year: 2024, asOf: LATER })).reconciliation).toMatchObject({ balanced: true, straddling: 1 })
  })

  it('corrected later counts as what was known at each instant', async () => {
    const [caseId, her] = [randomUuid(), randomUuid()]
    await tell(caseId, [received(), ...victim(her, 'P', 'anak'), accepted], NOON(1))
    await tell(caseId, [aged(her, 'dewasa')], NOON(5))
    expect(await countsAsOf(NOON(4))).toMatchObject({ children: 1, women: 0 })
    expect(await countsAsOf(NOON(5))).toMatchObject({ children: 0, women: 1 })
  })

  it('or case that is voided counts no more, and did before', async () => {
    const [caseId, her, him, other, lone] = [randomUuid(), randomUuid(), randomUuid(), randomUuid(), randomUuid()]
    await tell(caseId, [received(), ...victim(her, 'P', 'anak'), ...victim(him, 'L', 'anak'), accepted], NOON(1))
    await tell(other, [received(), ...victim(lone, 'P', 'anak'), accepted], NOON(1))
    await tell(caseId, [voided('korban', her)], NOON(3))
    await tell(other, [voided('kasus', other)], NOON(4))
    expect([(await countsAsOf(NOON(2)))?.victims, (await countsAsOf(NOON(3)))?.victims, (await countsAsOf(NOON(4)))?.victims]).toEqual([3, 2, 1])
  })

  it('of a declined or still open complaint counts nowhere', async () => {
    await tell(randomUuid(), [received(), ...victim(randomUuid(), 'P', 'anak')], NOON(1))
    const declined: CaseEvent = { type: 'ComplaintDeclined', version: 1, data: { declinedOn: '2024-03-02', reason: 'ganda', lists: 1 } }
    await tell(randomUuid(), [received(), ...victim(randomUuid(), 'P', 'anak'), declined], NOON(1))
    expect((await countsAsOf())?.victims).toBe(0)
  })

  it('of a case handed over counts at the receiver alone', async () => {
    const handOver = (toUnit: string | null): CaseEvent => ({
      type: 'CaseHandedOver',
      version: 1,
      data: { toUnit, toInstitution: toUnit === null ? randomUuid() : null, handedOverOn: '2024-04-01', reason: 'domisili_korban' },
    })
    const [inside, outside] = [randomUuid(), randomUuid()]
    await tell(inside, [received(), ...victim(randomUuid(), 'P', 'anak'), accepted], NOON(1))
    await tell(outside, [received(), ...victim(randomUuid(), 'P', 'anak'), accepted], NOON(1))
    await tell(inside, [handOver('uptd-b')], NOON(3))
    await tell(outside, [handOver(null)], NOON(3))
    expect([(await countsAsOf(NOON(2), UNIT))?.victims, (await countsAsOf(NOON(2), 'uptd-b'))?.victims]).toEqual([2, 0])
    expect([(await countsAsOf(LATER, UNIT))?.victims, (await countsAsOf(LATER, 'uptd-b'))?.victims, (await countsAsOf())?.victims]).toEqual([0, 1, 1])
  })

  it('moves to another year with the corrected date of the complaint', async () => {
    const caseId = randomUuid()
    await tell(caseId, [received('2024-01-01'), ...victim(randomUuid(), 'P', 'anak'), accepted], NOON(1))
    await tell(
      caseId,
      [{ type: 'ReceivedDateCorrected', version: 1, data: { receivedAt: null, receivedOn: '2023-12-31', why: 'salah_ketik' } }],
      NOON(2),
    )
    expect([(await countsAsOf())?.victims, (await countsAsOf(LATER, undefined, 2023))?.victims]).toEqual([0, 1])
  })
})

describe('as of an instant', () => {
  it('follows the running maximum of recorded-at where the clock stepped back', async () => {
    const [first, second] = [randomUuid(), randomUuid()]
    await tell(first, [received(), ...victim(randomUuid(), 'P', 'anak'), accepted], NOON(10))
    await tell(second, [received(), ...victim(randomUuid(), 'P', 'anak'), accepted], NOON(5))
    expect([(await countsAsOf(NOON(6)))?.victims, (await countsAsOf(NOON(10)))?.victims]).toEqual([0, 2])
  })

  it('names the last event that the figures rest on', async () => {
    const caseId = randomUuid()
    await tell(caseId, [received(), ...victim(randomUuid(), 'P', 'anak')], NOON(1))
    await tell(caseId, [accepted], NOON(2))
    await tell(caseId, [{ type: 'CaseAssigned', version: 1, data: { assignedTo: randomUuid() } }], NOON(3))
    await catchUp(lab)
    const ids: Uuid[] = []
    for await (const page of lab.log.readStream(`case-${caseId}`))
      for (const event of page) if (event.type === 'ComplaintAccepted') ids.push(event.id)
    expect((await ratioReport(lab.pool, { year: 2024, asOf: LATER })).lastEvent).toBe(ids[0])
    expect((await ratioReport(lab.pool, { year: 2024, asOf: '2020-01-01T00:00:00.000Z' })).lastEvent).toBeNull()
  })
})

describe('services and endings', () => {
  it('45 children with seven services are 45 persons and 315 services', async () => {
    const children = Array.from({ length: 45 }, () => randomUuid())
    const kinds = ['penjangkauan', 'tenaga_ahli', 'medikolegal', 'gelar_kasus', 'rumah_perlindungan', 'pendampingan', 'konseling']
    const importer: Actor = { kind: 'user', id: randomUuid(), role: 'head_of_unit', importId: randomUuid() }
    const importId = importer.importId ?? ''
    const begun: ImportEvent = {
      type: 'ImportStarted',
      version: 1,
      data: { kind: 'register', rows: 45, cases: 1, newCases: 1, newVictims: 45, newServices: 315, newEndings: 0, conflicts: 0, lists: 1 },
    }
    await lab.tell(`import-${importId}`, [begun], NOON(1), importer)
    await tell(
      randomUuid(),
      [
        received(),
        ...children.flatMap((child) => victim(child, 'P', 'anak')),
        accepted,
        ...kinds.map((kind) => served(children, kind, '2024-06-01')),
      ],
      NOON(1),
      importer,
    )
    expect((await countsAsOf())?.victims).toBe(0)
    expect((await ratioReport(lab.pool, { year: 2024, asOf: LATER })).importUnderWay).toBe(true)
    await lab.tell(`import-${importId}`, [{ type: 'ImportCompleted', version: 1, data: { refused: 0 } } satisfies AnyFact], NOON(2), importer)
    await catchUp(lab)
    const { codes, services, withoutCode } = await personsPerCode(lab.pool, { year: 2024, asOf: LATER })
    expect([services, withoutCode]).toEqual([315, 45])
    expect(codes.map(({ persons }) => persons)).toEqual([45, 45, 45, 45, 45, 45])
    expect((await personsPerCode(lab.pool, { year: 2024, asOf: NOON(1) })).services).toBe(0)
  })

  it('taken here, the complaint itself is a service, and health counts where the unit pays', async () => {
    const her = randomUuid()
    const health = (payer: string): CaseEvent => ({
      type: 'HealthServiceGiven',
      version: 1,
      data: {
        serviceId: randomUuid(),
        victimIds: [her],
        deliveredOn: '2024-03-05',
        provider: null,
        lists: 1,
        payer,
        payerReason: null,
        care: [],
        note: null,
      },
    })
    await tell(randomUuid(), [received(), ...victim(her, 'P', 'anak'), accepted, health('unit'), health('bpjs')], NOON(1))
    await catchUp(lab)
    const { codes, services, withoutCode } = await personsPerCode(lab.pool, { year: 2024, asOf: LATER })
    expect([services, withoutCode]).toEqual([3, 1])
    expect(codes.map(({ code }) => code)).toEqual(['2.08.07.2.02.0008', '2.08.07.2.02.0014'])
  })

  it('a child with complaint and case conference alone is not handled; a voided service handles nobody', async () => {
    const [caseId, child, serviceId] = [randomUuid(), randomUuid(), randomUuid()]
    await tell(caseId, [received(), ...victim(child, 'P', 'anak'), accepted, served([child], 'gelar_kasus', '2024-04-01')], NOON(1))
    await tell(caseId, [served([child], 'konseling', '2024-04-02', serviceId)], NOON(2))
    await tell(caseId, [voided('layanan', serviceId)], NOON(3))
    expect([
      (await countsAsOf(NOON(1)))?.childrenHandled,
      (await countsAsOf(NOON(2)))?.childrenHandled,
      (await countsAsOf())?.childrenHandled,
    ]).toEqual([0, 1, 0])
  })

  it('one open victim keeps a case open; only tujuan_tercapai resolves it; reopening undoes it', async () => {
    const [caseId, her, him] = [randomUuid(), randomUuid(), randomUuid()]
    await tell(
      caseId,
      [received(), ...victim(her, 'P', 'anak'), ...victim(him, 'L', 'anak'), accepted, ended(her, 'tujuan_tercapai', '2024-12-01')],
      NOON(1),
    )
    await tell(caseId, [ended(him, 'tujuan_tercapai', '2025-01-05')], NOON(2))
    await tell(
      caseId,
      [{ type: 'VictimEndingCorrected', version: 1, data: { victimId: him, reason: 'pindah', endedOn: '2024-12-31', why: 'data_baru', lists: 1 } }],
      NOON(3),
    )
    await tell(
      caseId,
      [{ type: 'CaseReopened', version: 1, data: { reopenedOn: '2025-02-01', cause: 'permintaan_korban', victimIds: [him] } }],
      NOON(4),
    )
    expect(await countsAsOf(NOON(1))).toMatchObject({ casesEnded: 0, casesResolved: 0 })
    expect(await countsAsOf(NOON(2))).toMatchObject({ casesEnded: 1, casesEndedSameYear: 0, casesResolved: 1, casesResolvedSameYear: 0 })
    expect(await countsAsOf(NOON(3))).toMatchObject({ casesEnded: 1, casesEndedSameYear: 1, casesResolved: 0 })
    expect(await countsAsOf(NOON(4))).toMatchObject({ casesEnded: 0 })
  })

  it('domestic violence counts by the incidents that concern the victim', async () => {
    const [her, him] = [randomUuid(), randomUuid()]
    await tell(
      randomUuid(),
      [received(), ...victim(her, 'P', 'dewasa'), ...victim(him, 'L', 'anak'), accepted, incident([her], ['kdrt']), incident([him], [])],
      NOON(1),
    )
    expect((await countsAsOf())?.kdrt).toBe(1)
  })
})

it('what people record on a case while an import adds to it counts at once, the import from its completion', async () => {
  const [caseId, her, importId] = [randomUuid(), randomUuid(), randomUuid()]
  const importer: Actor = { kind: 'user', id: randomUuid(), role: 'head_of_unit', importId }
  await tell(caseId, [received(), ...victim(her, 'P', 'anak'), accepted], NOON(1))
  await tell(caseId, [ended(her, 'alasan_tidak_tercatat', '2024-04-01')], NOON(2), importer)
  await tell(caseId, [aged(her, 'dewasa')], NOON(3))
  await lab.tell(
    `import-${importId}`,
    [
      {
        type: 'ImportStarted',
        version: 1,
        data: { kind: 'register', rows: 1, cases: 1, newCases: 0, newVictims: 0, newServices: 0, newEndings: 1, conflicts: 0, lists: 1 },
      } satisfies AnyFact,
    ],
    NOON(3),
    importer,
  )
  await lab.tell(`import-${importId}`, [{ type: 'ImportCompleted', version: 1, data: { refused: 0 } } satisfies AnyFact], NOON(4), importer)
  expect(await countsAsOf(NOON(2))).toMatchObject({ children: 1, casesEnded: 0 })
  expect(await countsAsOf(NOON(3))).toMatchObject({ women: 1, casesEnded: 0 })
  expect(await countsAsOf(NOON(4))).toMatchObject({ women: 1, casesEnded: 1 })
  const grown = await lab.contents([victimFacts])
  await lab.projections().rebuild()
  expect(await lab.contents([victimFacts])).toEqual(grown)
})

it('parked streams mark the figures as incomplete', async () => {
  await tell(randomUuid(), [received(), ...victim(randomUuid(), 'P', 'anak'), accepted], NOON(1))
  await lab.tell(`case-${randomUuid()}`, [{ type: 'SomethingLater', version: 1, data: {} }], NOON(2))
  await catchUp(lab)
  expect(await ratioReport(lab.pool, { year: 2024, asOf: LATER })).toMatchObject({ incomplete: true, reconciliation: { victims: 1 } })
})
