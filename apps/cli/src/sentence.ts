import { errorText } from '#words'

/** @returns the sentence of a stable code, Indonesian, English in brackets */
export const sentence = (code: string, params: Readonly<Record<string, string | number>> = {}): string =>
  `${errorText(code, params, 'id')} (${errorText(code, params, 'en')})`
