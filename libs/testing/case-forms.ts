import type { ComplaintForm, Identity, IncidentForm, VictimForm } from '#cases'
import type { DecisionContext } from '#kernel'

// Forms as somebody at the desk fills them in; every name is invented.

export const person = (name: string | null): Identity => ({ name, nik: null, phone: null, address: null })

export const victimForm = (change: Partial<VictimForm> = {}): VictimForm => ({
  identity: person('Korban Contoh'),
  sex: 'P',
  age: { birthDate: null, years: 30, statedFor: 'kejadian' },
  kecamatan: 'Hilir Contoh',
  circumstances: { desa: 'Desa Contoh', education: 'sma', marital: 'menikah', occupation: 'irt', disability: null },
  safeContact: null,
  ...change,
})

export const incidentForm = (change: Partial<IncidentForm> = {}): IncidentForm => ({
  when: { precision: 'hari', from: '2026-03-01', to: '2026-03-01', at: null },
  place: 'rumah_tangga',
  forms: ['fisik'],
  flags: [],
  sexualForms: [],
  kdrt: null,
  kdrtReason: null,
  ...change,
})

/** A telephone call on Monday 2 March 2026, 10:00 WIB: one adult woman, her husband, at home the day before. */
export const complaintForm = (change: Partial<ComplaintForm> = {}): ComplaintForm => ({
  channel: 'telepon',
  reporterKind: 'korban',
  receivedAt: '2026-03-02T03:00:00.000Z',
  receivedOn: null,
  urgency: 'sedang',
  reporter: null,
  victims: [victimForm()],
  perpetrators: [{ identity: person('Terlapor Contoh'), sex: 'L', years: 35 }],
  relatedPersons: [],
  relations: [{ victim: 0, perpetrator: 0, relation: 'suami', sharedHousehold: true }],
  incident: incidentForm(),
  chronology: null,
  dutyExplainedTo: null,
  externalNumber: null,
  number: 'PGD/2026/001',
  ...change,
})

/** An officer of a unit in WIB, on Monday 2 March 2026, at noon. */
export const deskContext: DecisionContext = {
  commandId: '00000000-0000-4000-8000-0000000000c1',
  actor: { kind: 'user', id: '00000000-0000-4000-8000-0000000000a1', role: 'petugas_pengaduan' },
  unit: 'uptd-contoh',
  zone: 'Asia/Jakarta',
  now: '2026-03-02T05:00:00.000Z',
  today: '2026-03-02',
  holidays: new Set(),
}
