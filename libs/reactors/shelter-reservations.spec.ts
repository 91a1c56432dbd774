import { handle, stateOf, type CommandOrigin, type HandlerPorts } from '#command-handler'
import { caseAggregate, type CaseEvent } from '#cases'
import { MemoryEventLog } from '#event-log'
import { addMilliseconds, DAY, deriveId, eventId, FixedClock, randomUuid, Sealed, type Recorded, type Uuid } from '#kernel'
import { createSealer, MasterKey, memoryKeys } from '#privacy'
import { reactionId } from '#read-models'
import { clockPass, reservationExpiry, shelterReservations, type ReservationPorts } from '#reactors'
import { shelterAggregate, type ShelterCommand } from '#shelters'
import { complaintReceived } from '#testing'

const START = '2026-03-02T03:00:00.000Z'
const UNIT = 'uptd-contoh'

describe('the reservations of a shelter', () => {
  let clock: FixedClock
  let ports: ReservationPorts
  let [shelterId, caseId, victim, reservationId]: Uuid[] = []
  beforeEach(async () => {
    ;[shelterId, caseId, victim, reservationId] = [randomUuid(), randomUuid(), randomUuid(), randomUuid()]
    clock = new FixedClock(START)
    const handler: HandlerPorts = { log: new MemoryEventLog(), sealer: createSealer(memoryKeys(MasterKey.random())), clock }
    ports = { ...handler, zoneOf: () => Promise.resolve('Asia/Jakarta'), expiredReservations: (now) => expired(handler, now) }
    const address = Sealed.plain<string, 'direct'>({ kind: 'record', id: randomUuid(), about: [] }, 'alamat rahasia')
    await does({ type: 'openShelter', name: 'Rumah Aman', beds: 2, extraPlaces: 0, accepts: ['perempuan'], openedOn: '2026-01-01', address })
    const guests = [{ subjectId: victim ?? '', client: 'perempuan' as const, withoutBed: false }]
    await does({ type: 'reserveBeds', reservationId: reservationId ?? '', caseId: caseId ?? '', guests, expiresAt: null, emergency: false })
  })

  const origin = (): CommandOrigin => ({
    ...{ commandId: randomUuid(), correlationId: randomUuid(), causationId: null, unit: UNIT, zone: 'Asia/Jakarta', holidays: new Set<string>() },
    actor: { kind: 'user', id: randomUuid(), role: 'shelter_officer' },
  })
  const does = (command: ShelterCommand): Promise<unknown> =>
    handle(
      ports,
      shelterAggregate,
      shelterId ?? '',
      origin(),
      () => undefined,
      () => command,
    )
  /** What the read model would find. */
  async function expired(from: HandlerPorts, now: string): Promise<Awaited<ReturnType<ReservationPorts['expiredReservations']>>> {
    const state = await stateOf(from.log, shelterAggregate, shelterId ?? '')
    const all = state.kind === 'none' ? [] : Object.entries(state.reservations)
    return all.flatMap(([id, { status, expiresAt }]) =>
      status === 'dipesan' && expiresAt <= now ? [{ shelterId: shelterId ?? '', reservationId: id, expiresAt }] : [],
    )
  }
  /** The stay stands in its case, and the process that wrote it died before it confirmed. */
  async function stayBegan(): Promise<Recorded> {
    const teller = { caseId: caseId ?? '', number: '1', startsOn: '2026-03-01', officer: randomUuid(), institution: randomUuid() }
    const ids = { stayId: randomUuid(), reservationId, shelterId, victimIds: [victim] }
    const dates = { admittedAt: START, admittedOn: '2026-03-02', reviewOn: '2026-03-16', emergency: false, lists: 1 }
    const facts = [complaintReceived(teller, 0, START, '2026-03-02'), { type: 'ShelterStayStarted', version: 1, data: { ...ids, ...dates } }]
    const commandId = randomUuid()
    const sealed = await ports.sealer.seal(facts.map((fact, index) => ({ id: eventId(commandId, index), fact: fact as CaseEvent })))
    const { actor, unit, correlationId, causationId } = origin()
    await ports.log.append(`case-${caseId}`, 'no-stream', sealed, { recordedAt: START, actor, unit, commandId, correlationId, causationId })
    for await (const page of ports.log.readStream(`case-${caseId}`, { direction: 'backwards', limit: 1 })) if (page[0]) return page[0]
    throw new Error('nothing was appended')
  }
  const shelterEvents = async (): Promise<readonly Recorded[]> => {
    const events: Recorded[] = []
    for await (const page of ports.log.readStream(`shelter-${shelterId}`)) events.push(...page)
    return events
  }
  const kinds = async (): Promise<readonly string[]> => (await shelterEvents()).map(({ type }) => type)
  const react = (event: Recorded): Promise<void> => shelterReservations(ports).react(event, reactionId('shelter-reservations', event.id))
  const pass = (now: string): Promise<number> => {
    clock.moveTo(now)
    return clockPass([reservationExpiry(ports)], now, (_clock, error) => {
      throw error
    })
  }
  const AFTER = addMilliseconds(START, DAY)

  it('is confirmed once where its stay stands in the case', async () => {
    const stay = await stayBegan()
    await react(stay)
    await react(stay)
    expect(await kinds()).toEqual(['ShelterOpened', 'BedsReserved', 'ReservationConfirmed'])
    const confirmed = (await shelterEvents()).at(-1)
    expect(confirmed).toMatchObject({ commandId: deriveId(reactionId('shelter-reservations', stay.id), 'confirm'), actor: { kind: 'system' } })
    expect(await pass(AFTER)).toBe(0)
  })

  it('is given back when it expired without a stay, once, however many clocks look', async () => {
    expect(await pass(addMilliseconds(AFTER, -1))).toBe(0)
    await Promise.all([pass(AFTER), pass(AFTER)])
    await pass(AFTER)
    expect(await kinds()).toEqual(['ShelterOpened', 'BedsReserved', 'ReservationReleased'])
    expect((await shelterEvents()).at(-1)?.data).toMatchObject({ reservationId, cause: 'kedaluwarsa' })
  })

  it('is not given back where the stay stands, also where the reactor has not come so far', async () => {
    await stayBegan()
    await pass(AFTER)
    expect(await kinds()).toEqual(['ShelterOpened', 'BedsReserved', 'ReservationConfirmed'])
  })

  it('lets a late stay be: its beds were given back before', async () => {
    await pass(AFTER)
    await react(await stayBegan())
    expect(await kinds()).toEqual(['ShelterOpened', 'BedsReserved', 'ReservationReleased'])
    expect((await stateOf(ports.log, caseAggregate, caseId ?? '')).phase).toBe('pengaduan')
  })
})
