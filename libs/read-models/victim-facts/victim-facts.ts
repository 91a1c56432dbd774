import { later } from '../checkpoints'
import { CASE_STREAMS, isCaseEvent, type RecordedCaseEvent } from '../case-events'
import { UndigestedEvent } from '../errors'
import type { Entry, FoldTransaction, ReadModel, Rows } from '../read-model'
import { STREAM_CLOSED } from '#event-log'
import { IMPORT_EVENT_VERSIONS, type ImportEvent } from '#imports'
import type { Instant, Recorded, Uuid } from '#kernel'
import { effectOf } from './effect'
import {
  countingFacts,
  factCases,
  factImports,
  released,
  waitingCases,
  withEffect,
  withoutImport,
  type FactCase,
  type FactImport,
  type WaitingCase,
} from './pending'
import { countedVictim, counts, sameCount, victimVersions, type VictimVersion } from './victim-version'

const IMPORT_STREAMS = 'import-'

/** The rows a batch works on. */
interface Work {
  readonly cases: Rows<FactCase>
  readonly versions: Rows<VictimVersion>
  readonly imports: Rows<FactImport>
  readonly waiting: Rows<WaitingCase>
}

/**
 * What figures count, with the validity of each version, so that any figure can be asked as of any instant.
 * Facts of an import count from its completion.
 */
export const victimFacts: ReadModel = {
  name: 'victim-facts',
  version: 2,
  streamPrefix: '',
  tables: [victimVersions, factCases, factImports, waitingCases],

  async fold(entries, transaction) {
    const mine = entries.filter(({ event }) => event.stream.startsWith(CASE_STREAMS) || event.stream.startsWith(IMPORT_STREAMS))
    const work = await load(mine, transaction)
    for (const { event, asOf } of mine) {
      if (event.type === STREAM_CLOSED) continue
      if (isImportEvent(event)) foldImport(event, asOf, work)
      else if (isCaseEvent(event)) foldCase(event, asOf, work)
      else throw new UndigestedEvent(event.type, event.version)
    }
  },
}

const idIn = (stream: string, prefix: string): Uuid => stream.slice(prefix.length)

async function load(entries: readonly Entry[], transaction: FoldTransaction): Promise<Work> {
  const imports = new Set<Uuid>()
  const cases = new Set<Uuid>()
  for (const { event } of entries) {
    const importId = importOf(event)
    if (importId !== null) imports.add(importId)
    if (event.stream.startsWith(CASE_STREAMS)) cases.add(idIn(event.stream, CASE_STREAMS))
  }
  const waiting = await transaction.rows(waitingCases, imports)
  for (const { event } of entries) {
    if (event.type !== 'ImportCompleted' && event.type !== 'ImportAbandoned') continue
    for (const { caseId } of waiting.of(idIn(event.stream, IMPORT_STREAMS))) cases.add(caseId)
  }
  return {
    waiting,
    imports: await transaction.rows(factImports, imports),
    cases: await transaction.rows(factCases, cases),
    versions: await transaction.rows(victimVersions, cases),
  }
}

function importOf({ stream, actor }: Recorded): Uuid | null {
  if (stream.startsWith(IMPORT_STREAMS)) return idIn(stream, IMPORT_STREAMS)
  return actor.kind === 'user' ? (actor.importId ?? null) : null
}

function isImportEvent(event: Recorded): event is Recorded<ImportEvent> {
  const versions: Readonly<Record<string, number>> = IMPORT_EVENT_VERSIONS
  const newest = versions[event.type]
  return event.stream.startsWith(IMPORT_STREAMS) && newest !== undefined && event.version <= newest
}

function foldCase(event: RecordedCaseEvent, asOf: Instant, work: Work): void {
  const effect = effectOf(event)
  if (effect === null) return
  const caseId = idIn(event.stream, CASE_STREAMS)
  const importId = importOf(event)
  const completedAt = importId === null ? null : (work.imports.of(importId)[0]?.completedAt ?? null)
  const waitingFor = completedAt === null ? importId : null
  const [before = { caseId, facts: null, queue: [] }] = work.cases.of(caseId)
  const row = withEffect(before, effect, waitingFor)
  work.cases.put(row)
  if (waitingFor !== null) work.waiting.put({ importId: waitingFor, caseId })
  // An event of a parked stream may be taken up after its import was completed: it counts from then. A referral counts by its first service.
  else if (effect.kind !== 'referral') writeVersions(row, event, completedAt === null ? asOf : later(completedAt, asOf), work.versions)
}

function foldImport(event: Recorded<ImportEvent>, asOf: Instant, work: Work): void {
  const importId = idIn(event.stream, IMPORT_STREAMS)
  work.imports.put({ importId, completedAt: event.type === 'ImportCompleted' ? asOf : null })
  if (event.type === 'ImportStarted') return
  const waiting = [...work.waiting.of(importId)].sort((a, b) => (a.caseId < b.caseId ? -1 : 1))
  for (const entry of waiting) {
    work.waiting.remove(entry)
    const [before] = work.cases.of(entry.caseId)
    if (!before) continue
    const row = event.type === 'ImportCompleted' ? released(before, importId) : withoutImport(before, importId)
    work.cases.put(row)
    writeVersions(row, event, asOf, work.versions)
  }
}

/** An erasure reaches back: whatever instant is asked for, the person is *dihapus* there. */
function erasedAt(version: VictimVersion, versions: Rows<VictimVersion>): VictimVersion {
  if (version.erased) return version
  const erased = { ...version, erased: true }
  versions.put(erased)
  return erased
}

/** Ends the version that held and begins the next, where a figure could tell them apart: nobody has one before they count. One event at a time, so that batches leave no trace. */
function writeVersions(row: FactCase, { id: eventId, position }: Recorded, asOf: Instant, versions: Rows<VictimVersion>): void {
  const facts = countingFacts(row)
  if (facts === null) return
  const stored = versions.of(row.caseId)
  for (const [victimId, victim] of Object.entries(facts.victims)) {
    const known = stored.filter((version) => version.victimId === victimId).sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
    if (known.length === 0 && !counts(facts, victim)) continue
    const counted = countedVictim(facts, victimId, victim)
    const held = counted.erased ? known.map((version) => erasedAt(version, versions)) : known
    const last = held.at(-1)
    if (last ? sameCount(last, counted) : !counted.counted) continue
    // Only an event taken up late, after its import was completed, can be older than what already held.
    const from = last ? later(last.validFrom, asOf) : asOf
    let open = last
    if (last?.validFrom === from) {
      versions.remove(last)
      open = held.at(-2)
      if (open) {
        open = { ...open, validTo: null }
        versions.put(open)
      }
    }
    if (open ? sameCount(open, counted) : !counted.counted) continue
    if (open) versions.put({ ...open, validTo: from })
    versions.put({ victimId, validFrom: from, validTo: null, caseId: row.caseId, eventId, position, ...counted })
  }
}
