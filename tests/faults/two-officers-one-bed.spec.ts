import { handle, type CommandOrigin, type HandlerPorts } from '#command-handler'
import { MemoryEventLog } from '#event-log'
import { commandId, deriveId, FixedClock, randomUuid, Refusal, Sealed, type Uuid } from '#kernel'
import { createSealer, MasterKey, memoryKeys } from '#privacy'
import { occupancy, shelterAggregate, type ShelterCommand, type ShelterState } from '#shelters'

const OFFICERS = 50
const BEDS = 3

const ports: HandlerPorts = {
  log: new MemoryEventLog(),
  sealer: createSealer(memoryKeys(MasterKey.random())),
  clock: new FixedClock('2026-03-02T03:00:00.000Z'),
}
const shelterId = randomUuid()
const origin = (key: string, officer: Uuid = randomUuid()): CommandOrigin => ({
  commandId: commandId(officer, 'shelters', key),
  correlationId: randomUuid(),
  causationId: null,
  actor: { kind: 'user', id: officer, role: 'shelter_officer' },
  unit: 'uptd-contoh',
  zone: 'Asia/Jakarta',
  holidays: new Set(),
})
const does = (command: ShelterCommand, from: CommandOrigin): Promise<unknown> =>
  handle(
    ports,
    shelterAggregate,
    shelterId,
    from,
    () => undefined,
    () => command,
  )

async function shelter(): Promise<ShelterState> {
  let state = shelterAggregate.initial
  for await (const page of ports.log.readStream(`shelter-${shelterId}`)) {
    for (const event of page) state = shelterAggregate.evolve(state, event as unknown as Parameters<typeof shelterAggregate.evolve>[1])
  }
  return state
}

describe('fifty officers who reserve the last beds in the same second', () => {
  it('get as many beds as there are; the others are told that it is full', async () => {
    const address = Sealed.plain<string, 'direct'>({ kind: 'record', id: randomUuid(), about: [] }, 'alamat rahasia')
    await does(
      { type: 'openShelter', name: 'Rumah Aman', beds: BEDS, extraPlaces: 1, accepts: ['perempuan'], openedOn: '2026-01-01', address },
      origin('open'),
    )
    const reserving = Array.from({ length: OFFICERS }, (_, n) => {
      const from = origin(`reserve-${String(n)}`)
      const guests = [{ subjectId: deriveId(shelterId, 'guest', n), client: 'perempuan' as const, withoutBed: false }]
      return does({ type: 'reserveBeds', reservationId: null, caseId: randomUuid(), guests, expiresAt: null, emergency: false }, from)
    })
    const outcomes = await Promise.allSettled(reserving)
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(BEDS)
    expect(refused.map((reason) => (reason instanceof Refusal ? reason.code : reason))).toEqual(Array<string>(OFFICERS - BEDS).fill('shelter.full'))
    const state = await shelter()
    expect(state.kind === 'open' && occupancy(state)).toEqual({ beds: BEDS, extra: 0 })
  })
})
