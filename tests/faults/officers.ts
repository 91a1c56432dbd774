import { setTimeout as pause } from 'node:timers/promises'
import { DAY } from '#kernel'
import { fresh } from '../e2e/fresh'
import { OFFICER } from './running-product'

/** What an unwilling server answered; what a caller reads is in the body. */
export interface Refused {
  readonly status: number
  readonly code: string
}

interface Acknowledged {
  readonly id: string
  readonly revision: number
  readonly position: string
}

const complaint = {
  channel: 'telepon',
  reporterKind: 'keluarga',
  receivedOn: new Date(Date.now() - 30 * DAY).toISOString().slice(0, 10),
  victims: [{ identity: { name: 'Korban Contoh' }, sex: 'P', age: { years: 30 } }],
  perpetrators: [{ identity: { name: 'Terlapor Contoh' }, sex: 'L' }],
  relatedPersons: [],
  relations: [{ victim: 0, perpetrator: 0, relation: 'tetangga' }],
  chronology: 'Kronologi contoh. '.repeat(200),
  dutyExplainedTo: 'pelapor',
}

/** Officers who write complaints as fast as they are taken, each with a key of its own, through whatever happens to the server. */
export class Officers {
  /** What was acknowledged to each key */
  readonly acknowledged = new Map<string, Acknowledged>()
  /** Keys that were never asked for again after an answer got lost or a refusal came */
  readonly abandoned = new Set<string>()
  /** Every refusal met so far, as `503 log.unavailable`, with how often */
  readonly refusals = new Map<string, number>()
  #cookie = ''
  #stopping = false
  #written = 0

  constructor(private readonly address: string) {}

  async signIn(): Promise<void> {
    const answer = await this.#post('/session', { username: OFFICER.username, password: OFFICER.password }, {})
    if (answer.status !== 200) throw new Error(`not signed in: ${answer.status} ${await answer.text()}`)
    this.#cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  }

  /**
   * Writes until `stop`. A lost answer or a 503 is asked again with the same key; every fourth of those is abandoned instead.
   * @throws where the server answers anything else
   */
  async write(count: number): Promise<void> {
    const writers = Array.from({ length: count }, async (_, name) => {
      for (let n = 0; !this.#stopping; n++) await this.#insist(`petugas-${name}-${n}`)
    })
    await Promise.all(writers)
  }

  stop(): void {
    this.#stopping = true
  }

  /**
   * Waits until `count` further complaints were acknowledged.
   * @throws where that takes more than a minute and a half: what was killed came back, and the others must have gone on without it
   */
  async progress(count: number): Promise<void> {
    const goal = this.acknowledged.size + count
    const deadline = performance.now() + 90_000
    while (this.acknowledged.size < goal && !this.#stopping) {
      if (performance.now() > deadline) throw new Error(`no progress; met ${JSON.stringify([...this.refusals])}`)
      await pause(5)
    }
  }

  /** One attempt. @returns null where no answer came */
  async attempt(key: string): Promise<'acknowledged' | Refused | null> {
    const answer = await this.#post('/cases', complaint, { cookie: this.#cookie, 'idempotency-key': key }).catch(() => null)
    const text = await answer?.text().catch(() => null)
    if (!answer || text === null || text === undefined) return null
    if (answer.status !== 201) return { status: answer.status, code: codeIn(text) }
    const given = JSON.parse(text) as Acknowledged
    const before = this.acknowledged.get(key)
    if (before && (before.id !== given.id || before.revision !== given.revision)) throw new Error(`${key} was answered twice, differently`)
    this.acknowledged.set(key, given)
    return 'acknowledged'
  }

  /** What a screen asks for that has just written. @returns the status */
  async look(path: string, minPosition: string): Promise<number> {
    const headers = { cookie: this.#cookie, 'x-min-position': minPosition }
    const { status } = await fresh(async () => {
      const answer = await fetch(`${this.address}/api/v1${path}`, { headers, signal: AbortSignal.timeout(30_000) })
      await answer.arrayBuffer()
      return { status: answer.status, headers: Object.fromEntries(answer.headers) }
    })
    return status
  }

  async #insist(key: string): Promise<void> {
    for (;;) {
      const outcome = await this.attempt(key)
      if (outcome === 'acknowledged') return
      if (outcome !== null) {
        const { status, code } = outcome
        this.refusals.set(`${status} ${code}`, (this.refusals.get(`${status} ${code}`) ?? 0) + 1)
        if (status !== 503) {
          this.#stopping = true
          throw new Error(`answered ${status} ${code}`)
        }
      }
      if (this.#written++ % 4 === 3 || this.#stopping) {
        this.abandoned.add(key)
        return
      }
      await pause(20)
    }
  }

  #post(path: string, body: object, headers: Readonly<Record<string, string>>): Promise<Response> {
    const always = { 'content-type': 'application/json', 'x-teduh': '1' }
    return fetch(`${this.address}/api/v1${path}`, {
      method: 'POST',
      headers: { ...always, ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    })
  }
}

function codeIn(text: string): string {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : ''
  } catch {
    return ''
  }
}
