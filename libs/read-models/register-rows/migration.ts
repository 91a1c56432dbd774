import type { Migration } from '../runner-migration'

/**
 * Unlike read models these tables don't follow from the log: they hold digests of personal data, keyed, which an event may not.
 * Losing them costs a later file its comparison, nothing else; erasing a person empties that person's rows.
 */
export const registerRowsMigration: Migration = {
  name: 'register-rows-0001',
  sql: `
    create schema register_import;
    comment on schema register_import is 'What imported register files said, as keyed digests: erasable, and kept out of the log.';

    create table register_import.imports (
      import_id uuid primary key,
      unit text not null,
      sha256 text not null,
      phase text not null check (phase in ('started', 'completed', 'abandoned')),
      started_at timestamptz not null,
      ended_at timestamptz
    );
    create unique index imports_under_way on register_import.imports (unit) where phase = 'started';
    create index imports_by_file on register_import.imports (unit, sha256);

    create table register_import.rows (
      unit text not null,
      number text not null,
      ordinal integer not null,
      case_id uuid not null,
      victim_id uuid not null,
      perpetrator_id uuid,
      import_id uuid not null,
      digests jsonb not null,
      services jsonb not null,
      ended_on date,
      primary key (unit, number, ordinal)
    );
    create index rows_by_import on register_import.rows (import_id);
    create index rows_by_victim on register_import.rows (victim_id);
    create index rows_by_perpetrator on register_import.rows (perpetrator_id) where perpetrator_id is not null;

    grant usage on schema register_import to teduh_app;
    grant select, insert, update, delete on register_import.imports, register_import.rows to teduh_app;
  `,
}
