import type { Migration } from './runner-migration'

/** A model that was just made, or made anew by a later version, holds a part of the log at first: until it has come to its end once. */
export const wholeMigration: Migration = {
  name: 'read-models-0004-whole',
  sql: `
    alter table read_models.checkpoints add column whole boolean not null default false;
    comment on column read_models.checkpoints.whole is 'The reader has come to the end of the log once since its tables were made; until then figures over it are incomplete.';
    update read_models.checkpoints set whole = true where position is not null;
  `,
}
