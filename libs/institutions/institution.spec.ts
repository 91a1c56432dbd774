import { Refusal, type DecisionContext } from '#kernel'
import { decideInstitution, evolveInstitution, institutionAggregate, type InstitutionCommand, type InstitutionState } from './index'

const context: DecisionContext = {
  commandId: '00000000-0000-4000-8000-000000000001',
  actor: { kind: 'user', id: '00000000-0000-4000-8000-000000000002', role: 'administrator' },
  unit: 'uptd-contoh',
  zone: 'Asia/Jakarta',
  now: '2026-03-02T03:00:00.000Z',
  today: '2026-03-02',
  holidays: new Set(),
}
const profile = {
  kind: 'kesehatan' as const,
  services: ['kesehatan', 'visum', 'kesehatan'],
  contact: { phone: null, email: null, address: 'Jl. Contoh 1' },
  channel: 'telepon',
  openAllHours: true,
  urgentHours: 2,
}
const registering: InstitutionCommand = { type: 'registerInstitution', name: ' RSUD Contoh ', ...profile }
const retiring: InstitutionCommand = { type: 'retireInstitution', retiredOn: '2026-03-02', reason: 'digabung' }
const given = (...commands: readonly InstitutionCommand[]): InstitutionState =>
  commands.reduce((state, command) => decideInstitution(command, state, context).reduce(evolveInstitution, state), institutionAggregate.initial)
const refused = (command: InstitutionCommand, state: InstitutionState): string => {
  try {
    decideInstitution(command, state, context)
  } catch (error) {
    if (error instanceof Refusal) return error.faults[0] ? `${error.faults[0].field}: ${error.code}` : error.code
    throw error
  }
  return 'allowed'
}

describe('an institution', () => {
  it('is registered once, with a trimmed name and each service once', () => {
    expect(decideInstitution(registering, given(), context)).toMatchObject([
      {
        type: 'InstitutionRegistered',
        data: { unit: 'uptd-contoh', name: 'RSUD Contoh', services: ['kesehatan', 'visum'], registeredOn: '2026-03-02' },
      },
    ])
    expect(refused(registering, given(registering))).toBe('institution.exists')
  })

  it('needs a name, a service, a channel and a sensible number of hours', () => {
    expect(refused({ ...registering, name: ' ' }, given())).toBe('name: required')
    expect(refused({ ...registering, name: 'x'.repeat(201) }, given())).toBe('name: text.too-long')
    expect(refused({ ...registering, services: [] }, given())).toBe('services: required')
    expect(refused({ ...registering, channel: '' }, given())).toBe('channel: required')
    expect(refused({ ...registering, urgentHours: 0 }, given())).toBe('urgentHours: number.range')
    expect(refused({ ...registering, urgentHours: null }, given())).toBe('allowed')
  })

  it('is renamed, and not to the same name', () => {
    expect(given(registering, { type: 'renameInstitution', name: 'RSUD Baru' })).toMatchObject({ kind: 'active', name: 'RSUD Baru' })
    expect(decideInstitution({ type: 'renameInstitution', name: 'RSUD Contoh' }, given(registering), context)).toEqual([])
  })

  it('changes its profile without touching its name', () => {
    const changing: InstitutionCommand = { type: 'changeInstitutionProfile', ...profile, channel: 'whatsapp' }
    expect(decideInstitution(changing, given(registering), context)).toMatchObject([
      { type: 'InstitutionProfileChanged', data: { channel: 'whatsapp' } },
    ])
    expect(given(registering, changing)).toEqual(given(registering))
  })

  it('is retired with a reason, not in the future and not before it was registered; then nothing more', () => {
    expect(refused({ ...retiring, retiredOn: '2026-03-03' }, given(registering))).toBe('retiredOn: date.future')
    expect(refused({ ...retiring, retiredOn: '2026-03-01' }, given(registering))).toBe('retiredOn: institution.retired-before-registered')
    expect(refused({ ...retiring, reason: '' }, given(registering))).toBe('reason: required')
    const retired = given(registering, retiring)
    expect(retired.kind).toBe('retired')
    expect(refused({ type: 'renameInstitution', name: 'x' }, retired)).toBe('institution.retired')
    expect(refused(retiring, given())).toBe('institution.unknown')
  })

  it('stays nothing where an event other than its registration comes first', () => {
    const nothing = given()
    expect(evolveInstitution(nothing, { type: 'InstitutionRenamed', version: 1, data: { name: 'x' } })).toBe(nothing)
    expect(evolveInstitution(nothing, { type: 'InstitutionRetired', version: 1, data: { retiredOn: '2026-03-02', reason: 'x' } })).toBe(nothing)
  })
})
