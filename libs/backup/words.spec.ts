import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorText } from '#words'

const spoken = [__dirname, 'apps/cli/src'].flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/'(backup\.[a-z-]+)'/g)].map(([, code = '']) => code)),
)

it.each([...new Set(spoken)])('%s has its sentence in both languages', (code) => {
  const sentences = (['id', 'en'] as const).map((language) => errorText(code, {}, language))
  expect(sentences).not.toContain(errorText('unknown', {}, 'id'))
  expect(sentences).not.toContain(errorText('unknown', {}, 'en'))
  expect(new Set(sentences).size).toBe(2)
})
