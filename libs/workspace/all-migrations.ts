import { accessMigrations } from '#access'
import type { Migration } from '#database'
import { eventLogMigrations } from '#event-log'
import { privacyMigrations } from '#privacy'
import { readModelMigrations } from '#read-models'
import { workspaceMigrations } from './installation'

/** In the order in which the libraries stand on each other. A released list only grows at its end. */
export const allMigrations: readonly (readonly Migration[])[] = [
  eventLogMigrations,
  privacyMigrations,
  accessMigrations,
  readModelMigrations,
  workspaceMigrations,
]
