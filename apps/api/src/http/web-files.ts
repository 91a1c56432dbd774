import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json; charset=utf-8',
}

interface WebFile {
  readonly type: string
  readonly body: Buffer
  readonly packed: Buffer | null
  readonly etag: string
  /** Files named after their content never change */
  readonly lasting: boolean
}

/** Serves the built web application from memory; every address outside `/api` and `/health` is a screen of it. */
export function serveWeb(server: FastifyInstance, directory: string): void {
  const files = readFiles(directory)
  server.get('/*', (request, reply) => {
    const path = decodeURIComponent(request.url.split('?')[0] ?? '/').slice(1)
    const file = files.get(path) ?? (path.startsWith('api/') || extname(path) !== '' ? undefined : files.get('index.html'))
    if (!file) return reply.callNotFound()
    return send(request, reply, file)
  })
}

function send(request: FastifyRequest, reply: FastifyReply, file: WebFile): FastifyReply {
  void reply.header('etag', file.etag).header('cache-control', file.lasting ? 'public, max-age=31536000, immutable' : 'no-cache')
  if (request.headers['if-none-match'] === file.etag) return reply.status(304).send()
  const packed = file.packed !== null && (request.headers['accept-encoding'] ?? '').includes('br')
  if (packed) void reply.header('content-encoding', 'br').header('vary', 'accept-encoding')
  return reply.type(file.type).send(packed ? file.packed : file.body)
}

function readFiles(directory: string): ReadonlyMap<string, WebFile> {
  const files = new Map<string, WebFile>()
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const full = join(entry.parentPath, entry.name)
    files.set(relative(directory, full).split(sep).join('/'), fileOf(full))
  }
  return files
}

function fileOf(path: string): WebFile {
  const body = readFileSync(path)
  const type = TYPES[extname(path)] ?? 'application/octet-stream'
  const packable = body.length > 1_000 && !type.startsWith('font') && !type.startsWith('image/png')
  return {
    type,
    body,
    packed: packable ? brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }) : null,
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    lasting: path.includes(`${sep}assets${sep}`),
  }
}
