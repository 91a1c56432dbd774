/** petugas kasus · kepala UPTD · dinas · admin. One person may hold several. */
export const ROLES = ['caseworker', 'head_of_unit', 'department', 'administrator'] as const
export type Role = (typeof ROLES)[number]

export const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text)

/** What a route asks of its caller. Whether it holds for one case is decided by the case policy. */
export type Permission =
  | 'complaint.take'
  | 'case.read'
  | 'case.act'
  | 'case.approve'
  | 'case.assign'
  | 'identity.reveal'
  | 'subject.erase'
  | 'referral.board'
  | 'register.import'
  | 'import.population'
  | 'ratio.read'
  | 'users.manage'
  | 'institutions.manage'
  | 'institutions.read'
  | 'settings.manage'
  | 'shelter.manage'
  | 'drafts.own'
  | 'session.own'

/** Who may what. The department meets no identity, the administrator no case (domain.md, "Who uses it"). */
const HOLDERS: Readonly<Record<Permission, readonly Role[]>> = {
  'complaint.take': ['caseworker', 'head_of_unit'],
  'case.read': ['caseworker', 'head_of_unit'],
  'case.act': ['caseworker', 'head_of_unit'],
  'case.approve': ['head_of_unit'],
  'case.assign': ['head_of_unit'],
  'identity.reveal': ['caseworker', 'head_of_unit'],
  'subject.erase': ['head_of_unit'],
  'referral.board': ['head_of_unit'],
  'register.import': ['head_of_unit'],
  'import.population': ['head_of_unit', 'department', 'administrator'],
  'ratio.read': ['head_of_unit', 'department'],
  'users.manage': ['administrator'],
  'institutions.manage': ['administrator'],
  'institutions.read': ['caseworker', 'head_of_unit', 'administrator'],
  'settings.manage': ['administrator'],
  'shelter.manage': ['caseworker', 'head_of_unit'],
  'drafts.own': ['caseworker', 'head_of_unit'],
  'session.own': ROLES,
}

export const PERMISSIONS = Object.keys(HOLDERS) as readonly Permission[]

/** @returns every permission that at least one of the roles gives. */
export const permissionsOf = (roles: readonly Role[]): ReadonlySet<Permission> =>
  new Set(PERMISSIONS.filter((permission) => HOLDERS[permission].some((role) => roles.includes(role))))

/** @returns the role through which somebody holds a permission: the one an event names as its actor's. */
export const roleFor = (roles: readonly Role[], permission: Permission): Role | null =>
  HOLDERS[permission].find((role) => roles.includes(role)) ?? null

/** Roles whose work is a unit's cases: their account needs a unit. */
export const needsUnit = (roles: readonly Role[]): boolean => permissionsOf(roles).has('case.read')
