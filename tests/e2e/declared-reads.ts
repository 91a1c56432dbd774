import { AsyncLocalStorage } from 'node:async_hooks'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import type { Pool, PoolClient } from 'pg'
import { readModels } from '#read-models'
import { declaredRoutes, type DeclaredRoute } from '../../apps/api/src/http/routes'

// Whatever a test asks of the API, question or command: a route that reads a model without declaring it fails that test.

const OWNERS = new Map(readModels.flatMap(({ name, tables }) => tables.map((table) => [table.name, name] as const)))
const running = new AsyncLocalStorage<Set<string>>()

function note(asked: Set<string>, statement: unknown): void {
  const text = typeof statement === 'string' ? statement : (statement as { readonly text: string }).text
  for (const [, table = ''] of text.matchAll(/read_models\.(\w+)/g)) {
    const owner = OWNERS.get(table)
    if (owner !== undefined) asked.add(owner)
  }
}

/** Notes for each request which models' tables it asks, by statement: what the readers do on the same pool meanwhile is not its own. */
export function watchReads(pool: Pool): void {
  const noting = <Target extends object>(target: Target, query: (...given: unknown[]) => unknown, asked: () => Set<string> | undefined) =>
    function (...given: unknown[]): unknown {
      const own = asked()
      if (own) note(own, given[0])
      return Reflect.apply(query, target, given)
    }
  const connect = pool.connect.bind(pool) as (...given: unknown[]) => unknown
  Object.assign(pool, {
    query: noting(pool, pool.query.bind(pool), () => running.getStore()),
    connect: (...given: unknown[]): unknown => {
      const asked = running.getStore()
      // with a callback: the pool's own, for a query that was noted already
      if (given.length > 0 || !asked) return connect(...given)
      return (connect() as Promise<PoolClient>).then(
        (client) =>
          new Proxy(client, {
            get(target, key) {
              const value: unknown = Reflect.get(target, key)
              if (typeof value !== 'function') return value
              const method = value.bind(target) as (...given: unknown[]) => unknown
              return key === 'query' ? noting(target, method, () => asked) : method
            },
          }),
      )
    },
  })
}

/** @returns what `work` gives, and the names of the models whose tables it asked */
export async function modelsAskedBy<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly models: readonly string[] }> {
  const asked = new Set<string>()
  const around = running.getStore()
  // Awaited inside: a request of `inject` begins only then.
  const result = await running.run(asked, async () => await work())
  for (const model of asked) around?.add(model)
  return { result, models: [...asked].sort() }
}

/** @throws Error naming the models that were asked by a route which does not declare them */
export function requireDeclared(app: NestFastifyApplication, method: string, url: string, models: readonly string[]): void {
  if (models.length === 0) return
  const path = new URL(url, 'http://localhost').pathname
  const route = declaredRoutes(app)
    .filter((one) => one.method === method && patternOf(one).test(path))
    .sort((a, b) => parametersOf(a) - parametersOf(b))[0]
  const undeclared = models.filter((model) => !route?.reads?.includes(model))
  if (undeclared.length > 0) throw new Error(`${method} ${route?.path ?? path} reads ${undeclared.join(', ')} without declaring it`)
}

const patternOf = ({ path }: DeclaredRoute): RegExp => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`)
/** A fixed address goes before one with a parameter in the same place. */
const parametersOf = ({ path }: DeclaredRoute): number => path.split('/:').length
