import { MemoryEventLog } from '#event-log'
import { randomUuid } from '#kernel'
import { createMetrics } from './metrics'

const at = '2026-11-20T01:00:00.000Z'
const context = () =>
  ({
    recordedAt: at,
    actor: { kind: 'system', name: 'test' },
    unit: null,
    commandId: randomUuid(),
    correlationId: randomUuid(),
    causationId: null,
  }) as const
const status = {
  model: 'case-list',
  kind: 'model',
  version: 1,
  position: null,
  asOf: null,
  lastEvent: null,
  behind: 3,
  behindSince: at,
  pausedSince: at,
  parkedStreams: 2,
} as const

describe('metrics', () => {
  it('tell how far each reader is, how many streams it parked, and whether it is paused', async () => {
    const text = await createMetrics(new MemoryEventLog(), { status: () => Promise.resolve([status]) }).text()
    expect(text).toContain('teduh_reader_lag_events{reader="case-list"} 3')
    expect(text).toMatch(/teduh_reader_lag_seconds\{reader="case-list"\} \d+/)
    expect(text).toContain('teduh_reader_parked_streams{reader="case-list"} 2')
    expect(text).toContain('teduh_reader_paused{reader="case-list"} 1')
  })

  it('count appends by how they ended, and requests by the template of their route, without any id', async () => {
    const log = new MemoryEventLog()
    const metrics = createMetrics(log, { status: () => Promise.resolve([]) })
    const [stream, id] = [`case-${randomUuid()}`, randomUuid()]
    const events = [{ id, type: 'Said', version: 1, data: {} }]
    await log.append(stream, 'no-stream', events, context())
    await log.append(stream, 'no-stream', events, context())
    await log.append(stream, 'no-stream', [{ ...events[0], id: randomUuid() } as (typeof events)[0]], context()).catch(() => undefined)
    metrics.observeRequest('GET', '/api/v1/cases/:caseId', 200, 0.004)
    const text = await metrics.text()
    expect(text).toContain('teduh_log_events_appended_total 1')
    for (const outcome of ['written', 'repeated', 'WrongExpectedRevision'])
      expect(text).toContain(`teduh_log_append_seconds_count{outcome="${outcome}"} 1`)
    expect(text).toContain('teduh_http_request_seconds_count{method="GET",route="/api/v1/cases/:caseId",status="200"} 1')
    expect(text).not.toContain(stream)
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
  })
})
