import { readdirSync } from 'node:fs'
import { isText, read, repositoryFiles, ROOT } from './repository'

const files = repositoryFiles()
const sources = files.filter((file) => /\.(ts|tsx|mjs|cjs|css)$/.test(file))
const here = 'tests/architecture/'

/** Lines of text files in which `pattern` stands, as `file:line`. */
function whereStands(pattern: RegExp, among: readonly string[] = files): readonly string[] {
  return among
    .filter((file) => isText(file) && file !== 'package-lock.json' && !file.startsWith(here))
    .flatMap((file) => {
      const text = read(file)
      if (!pattern.test(text)) return []
      return text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : []))
    })
}

/** As Node.js looks for a package: beside the one that wants it, then in each folder above. */
function reachable(packages: Readonly<Record<string, unknown>>, from: string, name: string): boolean {
  const above = from.split('/node_modules/').map((_, index, parts) => parts.slice(0, index + 1).join('/node_modules/'))
  return ['', ...above].some((path) => packages[`${path === '' ? '' : `${path}/`}node_modules/${name}`] !== undefined)
}

describe('the house', () => {
  it('has no source of more than 300 lines', () => {
    const long = sources
      .filter((file) => !/\.spec\.tsx?$|^tests\/|^libs\/testing\/|\/generated\/|^apps\/web\/src\/api\/schema(\.d)?\.ts$/.test(file))
      .filter((file) => read(file).split('\n').length > 301)
    expect(long).toEqual([])
  })

  it('names no file or folder for what it has no better name for', () => {
    const vague = files.filter((file) =>
      file.split('/').some((part) => /^(utils?|helpers?|common|misc|shared)$|(^|[-.])(utils?|helpers?|common|manager)([-.]|$)/i.test(part)),
    )
    expect(vague).toEqual([])
  })

  it('names files in kebab-case', () => {
    expect(sources.filter((file) => !/^[a-z0-9.-]+$/.test(file.split('/').at(-1) ?? ''))).toEqual([])
  })

  it('keeps the root to the entries that were agreed', () => {
    const agreed = ['apps', 'libs', 'infra', 'tests', 'package.json', 'package-lock.json', 'tsconfig.json', 'README.md', 'CHANGELOG.md', 'LICENSE']
    const whereTheirToolsLook = ['eslint.config.mjs', 'jest.config.cjs', 'docker-compose.yml']
    const passing = ['node_modules', 'dist', 'coverage']
    const known = new Set([...agreed, ...whereTheirToolsLook, ...passing])
    expect(readdirSync(ROOT).filter((entry) => !entry.startsWith('.') && !known.has(entry))).toEqual([])
  })

  it('has one index.ts at the root of each library, and no other', () => {
    const indexes = files.filter((file) => file.startsWith('libs/') && file.endsWith('/index.ts'))
    const libraries = readdirSync(`${ROOT}/libs`)
    expect(indexes).toEqual(libraries.map((library) => `libs/${library}/index.ts`))
  })

  it('leaves nothing undone, skipped or silenced', () => {
    expect(whereStands(/\b(TODO|FIXME|XXX|HACK)\b/, sources)).toEqual([])
    expect(whereStands(/\b(describe|it|test)\.(skip|only|todo)\b|\bx(it|describe)\(/, sources)).toEqual([])
    expect(whereStands(/eslint-disable|@ts-ignore|@ts-nocheck|istanbul ignore|prettier-ignore/, sources)).toEqual([])
  })

  it('names no folder of a machine and no place outside the repository', () => {
    expect(whereStands(/(^|[\s'"`(=])\/(work|home|Users)\/[a-z]|\.\.\/shared\//)).toEqual([])
  })

  it('holds no number that could be somebody’s NIK: invented ones begin with 00', () => {
    expect(whereStands(/(?<![0-9a-fA-F.])(?!00)\d{16}(?![0-9a-fA-F.])/)).toEqual([])
  })

  it('locks versions without naming a registry', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved"|https?:\/\/[^"]*registry/)
    expect(whereStands(/https?:\/\/registry\b/)).toEqual([])
  })

  it('locks the packages of every platform: without one of them a fresh clone can’t be installed', () => {
    type Locked = { readonly optionalDependencies?: Readonly<Record<string, string>> }
    const { packages } = JSON.parse(read('package-lock.json')) as { readonly packages: Readonly<Record<string, Locked>> }
    const lacking = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !reachable(packages, path, name))
        .map((name) => `${path} lacks ${name}`),
    )
    expect(lacking).toEqual([])
  })

  it('carries its licence, the same in the package', () => {
    expect(read('LICENSE')).toMatch(/^Apache License\n\nVersion 2\.0/)
    expect(JSON.parse(read('package.json'))).toMatchObject({ license: 'Apache-2.0' })
  })
})
