import type { FastifyInstance } from 'fastify'
import { Refusal } from '#kernel'

/** JSON bodies; the largest complaint anybody types is far below it. */
export const MAX_JSON_BYTES = 1024 * 1024
/** A register of 50 000 rows is about 15 MB. */
export const MAX_FILE_BYTES = 24 * 1024 * 1024

const decoder = new TextDecoder('utf-8', { fatal: true })

/** A form has three levels; what is nested deeper would only exhaust the stack of whoever walks it. */
const MAX_DEPTH = 32
/** Where files arrive */
const FILES = '/api/v1/imports/'

/** Reads JSON strictly: broken UTF-8, broken JSON, anything but an object and prototype keys are refused. Files arrive as bytes, at their own addresses. */
export function parseBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: MAX_JSON_BYTES }, (_request, body, done) => {
    try {
      done(null, parseJson(body as Buffer))
    } catch (error) {
      done(error as Error)
    }
  })
  server.addContentTypeParser(['text/csv', 'application/octet-stream'], { parseAs: 'buffer', bodyLimit: MAX_FILE_BYTES }, (request, body, done) => {
    if (request.url.startsWith(FILES)) done(null, body)
    else done(new Refusal('invalid', 'input.media-type'))
  })
}

function parseJson(body: Buffer): object {
  if (body.length === 0) return {}
  let text: string
  try {
    text = decoder.decode(body)
  } catch {
    throw new Refusal('invalid', 'input.not-utf8')
  }
  const parsed = parsedText(text)
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed) || !isPlain(parsed, 0)) throw new Refusal('invalid', 'input.not-json')
  return parsed
}

function parsedText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('invalid', 'input.not-json')
  }
}

/** @returns false where a key reaches for the prototype, or the nesting is deeper than any form */
function isPlain(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (depth > MAX_DEPTH) return false
  return Object.entries(value).every(([key, inner]) => key !== '__proto__' && key !== 'constructor' && isPlain(inner, depth + 1))
}
