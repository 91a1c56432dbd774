import { broken, type Decider, type Fact, type Open, type Uuid } from '#kernel'

// One import of a register, in a stream `import-<uuid>`. What it brings stands in the streams of the cases, with the import's id in
// the actor of each event; figures leave it out until the import is completed.

/** The manifest. It holds counts alone: a digest of the file would be one of personal data. */
export type ImportStarted = Fact<
  'ImportStarted',
  1,
  { readonly kind: Open<'register'>; readonly rows: Open<number>; readonly cases: Open<number>; readonly lists: Open<number> }
>
export type ImportCompleted = Fact<
  'ImportCompleted',
  1,
  {
    readonly casesAdded: Open<number>
    readonly victimsAdded: Open<number>
    readonly servicesAdded: Open<number>
    readonly endingsAdded: Open<number>
    readonly conflicts: Open<number>
  }
>
/** Given up before it was complete: what it brought never counts. */
export type ImportAbandoned = Fact<'ImportAbandoned', 1, { readonly casesVoided: Open<number> }>

export type ImportEvent = ImportStarted | ImportCompleted | ImportAbandoned

export type ImportCommand =
  | ({ readonly type: 'startImport' } & Omit<ImportStarted['data'], 'kind'>)
  | ({ readonly type: 'completeImport' } & ImportCompleted['data'])
  | ({ readonly type: 'abandonImport' } & ImportAbandoned['data'])

export type ImportState = { readonly phase: 'none' | 'started' | 'completed' | 'abandoned' }

export const IMPORT_EVENT_VERSIONS = { ImportStarted: 1, ImportCompleted: 1, ImportAbandoned: 1 } as const satisfies Record<
  ImportEvent['type'],
  number
>

export const importStream = (importId: Uuid): string => `import-${importId}`

/** Starting twice changes nothing: an import that was cut off is started again under its own id. */
export const registerImportDecider: Decider<ImportState, ImportCommand, ImportEvent> = {
  initial: { phase: 'none' },

  decide(command, { phase }) {
    if (command.type === 'startImport') {
      if (phase === 'completed' || phase === 'abandoned') throw broken(`import.${phase}`)
      const { rows, cases, lists } = command
      return phase === 'none' ? [{ type: 'ImportStarted', version: 1, data: { kind: 'register', rows, cases, lists } }] : []
    }
    if (phase === 'none') throw broken('import.not-started')
    if (phase !== 'started') throw broken(`import.${phase}`)
    if (command.type === 'abandonImport') return [{ type: 'ImportAbandoned', version: 1, data: { casesVoided: command.casesVoided } }]
    const { casesAdded, victimsAdded, servicesAdded, endingsAdded, conflicts } = command
    return [{ type: 'ImportCompleted', version: 1, data: { casesAdded, victimsAdded, servicesAdded, endingsAdded, conflicts } }]
  },

  evolve(_, event) {
    switch (event.type) {
      case 'ImportStarted':
        return { phase: 'started' }
      case 'ImportCompleted':
        return { phase: 'completed' }
      case 'ImportAbandoned':
        return { phase: 'abandoned' }
    }
  },
}
