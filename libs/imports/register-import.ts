import { broken, type Decider, type Fact, type Open } from '#kernel'

// One import of a register, in a stream `import-<uuid>`. What it brings stands in the streams of the cases, with the import's id in
// the actor of each event; figures leave it out until the import is completed.

/** The manifest: what the file holds, and what of it is new. Counts alone: a digest of the file would be one of personal data. */
export type ImportStarted = Fact<
  'ImportStarted',
  1,
  {
    readonly kind: Open<'register'>
    readonly rows: Open<number>
    readonly cases: Open<number>
    readonly newCases: Open<number>
    readonly newVictims: Open<number>
    readonly newServices: Open<number>
    readonly newEndings: Open<number>
    readonly conflicts: Open<number>
    readonly lists: Open<number>
  }
>
/** Everything of the manifest stands in its streams, but for the additions that a case refused meanwhile. */
export type ImportCompleted = Fact<'ImportCompleted', 1, { readonly refused: Open<number> }>
/** Given up before it was complete: what it brought never counts. */
export type ImportAbandoned = Fact<'ImportAbandoned', 1, { readonly casesVoided: Open<number> }>

export type ImportEvent = ImportStarted | ImportCompleted | ImportAbandoned

export type ImportManifest = Omit<ImportStarted['data'], 'kind'>

export type ImportCommand =
  | { readonly type: 'startImport'; readonly manifest: ImportManifest }
  | { readonly type: 'completeImport'; readonly refused: number }
  | { readonly type: 'abandonImport'; readonly casesVoided: number }

export interface ImportState {
  readonly phase: 'none' | 'started' | 'completed' | 'abandoned'
  readonly manifest: ImportManifest | null
}

export const IMPORT_EVENT_VERSIONS: Readonly<Record<ImportEvent['type'], number>> = { ImportStarted: 1, ImportCompleted: 1, ImportAbandoned: 1 }

/**
 * The import as the command handler takes it. Starting twice changes nothing: an import that was cut off is taken up under its own id.
 * @throws Refusal `import.not-started`, `import.completed`, `import.abandoned`
 */
export const registerImport: Decider<ImportState, ImportCommand, ImportEvent> & {
  readonly prefix: string
  readonly versions: Readonly<Record<ImportEvent['type'], number>>
} = {
  prefix: 'import',
  versions: IMPORT_EVENT_VERSIONS,
  initial: { phase: 'none', manifest: null },

  decide(command, { phase }) {
    if (phase === 'completed' || phase === 'abandoned') throw broken(`import.${phase}`)
    if (command.type === 'startImport') {
      return phase === 'started' ? [] : [{ type: 'ImportStarted', version: 1, data: { kind: 'register', ...command.manifest } }]
    }
    if (phase === 'none') throw broken('import.not-started')
    if (command.type === 'abandonImport') return [{ type: 'ImportAbandoned', version: 1, data: { casesVoided: command.casesVoided } }]
    return [{ type: 'ImportCompleted', version: 1, data: { refused: command.refused } }]
  },

  evolve(state, event) {
    switch (event.type) {
      case 'ImportStarted':
        return { phase: 'started', manifest: event.data }
      case 'ImportCompleted':
        return { ...state, phase: 'completed' }
      case 'ImportAbandoned':
        return { ...state, phase: 'abandoned' }
    }
  },
}
