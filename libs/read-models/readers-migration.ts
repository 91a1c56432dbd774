import type { Migration } from './runner-migration'

/** Reactors beside the models, and readers that somebody holds still. */
export const readersMigration: Migration = {
  name: 'read-models-0002-readers',
  sql: `
    alter table read_models.checkpoints add column kind text not null default 'model' check (kind in ('model', 'reactor'));
    comment on column read_models.checkpoints.kind is 'A model fills tables and can be rebuilt; a reactor acts, and never goes back.';

    create table read_models.paused (
      reader text primary key,
      since timestamptz not null
    );
    comment on table read_models.paused is 'Readers that every worker leaves alone until they are resumed.';
    grant select, insert, delete on read_models.paused to teduh_app;
  `,
}
