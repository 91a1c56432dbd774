export * from './roles'
export * from './principal'
export * from './case-policy'
export type { Box } from './box'
export { argonPasswords, OWASP_COST, type PasswordCost, type Passwords } from './passwords'
export {
  checkPassword,
  checkUsername,
  DEFAULT_SESSION_RULES,
  FAILURE_DELAYS,
  normalUsername,
  SETUP_LINK_LIFE,
  type SessionRules,
} from './sign-in-rules'
export type { Access, AccessEntry, ChainFault } from './access-log-entry'
export { accessMigrations } from './postgres/migrations'
export { accessesOf, recordAccess, verifyAccessLog, type AccessLogCheck } from './postgres/access-log'
export { deleteDraft, deleteDraftsAbout, deleteDraftsBefore, listDrafts, loadDraft, MAX_DRAFT_BYTES, saveDraft } from './postgres/drafts'
export type { Draft, DraftSummary, DraftToSave } from './postgres/drafts'
export { deleteEndedSessions, endAllSessions, endSession, resumeSession, type LiveSession, type NewSession } from './postgres/sessions'
export { changePassword, setPassword, signIn, type SignedIn, type SignInPorts } from './postgres/sign-in'
export { createSetupLink, findSetupLink, useSetupLink, type SetupLink } from './postgres/setup-links'
export { findUnit, listUnits, saveUnit } from './postgres/units'
export { createUser, findUser, findUserByName, headOfUnit, listUsers, updateUser, type Account, type AccountInput } from './postgres/users'
