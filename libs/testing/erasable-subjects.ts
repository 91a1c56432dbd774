import type { EventToAppend } from '#event-log'
import { randomUuid, Sealed, type Uuid } from '#kernel'
import { createOpener, createSealer, ERASED, MasterKey, memoryKeys } from '#privacy'

/** People whose names stand sealed in events, with keys of this process. */
export interface ErasableSubjects {
  /** @returns an event that holds this person's name, sealed */
  named(person: Uuid, name: string): Promise<EventToAppend>
  /** Destroys the person's key. */
  erase(person: Uuid): Promise<void>
  /** @returns the name that an event read back holds, null where its key was destroyed */
  nameIn(data: unknown): Promise<string | null>
}

export function erasableSubjects(): ErasableSubjects {
  const keys = memoryKeys(MasterKey.random())
  const sealer = createSealer(keys)
  return {
    async named(person, name) {
      const data = { name: Sealed.plain({ kind: 'subject', id: person }, name) }
      const [event] = await sealer.seal([{ id: randomUuid(), fact: { type: 'PersonNamed', version: 1, data } }])
      if (!event) throw new Error('one fact was given')
      return event
    },
    async erase(person) {
      await keys.destroySubjectKey(person, '2026-11-20T04:00:00.000Z')
    },
    async nameIn(data) {
      const { name } = data as { readonly name: Sealed<string> }
      const opener = createOpener(keys)
      await opener.prepare([name])
      const opened = opener.open(name)
      return opened === ERASED ? null : opened
    },
  }
}
