import { caseAggregate, type CaseEvent } from '#cases'
import { stateOf } from '#command-handler'
import { chainUpcasters, eventLogMigrations, MemoryEventLog, PostgresEventLog, type EventLog, type RestorableLog, type Upcaster } from '#event-log'
import { deriveId, type AnyFact, type Uuid } from '#kernel'
import { caseFilePage, readModelMigrations, readModels } from '#read-models'
import { catchUp, complaintReceived, existing, openReadModelLab, STEPS, type ReadModelLab, type StoryTeller } from '#testing'

// A case written by an invented older release, whose triage and chronology had other names, versions and fields: what a later release
// meets in the log, read through PostgreSQL and through memory.

const at = '2026-11-20T03:00:00.000Z'
const caseId: Uuid = '5d0e0b5c-0000-4000-8000-00000000c0de'
const teller: StoryTeller = {
  caseId,
  number: 'PGD/2026/001',
  startsOn: '2026-11-20',
  officer: deriveId(caseId, 'officer'),
  institution: deriveId(caseId, 'institution'),
}
const stream = `case-${caseId}`

type Data = Readonly<Record<string, unknown>>
const rename = (type: string, from: number, to: { readonly type?: string; readonly version: number }, change: (data: Data) => Data): Upcaster => ({
  type,
  from,
  up: (event) => ({ ...event, type: to.type ?? type, version: to.version, data: change(event.data as Data) }),
})

/** v1 → v2 → v3, and from there to another name; the chronology at once from its fourth version. */
const upcasters: readonly Upcaster[] = [
  rename('UrgencyAssessed', 1, { version: 2 }, ({ level, ...data }) => ({ ...data, urgency: level })),
  rename('UrgencyAssessed', 2, { version: 3 }, ({ due, ...data }) => ({ ...data, firstContactDueAt: due })),
  rename('UrgencyAssessed', 3, { type: 'ComplaintTriaged', version: 1 }, (data) => data),
  rename('AccountTaken', 4, { type: 'ChronologyWritten', version: 1 }, (data) => data),
]
const failing: readonly Upcaster[] = [
  ...upcasters.filter(({ type }) => type !== 'AccountTaken'),
  rename('AccountTaken', 4, { version: 5 }, () => {
    throw new TypeError('a field that is not there')
  }),
]

/** The usual beginning of a case, as the present release would write it. */
const present = (): readonly CaseEvent[] => [complaintReceived, ...STEPS.slice(0, 11)].map((step) => step(teller, 0, at, '2026-11-20'))

function asWrittenBefore(fact: CaseEvent): AnyFact {
  if (fact.type === 'ComplaintTriaged') {
    const { urgency, firstContactDueAt } = fact.data
    return { type: 'UrgencyAssessed', version: 1, at, data: { level: urgency, due: firstContactDueAt } }
  }
  return fact.type === 'ChronologyWritten' ? { ...fact, type: 'AccountTaken', version: 4 } : fact
}

type Log = EventLog & RestorableLog
const KINDS: readonly (readonly [string, (lab: ReadModelLab, steps: readonly Upcaster[]) => Log & { end?(): Promise<void> }])[] = [
  ['PostgreSQL', (lab, steps) => new PostgresEventLog({ url: lab.database.appUrl, upcast: chainUpcasters(steps) })],
  ['memory', (_, steps) => new MemoryEventLog({ upcast: chainUpcasters(steps) })],
]

describe.each(KINDS)('a log of an older release in %s', (_name, open) => {
  const opened: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const close of opened.splice(0).reverse()) await close()
  })

  async function tell(facts: readonly AnyFact[], steps: readonly Upcaster[]): Promise<{ lab: ReadModelLab; log: Log }> {
    const lab = await openReadModelLab(readModels, [...eventLogMigrations, ...readModelMigrations])
    opened.push(() => lab.close())
    const log = open(lab, steps)
    if (log.end) opened.push(() => log.end?.() ?? Promise.resolve())
    await lab.tell(stream, facts, at)
    if (!(lab.log instanceof MemoryEventLog)) throw new Error('the lab has another log')
    for await (const page of lab.log.readStored()) await log.restore(page)
    return { lab, log }
  }

  it('gives the state that the present release would have written', async () => {
    const { log } = await tell(present().map(asWrittenBefore), upcasters)
    const state = await stateOf(log, caseAggregate, caseId)
    expect(state).toEqual(present().reduce((before, event) => caseAggregate.evolve(before, event), caseAggregate.initial))
    expect(existing(state).complaint.urgency).toBe('gawat')
  })

  it('is folded, rebuilt to the same rows, and opens what was sealed under the version as written', async () => {
    const { lab, log } = await tell(present().map(asWrittenBefore), upcasters)
    const projections = lab.projections({ log })
    await followed(lab, log)
    expect(await projections.parked()).toEqual([])
    const before = await lab.contents()
    await projections.rebuild()
    expect(await lab.contents()).toEqual(before)
    const page = await caseFilePage(lab.pool, log, lab.newOpener(), caseId)
    expect(page).toMatchObject({ incomplete: false, file: { urgency: 'gawat' } })
    expect(page?.timeline.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['ComplaintTriaged', 'ChronologyWritten']))
    const sealed = await textOf(log)
    const opener = lab.newOpener()
    await opener.prepare([sealed])
    expect(opener.open(sealed)).toMatch(/^Keterangan contoh/)
  })

  it('parks the event that an upcaster throws at, and the rest of its stream, and no other stream', async () => {
    const { lab, log } = await tell(present().map(asWrittenBefore), failing)
    const other: StoryTeller = { ...teller, caseId: deriveId(caseId, 'other') }
    const facts = [complaintReceived, ...STEPS.slice(0, 3)].map((step) => step(other, 0, at, '2026-11-20'))
    const known = (await lab.log.head()) ?? ''
    await lab.tell(`case-${other.caseId}`, facts, at)
    if (!(lab.log instanceof MemoryEventLog)) throw new Error('the lab has another log')
    for await (const page of lab.log.readStored(known)) await log.restore(page)
    await followed(lab, log)
    const written = present().findIndex(({ type }) => type === 'ChronologyWritten')
    for (const one of await lab.projections().parked())
      expect(one).toMatchObject({ stream, reason: 'log.event-unreadable', held: present().length - written })
    expect((await lab.projections().parked()).map(({ model }) => model)).toContain('case-file')
    await expect(stateOf(log, caseAggregate, caseId)).rejects.toMatchObject({ code: 'log.event-unreadable' })
    expect((await stateOf(log, caseAggregate, other.caseId)).phase).not.toBe('none')
  })

  it('is taken up again once the upcaster is mended', async () => {
    const { lab, log } = await tell(present().map(asWrittenBefore), failing)
    await followed(lab, log)
    const parked = await lab.projections().parked()
    expect(parked.length).toBeGreaterThan(0)
    const mended = open(lab, upcasters)
    if (mended.end) opened.push(() => mended.end?.() ?? Promise.resolve())
    if (mended instanceof MemoryEventLog && lab.log instanceof MemoryEventLog)
      for await (const page of lab.log.readStored()) await mended.restore(page)
    for (const { model } of parked) await lab.projections({ log: mended }).retry(model, stream)
    expect(await lab.projections().parked()).toEqual([])
    const before = await lab.contents()
    await lab.projections({ log: mended }).rebuild()
    expect(await lab.contents()).toEqual(before)
  })

  const followed = (lab: ReadModelLab, log: Log): Promise<void> => catchUp({ ...lab, log }, lab.projections({ log }))

  async function textOf(log: Log) {
    for await (const page of log.readStream(stream))
      for (const event of page as readonly CaseEvent[]) if (event.type === 'ChronologyWritten') return event.data.text
    throw new Error('no chronology')
  }
})
