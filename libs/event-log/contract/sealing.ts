import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { FixedClock } from '#kernel'
import { MemoryEventLog } from '../memory/memory-event-log'
import { MemorySegments } from '../memory/memory-segments'
import { sealSegments, type SealingPorts } from '../segments/seal-segments'
import type { SegmentSigner } from '../segments/segment'
import { isSound, verifySealedLog } from '../segments/verify-sealed-log'
import type { StoredEvent, StoredLog } from '../stored'
import { newContext, newEvents, newStream, type LogUnderTest } from './log-under-test'

export function sealing(it: jest.It, subject: () => LogUnderTest): void {
  it('is sealed in segments of one chain that grows with it', async () => {
    const { log } = subject()
    const ports = sealer(log)
    const start = (await sealSegments(ports)).events
    await log.append(newStream(), 'no-stream', newEvents(6), newContext())
    expect(await sealSegments(ports)).toEqual({ events: 6, fenced: false })
    expect(await sealSegments(ports)).toEqual({ events: 0, fenced: false })
    await log.append(newStream(), 'no-stream', newEvents(3), newContext())
    const before = await verifySealedLog(log, ports)
    expect([isSound(before), before.segments.unsealed]).toEqual([true, 3])
    await sealSegments(ports)
    const after = await verifySealedLog(log, ports)
    expect([isSound(after), after.segments.unsealed, after.streams.events]).toEqual([true, 0, start + 9])
    expect(ports.store.rows.map(({ number }) => number)).toEqual(ports.store.rows.map((_, index) => index + 1))
    expect(ports.store.rows.slice(0, -1).every(({ events }) => events === 4)).toBe(true)
    expect(ports.store.head).toMatchObject({ through: start + 9, lastId: ports.store.rows.at(-1)?.lastId })
  })

  it('keeps its segments through a move to a log in memory, which is sealed on from there', async () => {
    const { log } = subject()
    const ports = sealer(log)
    await log.append(newStream(), 'no-stream', newEvents(5), newContext())
    await sealSegments(ports)
    const moved = new MemoryEventLog()
    await moved.restore(await storedOf(log))
    await moved.append(newStream(), 'no-stream', newEvents(2), newContext())
    expect(await sealSegments({ ...ports, log: moved })).toEqual({ events: 2, fenced: false })
    const found = await verifySealedLog(moved, ports)
    expect([isSound(found), found.segments.unsealed]).toEqual([true, 0])
  })

  it('betrays the newest events when they were taken out', async () => {
    const { log, remove } = subject()
    const ports = sealer(log)
    const stream = newStream()
    await log.append(stream, 'no-stream', newEvents(3), newContext())
    await sealSegments(ports)
    await remove(stream, 2n)
    expect(isSound(await verifySealedLog(log, ports))).toBe(false)
  })
}

function sealer(log: StoredLog): SealingPorts & { readonly store: MemorySegments } {
  const store = new MemorySegments()
  return { log, store, head: store, signer: newSigner(), clock: new FixedClock('2026-11-20T04:00:00.000Z'), segmentEvents: 4 }
}

function newSigner(): SegmentSigner {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return {
    sign: (bytes) => sign(null, bytes, privateKey).toString('base64'),
    verify: (bytes, signature) => verify(null, bytes, publicKey, Buffer.from(signature, 'base64')),
  }
}

async function storedOf(log: StoredLog): Promise<StoredEvent[]> {
  const events: StoredEvent[] = []
  for await (const page of log.readStored()) events.push(...page)
  return events
}
