import { randomUuid } from '#kernel'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { modelsAskedBy, requireDeclared } from './declared-reads'
import { fresh } from './fresh'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>
  readonly text: string
  /** The body as JSON; null where it is none */
  readonly body: unknown
}

/** What a problem's body says. */
export interface Problem {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly title: string
  readonly errors?: readonly { readonly field: string; readonly code: string; readonly detail: string }[]
}

export interface CommandAnswer {
  readonly id: string
  readonly revision: number
  readonly position: string
}

export interface Asking {
  readonly headers?: Readonly<Record<string, string>>
  /** a key of its own unless told */
  readonly key?: string
  readonly ifMatch?: number
  readonly minPosition?: string
  readonly language?: 'id' | 'en'
  /** sent as it is, instead of JSON */
  readonly raw?: { readonly type: string; readonly body: Buffer | string }
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH'

/** A browser that keeps its cookie and sends what the screens send. */
export class Client {
  cookie: string | null = null

  constructor(private readonly app: NestFastifyApplication) {}

  get(path: string, asking: Asking = {}): Promise<Answer> {
    return this.send('GET', path, undefined, asking)
  }
  post(path: string, body: unknown = {}, asking: Asking = {}): Promise<Answer> {
    return this.send('POST', path, body, asking)
  }
  put(path: string, body: unknown, asking: Asking = {}): Promise<Answer> {
    return this.send('PUT', path, body, asking)
  }
  delete(path: string, asking: Asking = {}): Promise<Answer> {
    return this.send('DELETE', path, undefined, asking)
  }

  /** A command that must succeed. @throws Error with the problem where it did not */
  async command(path: string, body: unknown = {}, asking: Asking = {}): Promise<CommandAnswer> {
    const answer = await this.post(path, body, asking)
    if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${answer.text}`)
    return answer.body as CommandAnswer
  }

  /** A query that must succeed. @throws Error with the problem where it did not */
  async ask<Shape>(path: string, asking: Asking = {}): Promise<Shape> {
    const answer = await fresh(() => this.get(path, asking))
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.text}`)
    return answer.body as Shape
  }

  /** @param path under `/api/v1`, or the whole address where it begins with `/api` or `/health` */
  async send(method: Method, path: string, body: unknown, { headers = {}, key, ifMatch, minPosition, language, raw }: Asking = {}): Promise<Answer> {
    const writes = method !== 'GET'
    const payload = raw?.body ?? (body === undefined ? undefined : JSON.stringify(body))
    const url = /^\/(api|health)/.test(path) ? path : `/api/v1${path}`
    const request = {
      method,
      url,
      headers: {
        ...(writes ? { 'x-teduh': '1', 'idempotency-key': key ?? randomUuid() } : {}),
        ...(payload === undefined ? {} : { 'content-type': raw?.type ?? 'application/json' }),
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
        ...(minPosition ? { 'x-min-position': minPosition } : {}),
        ...(language ? { 'accept-language': language } : {}),
        ...headers,
      },
      ...(payload === undefined ? {} : { payload }),
    }
    const { result: response, models } = await modelsAskedBy(() => this.app.inject(request))
    requireDeclared(this.app, method, url, models)
    this.keep(response.headers['set-cookie'])
    return { status: response.statusCode, headers: response.headers, text: response.payload, body: parsed(response.payload) }
  }

  private keep(set: string | string[] | number | undefined): void {
    const first = Array.isArray(set) ? set[0] : set
    if (typeof first !== 'string') return
    const [pair = '', ...rest] = first.split(';')
    this.cookie = rest.some((part) => /Expires=Thu, 01 Jan 1970/i.test(part)) ? null : pair
  }
}

export const problemOf = (answer: Answer): Problem => answer.body as Problem

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
