import enCommon from './en/common.json'
import enSignIn from './en/sign-in.json'
import enStates from './en/states.json'
import idCommon from './id/common.json'
import idSignIn from './id/sign-in.json'
import idStates from './id/states.json'

/** The words of every screen, Indonesian first. A new screen adds its own file here, in both languages. */
export const id = { common: idCommon, states: idStates, signIn: idSignIn }

export const en = { common: enCommon, states: enStates, signIn: enSignIn }
