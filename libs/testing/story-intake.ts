import { addDays, addMilliseconds, DAY, HOUR } from '#kernel'
import { delivered, direct, id, indirect, record, UNIT, type Step } from './story-teller'

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

/** From the number to the first services. */
export const INTAKE_STEPS: readonly Step[] = [
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
]
