import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { readAnswers } from '../../infra/api-types/answers'
import type { apiDocument } from '../../apps/api/src/http/api-document'
import { declaredRoutes } from '../../apps/api/src/http/routes'
import { startApi, type Api } from './start-api'

// `npm run api:types` writes what these tests compare: the answers' schemas, and the types of the screens.

const ROOT = resolve(__dirname, '..', '..')
const WRITING = process.env['TEDUH_WRITE_API_TYPES'] === '1'
const ANSWERS = join(ROOT, 'apps', 'api', 'src', 'http', 'answers.json')
const TYPES = join(ROOT, 'apps', 'web', 'src', 'api', 'schema.d.ts')
const CHOICES = join(ROOT, 'apps', 'web', 'src', 'api', 'choices.ts')

/** Of which form's field the screens need the choices themselves, not their type alone. */
const CHOICE_FIELDS = {
  urgencies: ['TriageForm', 'urgency'],
  emergencyKinds: ['EmergencyActionForm', 'kind'],
  institutionKinds: ['RegisterInstitutionForm', 'kind'],
  shelterClients: ['OpenShelterForm', 'accepts'],
  roles: ['CreateUserForm', 'roles'],
} as const

interface Choices {
  readonly enum?: readonly string[]
  readonly items?: { readonly enum?: readonly string[] }
}
type Document = ReturnType<typeof apiDocument>

let api: Api
let document: Document

beforeAll(async () => {
  api = await startApi()
  document = (await api.client().get('/api/openapi.json')).body as Document
})
afterAll(() => api.close())

const NOT_BY_HAND = '/** Written by `npm run api:types` from the OpenAPI document; not by hand. */\n\n'

const tool = (name: string, args: readonly string[], input = ''): string =>
  execFileSync(process.execPath, [join(ROOT, 'node_modules', name), ...args], {
    cwd: ROOT,
    input,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
    maxBuffer: 2 ** 26,
  })

function inFile(content: string, use: (file: string) => string): string {
  const folder = mkdtempSync(join(tmpdir(), 'teduh-openapi-'))
  try {
    writeFileSync(join(folder, 'openapi.json'), content)
    return use(join(folder, 'openapi.json'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What stands in a file; written first where that is asked for. */
function standing(file: string, content: string): { readonly found: string; readonly wanted: string } {
  const wanted = tool('prettier/bin/prettier.cjs', ['--stdin-filepath', file], content)
  if (WRITING) writeFileSync(file, wanted)
  return { found: existsSync(file) ? readFileSync(file, 'utf8') : '', wanted }
}

describe('the OpenAPI document', () => {
  it('holds the answers as the types of the routes have them', () => {
    const { found, wanted } = standing(ANSWERS, JSON.stringify(readAnswers(ROOT)))
    expect(found === wanted ? 'as the types say' : 'run `npm run api:types` and commit what it writes').toBe('as the types say')
  }, 240_000)

  it('is valid OpenAPI 3.1, by the published schema', () => {
    expect(document.openapi).toMatch(/^3\.1\./)
    const said = inFile(JSON.stringify(document), (file) => tool('@seriousme/openapi-schema-validator/bin/validate-api-cli.js', [file]))
    expect(JSON.parse(said)).toEqual({ valid: true })
  })

  it('names every operation once, and refers to nothing that is not there', () => {
    const text = JSON.stringify(document)
    const ids = [...text.matchAll(/"operationId":"(\w+)"/g)].map((match) => match[1])
    expect(ids.length).toBeGreaterThan(80)
    expect(new Set(ids).size).toBe(ids.length)
    const known = Object.keys(document.components?.schemas ?? {}).map((name) => `#/components/schemas/${name}`)
    expect([...text.matchAll(/"\$ref":"([^"]*)"/g)].map((match) => match[1]).filter((reference) => !known.includes(reference ?? ''))).toEqual([])
  })

  it('holds every route with its answer and its permission', () => {
    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods as Record<string, { responses: Record<string, { content?: object }>; description: string }>).map(
        ([method, operation]) => ({
          route: `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
          answers: Object.entries(operation.responses).every(([status, { content }]) => status === '204' || content !== undefined),
          description: operation.description,
        }),
      ),
    )
    const declared = declaredRoutes(api.app).filter(({ path }) => path.startsWith('/api/'))
    expect(documented.map(({ route }) => route).sort()).toEqual(declared.map(({ method, path }) => `${method} ${path}`).sort())
    expect(documented.filter(({ answers }) => !answers)).toEqual([])
    expect(documented.filter(({ description }) => !/^(Permission `[\w.-]+`|Before sign-in)\.$/.test(description))).toEqual([])
  })

  it('gives the screens their types, which stand in the repository as they are', () => {
    const types = inFile(JSON.stringify(document), (file) => tool('openapi-typescript/bin/cli.js', [file]))
    const { found, wanted } = standing(TYPES, `${NOT_BY_HAND}${types}`)
    expect(found === wanted ? 'as the document says' : 'run `npm run api:types` and commit what it writes').toBe('as the document says')
  }, 240_000)

  it('gives them the choices of its forms', () => {
    const schemas = document.components?.schemas as Record<string, { properties: Record<string, Choices> }>
    const lists = Object.entries(CHOICE_FIELDS).map(([name, [form, field]]) => {
      const property = schemas[form]?.properties[field]
      return `export const ${name} = ${JSON.stringify(property?.items?.enum ?? property?.enum)} as const\n`
    })
    const { found, wanted } = standing(CHOICES, NOT_BY_HAND + lists.join(''))
    expect(found === wanted ? 'as the document says' : 'run `npm run api:types` and commit what it writes').toBe('as the document says')
  })

  it('is one page to read that asks no other site for anything and runs no script', async () => {
    const page = await api.client().get('/api/docs')
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(page.headers['content-security-policy']).toMatch(/script-src 'self'/)
    expect(page.text).not.toMatch(/<script|(?:src|href)="(?:https?:)?\/\//)
    for (const path of Object.keys(document.paths)) expect(page.text).toContain(`<code>${path}</code>`)
    const linked = [...page.text.matchAll(/href="#([^"]+)"/g)].map((match) => match[1])
    expect(linked.filter((id) => !page.text.includes(`id="${id ?? ''}"`))).toEqual([])
  })
})

describe('every answer', () => {
  it.each(['/api/v1/installation', '/api/v1/session', '/api/v1/tidak-ada', '/api/docs', '/health/live', '/api/v1/cases/%'])(
    'of %s may not be framed, sniffed or leak its address',
    async (path) => {
      const { headers } = await api.client().get(path)
      expect(headers).toMatchObject({ 'x-frame-options': 'DENY', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
      expect(headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/)
      if (path.startsWith('/api')) expect(headers['cache-control']).toBe('no-store')
    },
  )
})
