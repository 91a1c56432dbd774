import type { FastifyInstance } from 'fastify'
import type { OpenAPIObject } from '@nestjs/swagger'

// The OpenAPI document for programs, and the same as one page to read: written here, without a script and without another site.

interface Field {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly items?: Field
  readonly anyOf?: readonly Field[]
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly description?: string
  readonly properties?: Readonly<Record<string, Field>>
  readonly required?: readonly string[]
}
interface Operation {
  readonly summary?: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean; readonly description?: string }[]
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Field }>> }
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: Field }>> }>>
}

export function serveDocuments(server: FastifyInstance, document: OpenAPIObject): void {
  const page = documentPage(document)
  server.get('/api/openapi.json', (_request, reply) => reply.send(document))
  server.get('/api/docs', (_request, reply) => reply.type('text/html; charset=utf-8').send(page))
}

const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const text = (value: string): string => value.replaceAll(/[&<>"]/g, (mark) => MARKS[mark] ?? mark)

/** The whole document as one page: every address, what it takes and what it answers. */
export function documentPage(document: OpenAPIObject): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods as Readonly<Record<string, Operation>>).map(([method, operation]) => ({ path, method, operation })),
  )
  const tags = [...new Set(operations.map(({ operation }) => operation.tags?.[0] ?? ''))]
  const schemas = Object.entries((document.components?.schemas ?? {}) as Readonly<Record<string, Field>>)
  const sections = tags.map((tag) => {
    const own = operations.filter(({ operation }) => (operation.tags?.[0] ?? '') === tag)
    return `<section><h2 id="${text(tag)}">${text(tag)}</h2>${own.map(operationPart).join('')}</section>`
  })
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Teduh API</title><style>${STYLE}</style></head>
<body><main><h1>Teduh API</h1><p>The same for programs: <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI ${text(document.openapi)}).</p>
<nav>${tags.map((tag) => `<a href="#${text(tag)}">${text(tag)}</a>`).join(' ')} <a href="#schemas">schemas</a></nav>
${sections.join('\n')}
<section><h2 id="schemas">schemas</h2>${schemas.map(([name, schema]) => `<article id="schema-${text(name)}"><h3>${text(name)}</h3>${fieldsPart(schema)}</article>`).join('')}</section>
</main></body></html>`
}

function operationPart({ path, method, operation }: { readonly path: string; readonly method: string; readonly operation: Operation }): string {
  const parameters = (operation.parameters ?? []).map(
    (one) =>
      `<tr><td><code>${text(one.name)}</code></td><td>${text(one.in)}${one.required ? ', required' : ''}</td><td>${text(one.description ?? '')}</td></tr>`,
  )
  const body = Object.entries(operation.requestBody?.content ?? {}).map(([type, { schema }]) => `<p>Takes ${text(type)}: ${typeOf(schema ?? {})}</p>`)
  const answers = Object.entries(operation.responses)
    .filter(([status]) => status !== 'default')
    .map(([status, { content }]) => `<p>${text(status)}: ${content ? typeOf(Object.values(content)[0]?.schema ?? {}) : 'no body'}</p>`)
  return `<article><h3><b>${method.toUpperCase()}</b> <code>${text(path)}</code></h3><p>${text(operation.summary ?? '')}. ${text(operation.description ?? '')}</p>${
    parameters.length > 0 ? `<table>${parameters.join('')}</table>` : ''
  }${body.join('')}${answers.join('')}</article>`
}

function fieldsPart({ properties = {}, required = [] }: Field): string {
  const rows = Object.entries(properties).map(
    ([name, field]) =>
      `<tr><td><code>${text(name)}</code></td><td>${typeOf(field)}</td><td>${required.includes(name) ? 'required' : ''}</td><td>${text(field.description ?? '')}</td></tr>`,
  )
  return rows.length > 0 ? `<table>${rows.join('')}</table>` : '<p>No fields.</p>'
}

/** A type in a few words, with links to the named ones. */
function typeOf(field: Field): string {
  const name = field.$ref?.split('/').pop()
  if (name !== undefined) return `<a href="#schema-${text(name)}">${text(name)}</a>`
  if (field.anyOf) return field.anyOf.map(typeOf).join(' or ')
  if (field.items) return `list of ${typeOf(field.items)}`
  if (field.enum) return field.enum.map((value) => `<code>${text(String(value))}</code>`).join(' ')
  const types = typeof field.type === 'string' ? [field.type] : [...(field.type ?? ['anything'])]
  const bounds = [
    field.format,
    field.maxLength === undefined ? undefined : `at most ${field.maxLength} characters`,
    field.minimum === undefined ? undefined : `${field.minimum} to ${field.maximum ?? ''}`,
  ].filter((bound) => bound !== undefined)
  return text(`${types.join(' or ')}${bounds.length > 0 ? ` (${bounds.join(', ')})` : ''}`)
}

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}main{max-width:72rem;margin:2rem auto;padding:0 1rem}
article{border-top:1px solid;padding:.5rem 0;opacity:.95}h3{font-size:1rem;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%}
td{padding:.15rem .75rem .15rem 0;vertical-align:top;overflow-wrap:anywhere}nav a{margin-right:.75rem}`
