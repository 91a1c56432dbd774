/** Run in order by the owner of the database; names are stable and each runs once. */
export const accessMigrations: readonly { readonly name: string; readonly sql: string }[] = [
  {
    name: 'access-0001-accounts',
    sql: `
      create schema if not exists access;
      grant usage on schema access to teduh_app;

      create table access.units (
        id uuid primary key,
        name text not null,
        zone text not null,
        regency text not null,
        created_at timestamptz not null
      );

      create table access.users (
        id uuid primary key,
        username text not null,
        display_name text not null,
        roles text[] not null check (cardinality(roles) > 0 and roles <@ array['caseworker', 'head_of_unit', 'department', 'administrator']),
        unit_id uuid references access.units,
        active boolean not null default true,
        password_hash text,
        created_at timestamptz not null
      );
      create unique index users_username on access.users (lower(username));

      create table access.sign_in_attempts (
        name_digest bytea primary key,
        failures integer not null,
        last_at timestamptz not null,
        blocked_until timestamptz not null
      );
      comment on table access.sign_in_attempts is 'Counted for names nobody has, too: a delay must not tell which names exist.';

      create table access.sessions (
        token_digest bytea primary key,
        user_id uuid not null references access.users on delete cascade,
        created_at timestamptz not null,
        last_seen_at timestamptz not null
      );
      create index sessions_user on access.sessions (user_id);

      create table access.setup_links (
        token_digest bytea primary key,
        user_id uuid not null references access.users on delete cascade,
        expires_at timestamptz not null,
        used_at timestamptz
      );
      create index setup_links_user on access.setup_links (user_id);

      grant select, insert, update on access.units, access.users to teduh_app;
      grant select, insert, update, delete on access.sign_in_attempts, access.sessions, access.setup_links to teduh_app;
    `,
  },
  {
    name: 'access-0002-drafts',
    sql: `
      create table access.drafts (
        id uuid primary key,
        user_id uuid not null references access.users on delete cascade,
        kind text not null,
        body bytea not null,
        revision integer not null,
        updated_at timestamptz not null
      );
      comment on column access.drafts.body is 'Sealed under a key of its own, wrapped under the master key';
      create index drafts_user on access.drafts (user_id, updated_at desc);
      create index drafts_age on access.drafts (updated_at);
      grant select, insert, update, delete on access.drafts to teduh_app;
    `,
  },
  {
    name: 'access-0003-access-log',
    sql: `
      create table access.access_log (
        entry bigint primary key,
        at timestamptz not null,
        user_id uuid,
        action text not null check (action ~ '^[a-z0-9._-]+$'),
        resource text check (resource ~ '^[A-Za-z0-9:._-]+$'),
        outcome text not null check (outcome in ('allowed', 'refused')),
        reason text check (reason ~ '^[a-z0-9._-]+$'),
        previous_hash bytea not null,
        hash bytea not null
      );
      create index access_log_resource on access.access_log (resource, entry);
      create index access_log_user on access.access_log (user_id, entry);
      comment on table access.access_log is 'Who saw what, never what was seen. Each entry holds the hash of the one before it.';

      create function access.append_access(p_at text, p_user uuid, p_action text, p_resource text, p_outcome text, p_reason text) returns bigint
      language plpgsql set search_path = pg_catalog as $$
      declare
        head record;
        next_entry bigint;
        field text;
        framed text := '';
      begin
        perform pg_advisory_xact_lock(7483002);
        select l.entry, l.hash into head from access.access_log l order by l.entry desc limit 1;
        next_entry := coalesce(head.entry, 0) + 1;
        foreach field in array array[
          next_entry::text, p_at, coalesce(p_user::text, ''), p_action, coalesce(p_resource, ''), p_outcome, coalesce(p_reason, ''),
          encode(coalesce(head.hash, ''::bytea), 'hex')
        ] loop
          framed := framed || length(field) || ':' || field;
        end loop;
        insert into access.access_log (entry, at, user_id, action, resource, outcome, reason, previous_hash, hash)
        values (next_entry, p_at::timestamptz, p_user, p_action, p_resource, p_outcome, p_reason,
                coalesce(head.hash, ''::bytea), sha256(convert_to(framed, 'UTF8')));
        return next_entry;
      end $$;

      grant select, insert on access.access_log to teduh_app;
    `,
  },
  {
    name: 'access-0004-drafts-about',
    sql: `
      alter table access.drafts add column about uuid[] not null default '{}';
      comment on column access.drafts.about is 'People of a case whom the draft concerns: it goes when one of them is erased';
    `,
  },
]
