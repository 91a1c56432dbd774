import { SetMetadata, createParamDecorator, type CustomDecorator, type ExecutionContext } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import type { Permission, Principal } from '#access'

export const PERMISSION = 'teduh:permission'

/** What a route asks of its caller: a permission, or `public` for the few that serve before sign-in. */
export type RouteAccess = Permission | 'public'

/** Every route declares it; one without is refused by the guard and by the start. */
export const Permits = (access: RouteAccess): CustomDecorator => SetMetadata(PERMISSION, access)

const principals = new WeakMap<object, Principal>()

export const rememberPrincipal = (request: FastifyRequest, principal: Principal): void => {
  principals.set(request.raw, principal)
}

/** The signed-in person of this request. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): Principal => {
  const principal = principals.get(context.switchToHttp().getRequest<FastifyRequest>().raw)
  if (!principal) throw new Error('a route that needs its caller is declared public')
  return principal
})
