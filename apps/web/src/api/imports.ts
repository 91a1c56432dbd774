import i18next from 'i18next'
import { NetworkLost, problemFrom } from './problem'
import type { AnswerAt, Shape } from './shapes'

/** One thing that is wrong in a file; `content` is null in identity columns, whose content is never shown. */
export type FileFault = Shape<'FaultView'>
export type FileFacts = Shape<'FileFacts'>
export type RegisterCheck = Shape<'RegisterCheckView'>
export type RegisterResult = Shape<'RegisterImportView'>
export type PopulationCheck = AnswerAt<'/api/v1/imports/population', 'post'>

/** A register of 50 000 rows takes minutes, not the half minute of a form. */
const patience = 15 * 60_000

async function sendFile<Data>(path: string, bytes: ArrayBuffer, headers: Record<string, string>): Promise<Data> {
  let response: Response
  try {
    response = await fetch(path, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Content-Type': 'text/csv', 'Accept-Language': i18next.language, 'X-Teduh': '1', ...headers },
      body: bytes,
      signal: AbortSignal.timeout(patience),
    })
  } catch (error) {
    throw new NetworkLost(error instanceof DOMException && error.name === 'TimeoutError' ? 'timeout' : 'network')
  }
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) throw problemFrom(response.status, body)
  return body as Data
}

type Headers = Record<string, string>

/** Checks a register; nothing is written. */
export const checkRegister = (bytes: ArrayBuffer, headers: Headers): Promise<RegisterCheck> =>
  sendFile<RegisterCheck>('/api/v1/imports/register?dryRun=true', bytes, headers)

/** Imports a register: all of it or nothing. The same file again takes up what was cut off, and adds nothing twice. */
export const importRegister = (bytes: ArrayBuffer, headers: Headers): Promise<RegisterResult> =>
  sendFile<RegisterResult>('/api/v1/imports/register?dryRun=false', bytes, headers)

export const checkPopulation = (bytes: ArrayBuffer, headers: Headers): Promise<PopulationCheck> =>
  sendFile<PopulationCheck>('/api/v1/imports/population?dryRun=true', bytes, headers)

export const importPopulation = (bytes: ArrayBuffer, headers: Headers): Promise<PopulationCheck> =>
  sendFile<PopulationCheck>('/api/v1/imports/population?dryRun=false', bytes, headers)
