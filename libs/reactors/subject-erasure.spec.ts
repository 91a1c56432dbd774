import { caseAggregate, type CaseEvent, type SubjectRef } from '#cases'
import { handle, stateOf, type CommandOrigin } from '#command-handler'
import { deriveId, FixedClock, randomUuid, Sealed, type Recorded, type Uuid } from '#kernel'
import { ratioReport } from '#indicators'
import { ERASED } from '#privacy'
import { caseFileOf, createRegisterRows, expiredReservations, linkedSubjects, reactionId } from '#read-models'
import { eraseSubject, subjectErasure, type ErasurePorts, type ErasureRequest } from '#reactors'
import { catchUp, openReadModelLab, STEPS, usualStory, type ReadModelLab } from '#testing'

const NOW = '2026-11-20T03:00:00.000Z'

describe('erasing a person', () => {
  let lab: ReadModelLab
  let ports: ErasurePorts
  let [first, second]: { caseId: Uuid; victim: Uuid; other: Uuid }[] = []
  const clock = new FixedClock(NOW)
  beforeAll(async () => {
    lab = await openReadModelLab()
  })
  afterAll(() => lab.close())
  beforeEach(async () => {
    ;[first, second] = [await tellCase(), await tellCase()]
    const rows = createRegisterRows(lab.pool)
    ports = {
      ...{ log: lab.log, sealer: lab.sealer, clock, keys: lab.keys, newOpener: () => lab.newOpener(), zoneOf: () => Promise.resolve('Asia/Jakarta') },
      forget: (subject) => rows.forget(subject),
      linkedTo: async (subject) => {
        await catchUp(lab)
        return linkedSubjects(lab.pool, subject)
      },
    }
  })

  async function tellCase(): Promise<{ caseId: Uuid; victim: Uuid; other: Uuid }> {
    const caseId = randomUuid()
    const teller = { caseId, number: caseId.slice(0, 8), startsOn: '2026-03-01', officer: randomUuid(), institution: randomUuid() }
    const isSecond = ({ type }: CaseEvent): boolean => type === 'VictimAdded' || type === 'VictimAgeDetermined'
    const also = STEPS.map((step) => step(teller, 1, '2026-03-01T03:00:00.000Z', '2026-03-01')).filter(isSecond)
    const [complaint, ...rest] = usualStory(teller)
    await lab.tell(`case-${caseId}`, [...(complaint ? [complaint] : []), ...also, ...rest], NOW)
    return { caseId, victim: deriveId(caseId, 'victim', 0), other: deriveId(caseId, 'victim', 1) }
  }
  const origin = (): CommandOrigin => ({
    ...{
      commandId: randomUuid(),
      correlationId: randomUuid(),
      causationId: null,
      unit: 'uptd-contoh',
      zone: 'Asia/Jakarta',
      holidays: new Set<string>(),
    },
    actor: { kind: 'user', id: randomUuid(), role: 'head_of_unit' },
  })
  const asked = (subject: SubjectRef): ErasureRequest => ({ ...subject, why: 'permintaan_subjek', withoutTexts: true })
  const erase = (subject: SubjectRef, using = ports): Promise<unknown> => eraseSubject(using, origin(), () => undefined, asked(subject))
  const ref = (of: { caseId: Uuid; victim: Uuid } | undefined): SubjectRef => ({ caseId: of?.caseId ?? '', subjectId: of?.victim ?? '' })
  const eventsOf = async (caseId: Uuid): Promise<readonly Recorded[]> => {
    const events: Recorded[] = []
    for await (const page of lab.log.readStream(`case-${caseId}`)) events.push(...page)
    return events
  }
  const erasureEvents = async (caseId: Uuid): Promise<readonly string[]> =>
    (await eventsOf(caseId)).filter(({ type }) => type.startsWith('SubjectEras')).map(({ type }) => type)
  const link = async (a: SubjectRef, b: SubjectRef): Promise<void> => {
    const command = { type: 'linkSubject', subjectId: a.subjectId, other: b, basis: 'dokumen_sama' } as const
    await handle(
      ports,
      caseAggregate,
      a.caseId,
      origin(),
      () => undefined,
      () => command,
    )
  }
  /** What the finisher does with everything in the log. */
  const finishAll = async (): Promise<void> => {
    const reactor = subjectErasure(ports)
    for await (const page of lab.log.readAll(null))
      for (const event of page.events)
        if (event.stream.startsWith(reactor.streamPrefix)) await reactor.react(event, reactionId(reactor.name, event.id))
  }

  it('starts, destroys the keys, and says that it is done; asking again changes nothing', async () => {
    const subject = ref(first)
    await erase(subject)
    await erase(subject)
    await finishAll()
    expect(await erasureEvents(subject.caseId)).toEqual(['SubjectErasureStarted', 'SubjectErased'])
    expect((await lab.keys.find([subject.subjectId])).get(subject.subjectId)?.state).toBe('destroyed')
    expect((await lab.keys.find([first?.other ?? ''])).get(first?.other ?? '')?.state).toBe('live')
  })

  it('covers everybody who is linked, in whatever direction and through any number of links, and nobody whose link was revoked', async () => {
    const third = await tellCase()
    const fourth = await tellCase()
    await link(ref(second), ref(first))
    await link(ref(second), ref(third))
    await link(ref(first), ref(fourth))
    const revoke = { type: 'revokeSubjectLink', subjectId: ref(first).subjectId, other: ref(fourth), why: 'salah_orang' } as const
    await handle(
      ports,
      caseAggregate,
      ref(first).caseId,
      origin(),
      () => undefined,
      () => revoke,
    )
    await erase(ref(first))
    for (const one of [first, second, third]) expect(await erasureEvents(one?.caseId ?? '')).toEqual(['SubjectErasureStarted', 'SubjectErased'])
    expect(await erasureEvents(fourth.caseId)).toEqual([])
    const state = await stateOf(lab.log, caseAggregate, third.caseId)
    expect(state.phase !== 'none' && state.erasures.started[third.victim]).toMatch(/^[0-9a-f-]{36}$/)
  })

  const appending = (all: ErasurePorts, append: ErasurePorts['log']['append']): ErasurePorts => ({
    ...all,
    log: { append, readStream: (...of) => all.log.readStream(...of) } as ErasurePorts['log'],
  })
  const writes = (events: readonly { readonly type: string }[], type: string): boolean => events.some((event) => event.type === type)
  const KILLS: readonly (readonly [string, (all: ErasurePorts, kill: () => never) => ErasurePorts])[] = [
    ['before the ledger and the keys', (all, kill) => ({ ...all, keys: { ...all.keys, destroySubjectKey: kill } })],
    ['after the keys, before the digests', (all, kill) => ({ ...all, forget: kill })],
    [
      'after the digests, before the end is written',
      (all, kill) =>
        appending(all, (stream, expected, events, context) =>
          writes(events, 'SubjectErased') ? kill() : all.log.append(stream, expected, events, context),
        ),
    ],
    [
      'after the end was written, before anybody was told',
      (all, kill) =>
        appending(all, async (stream, expected, events, context) => {
          const appended = await all.log.append(stream, expected, events, context)
          return writes(events, 'SubjectErased') ? kill() : appended
        }),
    ],
    [
      'between the start of one part and the start of the other',
      (all, kill) => {
        let starts = 0
        return appending(all, (stream, expected, events, context) =>
          writes(events, 'SubjectErasureStarted') && starts++ > 0 ? kill() : all.log.append(stream, expected, events, context),
        )
      },
    ],
  ]
  it.each(KILLS)('cut off %s is finished by the reactor, once', async (_when, breaking) => {
    await link(ref(first), ref(second))
    const broken = breaking(ports, () => {
      throw new Error('killed')
    })
    await expect(erase(ref(first), broken)).rejects.toThrow('killed')
    await finishAll()
    await finishAll()
    for (const one of [first, second]) {
      expect(await erasureEvents(one?.caseId ?? '')).toEqual(['SubjectErasureStarted', 'SubjectErased'])
      expect((await lab.keys.find([one?.victim ?? ''])).get(one?.victim ?? '')?.state).toBe('destroyed')
    }
  })

  it('is refused while a text that others need has no version without this person, in any of the cases, before anything began', async () => {
    await link(ref(first), ref(second))
    const text = (caseId: Uuid, about: readonly Uuid[], id = randomUuid()): Promise<string> =>
      lab.tell(
        `case-${caseId}`,
        [
          {
            type: 'ChronologyWritten',
            version: 1,
            data: { recordId: id, about, text: Sealed.plain({ kind: 'record', id, about }, 'catatan bersama') },
          },
        ],
        NOW,
      )
    const shared = randomUuid()
    await text(second?.caseId ?? '', [second?.victim ?? '', second?.other ?? ''], shared)
    const needed = { ...asked(ref(first)), withoutTexts: false }
    // The usual story has texts about both victims: they are redacted first, all but one.
    await redactAll(first)
    await redactAll(second, shared)
    await expect(eraseSubject(ports, origin(), () => undefined, needed)).rejects.toMatchObject({ code: 'erasure.text-shared', params: { count: 1 } })
    expect(await erasureEvents(ref(first).caseId)).toEqual([])
    await redact(second, shared)
    await eraseSubject(ports, origin(), () => undefined, needed)
    expect(await erasureEvents(second?.caseId ?? '')).toEqual(['SubjectErasureStarted', 'SubjectErased'])
    expect((await lab.keys.find([shared])).get(shared)?.state).toBe('destroyed')
    const redacted = deriveId(shared, 'tersunting')
    expect((await lab.keys.find([redacted])).get(redacted)?.state).toBe('live')
  })

  const redact = async (of: typeof first, replaces: Uuid): Promise<void> => {
    const recordId = deriveId(replaces, 'tersunting')
    const about = [of?.other ?? '']
    const command = {
      type: 'redactText',
      recordId,
      replaces,
      about,
      text: Sealed.plain<string, 'direct'>({ kind: 'record', id: recordId, about }, 'tanpa nama'),
    } as const
    await handle(
      ports,
      caseAggregate,
      of?.caseId ?? '',
      origin(),
      () => undefined,
      () => command,
    )
  }
  const redactAll = async (of: typeof first, but = ''): Promise<void> => {
    for (const event of await eventsOf(of?.caseId ?? '')) {
      const sealed = Object.values(event.data).filter((value): value is Sealed<unknown> => value instanceof Sealed)
      for (const { owner } of sealed)
        if (owner.kind === 'record' && owner.id !== but && owner.about.length > 1 && owner.about.includes(of?.victim ?? ''))
          await redact(of, owner.id)
    }
  }

  it('takes what somebody else says of victims from nobody but them', async () => {
    const perpetratorId = randomUuid()
    const owner = { kind: 'subject', id: perpetratorId } as const
    const [identity, years] = [Sealed.plain(owner, { name: 'Terlapor Contoh', nik: null, phone: null, address: null }), Sealed.plain(owner, null)]
    const added = { type: 'AllegedPerpetratorAdded', version: 1, data: { perpetratorId, sex: 'L', identity, years } }
    await lab.tell(`case-${first?.caseId}`, [added], NOW)
    const id = randomUuid()
    const about = [first?.victim ?? '', perpetratorId]
    const text = Sealed.plain({ kind: 'record', id, about }, 'catatan')
    await lab.tell(`case-${first?.caseId}`, [{ type: 'ChronologyWritten', version: 1, data: { recordId: id, about, text } }], NOW)
    await expect(erase({ caseId: first?.caseId ?? '', subjectId: perpetratorId })).rejects.toMatchObject({ code: 'erasure.narrative-of-others' })
  })

  it('of everybody in a case at the same moment holds none of them up', async () => {
    await Promise.all([erase(ref(first)), erase({ caseId: ref(first).caseId, subjectId: first?.other ?? '' })])
    await finishAll()
    const erased = (await eventsOf(ref(first).caseId)).filter(({ type }) => type === 'SubjectErased')
    expect(erased).toHaveLength(2)
    for (const id of [first?.victim ?? '', first?.other ?? '']) expect((await lab.keys.find([id])).get(id)?.state).toBe('destroyed')
  })

  it('refuses somebody who is not of this case, and an unknown reason', async () => {
    await expect(erase({ caseId: first?.caseId ?? '', subjectId: second?.victim ?? '' })).rejects.toMatchObject({ code: 'subject.unknown' })
    const unknown = { ...asked(ref(first)), why: 'iseng' }
    await expect(eraseSubject(ports, origin(), () => undefined, unknown)).rejects.toMatchObject({ code: 'code.unknown' })
  })

  it('leaves every reader green: the person reads as erased, figures over open fields stay, and a rebuild gives the same bytes', async () => {
    await catchUp(lab)
    const before = await ratioReport(lab.pool, { year: 2026, asOf: '2030-01-01T00:00:00.000Z' })
    const stillBefore = await lab.contents()
    await erase(ref(first))
    await catchUp(lab)
    expect(await lab.projections().parked()).toEqual([])
    const file = await caseFileOf(lab.pool, lab.newOpener(), first?.caseId ?? '')
    expect(file?.erased).toEqual([first?.victim])
    const victim = file?.victims.find(({ victimId }) => victimId === first?.victim)
    expect(victim).toMatchObject({ years: null, circumstances: null, identity: { $direct: '' } })
    expect(file?.victims.find(({ victimId }) => victimId === first?.other)?.circumstances).not.toBeNull()
    const stored = JSON.stringify((await lab.contents())['case_file']?.filter((row) => row.includes(first?.caseId ?? '')))
    expect(stored).not.toContain(`|s|${first?.victim}`)
    expect(stored).not.toMatch(new RegExp(`\\|r[^|]*${first?.victim}[^|]*\\|`))

    const { rows } = await lab.pool.query<{ years: number | null }>(
      `select (v ->> 'years')::int as years from read_models.case_list, json_array_elements(victims::json) v where case_id = $1 and v ->> 'victimId' = $2`,
      [first?.caseId, first?.victim],
    )
    expect(rows).toEqual([{ years: null }])

    for (const asOf of ['2030-01-01T00:00:00.000Z', NOW]) {
      const after = await ratioReport(lab.pool, { year: 2026, asOf })
      expect({ ...after.reconciliation, erased: before.reconciliation.erased }).toEqual(before.reconciliation)
      expect(after.rows.map(({ numerator }) => numerator)).toEqual(before.rows.map(({ numerator }) => numerator))
      expect(after.reconciliation.erased).toBe(before.reconciliation.erased + 1)
    }

    const grown = await lab.contents()
    expect(grown).not.toEqual(stillBefore)
    await lab.projections().rebuild()
    expect(await lab.contents()).toEqual(grown)
  })

  it('keeps what was said of the person unreadable in the log itself', async () => {
    await erase(ref(first))
    const events = (await eventsOf(first?.caseId ?? '')) as readonly Recorded<CaseEvent>[]
    const added = events.find((event) => event.type === 'VictimAdded' && event.data.victimId === first?.victim)
    const opener = lab.newOpener()
    const sealed = added?.type === 'VictimAdded' ? [added.data.identity, added.data.age, added.data.circumstances] : []
    await opener.prepare(sealed)
    expect(sealed.map((value) => opener.open<unknown>(value))).toEqual([ERASED, ERASED, ERASED])
  })

  it('finds nothing expired where nothing was reserved', async () => {
    expect(await expiredReservations(lab.pool, NOW)).toEqual([])
  })
})
