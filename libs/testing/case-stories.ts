import type { CaseEvent } from '#cases'
import {
  addDays,
  addMilliseconds,
  DAY,
  deriveId,
  HOUR,
  Sealed,
  type Actor,
  type Direct,
  type Indirect,
  type Instant,
  type LocalDate,
  type Uuid,
} from '#kernel'

// Invented stories of cases as events, for read models: no decision has made them, so that also odd orders can be told.

/** The unit of all invented cases. */
export const UNIT = 'uptd-contoh'

/** Who and when, for the events of one invented case. */
export interface StoryTeller {
  readonly caseId: Uuid
  readonly number: string
  readonly startsOn: LocalDate
  readonly officer: Uuid
  readonly institution: Uuid
}

const id = (teller: StoryTeller, kind: string, index: number): Uuid => deriveId(teller.caseId, kind, index)
const direct = <T>(owner: Uuid, value: T): Direct<T> => Sealed.plain<T, 'direct'>({ kind: 'subject', id: owner }, value)
const indirect = <T>(owner: Uuid, value: T): Indirect<T> => Sealed.plain<T, 'indirect'>({ kind: 'subject', id: owner }, value)
const record = <T>(owner: Uuid, about: readonly Uuid[], value: T): Direct<T> => Sealed.plain<T, 'direct'>({ kind: 'record', id: owner, about }, value)

type Step = (teller: StoryTeller, index: number, at: Instant, on: LocalDate) => CaseEvent

const reported = (teller: StoryTeller, index: number, at: Instant) => ({
  referralId: id(teller, 'referral', index),
  at,
  via: index === 0 ? 'telepon' : null,
  saidBy: index === 0 ? direct(id(teller, 'victim', 0), 'Petugas loket') : null,
})
const delivered = (teller: StoryTeller, kind: string, index: number, on: LocalDate) => ({
  serviceId: id(teller, kind, index),
  victimIds: [id(teller, 'victim', index)],
  deliveredOn: on,
  provider: null,
  lists: 1,
})

/** The complaint that every case begins with. */
export const complaintReceived: Step = (teller, _index, at, on) => ({
  type: 'ComplaintReceived',
  version: 1,
  at,
  data: {
    receivedAt: at,
    receivedOn: on,
    zone: 'Asia/Jakarta',
    unit: UNIT,
    channel: 'telepon',
    reporterKind: 'guru',
    externalNumber: null,
    lists: 1,
  },
})

/** One step of each kind a case knows besides; `index` is 0 or 1, for a first and a second victim, referral, … */
export const STEPS: readonly Step[] = [
  (teller) => ({ type: 'ComplaintNumberAssigned', version: 1, data: { number: teller.number } }),
  (teller, index, at) => ({
    type: 'ComplaintTriaged',
    version: 1,
    at,
    data: { urgency: index === 0 ? 'gawat' : 'sedang', firstContactDueAt: addMilliseconds(at, HOUR) },
  }),
  (teller, index, _at, on) => ({
    type: 'VictimAdded',
    version: 1,
    on,
    data: {
      victimId: id(teller, 'victim', index),
      ordinal: index + 1,
      sex: index === 0 ? 'P' : 'L',
      kecamatan: 'Hilir Contoh',
      identity: direct(id(teller, 'victim', index), { name: `Korban Contoh ${index}`, nik: null, phone: null, address: 'Jalan Contoh 1' }),
      age: direct(id(teller, 'victim', index), { birthDate: null, years: 16 + index, statedFor: 'kejadian' as const }),
      circumstances: indirect(id(teller, 'victim', index), {
        desa: 'Desa Contoh',
        education: 'smp',
        marital: null,
        occupation: 'pelajar',
        disability: null,
      }),
      lists: 1,
    },
  }),
  (teller, index) => ({
    type: 'VictimAgeDetermined',
    version: 1,
    data: {
      victimId: id(teller, 'victim', index),
      ageClass: 'anak',
      ageBand: '13-17',
      ageFlags: ['ampk'],
      basis: 'disebut_saat_kejadian',
      years: indirect(id(teller, 'victim', index), 16 + index),
    },
  }),
  (teller, index, at, on) => ({
    type: 'IncidentRecorded',
    version: 1,
    on,
    data: {
      incidentId: id(teller, 'incident', index),
      victimIds: [id(teller, 'victim', 0), id(teller, 'victim', 1)],
      precision: 'hari',
      forms: index === 0 ? ['seksual', 'psikis'] : ['fisik'],
      flags: index === 0 ? [] : ['kdrt'],
      sexualForms: [],
      kdrtReason: null,
      lists: 1,
      policeReportDueAt: index === 0 ? addMilliseconds(at, 3 * DAY) : null,
      when: indirect(id(teller, 'victim', 0), { precision: 'hari' as const, from: on, to: on, at: null }),
      place: indirect(id(teller, 'victim', 0), 'sekolah'),
      healthDue: indirect(
        id(teller, 'victim', 0),
        index === 0 ? { within72h: addMilliseconds(at, 3 * DAY), within120h: addMilliseconds(at, 5 * DAY) } : null,
      ),
    },
  }),
  (teller, index, at) => ({
    type: 'ContactAttempted',
    version: 1,
    at,
    data: {
      contactId: id(teller, 'contact', index),
      victimId: id(teller, 'victim', 0),
      method: 'telepon',
      reached: index === 1,
      attemptedAt: at,
      outsideSafeWindow: false,
    },
  }),
  (_teller, _index, _at, on) => ({ type: 'ComplaintVerified', version: 1, on, data: { verifiedOn: on, how: 'telepon' } }),
  (teller, _index, _at, on) => ({ type: 'ComplaintAccepted', version: 1, on, data: { acceptedOn: on, number: teller.number } }),
  (teller) => ({ type: 'CaseAssigned', version: 1, data: { assignedTo: teller.officer } }),
  (teller, index) => ({
    type: 'ChronologyWritten',
    version: 1,
    data: {
      recordId: id(teller, 'chronology', index),
      about: [id(teller, 'victim', 0)],
      text: record(
        id(teller, 'chronology', index),
        [id(teller, 'victim', 0)],
        'Keterangan contoh yang diceritakan pelapor kepada petugas. '.repeat(4),
      ),
    },
  }),
  (teller, index, _at, on) => ({
    type: 'ConsentGiven',
    version: 1,
    on,
    data: {
      ...{
        consentId: id(teller, 'consent', index),
        victimId: id(teller, 'victim', 0),
        purpose: index === 0 ? 'layanan' : 'berbagi',
        receiver: index === 0 ? null : teller.institution,
      },
      ...{
        capacity: 'orang_tua',
        giverId: id(teller, 'kin', 0),
        giverName: direct(id(teller, 'kin', 0), 'Ibu Contoh'),
        basis: 'persetujuan',
        how: 'tertulis',
      },
      ...{ childAssent: 'bersedia', givenOn: on, expiresOn: addDays(on, 180) },
    },
  }),
  (teller, index, _at, on) => ({
    type: 'AssessmentRecorded',
    version: 1,
    on,
    data: {
      ...{
        assessmentId: id(teller, 'assessment', index),
        victimId: id(teller, 'victim', index),
        risk: 'tinggi',
        instrument: 'skala_contoh',
        score: 17,
        maxScore: 24,
      },
      ...{ assessedOn: on, summary: direct(id(teller, 'victim', index), 'Ringkasan contoh asesmen. '.repeat(3)) },
    },
  }),
  (teller, index, _at, on) => ({
    type: 'NeedIdentified',
    version: 1,
    on,
    data: {
      needId: id(teller, 'need', index),
      victimId: id(teller, 'victim', 0),
      service: index === 0 ? 'kesehatan' : 'bantuan_hukum',
      wanted: true,
      identifiedOn: on,
      lists: 1,
    },
  }),
  (teller, index, _at, on) => ({
    type: 'CasePlanDrafted',
    version: 1,
    on,
    data: {
      ...{
        planId: id(teller, 'plan', index),
        victimId: id(teller, 'victim', index),
        needIds: [id(teller, 'need', 0)],
        draftedOn: on,
        reviewOn: addDays(on, 30),
      },
      goals: direct(id(teller, 'victim', index), 'Tujuan contoh'),
    },
  }),
  (teller, index, _at, on) => ({
    type: 'CasePlanAgreed',
    version: 1,
    on,
    data: { planId: id(teller, 'plan', index), agreedOn: on, agreedBy: 'orang_tua' },
  }),
  (teller, index, _at, on) => ({ type: 'CasePlanApproved', version: 1, on, data: { planId: id(teller, 'plan', index), approvedOn: on } }),
  (teller, index, _at, on) => ({
    type: 'CounsellingSessionHeld',
    version: 1,
    on,
    data: {
      ...delivered(teller, 'session', index, on),
      service: 'konseling',
      session: index + 1,
      notes: direct(id(teller, 'victim', index), 'Catatan sesi contoh. '.repeat(5)),
    },
  }),
  (teller, index, _at, on) => ({
    type: 'HealthServiceGiven',
    version: 1,
    on,
    data: { ...delivered(teller, 'health', index, on), payer: 'jamkesda', payerReason: null, care: ['bukti_forensik'], note: null },
  }),
  (teller, index, _at, on) => ({
    type: 'ReferralMade',
    version: 1,
    on,
    data: {
      ...{
        referralId: id(teller, 'referral', index),
        victimIds: [id(teller, 'victim', 0)],
        institutionId: teller.institution,
        service: 'kesehatan',
        needIds: [id(teller, 'need', index)],
      },
      ...{
        urgency: 'tinggi',
        madeOn: on,
        consentIds: [id(teller, 'consent', 1)],
        withoutConsent: false,
        overrideReason: null,
        approvalNeeded: index === 1,
      },
      ...{ follows: index === 1 ? id(teller, 'referral', 0) : null, packet: ['kebutuhan'], note: null, lists: 1, madeBy: teller.officer },
    },
  }),
  (teller, index, at) => ({ type: 'ReferralApproved', version: 1, at, data: { referralId: id(teller, 'referral', index), at } }),
  (teller, index, at) => ({
    type: 'ReferralSent',
    version: 1,
    at,
    data: { referralId: id(teller, 'referral', index), at, channel: 'whatsapp', answerDueAt: addMilliseconds(at, DAY) },
  }),
  (teller, index, at) => ({ type: 'ReferralReceived', version: 1, at, data: reported(teller, index, at) }),
  (teller, index, at) => ({
    type: 'ReferralAccepted',
    version: 1,
    at,
    data: { ...reported(teller, index, at), extent: 'penuh', firstServiceDueAt: addMilliseconds(at, 3 * DAY) },
  }),
  (teller, index, at) => ({
    type: 'ReferralDeclined',
    version: 1,
    at,
    data: { ...reported(teller, index, at), reason: 'penuh', alternative: null, lists: 1 },
  }),
  (teller, index, at) => ({
    type: 'AppointmentMade',
    version: 1,
    at,
    data: { ...reported(teller, index, at), appointmentAt: addMilliseconds(at, DAY) },
  }),
  (teller, index, at) => ({ type: 'ReferralArrived', version: 1, at, data: reported(teller, index, at) }),
  (teller, index, at, on) => ({ type: 'ReferralAsked', version: 1, at, data: { ...reported(teller, index, at), askAgainOn: addDays(on, 2) } }),
  (teller, index, at) => ({
    type: 'ReferralCompleted',
    version: 1,
    at,
    data: { ...reported(teller, index, at), result: 'tujuan_tercapai', lists: 1 },
  }),
  (teller, index, at) => ({ type: 'ReferralVictimTold', version: 1, at, data: { referralId: id(teller, 'referral', index), at, via: 'telepon' } }),
  (teller, index, at, on) => ({
    type: 'ShelterStayStarted',
    version: 1,
    at,
    data: {
      ...{
        stayId: id(teller, 'stay', index),
        reservationId: id(teller, 'reservation', index),
        shelterId: id(teller, 'shelter', 0),
        victimIds: [id(teller, 'victim', index)],
      },
      ...{ admittedAt: at, admittedOn: on, reviewOn: addDays(on, 14), emergency: false, lists: 1 },
    },
  }),
  (teller, index, _at, on) => ({
    type: 'ShelterStayEnded',
    version: 1,
    on,
    data: { stayId: id(teller, 'stay', index), victimIds: [id(teller, 'victim', index)], leftOn: on, to: 'keluarga' },
  }),
  (teller, _index, at) => ({
    type: 'PoliceReportSettled',
    version: 1,
    at,
    data: { how: 'dilaporkan_unit', settledAt: at, reviewOn: null, fileNumber: direct(id(teller, 'victim', 0), 'LP/CONTOH/1'), reason: null },
  }),
  (teller, index, _at, on) => ({
    type: 'LegalStageReached',
    version: 1,
    on,
    data: {
      entryId: id(teller, 'legal', index),
      victimIds: [id(teller, 'victim', 0)],
      perpetratorId: null,
      stage: 'penyidikan',
      reachedOn: on,
      fileNumber: null,
      lists: 1,
    },
  }),
  (teller, index, _at, on) => ({
    type: 'VictimServiceEnded',
    version: 1,
    on,
    data: { victimId: id(teller, 'victim', index), reason: 'tujuan_tercapai', endedOn: on, lists: 1 },
  }),
  (_teller, _index, _at, on) => ({ type: 'ClosureRequested', version: 1, on, data: { requestedOn: on } }),
  (teller, _index, _at, on) => ({
    type: 'CaseClosed',
    version: 1,
    on,
    data: { closedOn: on, followUps: [{ victimId: id(teller, 'victim', 0), dueOn: addDays(on, 7) }] },
  }),
  (teller, index, _at, on) => ({
    type: 'CaseReopened',
    version: 1,
    on,
    data: { reopenedOn: on, cause: 'permintaan_korban', victimIds: [id(teller, 'victim', index)] },
  }),
  (teller, index) => ({ type: 'EntryVoided', version: 1, data: { kind: 'layanan', entryId: id(teller, 'session', index), why: 'salah_ketik' } }),
  (teller, index) => ({ type: 'EntryVoided', version: 1, data: { kind: 'korban', entryId: id(teller, 'victim', index), why: 'salah_orang' } }),
]

export const storyActor = (teller: StoryTeller): Actor => ({ kind: 'user', id: teller.officer, role: 'petugas' })

/** A story as it usually goes: the complaint and the steps with their first index, an hour apart. */
export function usualStory(teller: StoryTeller): readonly CaseEvent[] {
  const start = `${teller.startsOn}T02:00:00.000Z`
  return [complaintReceived, ...STEPS.slice(0, -2)].map((step, index) => step(teller, 0, addMilliseconds(start, index * HOUR), teller.startsOn))
}
