import { resolve } from 'node:path'
import { BackupRefused } from '#backup'

/** @returns the absolute path. @throws BackupRefused `backup.no-file` for `-`: these files are checked as a whole, no pipe can hold one */
export function fileNamed(path: string): string {
  if (path === '-') throw new BackupRefused('backup.no-file', { file: path })
  return resolve(path)
}
