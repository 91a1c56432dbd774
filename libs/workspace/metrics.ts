import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { EventLog } from '#event-log'
import { systemClock } from '#kernel'
import { secondsBehind, type Projections } from '#read-models'

/** Figures about the running product in Prometheus' text format: names of readers, route templates and codes; no ids, nothing personal. */
export interface Metrics {
  readonly contentType: string
  /** Looks at the readers now. @returns the text */
  text(): Promise<string>
  /** @param route the template (`/api/v1/cases/:caseId`), never the path that was asked for */
  observeRequest(method: string, route: string, status: number, seconds: number): void
}

const SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

/** @param log its appends are counted from now on */
export function createMetrics(log: EventLog, projections: Pick<Projections, 'status'>): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const lagEvents = new Gauge({
    name: 'teduh_reader_lag_events',
    help: 'Events a reader has not taken yet, counted up to 10000',
    labelNames: ['reader'],
    registers,
  })
  const lagSeconds = new Gauge({ name: 'teduh_reader_lag_seconds', help: 'Age of the oldest of them', labelNames: ['reader'], registers })
  const parked = new Gauge({ name: 'teduh_reader_parked_streams', help: 'Streams a reader holds back', labelNames: ['reader'], registers })
  const paused = new Gauge({ name: 'teduh_reader_paused', help: '1 where a reader is held still', labelNames: ['reader'], registers })
  const requests = new Histogram({
    ...{ name: 'teduh_http_request_seconds', help: 'Time to answer, by route template', registers, buckets: SECONDS },
    labelNames: ['method', 'route', 'status'],
  })
  countAppends(log, registry)
  return {
    contentType: registry.contentType,
    async text() {
      const now = systemClock.now()
      for (const one of await projections.status()) {
        const reader = { reader: one.model }
        lagEvents.set(reader, one.behind)
        lagSeconds.set(reader, secondsBehind(one, now))
        parked.set(reader, one.parkedStreams)
        paused.set(reader, one.pausedSince === null ? 0 : 1)
      }
      return registry.metrics()
    },
    observeRequest: (method, route, status, seconds) => requests.observe({ method, route, status: String(status) }, seconds),
  }
}

function countAppends(log: EventLog, registry: Registry): void {
  const registers = [registry]
  const events = new Counter({ name: 'teduh_log_events_appended_total', help: 'Events written to the log', registers })
  const appends = new Histogram({
    ...{ name: 'teduh_log_append_seconds', help: 'Time of an append, by how it ended', registers, buckets: SECONDS },
    labelNames: ['outcome'],
  })
  const append = log.append.bind(log)
  log.append = async (stream, expected, given, context) => {
    const end = appends.startTimer()
    try {
      const appended = await append(stream, expected, given, context)
      if (!appended.repeated) events.inc(given.length)
      end({ outcome: appended.repeated ? 'repeated' : 'written' })
      return appended
    } catch (error) {
      end({ outcome: error instanceof Error ? error.name : 'unknown' })
      throw error
    }
  }
}
