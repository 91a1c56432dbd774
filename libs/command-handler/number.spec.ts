import { drawNumber, type CommandOrigin } from '#command-handler'
import { MemoryEventLog } from '#event-log'
import { FixedClock, randomUuid, type Refusal, type Uuid } from '#kernel'
import { createSealer, MasterKey, memoryKeys } from '#privacy'

const unit = randomUuid()
const originOf = (commandId: Uuid): CommandOrigin => ({
  commandId,
  correlationId: commandId,
  causationId: null,
  actor: { kind: 'user', id: randomUuid(), role: 'caseworker' },
  unit,
  zone: 'Asia/Jakarta',
  holidays: new Set(),
})

describe('the register of a year', () => {
  const ports = { log: new MemoryEventLog(), clock: new FixedClock('2026-11-20T03:00:00.000Z'), sealer: createSealer(memoryKeys(MasterKey.random())) }
  const draw = (commandId: Uuid, kind: 'complaint' | 'case' = 'complaint', receivedOn = '2026-11-20'): Promise<string> =>
    drawNumber(ports, originOf(commandId), { kind, caseId: randomUuid(), receivedOn })

  it('gives thirty officers at once thirty different numbers', async () => {
    const numbers = await Promise.all(Array.from({ length: 30 }, () => draw(randomUuid())))
    expect(new Set(numbers).size).toBe(30)
    expect(numbers.sort()[0]).toBe('PGD/2026/001')
  })

  it('lets nobody begin anew because others of the same process draw', async () => {
    const append = jest.spyOn(ports.log, 'append')
    await Promise.all(Array.from({ length: 200 }, () => draw(randomUuid())))
    expect(append).toHaveBeenCalledTimes(200)
    append.mockRestore()
  })

  it('tells those to try again who waited behind a log that does not answer', async () => {
    let answer = (): void => undefined
    const held = new Promise<void>((resolve) => (answer = resolve))
    const append = ports.log.append.bind(ports.log)
    const spy = jest.spyOn(ports.log, 'append').mockImplementation(async (...given) => held.then(() => append(...given)))
    const first = draw(randomUuid())
    const waiting = [draw(randomUuid()), draw(randomUuid())]
    const later = performance.now() + 20_000
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => later)
    answer()
    expect(await first).toMatch(/^PGD/)
    const outcomes = await Promise.allSettled(waiting)
    expect(outcomes.map((one) => one.status === 'rejected' && (one.reason as Refusal).code)).toEqual(['log.busy', 'log.busy'])
    expect(spy).toHaveBeenCalledTimes(1)
    clock.mockRestore()
    spy.mockRestore()
    expect(await draw(randomUuid())).toMatch(/^PGD/)
  })

  it('gives a repeated command the number it drew before, however many came between', async () => {
    const command = randomUuid()
    const first = await draw(command)
    await draw(randomUuid())
    await draw(randomUuid(), 'case')
    expect(await draw(command)).toBe(first)
  })

  it('counts each year on its own', async () => {
    expect(await draw(randomUuid(), 'complaint', '2027-01-01')).toBe('PGD/2027/001')
  })
})
