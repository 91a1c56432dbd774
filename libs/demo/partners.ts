import { handle, type HandlerPorts } from '#command-handler'
import { institutionAggregate, type RegisterInstitution } from '#institutions'
import { Sealed, type Uuid } from '#kernel'
import { shelterAggregate, type OpenShelter } from '#shelters'
import { demoId, demoOrigin } from './staff'

type Partner = Pick<RegisterInstitution, 'name' | 'kind' | 'services' | 'openAllHours' | 'urgentHours'>

const PARTNERS = {
  rsud: { name: 'RSUD Contoh', kind: 'kesehatan', services: ['kesehatan', 'medikolegal'], openAllHours: true, urgentHours: 2 },
  puskesmas: { name: 'Puskesmas Contoh', kind: 'kesehatan', services: ['kesehatan'], openAllHours: false, urgentHours: null },
  polres: { name: 'Polres Contoh, Unit PPA', kind: 'kepolisian', services: ['pendampingan'], openAllHours: true, urgentHours: 2 },
  lbh: { name: 'LBH Contoh', kind: 'bantuan_hukum', services: ['bantuan_hukum'], openAllHours: false, urgentHours: null },
  sentra: { name: 'Sentra Contoh (Kemensos)', kind: 'sosial', services: ['rehabilitasi_sosial'], openAllHours: false, urgentHours: null },
  dukcapil: { name: 'Dinas Dukcapil Contoh', kind: 'lainnya', services: ['dokumen'], openAllHours: false, urgentHours: null },
  seberang: {
    name: 'UPTD PPA Kab. Seberang Contoh',
    kind: 'uptd_lain',
    services: ['pengaduan', 'konseling'],
    openAllHours: false,
    urgentHours: null,
  },
} as const satisfies Readonly<Record<string, Partner>>

export type PartnerKey = keyof typeof PARTNERS
export const partnerId = (key: PartnerKey): Uuid => demoId('institution', key)
export const demoShelterId: Uuid = demoId('shelter')

const anyone = (): void => undefined

/** The institutions that answer referrals, and the shelter. */
export async function registerPartners(ports: HandlerPorts): Promise<void> {
  for (const [key, partner] of Object.entries(PARTNERS)) {
    const contact = { phone: null, email: null, address: null }
    const command = { type: 'registerInstitution', ...partner, contact, channel: 'telepon' } as const
    const origin = demoOrigin(`institution ${key}`, 'admin')
    await handle(ports, institutionAggregate, demoId('institution', key), origin, anyone, () => command)
  }
  const address = Sealed.plain<string, 'direct'>({ kind: 'record', id: demoId('shelter', 'address'), about: [] }, 'Jalan Karangan 00')
  await handle(ports, shelterAggregate, demoShelterId, demoOrigin('shelter', 'admin'), anyone, (_state, { today }): OpenShelter => ({
    type: 'openShelter',
    name: 'Rumah Perlindungan Contoh',
    beds: 8,
    extraPlaces: 2,
    accepts: ['perempuan', 'anak_perempuan', 'anak_laki_laki'],
    openedOn: today,
    address,
  }))
}
