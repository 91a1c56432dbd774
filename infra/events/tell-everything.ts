import { population } from '#annual-reports'
import { caseAggregate, type CaseCommand } from '#cases'
import { handle, stateOf, type Aggregate, type CommandResult, type HandlerPorts } from '#command-handler'
import { calendarAt, DEMO_UNIT, demoCases, demoOrigin, registerPartners } from '#demo'
import { MemoryEventLog } from '#event-log'
import { registerImport } from '#imports'
import { institutionAggregate } from '#institutions'
import { addMilliseconds, DAY, dateIn, deriveId, FixedClock, Refusal, Sealed, type AnyFact, type Instant, type Uuid } from '#kernel'
import type { Sealer } from '#privacy'
import { shelterAggregate } from '#shelters'
import { furtherActs } from './further-acts'

const NOW: Instant = '2026-11-20T03:42:00.000Z'
const anyone = (): void => undefined

/**
 * Tells the invented stories of the demo, then sends what they leave out, all of it through the command handler and the real sealer.
 * @returns a log that holds every event type that a command can make
 */
export async function tellEverything(sealer: Sealer): Promise<MemoryEventLog> {
  const log = new MemoryEventLog()
  const clock = new FixedClock(addMilliseconds(NOW, -96 * DAY))
  const ports = { log, sealer, clock }
  await registerPartners(ports)
  for (const { at, run } of demoCases(calendarAt(NOW, DEMO_UNIT.zone))) {
    clock.moveTo(at)
    await run(ports)
  }
  clock.moveTo(addMilliseconds(NOW, 60_000))
  await tellRarerCases(ports)
  await tellGround(ports)
  return log
}

/** Goes through the cases until each further act found one that takes it. A second round meets what the first one made. */
async function tellRarerCases(ports: HandlerPorts): Promise<void> {
  const cases = new Set<Uuid>()
  for await (const page of ports.log.readAll(null, { filter: { streamPrefix: 'case-' } }))
    for (const { stream } of page.events) cases.add(stream.slice('case-'.length))
  const told = new Set<string>()
  for (let round = 0; round < 2; round++) for (const caseId of cases) await tellIn(ports, caseId, told)
}

async function tellIn(ports: HandlerPorts, caseId: Uuid, told: Set<string>): Promise<void> {
  const state = await stateOf(ports.log, caseAggregate, caseId)
  if (state.phase === 'none') return
  const now = ports.clock.now()
  for (const [index, command] of furtherActs(state, { caseId, now, today: dateIn(DEMO_UNIT.zone, now) }).entries()) {
    const variant = command.type === 'makeReferral' ? `${command.type} ${String(command.override !== null)}` : command.type
    if (told.has(variant)) continue
    // Nobody reviews their own override.
    const who = command.type === 'makeReferral' ? 'petugas' : 'kepala'
    try {
      const key = `further ${caseId} ${String(index)} ${String(told.size)}`
      await handle(ports, caseAggregate, caseId, demoOrigin(key, who), anyone, (): CaseCommand => command)
      told.add(variant)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
}

/** Partners, shelters, population and imports, each through its whole life. */
async function tellGround(ports: HandlerPorts): Promise<void> {
  const own = (name: string): Uuid => deriveId(DEMO_UNIT.id, 'frozen', name)
  const today = dateIn(DEMO_UNIT.zone, ports.clock.now())
  let sent = 0
  const send = <State, Command, Event extends AnyFact>(
    aggregate: Aggregate<State, Command, Event>,
    id: string,
    ...commands: readonly Command[]
  ): Promise<CommandResult[]> =>
    inTurn(commands, (command) => handle(ports, aggregate, id, demoOrigin(`ground ${String(sent++)}`, 'admin'), anyone, () => command))
  const contact = { phone: '000 0000', email: null, address: null }
  const profile = { kind: 'sosial', services: ['rehabilitasi_sosial'], contact, channel: 'surat', openAllHours: false, urgentHours: 4 } as const
  await send(
    institutionAggregate,
    own('institution'),
    { type: 'registerInstitution', name: 'Lembaga Contoh', ...profile },
    { type: 'renameInstitution', name: 'Lembaga Contoh Baru' },
    { type: 'changeInstitutionProfile', ...profile, urgentHours: null },
    { type: 'retireInstitution', retiredOn: today, reason: 'tutup' },
  )
  const address = (text: string) => Sealed.plain<string, 'direct'>({ kind: 'record', id: own('address'), about: [] }, text)
  const rooms = { beds: 4, extraPlaces: 1, accepts: ['perempuan', 'anak_perempuan'] } as const
  const guests = [{ subjectId: own('guest'), client: 'perempuan', withoutBed: false }] as const
  await send(
    shelterAggregate,
    own('shelter'),
    { type: 'openShelter', name: 'Rumah Contoh', ...rooms, openedOn: today, address: address('Jalan Karangan 00') },
    { type: 'changeShelterCapacity', ...rooms, beds: 6 },
    { type: 'changeShelterAddress', address: address('Jalan Karangan 01') },
    { type: 'reserveBeds', reservationId: own('reservation'), caseId: own('case'), guests, expiresAt: null, emergency: false },
    { type: 'releaseReservation', reservationId: own('reservation'), cause: 'dibatalkan' },
    { type: 'closeShelter', closedOn: today },
  )
  const commandId = own('stream closed')
  const { actor } = demoOrigin('close', 'admin')
  const context = { recordedAt: ports.clock.now(), actor, unit: DEMO_UNIT.id, commandId, correlationId: commandId, causationId: null }
  await ports.log.close(`shelter-${own('shelter')}`, 'any', context)
  const count = {
    year: 2026,
    sex: 'P',
    ageBand: '18+',
    count: 1_200,
    source: 'sintetis',
    documentNumber: null,
    referenceDate: today,
    status: 'tetap',
  } as const
  await send(population, 'kabupaten', { type: 'recordPopulation', counts: [count, { ...count, sex: 'L', referenceDate: null, status: null }] })
  const manifest = { rows: 2, cases: 2, newCases: 2, newVictims: 2, newServices: 1, newEndings: 1, conflicts: 0, lists: 1 }
  await send(registerImport, own('import'), { type: 'startImport', manifest }, { type: 'completeImport', refused: 0 })
  await send(registerImport, own('abandoned'), { type: 'startImport', manifest }, { type: 'abandonImport', casesVoided: 2 })
}

async function inTurn<Item, Result>(items: readonly Item[], act: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  for (const item of items) results.push(await act(item))
  return results
}
