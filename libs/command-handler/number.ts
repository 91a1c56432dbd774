import { IdempotencyMismatch, StreamNotFound, WrongExpectedRevision } from '#event-log'
import { issueNumber, registerFamily, registerStream, type NumberIssued, type NumberKind } from '#cases'
import { deriveId, eventId, Refusal, type LocalDate, type Recorded, type Uuid } from '#kernel'
import type { CommandOrigin, HandlerPorts } from './handle'
import { requireKnown } from './known-events'

const ATTEMPTS = 50

/**
 * Draws the next number of the unit's register by exact revision. The same command draws the same number again.
 * @param receivedOn day of the complaint: its year is the register's
 * @throws Refusal `log.busy` after many officers drew at once; `log.newer-version`, `log.event-unreadable` where the last number can't be read
 */
export async function drawNumber(
  ports: HandlerPorts,
  origin: CommandOrigin,
  { kind, caseId, receivedOn }: { readonly kind: NumberKind; readonly caseId: Uuid; readonly receivedOn: LocalDate },
): Promise<string> {
  const stream = registerStream(origin.unit, receivedOn)
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
