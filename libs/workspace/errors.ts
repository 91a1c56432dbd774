export type WorkspaceErrorCode =
  | 'workspace.is-demo' // the directory holds demo data; real data must not join it
  | 'workspace.absent' // nobody has started the product on this directory yet
  | 'workspace.key-lost' // the database has keys, and the key file is gone
  | 'workspace.key-beside-data'
  | 'workspace.secret-file' // a setting's file cannot be read
  | 'workspace.event-store-url' // no address of an EventStoreDB
  | 'workspace.other-log' // the events are in another log than the one of this start
  | 'workspace.port' // the port is none, taken or not allowed
  | 'workspace.restoring' // a restore was begun here and not finished

/** A start that must not go on. `sentence` is what the person at the terminal reads, Indonesian and English. */
export class WorkspaceError extends Error {
  constructor(
    readonly code: WorkspaceErrorCode,
    readonly sentence: string,
  ) {
    super(code)
    this.name = 'WorkspaceError'
  }
}
