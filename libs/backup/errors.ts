/** Why a file, a log or an installation is not taken as it stands. Each has its sentence in `libs/words`. */
export type BackupErrorCode =
  | 'backup.file-exists' // {file}: nothing is ever overwritten
  | 'backup.no-file' // {file}: a folder, a pipe, a terminal
  | 'backup.file-unreadable' // {file, reason}
  | 'backup.file-unwritable' // {file, reason}
  | 'backup.not-ours' // {file}: something else than a file of this product
  | 'backup.other-kind' // {file, kind, wanted}: the commands that write such files
  | 'backup.newer' // {file, product, what}: written by a newer release
  | 'backup.truncated' // {file}
  | 'backup.corrupt' // {file, at}: bytes, lines or sums that don't agree
  | 'backup.partial-of-other' // {file}: a part left by an attempt over another log
  | 'backup.log-damaged' // {event, fault}: the log itself doesn't hold, so nothing is copied from it
  | 'backup.log-holds-others' // {events}: the log isn't a beginning of the file
  | 'backup.log-written-meanwhile' // somebody else appended during an import
  | 'backup.not-empty' // {what}: restored into an empty installation alone
  | 'backup.other-restore' // another file's restore was begun here
  | 'backup.nothing-to-restore-keys-for'
  | 'backup.other-master-key' // {file}
  | 'backup.keys-missing' // {count, event}: keys that the log uses are neither in the file nor erased
  | 'backup.ledger-older' // {file, count}: the ledger lacks erasures that the backup of keys knows of
  | 'backup.same-file' // log and keys in one file

/** An expected refusal of this library: a stable code and what its sentence needs; ids, counts, paths and codes alone. */
export class BackupRefused extends Error {
  constructor(
    readonly code: BackupErrorCode,
    readonly params: Readonly<Record<string, string | number>> = {},
    options?: ErrorOptions,
  ) {
    super(`${code} ${JSON.stringify(params)}`, options)
    this.name = 'BackupRefused'
  }
}

/** @returns the system's code of an error (`ENOENT`), or its name */
export function reasonOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.name : 'unknown'
}
