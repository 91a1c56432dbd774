import enAdmin from './en/admin.json'
import enCaseFile from './en/case-file.json'
import enCases from './en/cases.json'
import enComplaint from './en/complaint.json'
import enEvents from './en/events.json'
import enCommon from './en/everywhere.json'
import enForms from './en/forms.json'
import enImport from './en/import.json'
import enRatio from './en/ratio.json'
import enReferrals from './en/referrals.json'
import enSignIn from './en/sign-in.json'
import enStates from './en/states.json'
import enSteps from './en/steps.json'
import enToday from './en/today.json'
import idAdmin from './id/admin.json'
import idCaseFile from './id/case-file.json'
import idCases from './id/cases.json'
import idComplaint from './id/complaint.json'
import idEvents from './id/events.json'
import idCommon from './id/everywhere.json'
import idForms from './id/forms.json'
import idImport from './id/import.json'
import idRatio from './id/ratio.json'
import idReferrals from './id/referrals.json'
import idSignIn from './id/sign-in.json'
import idStates from './id/states.json'
import idSteps from './id/steps.json'
import idToday from './id/today.json'

/** The words of every screen, Indonesian first. A new screen adds its own file here, in both languages. */
export const id = {
  common: idCommon,
  states: idStates,
  signIn: idSignIn,
  cases: idCases,
  today: idToday,
  forms: idForms,
  steps: idSteps,
  caseFile: idCaseFile,
  events: idEvents,
  complaint: idComplaint,
  referrals: idReferrals,
  ratio: idRatio,
  import: idImport,
  admin: idAdmin,
}

export const en = {
  common: enCommon,
  states: enStates,
  signIn: enSignIn,
  cases: enCases,
  today: enToday,
  forms: enForms,
  steps: enSteps,
  caseFile: enCaseFile,
  events: enEvents,
  complaint: enComplaint,
  referrals: enReferrals,
  ratio: enRatio,
  import: enImport,
  admin: enAdmin,
}
