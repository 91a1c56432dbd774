import { listUnits } from '#access'
import { randomUuid, type Sealed, type Uuid } from '#kernel'
import { ERASED, type Erased } from '#privacy'
import { eraseSubject } from '#reactors'
import { casesNaming } from '#read-models'
import type { Workspace } from '#workspace'
import { caughtUp } from './installation'

// What a log holds of erasures, for tests that bring one back from before them.

/** The events of one erasure, in their order. */
export const STORY: readonly string[] = ['SubjectErasureStarted', 'SubjectErased']

/** Everything a log holds of erasures, as it lies there. */
export async function storyOf({ log }: Pick<Workspace, 'log'>): Promise<readonly object[]> {
  const found: object[] = []
  for await (const { events } of log.readAll(null))
    for (const { id, type, stream, on, recordedAt, data } of events) if (STORY.includes(type)) found.push({ id, type, stream, on, recordedAt, data })
  return found
}

/** A story without what depends on who told it: ids, and others of the same human. */
export const toldIn = (story: readonly object[]): readonly object[] =>
  story.map((event) => ({ ...event, id: '', data: { ...datumOf(event), linked: [] } }))

const datumOf = (event: object): object => ('data' in event && typeof event.data === 'object' && event.data !== null ? event.data : {})

/** Tables with the events of an erasure under names of their own: who did it, and so their ids, differ. */
export const named = (tables: object, story: readonly object[]): string =>
  story.reduce<string>((text, event, at) => text.replaceAll('id' in event ? String(event.id) : '', `event ${at}`), JSON.stringify(tables))

/** Erases as a head does, and waits for the readers. */
export async function erase(from: Workspace, subjectId: Uuid, why = 'permintaan_wali'): Promise<void> {
  await caughtUp(from)
  const caseId = (await casesNaming(from.pool, subjectId))[0] ?? ''
  const id = randomUuid()
  const actor = { kind: 'user', id: randomUuid(), role: 'head_of_unit' } as const
  const unit = (await listUnits(from.pool))[0]?.id ?? ''
  const origin = { commandId: id, correlationId: id, causationId: null, actor, unit, zone: 'Asia/Jakarta', holidays: new Set<string>() }
  await eraseSubject(from.erasure, origin, () => undefined, { caseId, subjectId, why, withoutTexts: true })
  await caughtUp(from)
}

/** The first victim of the log and what opening her identity gives. */
export async function firstVictim({ log, newOpener }: Workspace): Promise<{ readonly id: Uuid; readonly identity: unknown }> {
  for await (const { events } of log.readAll(null))
    for (const { type, data } of events) {
      if (type !== 'VictimAdded') continue
      const { victimId, identity } = data as { victimId: Uuid; identity: Sealed<object> }
      const opener = newOpener()
      await opener.prepare([identity])
      const opened: object | Erased = opener.open(identity)
      return { id: victimId, identity: opened === ERASED ? 'erased' : opened }
    }
  throw new Error('nobody')
}
