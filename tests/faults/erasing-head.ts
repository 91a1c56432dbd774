import { argonPasswords, createUser, setPassword } from '#access'
import { DAY, randomUuid, type Uuid } from '#kernel'
import type { CaseFilePage } from '#read-models'
import type { Workspace } from '#workspace'
import { UNIT } from './running-product'

/** By the machine's clock, which is the product's */
const LATELY = new Date(Date.now() - 30 * DAY).toISOString().slice(0, 10)
const ACCOUNT = { username: 'kepala', password: 'payung di serambi' } as const

/** One person of a case of their own. */
export interface Told {
  readonly caseId: Uuid
  readonly victimId: Uuid
  /** The alleged perpetrator, whom nobody erases */
  readonly other: Uuid
  readonly number: string
}

interface Answered {
  readonly status: number
  readonly body: unknown
}

/** A head of unit at a running product, through whatever happens to it: takes complaints, links people, erases them. */
export class ErasingHead {
  #cookie = ''

  constructor(private readonly address: string) {}

  /** Gives the unit its head. */
  static async appoint({ pool, clock }: Workspace): Promise<void> {
    const { id } = await createUser(
      pool,
      { id: randomUuid(), username: ACCOUNT.username, displayName: 'Kepala', roles: ['head_of_unit'], unitId: UNIT.id },
      clock.now(),
    )
    await setPassword(pool, id, await argonPasswords().hash(ACCOUNT.password))
  }

  async signIn(): Promise<void> {
    const answer = await this.#fetch('/session', ACCOUNT)
    if (answer.status !== 200) throw new Error(`not signed in: ${answer.status} ${await answer.text()}`)
    this.#cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  }

  async tell(name: string): Promise<Told> {
    const taken = await this.#must('/cases', {
      ...{ channel: 'telepon', reporterKind: 'keluarga', receivedOn: LATELY, relatedPersons: [], dutyExplainedTo: 'pelapor' },
      victims: [{ identity: { name }, sex: 'P', age: { years: 30 } }],
      perpetrators: [{ identity: { name: `Terlapor ${name}` }, sex: 'L' }],
      relations: [{ victim: 0, perpetrator: 0, relation: 'tetangga' }],
      chronology: `Cerita ${name}. `.repeat(50),
    })
    const { id: caseId, position } = taken as { readonly id: Uuid; readonly position: string }
    const { file } = await this.#file(caseId, position)
    return { caseId, victimId: file.victims[0]?.victimId ?? '', other: file.perpetrators[0]?.perpetratorId ?? '', number: file.number ?? '' }
  }

  /** Asked again where the readers of a killed process had to be taken over first. @throws Error after two minutes */
  async #file(caseId: Uuid, position: string): Promise<CaseFilePage> {
    const deadline = performance.now() + 120_000
    for (;;) {
      const answer = await this.#fetch(`/cases/${caseId}`, null, { 'x-min-position': position })
      if (answer.status === 200) return (await answer.json()) as CaseFilePage
      if (performance.now() > deadline) throw new Error(`/cases/${caseId}: ${answer.status} ${await answer.text()}`)
    }
  }

  async link(a: Told, b: Told): Promise<void> {
    const other = { otherCaseId: b.caseId, otherSubjectId: b.victimId, basis: 'dokumen_sama' }
    await this.#must(`/cases/${a.caseId}/subject-links`, { subjectId: a.victimId, ...other })
  }

  /** Asks once. @returns null where no answer came */
  async erase({ caseId, victimId, number }: Told): Promise<Answered | null> {
    const form = { why: 'permintaan_subjek', withoutTexts: true, confirmation: number }
    return this.#answered(`/cases/${caseId}/subjects/${victimId}/erasure`, form).catch(() => null)
  }

  async #must(path: string, body: object): Promise<unknown> {
    const answer = await this.#answered(path, body)
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  async #answered(path: string, body: object): Promise<Answered> {
    const answer = await this.#fetch(path, body)
    return { status: answer.status, body: await answer.json() }
  }

  #fetch(path: string, body: object | null, more: Readonly<Record<string, string>> = {}): Promise<Response> {
    const always = { 'content-type': 'application/json', 'x-teduh': '1', 'idempotency-key': randomUuid(), cookie: this.#cookie }
    const sent = body === null ? {} : { method: 'POST', body: JSON.stringify(body) }
    return fetch(`${this.address}/api/v1${path}`, { ...sent, headers: { ...always, ...more }, signal: AbortSignal.timeout(60_000) })
  }
}
