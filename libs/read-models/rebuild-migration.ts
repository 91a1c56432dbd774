import type { Migration } from './runner-migration'

/** Tables beside the live ones get their keys and indexes when their rows stand in them: each is sorted once instead of searched for every row. */
export const rebuildMigration: Migration = {
  name: 'read-models-0003-rebuild',
  sql: `
    create or replace function read_models.prepare_rebuild(rebuilt text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    declare t text;
    begin
      for t in select table_name from read_models.model_tables where model = rebuilt order by table_name loop
        execute format('drop table if exists read_models_next.%I', t);
        execute format('create table read_models_next.%I (like read_models.%I including all excluding indexes)', t, t);
        execute format('grant select, insert, update, delete on read_models_next.%I to teduh_app', t);
      end loop;
    end $$;

    -- For a table that is asked for its rows before its indexes stand.
    create function read_models.index_groups(asked text, grouped_by text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    begin
      perform from read_models.model_tables where table_name = asked;
      if not found then
        raise exception 'no table of a read model: %', asked;
      end if;
      perform from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
        where i.indrelid = format('read_models_next.%I', asked)::regclass and i.indpred is null and a.attname = grouped_by;
      if not found then
        execute format('create index %I on read_models_next.%I (%I)', asked || '_groups', asked, grouped_by);
      end if;
    end $$;

    -- Keys and indexes as the live tables have them, then statistics. Documents are never searched by their content, and analysing
    -- them costs as much as writing them.
    create function read_models.index_rebuilt(rebuilt text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    declare t text; live regclass; wanted text; searched text;
    begin
      for t in select table_name from read_models.model_tables where model = rebuilt order by table_name loop
        live := format('read_models.%I', t)::regclass;
        execute format('drop index if exists read_models_next.%I', t || '_groups');
        for wanted in
          select format('alter table read_models_next.%I add constraint %I %s', t, conname, pg_get_constraintdef(oid))
            from pg_constraint where conrelid = live and contype in ('p', 'u')
          union all
          select replace(pg_get_indexdef(i.indexrelid), format(' ON read_models.%I ', t), format(' ON read_models_next.%I ', t))
            from pg_index i where i.indrelid = live and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
        loop
          execute wanted;
        end loop;
        select string_agg(quote_ident(attname), ', ') into searched from pg_attribute
          where attrelid = format('read_models_next.%I', t)::regclass and attnum > 0 and not attisdropped and atttypid not in ('jsonb'::regtype, 'json'::regtype);
        execute format('analyze read_models_next.%I (%s)', t, searched);
      end loop;
    end $$;

    drop function read_models.analyze_rebuilt(text);
    revoke execute on function read_models.index_groups(text, text), read_models.index_rebuilt(text) from public;
    grant execute on function read_models.index_groups(text, text), read_models.index_rebuilt(text) to teduh_app;
  `,
}
