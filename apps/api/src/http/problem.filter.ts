import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { EventLogError, isDatabaseAway } from '#event-log'
import { Refusal } from '#kernel'
import { languageOf } from '#words'
import { problem, problemOf, type Problem } from './problem'
import { correlationOf } from './correlation'

/** The one place that turns an error into an answer. An unknown error's message never reaches the client. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('http')

  catch(error: unknown, host: ArgumentsHost): void {
    this.answer(error, host.switchToHttp().getRequest<FastifyRequest>(), host.switchToHttp().getResponse<FastifyReply>())
  }

  /** Also for what the router refuses before any handler: an address that can't be read. */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const body = this.#bodyFor(error, request)
    if (body.status >= 500) this.#logger.error(`${body.correlationId} ${body.code} ${nameOf(error)}`)
    if (body.status === 503) void reply.header('retry-after', '2')
    void reply.status(body.status).header('content-type', 'application/problem+json; charset=utf-8').send(JSON.stringify(body))
  }

  #bodyFor(error: unknown, request: FastifyRequest): Problem {
    const language = languageOf(request.headers['accept-language'])
    const correlation = correlationOf(request)
    const known = refusalFor(error)
    if (known) return problemOf(known, language, correlation)
    const status = isUnreadableAddress(error) ? 404 : statusOf(error)
    return problem(status, CODES[status] ?? (status < 500 ? 'input.invalid' : 'server.failed'), {}, [], language, correlation)
  }
}

const CODES: Readonly<Record<number, string>> = {
  404: 'route.absent',
  405: 'route.absent',
  413: 'input.too-large',
  415: 'input.media-type',
}

/** Errors of the log, and a database that is away or full, as refusals that a caller can do something about. */
function refusalFor(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  if (!(error instanceof EventLogError)) return isDatabaseAway(error) ? new Refusal('busy', 'log.unavailable') : null
  switch (error.code) {
    case 'log.event-too-large':
    case 'log.append-too-large':
      return new Refusal('too-large', error.code)
    case 'log.invalid-payload':
      return new Refusal('invalid', error.code)
    case 'log.unavailable':
      return new Refusal('busy', error.code)
    case 'log.idempotency-mismatch':
    case 'log.stream-closed':
    case 'log.stream-deleted':
      return new Refusal('rule', error.code)
    case 'log.wrong-revision':
      return new Refusal('stale', 'revision.stale')
    case 'log.stream-not-found':
      return new Refusal('absent', 'case.absent')
    default:
      return null
  }
}

/** Broken escapes and endless ids: nothing is there. */
const isUnreadableAddress = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'FST_ERR_BAD_URL' || error.code === 'FST_ERR_MAX_PARAM_LENGTH')

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus()
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  return status >= 400 && status < 500 ? status : 500
}

/** Class and stable code only: a message may hold what was typed. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const where = error.stack?.split('\n').find((line) => line.trimStart().startsWith('at ')) ?? ''
  return `${error.name}${'code' in error ? ` ${String(error.code)}` : ''} ${where.trim()}`
}
