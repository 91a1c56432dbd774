export { complaintForm, deskContext, incidentForm, person, victimForm } from './case-forms'
export { LONG } from './config'
export { startTestDatabase, type TestDatabase } from './embedded-database'
export { commandIn, given, refusalOf, told, type Given, type Outcome } from './given'
