import fc from 'fast-check'
import { caseScope, mayOnCase, maySeeCase, PERMISSIONS, requireOnCase, ROLES, type CaseAccess, type Principal, type Role } from '#access'

const UNIT = 'unit-1'
const principal = (roles: readonly Role[], id = 'me', unit: string | null = UNIT): Principal => ({
  id,
  username: id,
  displayName: id,
  roles,
  unit: unit === null ? null : { id: unit, name: unit, zone: 'Asia/Jakarta', regency: 'Kabupaten Contoh' },
})
const found = (change: Partial<CaseAccess> = {}): CaseAccess => ({ unit: UNIT, assignedTo: null, walledOff: [], ...change })
const worker = principal(['caseworker'])
const head = principal(['head_of_unit'], 'head')

describe('the case policy', () => {
  it('lets a caseworker see unassigned cases and their own, not a colleague’s', () => {
    expect([null, 'me', 'colleague'].map((assignedTo) => maySeeCase(worker, found({ assignedTo })))).toEqual([true, true, false])
  })

  it('lets the head see all of the unit', () => {
    expect([null, 'me', 'head'].map((assignedTo) => maySeeCase(head, found({ assignedTo })))).toEqual([true, true, true])
  })

  it('hides a case from whoever stands behind the conflict wall, the head and the assigned worker included', () => {
    expect(maySeeCase(head, found({ walledOff: ['x', 'head'] }))).toBe(false)
    expect(maySeeCase(worker, found({ assignedTo: 'me', walledOff: ['me'] }))).toBe(false)
    expect(maySeeCase(worker, found({ walledOff: ['head'] }))).toBe(true)
  })

  it('answers for a case of another unit, behind the wall or missing as if there were none', () => {
    const unseen = [null, found({ unit: 'unit-2' }), found({ walledOff: ['me'] }), found({ assignedTo: 'colleague' })]
    for (const one of unseen)
      expect(() => requireOnCase(worker, one, 'case.read')).toThrow(expect.objectContaining({ kind: 'absent', code: 'case.unknown' }))
  })

  it('forbids an act on a visible case that the role does not give', () => {
    expect(() => requireOnCase(worker, found(), 'case.approve')).toThrow(expect.objectContaining({ kind: 'forbidden', code: 'access.forbidden' }))
    expect(() => requireOnCase(head, found(), 'case.approve')).not.toThrow()
  })

  it('reveals a name to the worker on their own case and to the head alone', () => {
    const [mine, theirs] = [found({ assignedTo: 'me' }), found({ assignedTo: 'colleague' })]
    expect([mine, theirs].map((one) => mayOnCase(worker, one, 'identity.reveal'))).toEqual([true, false])
    expect([mine, theirs].map((one) => mayOnCase(head, one, 'identity.reveal'))).toEqual([true, true])
  })

  it('shows department, administrator and people without a unit no case, whatever it is', () => {
    const anyCase = fc.record({ unit: fc.constant(UNIT), assignedTo: fc.constantFrom(null, 'me', 'other'), walledOff: fc.constant([]) })
    const blind = fc.oneof(
      fc.subarray<Role>(['department', 'administrator']).map((roles) => principal(roles)),
      fc.subarray<Role>([...ROLES]).map((roles) => principal(roles, 'me', null)),
    )
    fc.assert(
      fc.property(blind, anyCase, fc.constantFrom(...PERMISSIONS), (person, one, permission) => {
        expect([caseScope(person), maySeeCase(person, one), mayOnCase(person, one, permission)]).toEqual([null, false, false])
      }),
    )
  })

  it('gives lists the same reach', () => {
    expect(caseScope(worker)).toEqual({ unit: UNIT, reach: 'own', user: 'me' })
    expect(caseScope(principal(['caseworker', 'head_of_unit']))).toEqual({ unit: UNIT, reach: 'all', user: 'me' })
  })
})
