import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

/** The folder of the clone. */
export const ROOT = resolve(__dirname, '..', '..')

const LEFT_OUT = new Set(['node_modules', 'dist', 'coverage', '.git', '.teduh', '.bench'])

/** @returns every file of the repository by its path from the root, with `/` on every system */
export function repositoryFiles(folder = ROOT): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (LEFT_OUT.has(entry.name)) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? repositoryFiles(path) : [relative(ROOT, path).replaceAll('\\', '/')]
  })
}

export const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

/** Files whose content is text that people or programs of ours wrote. */
export const isText = (file: string): boolean => !/\.(png|ico|woff2?|ttf|xlsx|pdf|gz)$/.test(file)
