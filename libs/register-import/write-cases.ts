import type { CaseCommand, CaseEvent } from '#cases'
import { IdempotencyMismatch, StreamNotFound, WrongExpectedRevision, type EventLog, type EventToAppend } from '#event-log'
import { broken, eventId, type Uuid } from '#kernel'
import type { ImportedRow } from '#read-models'
import { stepsOfCase } from './case-steps'
import { caseSteps, decideSteps } from './decide-steps'
import { caseIdOf, partCommand } from './identity'
import { contextFor, type ImportPorts, type RunningImport } from './import-ports'
import { rememberedRow } from './plan'
import type { RegisterCase } from './row'

/** Cases whose keys are made in one go. */
const BATCH = 200
/** Appends under way at once: those that wait for the log's lock share a commit. */
const AT_ONCE = 16
/** Events an append: about a fifth of what an append may hold. */
const PART = 200

interface PreparedPart {
  readonly command: Uuid
  readonly events: readonly EventToAppend[]
}

interface PreparedCase {
  readonly caseId: Uuid
  readonly parts: readonly PreparedPart[]
}

/** Writes new cases batch by batch: decided in memory, sealed together, appended side by side, then remembered. */
export async function writeCases(
  ports: ImportPorts,
  running: RunningImport,
  cases: readonly RegisterCase[],
  done: (rows: number) => void,
): Promise<void> {
  const batches = Array.from({ length: Math.ceil(cases.length / BATCH) }, (_, at) => cases.slice(at * BATCH, (at + 1) * BATCH))
  let ahead = batches[0] ? prepare(ports, running, batches[0]) : null
  for (const [at, batch] of batches.entries()) {
    running.run.signal?.throwIfAborted()
    const prepared = (await ahead) ?? []
    // While this batch is appended the next one is decided and sealed. A failure of that is met in its own turn.
    const following = batches[at + 1]
    ahead = following ? prepare(ports, running, following) : null
    ahead?.catch(() => undefined)
    await inParallel(prepared, AT_ONCE, (one) => appendCase(ports, running, one))
    const remembered = batch.flatMap(({ victims }) =>
      victims.map((row, index): ImportedRow => rememberedRow(running.commandOf, row, index + 1, running.importId, ports.digestKey)),
    )
    await ports.rows.save(running.run.unit, remembered)
    done(remembered.length)
  }
}

async function prepare(ports: ImportPorts, running: RunningImport, batch: readonly RegisterCase[]): Promise<readonly PreparedCase[]> {
  const now = ports.clock.now()
  const { zone } = running.run
  const decided = batch.map((registerCase) => {
    const command = running.commandOf(registerCase.number)
    const steps: readonly CaseCommand[] = stepsOfCase(registerCase, command, zone)
    return { command, parts: inParts(decideSteps(steps, caseSteps.initial, contextFor(running, command, now)).events) }
  })
  const facts = decided.flatMap(({ command, parts }) =>
    parts.flatMap((events, part) => events.map((fact, index) => ({ id: eventId(partCommand(command, part), index), fact }))),
  )
  const sealed = await ports.sealer.seal(facts)
  let next = 0
  return decided.map(({ command, parts }) => ({
    caseId: caseIdOf(command),
    parts: parts.map((events, part) => ({ command: partCommand(command, part), events: sealed.slice(next, (next += events.length)) })),
  }))
}

function inParts(events: readonly CaseEvent[]): readonly (readonly CaseEvent[])[] {
  return Array.from({ length: Math.ceil(events.length / PART) }, (_, part) => events.slice(part * PART, (part + 1) * PART))
}

async function appendCase(ports: ImportPorts, running: RunningImport, { caseId, parts }: PreparedCase): Promise<void> {
  const stream = `${caseSteps.prefix}-${caseId}`
  let revision: bigint | null = null
  for (const { command, events } of parts) {
    const { run, actor, importId } = running
    const context = { recordedAt: ports.clock.now(), actor, unit: run.unit, commandId: command, correlationId: importId, causationId: null }
    try {
      revision = (await ports.log.append(stream, revision ?? 'no-stream', events, context)).revision
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision || error instanceof IdempotencyMismatch)) throw error
      // Cut off before, between this append and its remembering; or another file brought the number meanwhile.
      revision = await revisionAfter(ports.log, stream, command)
      if (revision === null) throw broken('import.number-taken')
    }
  }
}

/** @returns the revision that this command's events reached, or null where the stream doesn't hold them. */
async function revisionAfter(log: EventLog, stream: string, command: Uuid): Promise<bigint | null> {
  let revision: bigint | null = null
  try {
    for await (const page of log.readStream(stream)) for (const event of page) if (event.commandId === command) revision = event.revision
  } catch (error) {
    if (!(error instanceof StreamNotFound)) throw error
  }
  return revision
}

async function inParallel<Item>(items: readonly Item[], width: number, work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items]
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: width }, worker))
}
