import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { FastifyRequest } from 'fastify'
import { permissionsOf } from '#access'
import { Refusal } from '#kernel'
import { PERMISSION, rememberPrincipal, type RouteAccess } from './permits'
import { Sessions } from './session/sessions'

/** Refuses what is not declared, not signed in, not permitted, or sent by another site's page. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<RouteAccess | undefined>(PERMISSION, [context.getHandler(), context.getClass()])
    if (access === undefined) throw new Refusal('forbidden', 'permission.missing')
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    refuseForeignWrites(request)
    if (access === 'public') return true
    const principal = await this.sessions.principalOf(request)
    if (principal === null) throw new Refusal('unauthenticated', 'session.required')
    if (!permissionsOf(principal.roles).has(access)) throw new Refusal('forbidden', 'permission.missing')
    rememberPrincipal(request, principal)
    return true
  }
}

/** A form on another site can't set this header; together with SameSite cookies it closes cross-site requests. */
function refuseForeignWrites(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  if (request.headers['x-teduh'] !== '1') throw new Refusal('forbidden', 'session.foreign-origin')
}
