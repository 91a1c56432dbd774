import type { StoredEvent } from '#event-log'
import type { Uuid } from '#kernel'
import type { ErasureLedger } from '#privacy'
import { BackupRefused } from './errors'

/** Which keys the events of a log are sealed with; one entry a person or record. */
export class UsedKeys {
  /** The first event that uses each */
  readonly #keys = new Map<Uuid, Uuid>()

  take({ id, data }: Pick<StoredEvent, 'id' | 'data'>): void {
    const text = data.toString()
    if (text.includes('"$sealed"')) this.#look(JSON.parse(text), id)
  }

  /**
   * @param known the keys that are there, live or destroyed
   * @returns how many are neither there nor erased, and the first event that needs one of them
   */
  missingFrom(known: ReadonlySet<Uuid>, ledger: ErasureLedger): { readonly count: number; readonly event: Uuid | null } {
    const erased = new Set(ledger.read().flatMap(({ keys }) => keys.map(({ key }) => key)))
    const missing = [...this.#keys].filter(([key]) => !known.has(key) && !erased.has(key))
    return { count: missing.length, event: missing[0]?.[1] ?? null }
  }

  /** @throws BackupRefused `backup.keys-missing` */
  refuseMissing(file: string, known: ReadonlySet<Uuid>, ledger: ErasureLedger): void {
    const { count, event } = this.missingFrom(known, ledger)
    if (event !== null) throw new BackupRefused('backup.keys-missing', { file, count, event })
  }

  #look(value: unknown, event: Uuid): void {
    if (typeof value !== 'object' || value === null) return
    const sealed: unknown = '$sealed' in value ? value.$sealed : undefined
    if (typeof sealed === 'object' && sealed !== null && 'k' in sealed && typeof sealed.k === 'string') {
      if (!this.#keys.has(sealed.k)) this.#keys.set(sealed.k, event)
    } else for (const inner of Object.values(value)) this.#look(inner, event)
  }
}
