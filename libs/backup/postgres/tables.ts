/** A table of which a file keeps rows. */
export interface KeptTable {
  readonly name: string
  /** Which of its rows; all of them where left out */
  readonly where?: string
  readonly orderBy: string
  /** Columns that belong to one log or one database alone, and are left out */
  readonly without?: readonly string[]
  /** Holds the id of the event whose position the column `position` gets in the log that the rows are brought to */
  readonly positionOf?: string
}

/** What a backup holds beside the log, in the order in which rows are put back: what is referred to comes first. */
export const SETTINGS: readonly KeptTable[] = [
  { name: 'access.units', orderBy: 'id' },
  { name: 'access.users', orderBy: 'id' },
  { name: 'access.access_log', orderBy: 'entry' },
  { name: 'register_import.imports', orderBy: 'import_id' },
  { name: 'register_import.rows', orderBy: 'unit, number, ordinal' },
  { name: 'event_log.segments', orderBy: 'number', without: ['resume_after'] },
  // A reactor never goes back: it has to go on behind the last event it acted upon. Models begin anew.
  {
    name: 'read_models.checkpoints',
    where: `kind = 'reactor' and last_event is not null`,
    orderBy: 'model',
    without: ['position'],
    positionOf: 'last_event',
  },
  {
    name: 'read_models.parked',
    where: `model in (select c.model from read_models.checkpoints c where c.kind = 'reactor')`,
    orderBy: 'model, stream, revision',
    without: ['position'],
    positionOf: 'event_id',
  },
  { name: 'read_models.paused', orderBy: 'reader' },
  { name: 'workspace.installation', orderBy: 'mode' },
]

/** What a backup of keys holds. */
export const KEYS: readonly KeptTable[] = [
  { name: 'privacy.master_key_check', orderBy: 'only_row' },
  { name: 'privacy.keys', orderBy: 'owner_id' },
]

/** Taken through the log itself, whichever holds it. */
export const LOG_TABLES = ['event_log.events'] as const

/** Made again by migrations, by reading the log, or by whoever works with it; beside the tables that `read_models.model_tables` names. */
export const DERIVED_TABLES = ['public.teduh_migrations', 'read_models.leases', 'read_models.model_tables'] as const

/** Never copied, each for its reason. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  'access.sessions': 'who was signed in then must sign in again',
  'access.setup_links': 'a link that was used or withdrawn must not open the door again',
  'access.sign_in_attempts': 'counts of a few minutes',
  'access.drafts': 'sealed under the master key alone: no erasure would reach them in a backup',
  'privacy.key_traces': 'speaks of the files of one database',
  'workspace.restoration': 'says that a restore is under way here',
}
