import type { ReadModel } from './read-model'
import { migrationOf, runnerMigration, type Migration } from './runner-migration'

/** Every read model of the product. */
export const readModels: readonly ReadModel[] = []

/** Run in order by the owner of the database; each runs once. */
export const readModelMigrations: readonly Migration[] = [runnerMigration, ...readModels.map(migrationOf)]
