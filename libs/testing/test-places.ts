import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTestDatabase, type TestDatabase } from './embedded-database'

/** A database and a folder of a suite's own. */
export interface TestPlaces {
  readonly database: TestDatabase
  readonly directory: string
  /** Where a workspace that is opened here finds everything */
  readonly places: {
    readonly dataDirectory: string
    readonly databaseUrls: { readonly owner: string; readonly app: string }
    readonly keyFile: string
  }
  /** Drops and removes everything. */
  stop(): Promise<void>
}

/** Gives a suite what it opens a workspace in; nothing is made in it yet. @throws DatabaseError, see `startTestDatabase` */
export async function startTestPlaces(): Promise<TestPlaces> {
  const database = await startTestDatabase()
  const directory = mkdtempSync(join(tmpdir(), 'teduh-places-'))
  return {
    database,
    directory,
    places: {
      dataDirectory: join(directory, 'data'),
      databaseUrls: { owner: database.ownerUrl, app: database.appUrl },
      keyFile: join(directory, 'key', 'master.key'),
    },
    async stop() {
      await database.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
