import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal, type Position } from '#kernel'
import type { CommandResult } from '#command-handler'
import { correlationOf } from './correlation'

/** What a command's headers say. */
export interface CommandHeaders {
  readonly idempotencyKey: string
  readonly ifMatch: bigint | null
  readonly correlationId: string
}

/** Reads `Idempotency-Key` (required) and `If-Match` (optional). */
export const Headers = createParamDecorator((_data: unknown, context: ExecutionContext): CommandHeaders => {
  const request = context.switchToHttp().getRequest<FastifyRequest>()
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !/^[\x21-\x7e]{8,128}$/.test(key)) throw new Refusal('invalid', 'header.idempotency-key')
  return { idempotencyKey: key, ifMatch: ifMatchOf(request), correlationId: correlationOf(request) }
})

function ifMatchOf(request: FastifyRequest): bigint | null {
  const value = request.headers['if-match']
  if (value === undefined || value === '*') return null
  const revision = /^"(\d{1,18})"$/.exec(value)?.[1]
  if (revision === undefined) throw new Refusal('invalid', 'header.if-match')
  return BigInt(revision)
}

/** The position that an answer should rest on, from `X-Min-Position`; null where none is asked for. @throws Refusal `header.min-position` */
export function minPositionOf(request: FastifyRequest): Position | null {
  const value = request.headers['x-min-position']
  if (value === undefined) return null
  if (typeof value !== 'string' || !/^[\w:./-]{1,80}$/.test(value)) throw new Refusal('invalid', 'header.min-position')
  return value
}

export interface CommandAnswer {
  readonly id: string
  readonly revision: number
  readonly position: string
}

/** Puts the revision into `ETag`, and says where the write stands in the log. */
export function answer(reply: FastifyReply, result: CommandResult): CommandAnswer {
  void reply.header('etag', `"${result.revision}"`).header('x-position', result.position)
  return { id: result.id, revision: Number(result.revision), position: result.position }
}
