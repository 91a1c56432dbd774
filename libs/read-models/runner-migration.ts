import type { ReadModel } from './read-model'

export interface Migration {
  readonly name: string
  readonly sql: string
  /** Released ones that need not run before this one, and need not be known any more */
  readonly replaces?: readonly string[]
}

/** The schema, the checkpoints, and what a rebuild may do. */
export const runnerMigration: Migration = {
  name: 'read-models-0001-runner',
  sql: `
    create schema if not exists read_models;
    create schema if not exists read_models_next;
    comment on schema read_models is 'What screens and reports read. Everything here follows from the log and can be rebuilt.';
    comment on schema read_models_next is 'Where a rebuild writes, beside the live tables.';

    create table read_models.leases (
      name text primary key,
      holder uuid not null,
      fence bigint not null,
      held_until timestamptz not null
    );
    comment on table read_models.leases is 'Who may write read models; the fence grows with every new holder.';

    create table read_models.checkpoints (
      model text primary key,
      version integer not null,
      position text collate "C",
      as_of timestamptz,
      last_event uuid,
      generation bigint not null default 1
    );
    comment on table read_models.checkpoints is 'How far each read model has come; as_of is the running maximum of recorded-at.';

    create table read_models.parked (
      model text not null,
      stream text not null,
      revision bigint not null,
      position text collate "C" not null,
      event_id uuid not null,
      event_type text not null,
      as_of timestamptz not null,
      reason text,
      primary key (model, stream, revision)
    );
    comment on table read_models.parked is 'Events a model could not digest (with a reason), and those of the same stream held behind them (without).';

    create table read_models.model_tables (
      model text not null,
      table_name text primary key
    );
    comment on table read_models.model_tables is 'Which tables a rebuild of a model makes anew.';

    -- The application owns no table: these functions of the owner do what a rebuild needs, for registered tables alone.
    create function read_models.prepare_rebuild(rebuilt text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    declare t text;
    begin
      for t in select table_name from read_models.model_tables where model = rebuilt order by table_name loop
        execute format('drop table if exists read_models_next.%I', t);
        execute format('create table read_models_next.%I (like read_models.%I including all)', t, t);
        execute format('grant select, insert, update, delete on read_models_next.%I to teduh_app', t);
      end loop;
    end $$;

    create function read_models.discard_rebuild(rebuilt text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    declare t text;
    begin
      for t in select table_name from read_models.model_tables where model = rebuilt order by table_name loop
        execute format('drop table if exists read_models_next.%I', t);
      end loop;
    end $$;

    create function read_models.swap_rebuilt(rebuilt text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    declare t text;
    begin
      for t in select table_name from read_models.model_tables where model = rebuilt order by table_name loop
        execute format('drop table read_models.%I', t);
        execute format('alter table read_models_next.%I set schema read_models', t);
      end loop;
    end $$;

    -- Documents are never searched by their content, and analysing them costs as much as writing them.
    create function read_models.analyze_rebuilt(rebuilt text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    declare t text; searched text;
    begin
      for t in select table_name from read_models.model_tables where model = rebuilt order by table_name loop
        select string_agg(quote_ident(attname), ', ') into searched from pg_attribute
          where attrelid = format('read_models_next.%I', t)::regclass and attnum > 0 and not attisdropped and atttypid not in ('jsonb'::regtype, 'json'::regtype);
        execute format('analyze read_models_next.%I (%s)', t, searched);
      end loop;
    end $$;

    -- For migrations alone.
    create function read_models.forget_model(forgotten text) returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $$
    declare t text;
    begin
      for t in select table_name from read_models.model_tables where model = forgotten loop
        execute format('drop table if exists read_models.%I', t);
        execute format('drop table if exists read_models_next.%I', t);
      end loop;
      delete from read_models.model_tables where model = forgotten;
      delete from read_models.parked where model = forgotten;
      delete from read_models.checkpoints where model = forgotten;
    end $$;

    revoke execute on all functions in schema read_models from public;
    grant execute on function read_models.prepare_rebuild(text), read_models.discard_rebuild(text),
      read_models.swap_rebuilt(text), read_models.analyze_rebuilt(text) to teduh_app;
    grant usage on schema read_models, read_models_next to teduh_app;
    grant select, insert, update, delete on read_models.leases, read_models.checkpoints, read_models.parked to teduh_app;
    grant select on read_models.model_tables to teduh_app;
  `,
}

/**
 * Makes the tables of one version of a model. A new version drops the old tables and starts from the beginning of the log:
 * nothing in them can't be made again. So no text of an earlier version is kept: a new database goes straight to the present one.
 */
export function migrationOf({ name, version, tables }: ReadModel): Migration {
  const registered = tables.map((table) => `insert into read_models.model_tables (model, table_name) values ('${name}', '${table.name}');`)
  const sql = [
    `select read_models.forget_model('${name}');`,
    ...tables.map((table) => table.createSql()),
    ...registered,
    `insert into read_models.checkpoints (model, version) values ('${name}', ${version});`,
  ]
  const nameOf = (one: number): string => `read-models-${name}-v${one}`
  return { name: nameOf(version), sql: sql.join('\n'), replaces: Array.from({ length: version - 1 }, (_, index) => nameOf(index + 1)) }
}
