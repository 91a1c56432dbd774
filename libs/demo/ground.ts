import { argonPasswords, createUser, saveUnit, setPassword, type Unit } from '#access'
import { handle, type CommandOrigin } from '#command-handler'
import { institutionAggregate, type RegisterInstitution } from '#institutions'
import { commandId, deriveId, Sealed, type Uuid } from '#kernel'
import { shelterAggregate, type OpenShelter } from '#shelters'
import type { Workspace } from '#workspace'
import { DEMO_ACCOUNTS } from './accounts'

const DEMO: Uuid = '7b6f3b52-4c1a-4a55-9d0a-2f1f6d8e0c01'

/** Ids of the demo are derived, so that a fill that was cut off goes on where it stopped. */
export const demoId = (...parts: readonly (string | number)[]): Uuid => deriveId(DEMO, ...parts)

export const DEMO_UNIT: Unit = { id: demoId('unit'), name: 'UPTD PPA Kab. Contoh', zone: 'Asia/Jakarta', regency: 'Kabupaten Contoh' }

/** Somebody of the demo unit doing something; `key` makes the command's id. */
export function demoOrigin(key: string, role: 'caseworker' | 'head_of_unit' | 'administrator'): CommandOrigin {
  const user = demoUserId(role)
  const id = commandId(user, 'demo', key)
  return {
    commandId: id,
    correlationId: id,
    causationId: null,
    actor: { kind: 'user', id: user, role },
    unit: DEMO_UNIT.id,
    zone: DEMO_UNIT.zone,
    holidays: new Set(),
  }
}

export const demoUserId = (role: string): Uuid => demoId('user', role)

type Partner = Pick<RegisterInstitution, 'name' | 'kind' | 'services' | 'openAllHours' | 'urgentHours'>

const PARTNERS: Readonly<Record<string, Partner>> = {
  rsud: { name: 'RSUD Contoh', kind: 'kesehatan', services: ['kesehatan', 'medikolegal'], openAllHours: true, urgentHours: 2 },
  puskesmas: { name: 'Puskesmas Contoh', kind: 'kesehatan', services: ['kesehatan'], openAllHours: false, urgentHours: null },
  polres: { name: 'Polres Contoh, Unit PPA', kind: 'kepolisian', services: ['pendampingan'], openAllHours: true, urgentHours: 2 },
  lbh: { name: 'LBH Contoh', kind: 'bantuan_hukum', services: ['bantuan_hukum'], openAllHours: false, urgentHours: null },
  sentra: { name: 'Sentra Contoh (Kemensos)', kind: 'sosial', services: ['rehabilitasi_sosial'], openAllHours: false, urgentHours: null },
  dukcapil: { name: 'Dinas Dukcapil Contoh', kind: 'lainnya', services: ['dokumen'], openAllHours: false, urgentHours: null },
}

export type PartnerKey = 'rsud' | 'puskesmas' | 'polres' | 'lbh' | 'sentra' | 'dukcapil'
export const partnerId = (key: PartnerKey): Uuid => demoId('institution', key)
export const demoShelterId: Uuid = demoId('shelter')

/** The unit, its people, its partners and its shelter. */
export async function layGround(workspace: Workspace): Promise<void> {
  const { pool, clock } = workspace
  await saveUnit(pool, DEMO_UNIT, clock.now())
  const passwords = argonPasswords()
  for (const { role, username, displayName, password } of DEMO_ACCOUNTS) {
    const id = demoUserId(role)
    const known = await pool.query('select 1 from access.users where id = $1', [id])
    if (known.rowCount === 0) await createUser(pool, { id, username, displayName, roles: [role], unitId: DEMO_UNIT.id }, clock.now())
    await setPassword(pool, id, await passwords.hash(password))
  }
  for (const [key, partner] of Object.entries(PARTNERS)) await registerPartner(workspace, key as PartnerKey, partner)
  await openShelter(workspace)
}

async function registerPartner(workspace: Workspace, key: PartnerKey, partner: Partner): Promise<void> {
  const contact = { phone: null, email: null, address: null }
  const command = { type: 'registerInstitution', ...partner, contact, channel: 'telepon' } as const
  const origin = demoOrigin(`institution ${key}`, 'administrator')
  await handle(workspace, institutionAggregate, partnerId(key), origin, anyone, () => command)
}

async function openShelter(workspace: Workspace): Promise<void> {
  const address = Sealed.plain<string, 'direct'>({ kind: 'record', id: demoId('shelter', 'address'), about: [] }, 'Jalan Karangan 00')
  const origin = demoOrigin('shelter', 'administrator')
  await handle(workspace, shelterAggregate, demoShelterId, origin, anyone, (_state, { today }): OpenShelter => ({
    type: 'openShelter',
    name: 'Rumah Perlindungan Contoh',
    beds: 8,
    extraPlaces: 2,
    accepts: ['perempuan', 'anak_perempuan', 'anak_laki_laki'],
    openedOn: today,
    address,
  }))
}

const anyone = (): void => undefined
