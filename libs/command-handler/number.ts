import { IdempotencyMismatch, StreamNotFound, WrongExpectedRevision } from '#event-log'
import { issueNumber, registerFamily, registerStream, type NumberIssued, type NumberKind } from '#cases'
import { deriveId, eventId, Refusal, Turns, type LocalDate, type Recorded, type Uuid } from '#kernel'
import type { CommandOrigin, HandlerPorts } from './handle'
import { requireKnown } from './known-events'

const ATTEMPTS = 50

/** Milliseconds: whoever waited longer for their turn is told to try again, since a log that answers lets hundreds draw meanwhile. */
const PATIENCE = 15_000

/** Officers of one process draw one after the other: who had to begin anew whenever another was quicker might never come to it. */
const registers = new WeakMap<HandlerPorts['log'], Turns>()

export interface AskedNumber {
  readonly kind: NumberKind
  readonly caseId: Uuid
  /** Day of the complaint: its year is the register's */
  readonly receivedOn: LocalDate
}

/**
 * Draws the next number of the unit's register by exact revision. The same command draws the same number again.
 * @throws Refusal `log.busy` after many processes drew at once, or a long wait behind a log that does not answer;
 * `log.newer-version`, `log.event-unreadable` where the last number can't be read
 */
export function drawNumber(ports: HandlerPorts, origin: CommandOrigin, asked: AskedNumber): Promise<string> {
  const stream = registerStream(origin.unit, asked.receivedOn)
  const turns = registers.get(ports.log) ?? new Turns()
  registers.set(ports.log, turns)
  const since = performance.now()
  return turns.take(stream, async () => {
    if (performance.now() - since > PATIENCE) throw new Refusal('busy', 'log.busy')
    return draw(ports, origin, stream, asked)
  })
}

async function draw(ports: HandlerPorts, origin: CommandOrigin, stream: string, { kind, caseId, receivedOn }: AskedNumber): Promise<string> {
  const commandId = deriveId(origin.commandId, 'number')
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const last = await lastIn(ports, stream)
    const issued = issueNumber(kind, caseId, receivedOn, last?.data ?? null)
    const sealed = await ports.sealer.seal([{ id: eventId(commandId, 0), fact: issued }])
    try {
      const { actor, unit, correlationId } = origin
      const context = { recordedAt: ports.clock.now(), actor, unit, commandId, correlationId, causationId: origin.commandId }
      await ports.log.append(stream, last?.revision ?? 'no-stream', sealed, context)
      return issued.data.number
    } catch (error) {
      if (error instanceof IdempotencyMismatch) return drawnBefore(ports, stream, commandId)
      if (!(error instanceof WrongExpectedRevision)) throw error
    }
  }
  throw new Refusal('busy', 'log.busy')
}

async function lastIn({ log }: HandlerPorts, stream: string): Promise<Recorded<NumberIssued> | null> {
  try {
    for await (const page of log.readStream(stream, { direction: 'backwards', limit: 1 }))
      return page[0] ? (requireKnown(registerFamily, page[0]) as Recorded<NumberIssued>) : null
  } catch (error) {
    if (!(error instanceof StreamNotFound)) throw error
  }
  return null
}

/** The number that this command drew when it was first sent. */
async function drawnBefore({ log }: HandlerPorts, stream: string, commandId: Uuid): Promise<string> {
  for await (const page of log.readStream(stream, { direction: 'backwards' })) {
    const drawn = page.find((event) => event.commandId === commandId)
    if (drawn) return (requireKnown(registerFamily, drawn) as Recorded<NumberIssued>).data.number
  }
  throw new Refusal('busy', 'log.busy')
}
