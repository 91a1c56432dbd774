import type { FastifyInstance } from 'fastify'
import { Refusal } from '#kernel'

/** JSON bodies; the largest complaint anybody types is far below it. */
export const MAX_JSON_BYTES = 1024 * 1024
/** A register of 50 000 rows is about 15 MB. */
export const MAX_FILE_BYTES = 24 * 1024 * 1024

const decoder = new TextDecoder('utf-8', { fatal: true })

/** Reads JSON strictly: broken UTF-8, broken JSON and prototype keys are refused. Files arrive as bytes. */
export function parseBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: MAX_JSON_BYTES }, (_request, body, done) => {
    try {
      done(null, parseJson(body as Buffer))
    } catch (error) {
      done(error as Error)
    }
  })
  server.addContentTypeParser(['text/csv', 'application/octet-stream'], { parseAs: 'buffer', bodyLimit: MAX_FILE_BYTES }, (_request, body, done) => {
    done(null, body)
  })
}

function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {}
  let text: string
  try {
    text = decoder.decode(body)
  } catch {
    throw new Refusal('invalid', 'input.not-utf8')
  }
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (key === '__proto__' || key === 'constructor') throw new Refusal('invalid', 'input.not-json')
      return value
    })
  } catch {
    throw new Refusal('invalid', 'input.not-json')
  }
}
