import { isDatabaseAway } from '#event-log'

/** Where the database lets nobody in: a password, a role or a name that is not right. */
const SIGN_IN = /^(28|3D)/
const SQLSTATE = /^(?=.*\d)[0-9A-Z]{5}$/
/** The server is stopping or starting, or has ended the connection: it says so itself. */
const NOT_CONNECTED = /^(08|57P0)/

/**
 * A sentence for what the system or PostgreSQL answers, Indonesian and English: codes and paths alone, because what PostgreSQL says may
 * hold what was written.
 * @returns null where the error is none of these
 */
export function outsideRefusal(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  const { code: given, path } = error as Error & { readonly code?: unknown; readonly path?: unknown }
  const code = typeof given === 'string' ? given : ''
  if (/^E[A-Z]+$/.test(code) && typeof path === 'string')
    return `Berkas atau folder ${path} tidak dapat dipakai (${code}); periksa nama, hak, dan ruang kosongnya. (The file or folder ${path} cannot be used: ${code}; check its name, the rights and the space left.)`
  if (SQLSTATE.test(code) && !NOT_CONNECTED.test(code)) return refusedStatement(code)
  if (!isDatabaseAway(error)) return null
  const why = code === '' ? '' : ` (${code})`
  return `Basis data tidak dapat dihubungi, atau sambungannya terputus${why}; periksa apakah menyala, lalu ulangi. (The database cannot be reached, or the connection broke${why}; see whether it runs, then repeat.)`
}

const refusedStatement = (code: string): string =>
  SIGN_IN.test(code)
    ? `Basis data menolak masuk (SQLSTATE ${code}); periksa DATABASE_URL dan DATABASE_APP_URL. (The database refused the sign-in, SQLSTATE ${code}; check DATABASE_URL and DATABASE_APP_URL.)`
    : `Basis data menolak (SQLSTATE ${code}); periksa ruang kosong dan catatan PostgreSQL, lalu ulangi. (The database refused, SQLSTATE ${code}; check the space left and PostgreSQL's log, then repeat.)`
