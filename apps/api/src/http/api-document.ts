import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger'
import answers from './answers.json'
import { declaredRoutes } from './routes'

// The OpenAPI 3.1 document: forms from their decorators, answers from the types of the routes (answers.json, written by
// `npm run api:types` and held to the types by a test), permissions from the routes themselves.

type Schema = Readonly<Record<string, unknown>>
interface Operation {
  operationId?: string
  description?: string
  parameters?: object[]
  responses: Record<string, { description?: string; content?: unknown; headers?: unknown } | undefined>
  security?: object[]
}
interface OperationAnswer {
  readonly schema: Schema | null
  readonly command: boolean
  readonly waits: boolean
}

/** Every form of a case is served by one handler. */
const COMMAND: OperationAnswer = { schema: { $ref: '#/components/schemas/CommandAnswer' }, command: true, waits: false }

const PROBLEM: Schema = {
  type: 'object',
  description: 'RFC 9457. `code` is stable; `title` and `detail` are in the language asked for (`Accept-Language`: id, en).',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    correlationId: { type: 'string', format: 'uuid' },
    params: { type: 'object', additionalProperties: { type: ['string', 'number'] } },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { field: { type: 'string' }, code: { type: 'string' }, detail: { type: 'string' } },
        required: ['field', 'code', 'detail'],
      },
    },
  },
  required: ['type', 'title', 'status', 'detail', 'code', 'correlationId'],
}

const header = (name: string, required: boolean, description: string, schema: Schema = { type: 'string' }): object => ({
  name,
  in: 'header',
  required,
  description,
  schema,
})
const COMMAND_HEADERS = [
  header('Idempotency-Key', true, 'A repeated key answers the first result, whatever the second body says.', {
    type: 'string',
    minLength: 8,
    maxLength: 128,
  }),
  header('If-Match', false, 'The revision that was seen, quoted. Another one is refused with 412; without it the command is decided anew.'),
]
const WAITING_HEADERS = [header('X-Min-Position', false, 'Waits up to two seconds for this position; `X-Stale: true` where the wait ended unmet.')]

/** Where an answer stands; each is there only where it says something. */
const MARKS: Schema = Object.fromEntries(
  Object.entries({
    'X-Position': 'What the slowest read model had reached; where `X-Min-Position` was asked for.',
    'X-Stale': '`true`: that position was not reached in time, the answer is older.',
    'X-Incomplete': '`true`: something that would count or stand here cannot be read yet. No figure of it may be published.',
    'X-Paused-Since': 'Since when what it rests on is held still.',
  }).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
)

export function apiDocument(app: NestFastifyApplication): OpenAPIObject {
  const base = new DocumentBuilder()
    .setTitle('Teduh')
    .setDescription('Case management for violence against women and children')
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/')
    .setOpenAPIVersion('3.1.0')
    .addCookieAuth('teduh_session', { type: 'apiKey', in: 'cookie', name: 'teduh_session' }, 'session')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-Teduh', description: '`1` on every write: another site cannot send it.' }, 'page')
    .build()
  const document = SwaggerModule.createDocument(app, base)
  const access = new Map(declaredRoutes(app).map((route) => [route.operation, route.access]))
  for (const path of Object.values(document.paths))
    for (const [method, operation] of Object.entries(path as Record<string, Operation>))
      describe(operation, method, access.get(operation.operationId ?? ''))
  const schemas = { ...document.components?.schemas, ...answers.schemas, Problem: PROBLEM } as NonNullable<OpenAPIObject['components']>['schemas']
  return withoutNullable({ ...document, components: { ...document.components, ...(schemas ? { schemas } : {}) } }) as OpenAPIObject
}

function describe(operation: Operation, method: string, access: string | undefined): void {
  const id = operation.operationId ?? ''
  const known = (answers.operations as Readonly<Record<string, OperationAnswer>>)[id] ?? (id.startsWith('CaseFormsController_') ? COMMAND : undefined)
  const asked = [...(access === 'public' ? [] : ['session']), ...(method === 'get' ? [] : ['page'])]
  operation.security = [Object.fromEntries(asked.map((name) => [name, []]))]
  operation.description = access === 'public' ? 'Before sign-in.' : `Permission \`${access ?? ''}\`.`
  operation.parameters = [...(operation.parameters ?? []), ...(known?.command ? COMMAND_HEADERS : []), ...(known?.waits ? WAITING_HEADERS : [])]
  for (const [status, response] of Object.entries(operation.responses)) {
    if (!response || !status.startsWith('2')) continue
    response.description = status === '201' ? 'Created' : status === '204' ? 'Done' : 'Answered'
    if (known?.waits) response.headers = MARKS
    if (known?.schema) response.content = { 'application/json': { schema: known.schema } }
  }
  operation.responses['default'] = {
    description: 'Refused',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
}

/** `nullable` is of OpenAPI 3.0; in 3.1 `null` is one of the types. */
function withoutNullable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNullable)
  if (typeof value !== 'object' || value === null) return value
  const { nullable, ...rest } = value as Record<string, unknown>
  const inner = Object.fromEntries(Object.entries(rest).map(([key, one]) => [key, withoutNullable(one)]))
  if (nullable !== true) return inner
  if (typeof inner['type'] !== 'string') return { anyOf: [inner, { type: 'null' }] }
  return { ...inner, type: [inner['type'], 'null'], ...(Array.isArray(inner['enum']) ? { enum: [...(inner['enum'] as unknown[]), null] } : {}) }
}
