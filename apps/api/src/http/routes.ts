import { RequestMethod, type Type } from '@nestjs/common'
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js'
import { MetadataScanner, ModulesContainer } from '@nestjs/core'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { PERMISSION, type RouteAccess } from './permits'
import { READS } from './reads'

export interface DeclaredRoute {
  /** `GET`, `POST`, … */
  readonly method: string
  /** `/api/v1/cases/:caseId` */
  readonly path: string
  /** undefined where it was forgotten */
  readonly access: RouteAccess | undefined
  /** The read models its answer rests on; undefined where they are not declared */
  readonly reads: readonly string[] | undefined
  /** `CasesController_take`: the operation's id in the OpenAPI document */
  readonly operation: string
}

/** Every route of every controller, with what it asks of its caller. */
export function declaredRoutes(app: NestFastifyApplication): readonly DeclaredRoute[] {
  const scanner = new MetadataScanner()
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()].map(({ metatype }) => metatype))
  return controllers.flatMap((controller) => (typeof controller === 'function' ? routesOf(controller as Type<object>, scanner) : []))
}

function routesOf(controller: Type<object>, scanner: MetadataScanner): DeclaredRoute[] {
  const prototype = controller.prototype as Record<string, object>
  const base = read<string>(PATH_METADATA, controller) ?? ''
  return scanner.getAllMethodNames(prototype).flatMap((name) => {
    const handler = prototype[name]
    const method = handler && read<RequestMethod>(METHOD_METADATA, handler)
    if (!handler || method === undefined) return []
    const path = `/${base}/${read<string>(PATH_METADATA, handler) ?? ''}`.replaceAll(/\/+/g, '/').replace(/(.)\/$/, '$1')
    const access = read<RouteAccess>(PERMISSION, handler) ?? read<RouteAccess>(PERMISSION, controller)
    return [{ method: RequestMethod[method], path, access, reads: read<readonly string[]>(READS, handler), operation: `${controller.name}_${name}` }]
  })
}

const read = <T>(key: string, target: object): T | undefined => Reflect.getMetadata(key, target) as T | undefined

/** A route that forgot its permission ends the start: nobody should meet it first in an office. @throws Error naming the routes */
export function requireDeclaredPermissions(app: NestFastifyApplication): void {
  refuseRoutes(app, 'routes without a permission', ({ access }) => access === undefined)
}

/**
 * A route that answers a question and forgot what it rests on ends the start: its answer would neither wait nor be marked.
 * @param models those there are @throws Error naming the routes
 */
export function requireDeclaredReads(app: NestFastifyApplication, models: readonly string[]): void {
  const isForgotten = ({ method, reads }: DeclaredRoute): boolean =>
    (method === 'GET' && reads === undefined) || (reads ?? []).some((one) => !models.includes(one))
  refuseRoutes(app, 'routes that do not say which read models they rest on', isForgotten)
}

function refuseRoutes(app: NestFastifyApplication, what: string, isRefused: (route: DeclaredRoute) => boolean): void {
  const refused = declaredRoutes(app).filter(isRefused)
  if (refused.length > 0) throw new Error(`${what}: ${refused.map(({ method, path }) => `${method} ${path}`).join(', ')}`)
}
