import { isAbsolute, relative, resolve } from 'node:path'
import type { Pool } from 'pg'
import { createMasterKey, loadMasterKey, MasterKeyFileRefused, type MasterKey } from '#privacy'
import { WorkspaceError } from './errors'
import type { Installation } from './installation'

const liesWithin = (directory: string, file: string): boolean => {
  const way = relative(resolve(directory), resolve(file))
  return !way.startsWith('..') && !isAbsolute(way)
}

/** A key is made only where nothing was sealed yet: a lost key must never be replaced silently. */
export async function masterKey(
  pool: Pool,
  { keyFile, dataDirectory }: { readonly keyFile: string; readonly dataDirectory: string },
  { mode }: Installation,
): Promise<{ master: MasterKey; keyIsNew: boolean }> {
  if (mode === 'real' && liesWithin(dataDirectory, keyFile))
    throw new WorkspaceError(
      'workspace.key-beside-data',
      'Berkas kunci harus disimpan di luar direktori data. Pilih tempat lain dengan TEDUH_KEY_FILE. (The key file must lie outside the data directory.)',
    )
  try {
    return { master: loadMasterKey(keyFile), keyIsNew: false }
  } catch (error) {
    if (!(error instanceof MasterKeyFileRefused) || error.fault !== 'absent') throw error
    const { rows } = await pool.query<{ used: boolean }>('SELECT EXISTS (SELECT FROM privacy.master_key_check) AS used')
    if (rows[0]?.used === true)
      throw new WorkspaceError(
        'workspace.key-lost',
        `Berkas kunci tidak ditemukan di ${keyFile}. Pulihkan dari lembar pemulihan; tanpa kunci ini data tidak dapat dibuka. (The key file is missing; restore it from the recovery sheet.)`,
      )
    return { master: createMasterKey(keyFile), keyIsNew: true }
  }
}
