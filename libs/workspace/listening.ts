import { WorkspaceError } from './errors'

/**
 * @param setting the variable or option that says it, for whoever reads the refusal
 * @throws WorkspaceError `workspace.port` where the text is no port
 */
export function portOf(setting: string, text: string): number {
  const port = text.trim() === '' ? NaN : Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new WorkspaceError('workspace.port', `${setting}: isi angka 0 sampai 65535. (${setting} must be a number from 0 to 65535.)`)
}

const NO_ADDRESS =
  'TEDUH_HOST bukan alamat komputer ini; biarkan kosong, atau isi 0.0.0.0. (TEDUH_HOST is no address of this machine; leave it empty, or set 0.0.0.0.)'

/**
 * @param setting the variable that names the port
 * @returns the refusal that an error of `listen` stands for, or the error itself
 */
export function listenRefusal(error: unknown, setting: string): unknown {
  const sentence = sentenceFor(typeof error === 'object' && error !== null && 'code' in error ? error.code : null, setting)
  return sentence === null ? error : new WorkspaceError('workspace.port', sentence)
}

function sentenceFor(code: unknown, setting: string): string | null {
  switch (code) {
    case 'EADDRINUSE':
      return `Porta ini sedang dipakai program lain. Pilih yang lain dengan ${setting}. (The port is taken; choose another with ${setting}.)`
    case 'EACCES':
      return `Porta ini tidak boleh dibuka oleh pengguna ini. Pilih porta di atas 1024 dengan ${setting}. (No right to open this port; choose one above 1024 with ${setting}.)`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EADDRNOTAVAIL':
      return NO_ADDRESS
    default:
      return null
  }
}
