import { Inject, Injectable, SetMetadata, type CallHandler, type CustomDecorator, type ExecutionContext, type NestInterceptor } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { mergeMap, type Observable } from 'rxjs'
import { caseAggregate } from '#cases'
import { isUuid } from '#kernel'
import { between, standingOf, type Standing } from '#read-models'
import type { Workspace } from '#workspace'
import { WORKSPACE } from '../tokens'
import { minPositionOf } from './headers'

export const READS = 'teduh:reads'

/**
 * The read models that a route's answer rests on; none where it rests on none. Every route that answers a question declares them:
 * it then waits for `X-Min-Position`, and its answer says where it is stale, incomplete or held still.
 */
export const Reads = (...models: readonly string[]): CustomDecorator => SetMetadata(READS, models)

/** Milliseconds a screen that has just written waits for its read models. */
const PATIENCE = 2_000

/** Lets a question wait for what its asker has just written, and marks the answer, in headers: one way for every route that reads. */
@Injectable()
export class ReadingInterceptor implements NestInterceptor {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(WORKSPACE) private readonly workspace: Workspace,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const models = this.reflector.get<readonly string[] | undefined>(READS, context.getHandler()) ?? []
    if (models.length === 0) return next.handle()
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    const reply = context.switchToHttp().getResponse<FastifyReply>()
    await this.#reach(request, models, reply)
    const stream = streamOf(request)
    const before = await standingOf(this.workspace.pool, models, stream)
    // Also where the answer is a refusal: what is missing may be what is held back.
    mark(reply, before)
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        mark(reply, between(before, await standingOf(this.workspace.pool, models, stream)))
        return answer
      }),
    )
  }

  async #reach(request: FastifyRequest, models: readonly string[], reply: FastifyReply): Promise<void> {
    const position = minPositionOf(request)
    if (position === null) return
    const waited = await this.workspace.projections.waitFor(position, PATIENCE, models)
    if (waited.position !== null) void reply.header('x-position', waited.position)
    if (!waited.reached) void reply.header('x-stale', 'true')
  }
}

/** A route about one case rests on that case's stream alone. What is no id is refused where it is read. */
function streamOf({ params }: FastifyRequest): string | null {
  const caseId = (params as { readonly caseId?: string } | null)?.caseId
  return caseId === undefined || !isUuid(caseId) ? null : `${caseAggregate.prefix}-${caseId.toLowerCase()}`
}

function mark(reply: FastifyReply, { incomplete, pausedSince }: Standing): void {
  if (incomplete) void reply.header('x-incomplete', 'true')
  if (pausedSince !== null) void reply.header('x-paused-since', pausedSince)
}
