import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { read, ROOT } from './repository'

interface Cruised {
  readonly summary: { readonly violations: readonly { readonly rule: { readonly name: string }; readonly from: string }[] }
}
const { forbidden } = createRequire(__filename)(join(ROOT, '.dependency-cruiser.cjs')) as { readonly forbidden: readonly { readonly name: string }[] }

/** A file that breaks the rule it is named after. */
const BREAKS: Readonly<Record<string, readonly [file: string, content: string]>> = {
  'arrow-kernel': ['libs/kernel/bad.ts', `import '#cases'`],
  'arrow-words': ['libs/words/bad.ts', `import '#cases'`],
  'arrow-event-log': ['libs/event-log/bad.ts', `import '#cases'`],
  'arrow-database': ['libs/database/bad.ts', `import '#event-log'`],
  'arrow-cases': ['libs/cases/bad.ts', `import '#event-log'`],
  'arrow-shelters': ['libs/shelters/bad.ts', `import '#cases'`],
  'arrow-institutions': ['libs/institutions/bad.ts', `import type { C } from '#cases'`],
  'arrow-annual-reports': ['libs/annual-reports/bad.ts', `import '#privacy'`],
  'arrow-imports': ['libs/imports/bad.ts', `import '#event-log'`],
  'arrow-access': ['libs/access/bad.ts', `import '#read-models'`],
  'arrow-privacy': ['libs/privacy/bad.ts', `import '#access'`],
  'arrow-command-handler': ['libs/command-handler/bad.ts', `import '#read-models'`],
  'arrow-read-models': ['libs/read-models/bad.ts', `import '#indicators'`],
  'arrow-register-import': ['libs/register-import/bad.ts', `import '#workspace'`],
  'arrow-reactors': ['libs/reactors/bad.ts', `import '#workspace'`],
  'arrow-indicators': ['libs/indicators/bad.ts', `import '#documents'`],
  'arrow-documents': ['libs/documents/bad.ts', `import '#workspace'`],
  'arrow-workspace': ['libs/workspace/bad.ts', `import '#documents'`],
  'arrow-backup': ['libs/backup/bad.ts', `import '#documents'`],
  'arrow-demo': ['libs/demo/bad.ts', `import '#documents'`],
  'unknown-library': ['libs/leftovers/index.ts', `import '#kernel'`],
  'testing-in-product': ['libs/read-models/tested.ts', `import '#testing'`],
  'no-deep-import-between-libs': ['libs/privacy/deep.ts', `import '../kernel/time'`],
  'no-deep-import-from-outside': ['apps/api/src/deep.ts', `import '../../../libs/kernel/time'`],
  'no-app-imports-another': ['apps/cli/src/other.ts', `import '../../api/src/app'`],
  'no-lib-imports-an-app': ['libs/documents/app.ts', `import '../../apps/api/src/app'`],
  'no-app-imports-tests': ['apps/api/src/tests.ts', `import '../../../tests/some'`],
  'web-knows-no-server': ['apps/web/src/server.ts', `import '#cases'`],
  'no-circles': ['libs/cases/circle-a.ts', `import type { B } from './circle-b'\nexport type A = B | null`],
  'no-circles-at-run-time': ['libs/cases/case-state.ts', `import { step } from './step'\nexport const state = () => step`],
  'who-speaks-sql': ['apps/api/src/sql.ts', `import type { Client } from 'pg'\nexport type C = Client`],
  'pure-libraries-use-no-package': ['libs/cases/disk.ts', `import { readFileSync } from 'node:fs'\nexport const a = readFileSync`],
  'no-framework-in-libs': ['libs/access/nest.ts', `import { Injectable } from '@nestjs/common'\nexport const a = Injectable`],
  'no-dev-package-in-product': ['apps/api/src/dev.ts', `import { check } from 'prettier'\nexport const a = check`],
  'not-resolvable': ['libs/cases/missing.ts', `import './nowhere'`],
  'no-unknown-library-import': ['libs/cases/unknown.ts', `import '#nowhere'`],
}

const LIBRARIES = Object.keys(BREAKS).flatMap((rule) => (rule.startsWith('arrow-') ? [rule.slice('arrow-'.length)] : []))
const INNOCENT: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...LIBRARIES, 'testing'].map((library) => [`libs/${library}/index.ts`, `export type C = string`])),
  'libs/kernel/time.ts': `export const time = 1`,
  'libs/cases/circle-b.ts': `import type { A } from './circle-a'\nexport type B = A[]`,
  'libs/cases/step.ts': `import { state } from './case-state'\nexport const step = () => state`,
  'libs/event-log/postgres/log.ts': `import { Client } from 'pg'\nimport type { C } from '#kernel'\nexport const open = (c: C) => new Client(c)`,
  'libs/cases/case.spec.ts': `import '#testing'`,
  'apps/api/src/app.ts': `import '#workspace'\nimport '#read-models'`,
  'tests/some.ts': `export const some = 1`,
}

describe('the arrows', () => {
  let tree: string
  let found: Cruised['summary']['violations']

  beforeAll(() => {
    tree = mkdtempSync(join(tmpdir(), 'teduh-arrows-'))
    const write = (file: string, content: string): void => {
      mkdirSync(dirname(join(tree, file)), { recursive: true })
      writeFileSync(join(tree, file), `${content}\n`)
    }
    for (const [file, content] of [...Object.values(BREAKS), ...Object.entries(INNOCENT)]) write(file, content)
    for (const file of ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs']) write(file, read(file))
    symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'))
    found = cruise(tree)
  })
  afterAll(() => {
    rmSync(tree, { recursive: true, force: true })
  })

  it('are all shown to bite', () => {
    expect(Object.keys(BREAKS)).toEqual(forbidden.map(({ name }) => name))
  })

  it.each(Object.keys(BREAKS))('%s bites', (rule) => {
    expect(found.filter(({ rule: { name } }) => name === rule).map(({ from }) => from)).toContain(BREAKS[rule]?.[0])
  })

  it('let the innocent pass', () => {
    const innocent = Object.keys(INNOCENT).filter((file) => !['libs/cases/circle-b.ts', 'libs/cases/step.ts'].includes(file))
    expect(found.filter(({ from }) => innocent.includes(from))).toEqual([])
  })

  it('are kept by the repository', () => {
    expect(cruise(ROOT).map(({ rule, from }) => `${rule.name}: ${from}`)).toEqual([])
  })
})

function cruise(folder: string): Cruised['summary']['violations'] {
  const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const args = [program, 'libs', 'apps', 'tests', '--config', '.dependency-cruiser.cjs', '--output-type', 'json', '--no-cache']
  const output = execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 })
  return (JSON.parse(output) as Cruised).summary.violations
}
