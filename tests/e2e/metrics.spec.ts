import { METRICS_TOKEN, startApi, type Api } from './start-api'

let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.close())

const look = async (remoteAddress: string, headers: Record<string, string> = {}): Promise<{ status: number; text: string }> => {
  const answer = await api.app.inject({ method: 'GET', url: '/metrics', remoteAddress, headers })
  return { status: answer.statusCode, text: answer.body }
}

describe('the metrics page', () => {
  it('is there for the machine itself and for whoever brings the token, and for nobody else', async () => {
    expect((await look('127.0.0.1')).status).toBe(200)
    expect((await look('::ffff:127.0.0.1')).status).toBe(200)
    expect((await look('10.1.2.3', { authorization: `Bearer ${METRICS_TOKEN}` })).status).toBe(200)
    expect((await look('10.1.2.3')).status).toBe(404)
    expect((await look('10.1.2.3', { authorization: 'Bearer lain' })).status).toBe(404)
    expect((await look('127.0.0.1', { 'x-forwarded-for': '203.0.113.5' })).status).toBe(404)
  })

  it('names readers and route templates, never a person, a path or an id', async () => {
    const head = await api.as('head')
    await head.get('/api/v1/cases/6f1c1b1e-5d0a-4f0e-9f57-0a8d4f6f2c11')
    const { text } = await look('127.0.0.1')
    expect(text).toMatch(/teduh_reader_lag_events\{reader="victim-facts"\} \d+/)
    expect(text).toContain('teduh_reader_lag_events{reader="shelter-reservations"}')
    expect(text).toContain('route="/api/v1/cases/:caseId"')
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
  })
})
