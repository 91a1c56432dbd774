import { caseAggregate, type CaseCommand } from '#cases'
import { handle, stateOf } from '#command-handler'
import { readAhead, type StoredLog } from '#event-log'
import { Refusal, type Uuid } from '#kernel'
import type { Erasure } from '#privacy'
import { reactionId } from '#read-models'
import { finishErasure, startedErasure, type ErasurePorts } from './subject-erasure'

const NAME = 'erasure-ledger'
/** Code of the list `erasureReplayed` */
const REASON_LOST = 'menurut_catatan_penghapusan'
const STREAMS = `${caseAggregate.prefix}-`

export interface ReplayedErasures {
  /** People whose erasure the log didn't hold, or not to its end; now it does */
  readonly told: readonly Uuid[]
  /** People whose case takes no command, so that the ledger alone keeps them erased */
  readonly untold: readonly Uuid[]
}

/**
 * Tells a log that was brought back from before some erasures what the ledger says of them: each is begun and ended in its case, with the
 * ledger's instants, id and reason. Event ids follow from the person, so repeating it adds nothing, on whatever copy of the log.
 * People of cases that began later than the log ends are left out: nothing in it speaks of them.
 * @throws LogUnavailable
 */
export async function replayErasuresIntoLog(
  ports: ErasurePorts & { readonly log: StoredLog },
  erasures: readonly Erasure[],
): Promise<ReplayedErasures> {
  const first = new Map<Uuid, Erasure>()
  for (const erasure of erasures) {
    const known = first.get(erasure.owner)
    const act = known?.act ?? erasure.act
    if (erasure.kind === 'subject') first.set(erasure.owner, { ...(known ?? erasure), ...(act ? { act } : {}) })
  }
  const told: Uuid[] = []
  const untold: Uuid[] = []
  for (const [subjectId, caseId] of await casesOf(ports.log, new Set(first.keys()))) {
    const erasure = first.get(subjectId)
    if (erasure === undefined) continue
    try {
      if (await tell(ports, caseId, erasure)) told.push(subjectId)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      untold.push(subjectId)
    }
  }
  return { told, untold }
}

/** @returns false where the log held the end of it already */
async function tell(ports: ErasurePorts, caseId: Uuid, { owner: subjectId, at, act }: Erasure): Promise<boolean> {
  const state = await stateOf(ports.log, caseAggregate, caseId)
  if (state.phase === 'none' || state.erasures.erased.includes(subjectId)) return false
  const then = { ...ports, clock: { now: () => at } }
  const commandId = reactionId(NAME, subjectId)
  const origin = {
    ...{ commandId, correlationId: commandId, causationId: null, unit: state.unit, zone: await ports.zoneOf(state.unit) },
    ...{ actor: { kind: 'system', name: NAME } as const, holidays: new Set<string>() },
  }
  const start: CaseCommand = {
    ...{ type: 'startSubjectErasure', subjectId, why: act?.why ?? REASON_LOST, erasureId: act?.erasureId ?? null },
    // Others of the same human have lines of their own.
    ...{ linked: [], sharedTexts: [], withoutTexts: true },
  }
  await handle(
    then,
    caseAggregate,
    caseId,
    origin,
    () => undefined,
    () => start,
  )
  const started = await startedErasure(then, { caseId, subjectId })
  if (started) await finishErasure(then, started)
  return true
}

/** @returns the case of each person, in the order in which the log first speaks of them */
async function casesOf(log: StoredLog, people: ReadonlySet<Uuid>): Promise<ReadonlyMap<Uuid, Uuid>> {
  const found = new Map<Uuid, Uuid>()
  if (people.size === 0) return found
  for await (const page of readAhead(log.readStored()))
    for (const { stream, data } of page) {
      if (!stream.startsWith(STREAMS)) continue
      // As sealed values name their owner; quotes inside a text are escaped.
      for (const [, id = ''] of data.toString().matchAll(/"s":"([0-9a-f-]{36})"/g))
        if (people.has(id) && !found.has(id)) found.set(id, stream.slice(STREAMS.length))
    }
  return found
}
