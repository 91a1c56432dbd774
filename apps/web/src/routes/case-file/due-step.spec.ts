import type { CaseFile, FileVictim } from '../../api/case-file'
import type { FileReferral } from '../../api/referral-progress'
import { dueStep } from './due-step'

const now = Date.parse('2026-11-20T10:00:00Z')

const victim = (more: Partial<FileVictim> = {}): FileVictim => ({
  victimId: 'v1',
  ordinal: 1,
  sex: 'P',
  kecamatan: null,
  ageClass: 'dewasa',
  ageBand: '25-44',
  ageFlags: [],
  ageBasis: 'disebut_saat_pengaduan',
  years: 30,
  identity: { $direct: '' },
  statedAge: { $direct: '' },
  circumstances: null,
  safeContact: null,
  risk: null,
  ending: null,
  followUpDueOn: null,
  urgentHealthEnded: null,
  voided: false,
  ...more,
})

const file = (more: Partial<CaseFile> = {}): CaseFile => ({
  ...{
    caseId: 'c',
    number: 'REG/2026/001',
    externalNumber: null,
    unit: null,
    assignedTo: 'u',
    assignedAt: null,
    walledOff: [],
    erased: [],
    erasing: [],
    phase: 'layanan',
    urgency: 'tinggi',
    zone: 'Asia/Jakarta',
  },
  ...{
    channel: 'telepon',
    reporterKind: 'korban',
    receivedAt: '2026-11-20T09:00:00Z',
    receivedOn: '2026-11-20',
    imported: false,
    dutyExplainedTo: null,
  },
  ...{
    verifiedOn: '2026-11-20',
    acceptedOn: '2026-11-20',
    declined: null,
    handedOver: [],
    closureRequestedOn: null,
    closureReturned: null,
    closedOn: null,
    reopenedOn: null,
    policeReport: null,
    lastActivityAt: '',
  },
  ...{
    firstContact: { dueAt: '2026-11-20T10:30:00Z', reachedAt: '2026-11-20T09:30:00Z', attempts: 1 },
    victims: [victim()],
    reporters: [],
    perpetrators: [],
  },
  ...{
    relatedPersons: [],
    relations: [],
    incidents: [],
    chronologies: [],
    consents: [],
    assessments: [],
    safetyPlans: [],
    needs: [],
    plans: [],
    services: [],
  },
  ...{ referrals: [], stays: [], legal: [], protections: [], emergencies: [], followUps: [], feedback: [], revision: 9 },
  ...more,
})

const waiting = (more: Partial<FileReferral>): FileReferral => ({
  ...{
    referralId: 'r1',
    institutionId: 'i1',
    service: 'kesehatan',
    urgency: 'tinggi',
    victimIds: ['v1'],
    erased: [],
    needIds: [],
    follows: null,
    madeOn: '2026-11-20',
  },
  ...{
    withoutConsent: false,
    overrideReviewed: false,
    approvalNeeded: false,
    stage: 'dibuat',
    since: '2026-11-20',
    stages: [],
    waitsFor: 'unit',
    step: 'kirim',
  },
  ...{ nextAt: null, nextOn: null, sentAt: null, answeredAt: null, answerDueAt: null, firstServiceDueAt: null, appointmentAt: null, outcome: null },
  ...{ open: true, told: false, justified: null, voided: false },
  ...more,
})

const due = (given: CaseFile, approves = false): string | undefined => dueStep(given, now, approves)?.step

describe('the step that is due', () => {
  it('of a complaint is its urgency, then the contact, then the verification, then the acceptance', () => {
    const complaint = { phase: 'pengaduan', verifiedOn: null } as const
    const unreached = { dueAt: '2026-11-20T10:30:00Z', reachedAt: null, attempts: 0 }
    expect(due(file({ ...complaint, urgency: null, firstContact: unreached }))).toBe('nilai-urgensi')
    expect(due(file({ ...complaint, firstContact: unreached }))).toBe('catat-kontak')
    expect(due(file(complaint))).toBe('verifikasi')
    expect(due(file({ phase: 'pengaduan' }))).toBe('terima')
  })
  it('of a case nobody has is taking it on; the head assigns it', () => {
    expect(due(file({ assignedTo: null }))).toBe('ambil-kasus')
    expect(due(file({ assignedTo: null }), true)).toBe('tugaskan')
  })
  it('is the referral that waits for the unit before anything that has time', () => {
    expect(dueStep(file({ referrals: [waiting({})] }), now, false)).toEqual({ step: 'kirim-rujukan', ref: 'r1', institutionId: 'i1' })
  })
  it('is not a partner\u2019s answer that still has days', () => {
    const answer = waiting({ stage: 'sampai', step: 'jawaban', waitsFor: 'mitra', nextAt: '2026-11-24T10:00:00Z' })
    expect(due(file({ referrals: [answer] }))).toBe('persetujuan')
  })
  it('leaves approvals to the head', () => {
    const unapproved = waiting({ step: 'setujui', approvalNeeded: true })
    expect(due(file({ referrals: [unapproved] }), true)).toBe('setujui-rujukan')
    expect(due(file({ referrals: [unapproved] }))).toBe('persetujuan')
    expect(due(file({ phase: 'menunggu_persetujuan' }))).toBeUndefined()
    expect(due(file({ phase: 'menunggu_persetujuan' }), true)).toBe('setujui-penutupan')
  })
  it('of a case whose last victim has ended is asking to close it, of a closed one the follow-up', () => {
    const ended = victim({ ending: { reason: 'tujuan_tercapai', endedOn: '2026-11-20' } })
    expect(due(file({ victims: [ended] }))).toBe('ajukan-penutupan')
    expect(due(file({ phase: 'ditutup', victims: [{ ...ended, followUpDueOn: '2026-11-27' }] }))).toBe('tindak-lanjut')
    expect(due(file({ phase: 'ditutup', victims: [ended] }))).toBeUndefined()
  })
})
