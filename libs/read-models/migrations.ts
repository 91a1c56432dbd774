import { caseFile } from './case-file/case-file'
import { caseList } from './case-list/case-list'
import { institutionList } from './institution-list/institution-list'
import { populationCells } from './population/population-cells'
import type { ReadModel } from './read-model'
import { readersMigration } from './readers-migration'
import { rebuildMigration } from './rebuild-migration'
import { referralTimeline } from './referral-timeline/referral-timeline'
import { registerRowsMigration } from './register-rows/migration'
import { migrationOf, runnerMigration, type Migration } from './runner-migration'
import { shelterBoard } from './shelter-board/shelter-board'
import { subjectLinks } from './subject-links/subject-links'
import { victimFacts } from './victim-facts/victim-facts'
import { wholeMigration } from './whole-migration'
import { worklist } from './worklist/worklist'

/** Every read model of the product. */
export const readModels: readonly ReadModel[] = [
  caseList,
  caseFile,
  worklist,
  referralTimeline,
  institutionList,
  shelterBoard,
  subjectLinks,
  victimFacts,
  populationCells,
]

/** @returns what these models and their readers need */
export const migrationsFor = (models: readonly ReadModel[]): readonly Migration[] => [
  runnerMigration,
  ...models.map(migrationOf),
  readersMigration,
  rebuildMigration,
  wholeMigration,
]

/** Run in order by the owner of the database; each runs once. */
export const readModelMigrations: readonly Migration[] = [...migrationsFor(readModels), registerRowsMigration]
