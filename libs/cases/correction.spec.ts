import type { CaseCommand, CaseEvent, VoidableKind } from './index'
import { ANI, BUDI, note, Road, uuid } from './road.fixture'

const strike = (kind: VoidableKind, entryId: string, why = 'salah_berkas'): CaseCommand => ({ type: 'voidEntry', kind, entryId, why })

const facts: Readonly<Record<string, CaseEvent>> = {
  kebutuhan: {
    type: 'NeedIdentified',
    version: 1,
    data: { needId: uuid(50), victimId: ANI, service: 'kesehatan', wanted: true, identifiedOn: '2026-03-01', lists: 1 },
  },
  asesmen: {
    type: 'AssessmentRecorded',
    version: 1,
    data: { assessmentId: uuid(50), victimId: ANI, risk: 'sedang', instrument: 'da', score: 1, maxScore: 2, assessedOn: '2026-03-01', summary: null },
  },
  'asesmen (rencana keselamatan)': {
    type: 'SafetyPlanMade',
    version: 1,
    data: { planId: uuid(50), victimId: ANI, madeOn: '2026-03-01', text: note() },
  },
  rencana: {
    type: 'CasePlanDrafted',
    version: 1,
    data: { planId: uuid(50), victimId: ANI, needIds: [], draftedOn: '2026-03-01', reviewOn: null, goals: note() },
  },
  'layanan (gelar kasus)': {
    type: 'CaseConferenceHeld',
    version: 1,
    data: { serviceId: uuid(50), victimIds: [ANI], heldOn: '2026-03-01', institutions: [], minutes: null },
  },
  'layanan (penjangkauan)': {
    type: 'OutreachMade',
    version: 1,
    data: { outreachId: uuid(50), madeOn: '2026-03-01', met: true, note: null, victimIds: [ANI] },
  },
  layanan: {
    type: 'ServiceRecorded',
    version: 1,
    data: { serviceId: uuid(50), victimIds: [ANI], deliveredOn: '2026-03-01', provider: null, lists: 1, service: 'dokumen' },
  },
  tahap_hukum: {
    type: 'LegalStageReached',
    version: 1,
    data: { entryId: uuid(50), victimIds: [ANI], perpetratorId: null, stage: 'laporan', reachedOn: '2026-03-01', fileNumber: null, lists: 1 },
  },
  'tahap_hukum (perlindungan)': {
    type: 'ProtectionGranted',
    version: 1,
    data: { protectionId: uuid(50), victimIds: [ANI], kind: 'lpsk', from: '2026-03-01', until: '2026-04-01' },
  },
  tindakan_darurat: {
    type: 'EmergencyActionRecorded',
    version: 1,
    data: {
      actionId: uuid(50),
      victimIds: [],
      kind: 'polisi',
      actedAt: '2026-03-01T03:00:00.000Z',
      institutionId: null,
      reviewNeeded: true,
      recordedBy: null,
      note: null,
    },
  },
  kronologi: { type: 'ChronologyWritten', version: 1, data: { recordId: uuid(50), about: [ANI], text: note() } },
}

describe('striking an entry', () => {
  it.each(Object.keys(facts))('strikes one of kind %s, once', (name) => {
    const fact = facts[name]
    if (!fact) throw new Error('no fact')
    const kind = name.split(' ')[0] as VoidableKind
    const road = Road.accepted().given(fact)
    expect(road.do(strike(kind, uuid(50)))).toMatchObject([{ type: 'EntryVoided', data: { kind, entryId: uuid(50), why: 'salah_berkas' } }])
    expect(road.refusal(strike(kind, uuid(50)))).toBe('correction.already-voided')
    expect(road.refusal(strike(kind, uuid(51)))).toBe('correction.entry-unknown')
  })

  it('strikes a consent, a victim and a stay too', () => {
    const road = Road.accepted().victim(BUDI)
    const consentId = road.consent()
    road.and(strike('persetujuan', consentId)).and(strike('korban', BUDI))
    expect(road.refusal(strike('persetujuan', consentId))).toBe('correction.already-voided')
    expect(road.refusal(strike('korban', BUDI))).toBe('correction.already-voided')
    expect(road.refusal(strike('tinggal', uuid(44)))).toBe('correction.entry-unknown')
    expect(road.refusal(strike('rujukan', uuid(44)))).toBe('correction.entry-unknown')
  })

  it('does not strike an entry of another kind with the same id', () => {
    const road = Road.accepted()
    expect(road.refusal(strike('layanan', ANI))).toBe('correction.entry-unknown')
  })

  it('leaves a case its last victim: the case is struck instead', () => {
    expect(Road.accepted().refusal(strike('korban', ANI))).toBe('correction.last-victim')
    expect(Road.complaint().refusal(strike('korban', ANI))).toBe('allowed')
    const road = Road.accepted().and(strike('kasus', uuid(7)))
    expect(road.case.phase).toBe('dibatalkan')
    expect(road.refusal(strike('kasus', uuid(7)))).toBe('case.voided')
  })

  it('names a reason of the list and is open on a closed case, not on one handed elsewhere', () => {
    expect(
      Road.accepted()
        .victim(BUDI)
        .refusal(strike('korban', BUDI, 'malas')),
    ).toBe('why: code.unknown')
    const closed = Road.accepted()
      .victim(BUDI)
      .and({ type: 'endVictimService', victimId: ANI, reason: 'pindah', endedOn: '2026-03-02' })
      .and({ type: 'endVictimService', victimId: BUDI, reason: 'pindah', endedOn: '2026-03-02' })
      .and({ type: 'requestClosure' })
      .and({ type: 'approveClosure', closedOn: null })
    expect(closed.refusal(strike('korban', BUDI))).toBe('allowed')
    const away = Road.accepted().given({
      type: 'CaseHandedOver',
      version: 1,
      data: { toUnit: null, toInstitution: uuid(8), handedOverOn: '2026-03-01', reason: 'domisili_korban' },
    })
    expect(away.refusal(strike('kasus', uuid(7)))).toBe('case.handed-over')
  })

  it('keeps no sealed value in the state of a case', () => {
    const road = Road.accepted()
      .incident(['fisik'])
      .perpetrator(true)
      .assessed('sedang')
      .given(...Object.values(facts))
    expect(JSON.stringify(road.state)).not.toContain('sealed')
  })
})
