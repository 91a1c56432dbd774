import { addMilliseconds, dateIn, Refusal, Sealed, type Actor, type Direct, type Instant, type Uuid } from '#kernel'
import type { CaseCommand } from './case-command'
import type { CaseEvent } from './case-event'
import type { CaseState, ExistingCase } from './case-state'
import { decide } from './case'
import { evolve, noCase } from './case-evolution'
import type { CaseContext, ClockSettings } from './clocks'
import type { AgeClass, Code, Risk } from './codes'

// For tests: one case on its road. Facts that other steps own are given as they stand in the log; what is tested is decided.

export const uuid = (n: number): Uuid => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
export const ANI = uuid(1)
export const BUDI = uuid(2)
export const HOSPITAL = uuid(301)
export const POLICE = uuid(302)
export const OFFICER = uuid(401)
export const HEAD = uuid(402)

export const note = (text = 'catatan'): Direct<string> => Sealed.plain({ kind: 'record', id: uuid(999), about: [ANI] }, text)
const about = <T, E extends 'direct' | 'indirect'>(id: Uuid, value: T): Sealed<T, E> => Sealed.plain({ kind: 'subject', id }, value)

const identity = { name: null, nik: null, phone: null, address: null }
const circumstances = { desa: null, education: null, marital: null, occupation: null, disability: null }

export class Road {
  state: CaseState = noCase
  events: CaseEvent[] = []
  now: Instant = '2026-03-02T03:00:00.000Z'
  actor: Actor = { kind: 'user', id: OFFICER, role: 'case_manager' }
  clocks?: ClockSettings
  #commands = 0

  /** A complaint of 1 March 2026 (a Sunday) with one woman, on Monday the 2nd, ten in the morning in Jakarta. */
  static complaint(): Road {
    return new Road()
      .given({
        type: 'ComplaintReceived',
        version: 1,
        data: {
          receivedAt: '2026-03-01T02:00:00.000Z',
          receivedOn: '2026-03-01',
          zone: 'Asia/Jakarta',
          unit: 'uptd-contoh',
          channel: 'langsung',
          reporterKind: 'korban',
          externalNumber: null,
          lists: 1,
        },
      })
      .victim(ANI)
  }

  static accepted(): Road {
    return Road.complaint().given({ type: 'ComplaintAccepted', version: 1, data: { acceptedOn: '2026-03-01', number: 'K/1' } })
  }

  given(...events: readonly CaseEvent[]): this {
    for (const event of events) this.state = evolve(this.state, event)
    this.events.push(...events)
    return this
  }

  victim(victimId: Uuid, ageClass: AgeClass = 'dewasa'): this {
    const ordinal = this.state.phase === 'none' ? 1 : Object.keys(this.state.subjects.victims).length + 1
    return this.given(
      {
        type: 'VictimAdded',
        version: 1,
        data: {
          victimId,
          ordinal,
          sex: 'P',
          kecamatan: null,
          identity: about(victimId, identity),
          age: about(victimId, { birthDate: null, years: 30, statedFor: 'pengaduan' as const }),
          circumstances: about(victimId, circumstances),
          lists: 1,
        },
      },
      {
        type: 'VictimAgeDetermined',
        version: 1,
        data: {
          victimId,
          ageClass,
          ageBand: ageClass === 'anak' ? '13-17' : '25-44',
          ageFlags: [],
          basis: 'disebut_saat_kejadian',
          years: about(victimId, 30),
        },
      },
    )
  }

  incident(forms: readonly Code[], sexualForms: readonly Code[] = [], victimIds: readonly Uuid[] = [ANI], flags: readonly Code[] = []): this {
    return this.given({
      type: 'IncidentRecorded',
      version: 1,
      data: {
        incidentId: uuid(500 + this.events.length),
        victimIds,
        precision: 'hari',
        forms,
        flags,
        sexualForms,
        kdrtReason: null,
        lists: 1,
        policeReportDueAt: null,
        when: about(ANI, { precision: 'hari' as const, from: '2026-02-28', to: '2026-02-28', at: null }),
        place: about(ANI, 'rumah_tangga'),
        healthDue: about(ANI, null),
      },
    })
  }

  perpetrator(intimate: boolean, victimId: Uuid = ANI): this {
    const perpetratorId = uuid(700)
    return this.given(
      {
        type: 'AllegedPerpetratorAdded',
        version: 1,
        data: { perpetratorId, sex: 'L', identity: about(perpetratorId, identity), years: about(perpetratorId, null) },
      },
      {
        type: 'RelationRecorded',
        version: 1,
        data: {
          victimId,
          perpetratorId,
          relation: about(victimId, { code: intimate ? 'suami' : 'tetangga', sharedHousehold: null }),
          intimate,
          household: intimate,
          lists: 1,
        },
      },
    )
  }

  assessed(risk: Risk, victimId: Uuid = ANI, assessedOn = '2026-03-01'): this {
    const assessmentId = uuid(800 + this.events.length)
    return this.given({
      type: 'AssessmentRecorded',
      version: 1,
      data: { assessmentId, victimId, risk, instrument: 'da', score: null, maxScore: null, assessedOn, summary: null },
    })
  }

  consent(receiver: Uuid = HOSPITAL, victimId: Uuid = ANI, expiresOn: string | null = null): Uuid {
    const consentId = uuid(600 + this.events.length)
    this.given({
      type: 'ConsentGiven',
      version: 1,
      data: {
        consentId,
        victimId,
        purpose: 'berbagi',
        receiver,
        capacity: 'korban',
        giverId: victimId,
        giverName: null,
        basis: 'persetujuan',
        how: 'tertulis',
        childAssent: null,
        givenOn: '2026-03-01',
        expiresOn,
      },
    })
    return consentId
  }

  withdrawn(consentId: Uuid): this {
    return this.given({ type: 'ConsentWithdrawn', version: 1, data: { consentId, withdrawnAt: this.now, sharingStopsBy: this.now } })
  }

  later(milliseconds: number): this {
    this.now = addMilliseconds(this.now, milliseconds)
    return this
  }

  as(id: Uuid, role = 'case_manager', importId?: Uuid): this {
    this.actor = importId === undefined ? { kind: 'user', id, role } : { kind: 'user', id, role, importId }
    return this
  }

  context(): CaseContext {
    return {
      commandId: uuid(10_000 + ++this.#commands),
      actor: this.actor,
      unit: 'uptd-contoh',
      zone: 'Asia/Jakarta',
      now: this.now,
      today: dateIn('Asia/Jakarta', this.now),
      holidays: new Set(),
      ...(this.clocks === undefined ? {} : { clocks: this.clocks }),
    }
  }

  get case(): ExistingCase {
    if (this.state.phase === 'none') throw new Error('no case yet')
    return this.state
  }

  /** Decides and lives on with what was decided. */
  do(command: CaseCommand): readonly CaseEvent[] {
    const decided = decide(command, this.state, this.context())
    this.given(...decided)
    return decided
  }

  and(command: CaseCommand): this {
    this.do(command)
    return this
  }

  /** @returns the refusal's code, after its field where it names one; 'allowed' where it isn't refused. Changes nothing. */
  refusal(command: CaseCommand): string {
    try {
      decide(command, this.state, this.context())
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return error.faults[0] ? `${error.faults[0].field}: ${error.code}` : error.code
    }
    return 'allowed'
  }
}
