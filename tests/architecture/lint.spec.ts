import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from './repository'

/** Text that breaks one rule, linted as if it stood in an existing file. */
const BREAKS: readonly (readonly [what: string, rule: string, file: string, text: string])[] = [
  ['a promise nobody waits for', '@typescript-eslint/no-floating-promises', 'libs/kernel/ids.ts', `Promise.resolve(1)\nexport {}`],
  ['any', '@typescript-eslint/no-explicit-any', 'libs/kernel/ids.ts', `export const a: any = 1`],
  ['a non-null assertion', '@typescript-eslint/no-non-null-assertion', 'libs/kernel/ids.ts', `export const a = (b: string | null): string => b!`],
  ['a silenced type error', '@typescript-eslint/ban-ts-comment', 'libs/kernel/ids.ts', `// @ts-ignore\nexport const a: string = 1`],
  [
    'a switch that forgets a case',
    '@typescript-eslint/switch-exhaustiveness-check',
    'libs/kernel/ids.ts',
    `export function f(a: 'x' | 'y'): void { switch (a) { case 'x': return } }`,
  ],
  ['the environment outside config.ts', 'no-restricted-properties', 'libs/event-log/codec.ts', `export const a = process.env['A']`],
  ['the machine’s clock', 'no-restricted-syntax', 'libs/event-log/codec.ts', `export const a = new Date()`],
  ['the machine’s clock in milliseconds', 'no-restricted-properties', 'libs/event-log/codec.ts', `export const a = Date.now()`],
  ['chance', 'no-restricted-properties', 'libs/event-log/codec.ts', `export const a = Math.random()`],
  ['a random id', 'no-restricted-imports', 'libs/event-log/codec.ts', `import { randomUUID } from 'node:crypto'\nexport const a = randomUUID()`],
  ['talk on the console', 'no-console', 'libs/event-log/codec.ts', `console.log(1)\nexport {}`],
  ['a raw colour', 'no-restricted-syntax', 'apps/web/src/components/button.tsx', `export const a = '#0F5F69'`],
  ['a raw colour function', 'no-restricted-syntax', 'apps/web/src/components/button.tsx', `export const a = 'rgb(1, 2, 3)'`],
  ['a raw type size', 'no-restricted-syntax', 'apps/web/src/components/button.tsx', `export const a = { fontSize: 14 }`],
  ['a raw radius', 'no-restricted-syntax', 'apps/web/src/components/button.tsx', `export const a = { borderRadius: '4px' }`],
]

const PASSES: readonly (readonly [what: string, file: string, text: string])[] = [
  ['the clock in the kernel', 'libs/kernel/time.ts', `export const a = new Date()`],
  ['a colour among the tokens', 'apps/web/src/theme/tokens.ts', `export const a = '#0F5F69'`],
  ['a type size from the tokens', 'apps/web/src/components/button.tsx', `export const a = (body: string) => ({ fontSize: body })`],
  ['an exact instant', 'libs/event-log/codec.ts', `export const a = (b: string): Date => new Date(b)`],
]

describe('the linter', () => {
  let rules: readonly (readonly string[])[]
  beforeAll(() => {
    const snippets = [...BREAKS.map(([, , file, text]) => ({ file, text })), ...PASSES.map(([, file, text]) => ({ file, text }))]
    const output = execFileSync(process.execPath, [join(__dirname, 'lint-snippets.mjs')], {
      cwd: ROOT,
      encoding: 'utf8',
      input: JSON.stringify(snippets),
    })
    rules = JSON.parse(output) as readonly (readonly string[])[]
  }, 240_000)

  it.each(BREAKS.map(([what, rule], index) => [what, rule, index] as const))('refuses %s', (_what, rule, index) => {
    expect(rules[index]).toContain(rule)
  })

  it.each(PASSES.map(([what], index) => [what, BREAKS.length + index] as const))('lets %s pass', (_what, index) => {
    expect(rules[index]).toEqual([])
  })
})
