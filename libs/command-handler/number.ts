import { StreamNotFound, WrongExpectedRevision } from '#event-log'
import { issueNumber, registerStream, type NumberIssued, type NumberKind } from '#cases'
import { deriveId, eventId, Refusal, type LocalDate, type Recorded, type Uuid } from '#kernel'
import type { CommandOrigin, HandlerPorts } from './handle'

const ATTEMPTS = 50
/** How far back a repeated command looks for the number it has already drawn */
const LOOK_BACK = 200

/**
 * Draws the next number of the unit's register by exact revision. The same command draws the same number again.
 * @param receivedOn day of the complaint: its year is the register's
 * @throws Refusal `log.busy` after many officers drew at once
 */
export async function drawNumber(
  ports: HandlerPorts,
  origin: CommandOrigin,
  { kind, caseId, receivedOn }: { readonly kind: NumberKind; readonly caseId: Uuid; readonly receivedOn: LocalDate },
): Promise<string> {
  const stream = registerStream(origin.unit, receivedOn)
  const commandId = deriveId(origin.commandId, 'number')
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const recent = await newest(ports, stream)
    const drawn = recent.find((event) => event.commandId === commandId)
    if (drawn) return drawn.data.number
    const last = recent[0]
    const issued = issueNumber(kind, caseId, receivedOn, last?.data ?? null)
    const [event] = await ports.sealer.seal([{ id: eventId(commandId, 0), fact: issued }])
    if (!event) throw new Refusal('busy', 'log.busy')
    try {
      const { actor, unit, correlationId } = origin
      const context = { recordedAt: ports.clock.now(), actor, unit, commandId, correlationId, causationId: origin.commandId }
      await ports.log.append(stream, last?.revision ?? 'no-stream', [event], context)
      return issued.data.number
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error
    }
  }
  throw new Refusal('busy', 'log.busy')
}

/** Newest first. */
async function newest({ log }: HandlerPorts, stream: string): Promise<readonly Recorded<NumberIssued>[]> {
  const found: Recorded<NumberIssued>[] = []
  try {
    for await (const page of log.readStream(stream, { direction: 'backwards', limit: LOOK_BACK }))
      found.push(...(page as readonly Recorded<NumberIssued>[]))
  } catch (error) {
    if (!(error instanceof StreamNotFound)) throw error
  }
  return found
}
