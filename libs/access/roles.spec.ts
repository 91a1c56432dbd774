import { actorOf, isRole, may, needsUnit, PERMISSIONS, permissionsOf, ROLES, type Permission, type Role } from '#access'
import { Refusal } from '#kernel'

const IDENTITY: readonly Permission[] = [
  'identity.reveal',
  'case.read',
  'case.act',
  'case.approve',
  'case.assign',
  'complaint.take',
  'shelter.manage',
  'subject.erase',
  'drafts.own',
  'referral.board',
]

describe('roles and permissions', () => {
  it.each(['department', 'administrator'] as const)('the %s holds nothing that leads to a case or a person', (role) => {
    const held = permissionsOf([role])
    expect(IDENTITY.filter((permission) => held.has(permission))).toEqual([])
  })

  it('every permission is held by somebody, and every role may end its session', () => {
    const all = permissionsOf(ROLES)
    expect(PERMISSIONS.filter((permission) => !all.has(permission))).toEqual([])
    for (const role of ROLES) expect(permissionsOf([role]).has('session.own')).toBe(true)
  })

  it('only the head approves, assigns and imports a register', () => {
    const holders = (permission: Permission): readonly Role[] => ROLES.filter((role) => permissionsOf([role]).has(permission))
    for (const permission of ['case.approve', 'case.assign', 'register.import', 'referral.board', 'subject.erase'] as const)
      expect(holders(permission)).toEqual(['head_of_unit'])
    expect(holders('ratio.read')).toEqual(['head_of_unit', 'department'])
    expect(holders('import.population')).toEqual(['head_of_unit', 'department', 'administrator'])
    expect(holders('users.manage')).toEqual(['administrator'])
  })

  it('several roles hold what each of them holds', () => {
    const both = permissionsOf(['caseworker', 'administrator'])
    expect([both.has('case.act'), both.has('users.manage'), both.has('case.approve')]).toEqual([true, true, false])
    expect(permissionsOf([]).size).toBe(0)
  })

  it('names an actor in the role that gives the permission, and refuses where none does', () => {
    const person = { id: 'p', roles: ['administrator', 'head_of_unit'] as const }
    expect(actorOf(person, 'case.approve')).toEqual({ kind: 'user', id: 'p', role: 'head_of_unit' })
    expect(actorOf(person, 'register.import', 'i')).toEqual({ kind: 'user', id: 'p', role: 'head_of_unit', importId: 'i' })
    expect(() => actorOf({ id: 'p', roles: ['department'] }, 'case.act')).toThrow(Refusal)
    expect(may(person, 'ratio.read')).toBe(true)
  })

  it('knows which roles work for a unit', () => {
    expect([needsUnit(['caseworker']), needsUnit(['head_of_unit', 'department']), needsUnit(['department', 'administrator'])]).toEqual([
      true,
      true,
      false,
    ])
    expect([isRole('caseworker'), isRole('root')]).toEqual([true, false])
  })
})
