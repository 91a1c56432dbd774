const SENTENCES: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Porta ini sedang dipakai program lain. Pilih yang lain dengan TEDUH_PORT. (The port is taken; choose another with TEDUH_PORT.)',
  EACCES: 'Porta ini tidak boleh dibuka oleh pengguna ini. Pilih porta di atas 1024 dengan TEDUH_PORT. (No right to open this port.)',
}
const NO_ADDRESS =
  'TEDUH_HOST bukan alamat komputer ini; biarkan kosong, atau isi 0.0.0.0. (TEDUH_HOST is no address of this machine; leave it empty, or set 0.0.0.0.)'

/** The address that the pages should be served at can't be had. The message is what the person at the terminal reads. */
export class ListenRefused extends Error {
  override readonly name = 'ListenRefused'
}

/** @returns the refusal that an error of `listen` stands for, or the error itself */
export function listenRefusal(error: unknown): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  const sentence = ['ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL'].includes(code) ? NO_ADDRESS : SENTENCES[code]
  return sentence === undefined ? error : new ListenRefused(sentence, { cause: error })
}
