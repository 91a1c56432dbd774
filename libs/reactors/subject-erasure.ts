import {
  caseAggregate,
  textsNaming,
  type CaseCommand,
  type CaseEvent,
  type CaseState,
  type EntryVoided,
  type SubjectErasureStarted,
  type SubjectRef,
} from '#cases'
import { handle, knownEvents, stateOf, type Authorize, type CommandOrigin, type CommandResult, type HandlerPorts } from '#command-handler'
import { absent, deriveId, dateIn, Refusal, type Actor, type Recorded, type Uuid } from '#kernel'
import type { Keys, Opener } from '#privacy'
import { reactionId, type Reactor } from '#read-models'
import { sharedTexts, textsOfEntry } from './case-texts'
import { incidentsOfOthers } from './kept-incidents'

const NAME = 'subject-erasure'
const ACTOR: Actor = { kind: 'system', name: NAME }
const STREAMS = `${caseAggregate.prefix}-`

/** What erasing needs of the outside. */
export interface ErasurePorts extends HandlerPorts {
  /** Its ledger is on disk before a key goes */
  readonly keys: Pick<Keys, 'destroySubjectKey' | 'destroyRecordKey'>
  /** Opens what others must not lose with this person */
  readonly newOpener: () => Opener
  /** @returns every other part of the same human, by all links recorded so far */
  readonly linkedTo: (subject: SubjectRef) => Promise<readonly SubjectRef[]>
  /** Forgets what stands outside of log and keys: digests of imported rows, drafts. Repeating changes nothing. */
  readonly forget: (subject: Uuid) => Promise<void>
  /** @returns the IANA zone of a unit */
  readonly zoneOf: (unit: string) => Promise<string>
}

export interface ErasureRequest extends SubjectRef {
  /** Code of the list `erasureReason` */
  readonly why: string
  /** Texts that are also about others are needed by nobody any more */
  readonly withoutTexts: boolean
}

/**
 * Erases one person: every part that is confirmed to be the same human, each in its own case. What is cut off is finished
 * by the reactor below. Asking again changes nothing.
 * @returns where the case says that it is done
 * @throws Refusal of the policy, `subject.unknown`, `erasure.text-shared`, `erasure.narrative-of-others`: before anything was begun, of any part
 */
export async function eraseSubject(
  ports: ErasurePorts,
  origin: CommandOrigin,
  authorize: Authorize<CaseState>,
  request: ErasureRequest,
): Promise<CommandResult> {
  const { caseId, subjectId, why, withoutTexts } = request
  const linked = await ports.linkedTo({ caseId, subjectId })
  for (const other of linked) await tryStart(ports, origin, other, { why, withoutTexts })
  const result = await handle(ports, caseAggregate, caseId, origin, authorize, async (state): Promise<CaseCommand> => {
    if (state.phase === 'none') throw absent('case.unknown')
    return {
      type: 'startSubjectErasure',
      subjectId,
      why,
      erasureId: null,
      linked,
      sharedTexts: await sharedTexts(ports.log, { caseId, subjectId }),
      withoutTexts,
    }
  })
  const started = await startedErasure(ports, { caseId, subjectId })
  return (started && (await finishErasure(ports, started))) ?? result
}

/** Finishes erasures that were cut off, at whatever step, and destroys what was typed into the wrong file. */
export const subjectErasure = (ports: ErasurePorts): Reactor => ({
  name: NAME,
  streamPrefix: STREAMS,
  versions: caseAggregate.versions,
  startsAt: 'origin',
  async react(event) {
    if (isStarted(event)) await finishErasure(ports, event)
    else if (isTypedIntoTheWrongFile(event))
      for (const record of await textsOfEntry(ports.log, caseIdOf(event), event.data)) await ports.keys.destroyRecordKey(record, ports.clock.now())
  },
})

/**
 * The rest of an erasure after its start was written: the other parts are started, what others need is kept, keys destroyed, digests and
 * drafts forgotten, the end written. Each step may be done already; command ids follow from the event that started it, whoever finishes.
 * @returns null where it was finished on the way
 */
export function finishErasure(ports: ErasurePorts, started: Recorded<SubjectErasureStarted>): Promise<CommandResult | null> {
  return finish(ports, started, new Set())
}

async function finish(ports: ErasurePorts, started: Recorded<SubjectErasureStarted>, seen: Set<Uuid>): Promise<CommandResult | null> {
  if (seen.has(started.id)) return null
  seen.add(started.id)
  const { subjectId, erasureId, linked, why } = started.data
  const commandId = reactionId(NAME, started.id)
  for (const other of linked) {
    const origin = await originFor(ports, started, deriveId(commandId, 'start', other.caseId, other.subjectId))
    const start = {
      type: 'startSubjectErasure',
      subjectId: other.subjectId,
      why,
      erasureId,
      linked: [],
      sharedTexts: [],
      withoutTexts: true,
    } as const
    await handle(ports, caseAggregate, other.caseId, origin, anyone, () => start)
    const theirs = await startedErasure(ports, other)
    if (theirs) await finish(ports, theirs, seen)
  }
  for (const incident of await incidentsOfOthers(ports.log, ports.newOpener, { caseId: caseIdOf(started), subjectId })) {
    const origin = await originFor(ports, started, deriveId(commandId, 'incident', incident.incidentId))
    const keep = (): CaseCommand => ({ type: 'keepIncidentForOthers', incident })
    await handle(ports, caseAggregate, caseIdOf(started), origin, anyone, keep).catch(unlessHeirIsErased)
  }
  await ports.keys.destroySubjectKey(subjectId, ports.clock.now(), { erasureId, why })
  const state = await stateOf(ports.log, caseAggregate, caseIdOf(started))
  // Those that listed this person went with the key; these turned out to be about them later.
  const named = state.phase === 'none' ? [] : textsNaming(state.erasures, subjectId)
  for (const record of named) await ports.keys.destroyRecordKey(record, ports.clock.now())
  await ports.forget(subjectId)
  const origin = await originFor(ports, started, commandId)
  return handle(ports, caseAggregate, caseIdOf(started), origin, anyone, (): CaseCommand => ({ type: 'completeSubjectErasure', subjectId }))
}

/** Whoever would have kept it was erased in the same moment: nobody is left who needs it. */
function unlessHeirIsErased(error: unknown): void {
  if (!(error instanceof Refusal) || error.code !== 'privacy.subject-erased') throw error
}

const anyone = (): void => undefined
const caseIdOf = ({ stream }: Recorded): Uuid => stream.slice(STREAMS.length)

const isStarted = (event: Recorded): event is Recorded<SubjectErasureStarted> =>
  event.type === 'SubjectErasureStarted' && event.version <= caseAggregate.versions.SubjectErasureStarted

const isTypedIntoTheWrongFile = (event: Recorded): event is Recorded<EntryVoided> =>
  event.type === 'EntryVoided' && (event as Recorded<EntryVoided>).data.why === 'salah_berkas'

/** @returns the event that began this person's erasure, or null. @throws Refusal as `knownEvents` */
export async function startedErasure(ports: ErasurePorts, { caseId, subjectId }: SubjectRef): Promise<Recorded<SubjectErasureStarted> | null> {
  for await (const event of knownEvents<CaseEvent>(ports.log, caseAggregate, caseId))
    if (event.type === 'SubjectErasureStarted' && event.data.subjectId === subjectId) return event
  return null
}

/** Decides without writing: a part that can't be erased refuses the whole before it begins. */
async function tryStart(
  ports: ErasurePorts,
  { commandId, unit, zone, holidays }: CommandOrigin,
  { caseId, subjectId }: SubjectRef,
  { why, withoutTexts }: Pick<ErasureRequest, 'why' | 'withoutTexts'>,
): Promise<void> {
  const state = await stateOf(ports.log, caseAggregate, caseId)
  const found = await sharedTexts(ports.log, { caseId, subjectId })
  const now = ports.clock.now()
  const context = { commandId, actor: ACTOR, unit, zone, now, today: dateIn(zone, now), holidays }
  const start: CaseCommand = { type: 'startSubjectErasure', subjectId, why, erasureId: null, linked: [], sharedTexts: found, withoutTexts }
  caseAggregate.decide(start, state, context)
}

async function originFor(ports: ErasurePorts, { id, unit, correlationId }: Recorded, commandId: Uuid): Promise<CommandOrigin> {
  const zone = unit === null ? 'Asia/Jakarta' : await ports.zoneOf(unit)
  return { commandId, correlationId, causationId: id, actor: ACTOR, unit: unit ?? '', zone, holidays: new Set() }
}
