import type { Uuid } from '#kernel'
import type { CaseFilePage } from '#read-models'
import type { Client } from './client'
import type { Api } from './start-api'

// Bodies as the screens send them; every person is invented.

/** What must never leave the server but through `reveal`. */
export const MARKERS = {
  name: 'Markawati Penanda',
  nik: '0001234567890123',
  phone: '081299998888',
  address: 'Gang Penanda Rahasia 7',
  desa: 'Desapenanda',
  perpetrator: 'Pelakupenanda',
  reporter: 'Pelaporpenanda',
  narrative: 'Kronologipenanda malam itu',
  codePhrase: 'sandipenanda',
} as const

export const identity = (name: string | null, more: object = {}) => ({ name, ...more })

export const victim = (more: object = {}) => ({
  identity: identity(MARKERS.name, { nik: MARKERS.nik, phone: MARKERS.phone, address: MARKERS.address }),
  sex: 'P',
  age: { years: 30, statedFor: 'kejadian' },
  kecamatan: 'Hilir Contoh',
  desa: MARKERS.desa,
  safeContact: { method: 'telepon', days: [1, 2], from: '09:00', to: '12:00', whoMayAnswer: 'siapa_saja', codePhrase: MARKERS.codePhrase },
  ...more,
})

/** A telephone call an hour ago: one adult woman, her husband, at home the week before. */
export const complaint = (more: object = {}) => ({
  channel: 'telepon',
  reporterKind: 'keluarga',
  receivedAt: '2026-11-20T02:00:00.000Z',
  urgency: 'tinggi',
  reporter: identity(MARKERS.reporter),
  victims: [victim()],
  perpetrators: [{ identity: identity(MARKERS.perpetrator), sex: 'L', years: 35 }],
  relatedPersons: [],
  relations: [{ victim: 0, perpetrator: 0, relation: 'suami', sharedHousehold: true }],
  incident: {
    when: { precision: 'hari', from: '2026-11-14', to: '2026-11-14' },
    place: 'rumah_tangga',
    forms: ['fisik'],
    flags: [],
    sexualForms: [],
  },
  chronology: MARKERS.narrative,
  dutyExplainedTo: 'pelapor',
  ...more,
})

export interface TakenCase {
  readonly caseId: Uuid
  readonly revision: number
  readonly position: string
  readonly file: CaseFilePage['file']
  /** The first one of the file */
  readonly victimId: Uuid
}

/** Takes that complaint, and opens the file that it begins. */
export async function takenCase(officer: Client): Promise<TakenCase> {
  const { id: caseId, revision, position } = await officer.command('/cases', complaint())
  const { file } = await officer.ask<CaseFilePage>(`/cases/${caseId}`, { minPosition: position })
  return { caseId, revision, position, file, victimId: file.victims[0]?.victimId ?? '' }
}

/** A partner that takes every service of the walk, and a shelter of two beds. */
export async function partners(api: Api): Promise<{ readonly institutionId: string; readonly shelterId: string }> {
  const administrator = await api.as('administrator')
  const institution = await administrator.command('/institutions', {
    name: 'RSUD Contoh',
    kind: 'kesehatan',
    services: ['kesehatan', 'medikolegal'],
    channel: 'telepon',
    openAllHours: true,
  })
  const shelter = await administrator.command('/shelters', {
    name: 'Rumah Aman Contoh',
    beds: 2,
    extraPlaces: 1,
    accepts: ['perempuan', 'anak_perempuan', 'anak_laki_laki'],
    openedOn: '2026-01-01',
    address: 'Alamatpenanda rumah aman',
  })
  return { institutionId: institution.id, shelterId: shelter.id }
}
