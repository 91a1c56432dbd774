/** Run in order by the owner of the database; names are stable and each runs once. */
export const privacyMigrations: readonly { readonly name: string; readonly sql: string }[] = [
  {
    name: 'privacy-0001-keys',
    sql: `
      create schema if not exists privacy;

      create table privacy.keys (
        owner_id uuid primary key,
        owner_kind text not null check (owner_kind in ('subject', 'record')),
        key_id uuid not null unique,
        about uuid[] not null default '{}',
        wrapped bytea,
        created_at timestamptz not null,
        destroyed_at timestamptz,
        check ((wrapped is null) = (destroyed_at is not null))
      );
      comment on table privacy.keys is 'One key a subject or record, wrapped under the master key. A destroyed key leaves its row without content.';
      create index keys_about on privacy.keys using gin (about) where owner_kind = 'record';

      create table privacy.master_key_check (
        only_row boolean primary key default true check (only_row),
        sealed bytea not null,
        recovery_confirmed_at timestamptz
      );
      comment on table privacy.master_key_check is 'A known value under the master key, so that another key refuses the start.';

      grant usage on schema privacy to teduh_app;
      grant select, insert, update on privacy.keys, privacy.master_key_check to teduh_app;
    `,
  },
  {
    name: 'privacy-0002-key-traces',
    sql: `
      create table privacy.key_traces (
        only_row boolean primary key default true check (only_row),
        destroyed bigint not null,
        swept bigint not null default 0
      );
      comment on table privacy.key_traces is 'How often keys were destroyed, and up to which of these their old rows were cleared out of the file of privacy.keys.';
      insert into privacy.key_traces (destroyed) select count(*) from privacy.keys where destroyed_at is not null;

      grant select, update on privacy.key_traces to teduh_app;
    `,
  },
]
