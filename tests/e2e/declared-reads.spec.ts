import { readModels } from '#read-models'
import { CaseViewsController } from '../../apps/api/src/http/cases/case-views.controller'
import { READS } from '../../apps/api/src/http/reads'
import { declaredRoutes, requireDeclaredPermissions, requireDeclaredReads } from '../../apps/api/src/http/routes'
import { PERMISSION } from '../../apps/api/src/http/permits'
import type { Client } from './client'
import { takenCase } from './forms'
import { startApi, type Api } from './start-api'

// A command that reads a read model may act on what is no longer so. Every test of the API fails where a route asks a model that it does
// not declare; here it is shown that it does, and which commands rest on one at all.

let api: Api
let officer: Client
let caseId: string
let victimId: string

beforeAll(async () => {
  api = await startApi()
  officer = await api.as('officer')
  ;({ caseId, victimId } = await takenCase(officer))
})
afterAll(() => api.close())

const { reveal, file } = CaseViewsController.prototype
const revealing = () => officer.post(`/cases/${caseId}/reveal`, { what: 'identity', ref: victimId, reason: 'memastikan_orang' })

/** Declares something else for as long as `work` runs. */
async function declaring<T>(key: string, target: object, value: unknown, work: () => T | Promise<T>): Promise<T> {
  const before: unknown = Reflect.getMetadata(key, target)
  Reflect.defineMetadata(key, value, target)
  try {
    return await work()
  } finally {
    Reflect.defineMetadata(key, before, target)
  }
}

describe('a command', () => {
  it('rests on a read model in these places alone', () => {
    const reading = declaredRoutes(api.app).filter(({ method, reads }) => method !== 'GET' && reads !== undefined && reads.length > 0)
    expect(Object.fromEntries(reading.map(({ method, path, reads }) => [`${method} ${path}`, reads]))).toEqual({
      // opens what the page shows; who may see it is decided from the stream, too
      'POST /api/v1/cases/:caseId/reveal': ['case-file', 'case-list'],
      // compares the number that was typed; whoever is linked is waited for up to the log's end
      'POST /api/v1/cases/:caseId/subjects/:subjectId/erasure': ['case-list', 'subject-links'],
    })
  })

  it('that asks a model without declaring it is found by whatever test sends it', async () => {
    expect((await revealing()).status).toBe(200)
    await declaring(READS, reveal, [], () => expect(revealing()).rejects.toThrow('/reveal reads case-file, case-list without declaring it'))
    await declaring(READS, reveal, undefined, () => expect(revealing()).rejects.toThrow('without declaring it'))
    await declaring(READS, reveal, ['case-list'], () => expect(revealing()).rejects.toThrow('/reveal reads case-file without declaring it'))
    expect((await revealing()).status).toBe(200)
  })
})

describe('the start', () => {
  const names = readModels.map(({ name }) => name)

  it('refuses a question that does not say what it rests on, and a model that there is not', async () => {
    expect(() => requireDeclaredReads(api.app, names)).not.toThrow()
    await declaring(READS, file, undefined, () =>
      expect(() => requireDeclaredReads(api.app, names)).toThrow(/^routes that do not say .*: GET \/api\/v1\/cases\/:caseId$/),
    )
    await declaring(READS, reveal, ['case-flie'], () =>
      expect(() => requireDeclaredReads(api.app, names)).toThrow(/: POST \/api\/v1\/cases\/:caseId\/reveal$/),
    )
  })

  it('refuses a route without a permission', async () => {
    await declaring(PERMISSION, file, undefined, () =>
      expect(() => requireDeclaredPermissions(api.app)).toThrow(/^routes without a permission: GET \/api\/v1\/cases\/:caseId$/),
    )
  })
})
