import { permissionsOf } from '#access'
import { randomUuid } from '#kernel'
import { declaredRoutes, type DeclaredRoute } from '../../apps/api/src/http/routes'
import { problemOf } from './client'
import { PEOPLE, startApi, type Api, type Who } from './start-api'

const ROLES: readonly Who[] = ['officer', 'head', 'department', 'administrator']

let api: Api
let routes: readonly DeclaredRoute[]

beforeAll(async () => {
  api = await startApi()
  routes = declaredRoutes(api.app)
})
afterAll(() => api.close())

/** Served outside the controllers: documents that hold no data, to everybody; figures about the process, to the machine itself. */
const DOCUMENTS = ['GET /api/docs', 'GET /api/openapi.json', 'GET /metrics']

/** Reads the router's own tree: every line is a piece of an address below the last line with less indentation. */
function servedBy(tree: string): readonly string[] {
  const pieces: string[] = []
  return tree.split('\n').flatMap((line) => {
    const found = /^([\s│]*)(?:├──|└──) (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line)
    if (!found) return []
    const [, indent = '', piece = '', methods = ''] = found
    pieces.length = indent.length / 4
    pieces.push(piece)
    const path = pieces.join('')
    return methods.split(', ').flatMap((method) => (method === '' || method === 'HEAD' ? [] : [`${method} ${path}`]))
  })
}

const address = ({ path }: DeclaredRoute): string => path.replaceAll(/:\w+/g, () => randomUuid())
/** Signing out would end the walk. */
const walked = (): readonly DeclaredRoute[] => routes.filter(({ method, path }) => !(method === 'DELETE' && path === '/api/v1/session'))
const send = async (who: Who | null, route: DeclaredRoute) => {
  const client = who === null ? api.client() : await api.as(who)
  const body = route.method === 'GET' || route.method === 'DELETE' ? undefined : {}
  return client.send(route.method as 'GET', address(route), body)
}

describe('every route', () => {
  it('is known: the router serves nothing but the declared routes and the documents', () => {
    const declared = new Set(routes.map(({ method, path }) => `${method} ${path}`))
    const served = servedBy(api.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false }))
    expect(served.length).toBeGreaterThan(85)
    expect(served.filter((route) => !declared.has(route)).sort()).toEqual(DOCUMENTS)
    expect([...declared].filter((route) => !served.includes(route))).toEqual([])
  })

  it('declares its permission', () => {
    expect(routes.filter(({ access }) => access === undefined)).toEqual([])
  })

  it('asks for a session, unless it serves before sign-in', async () => {
    for (const route of walked()) {
      const answer = await send(null, route)
      if (route.access === 'public') expect([route.path, answer.status]).not.toEqual([route.path, 403])
      else expect([route.method, route.path, answer.status, problemOf(answer).code]).toEqual([route.method, route.path, 401, 'session.required'])
    }
  })

  it.each(ROLES)('refuses the %s what the role does not give, and answers the rest without a fault of the server', async (who) => {
    const given = permissionsOf(PEOPLE[who].roles)
    for (const route of walked()) {
      const answer = await send(who, route)
      const seen = [route.method, route.path, answer.status]
      if (route.access !== 'public' && route.access !== undefined && !given.has(route.access))
        expect([...seen, problemOf(answer).code]).toEqual([route.method, route.path, 403, 'permission.missing'])
      else expect(answer.status < 500 && answer.status !== 401 ? 'fine' : seen).toBe('fine')
    }
  })

  it('serves before sign-in only what has to be', () => {
    const open = routes.filter(({ access }) => access === 'public').map(({ method, path }) => `${method} ${path}`)
    expect(open.sort()).toEqual([
      'DELETE /api/v1/session',
      'GET /api/v1/installation',
      'GET /health/live',
      'GET /health/ready',
      'POST /api/v1/session',
      'POST /api/v1/setup/link',
      'POST /api/v1/setup/password',
    ])
  })
})
