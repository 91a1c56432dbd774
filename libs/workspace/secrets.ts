import { readFileSync } from 'node:fs'
import { WorkspaceError } from './errors'

/**
 * A setting that may hold a password: the variable itself, or the content of the file that `<name>_FILE` names (white space around it
 * ignored), so that it stands in no process list and in no compose file. Set to nothing is not set.
 * @throws WorkspaceError `workspace.secret-file` where both are set, or the file can't be read or is empty
 */
export function secretOf(environment: Readonly<Record<string, string | undefined>>, name: string): string | null {
  const [value, file] = [environment[name] ?? '', environment[`${name}_FILE`] ?? '']
  if (file === '') return value === '' ? null : value
  if (value !== '')
    throw new WorkspaceError('workspace.secret-file', `Isi ${name} atau ${name}_FILE, jangan keduanya. (Set ${name} or ${name}_FILE, not both.)`)
  const content = contentOf(file)
  if (content === '')
    throw new WorkspaceError(
      'workspace.secret-file',
      `Berkas ${file} dari ${name}_FILE tidak dapat dibaca atau kosong. (The file ${file} of ${name}_FILE cannot be read or is empty.)`,
    )
  return content
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return ''
  }
}
