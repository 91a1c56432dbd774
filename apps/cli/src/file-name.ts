import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { BackupRefused, reasonOf } from '#backup'

/** @returns the absolute path. @throws BackupRefused `backup.no-file` for `-`: these files are checked as a whole, no pipe can hold one */
export function fileNamed(path: string): string {
  if (path === '-') throw new BackupRefused('backup.no-file', { file: path })
  return resolve(path)
}

/** @returns what a file holds. @throws BackupRefused `backup.file-unreadable` */
export function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new BackupRefused('backup.file-unreadable', { file: path, reason: reasonOf(error) }, { cause: error })
  }
}
