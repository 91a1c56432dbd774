import { databaseSentence, type DatabaseErrorCode } from './texts'

export type { DatabaseErrorCode } from './texts'

/** A refusal to start, join, stop or migrate the database: a stable code, and one sentence in each language. */
export class DatabaseError extends Error {
  constructor(
    readonly code: DatabaseErrorCode,
    readonly params: Readonly<Record<string, string | number>> = {},
    options?: ErrorOptions,
  ) {
    super(`${databaseSentence(code, 'id', params)} / ${databaseSentence(code, 'en', params)}`, options)
    this.name = 'DatabaseError'
  }

  /** @returns the sentence in one language */
  in(language: 'id' | 'en'): string {
    return databaseSentence(this.code, language, this.params)
  }
}

/** @returns the code of a system or PostgreSQL error (`ENOSPC`, `23505`), or an empty string */
export function errorCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** @returns what the person at the terminal reads: the sentence in Indonesian, then in English */
export const databaseText = (error: DatabaseError): string => error.message
