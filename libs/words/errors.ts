import accessEn from './access.en.json'
import accessId from './access.id.json'
import backupEn from './backup.en.json'
import backupId from './backup.id.json'
import casesEn from './cases.en.json'
import casesId from './cases.id.json'
import en from './errors.en.json'
import id from './errors.id.json'
import logEn from './log.en.json'
import logId from './log.id.json'
import registerEn from './register.en.json'
import registerId from './register.id.json'
import servicesEn from './services.en.json'
import servicesId from './services.id.json'

/** Indonesian first; English as second language. */
export type Language = 'id' | 'en'

const TEXTS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  id: { ...casesId, ...servicesId, ...id, ...accessId, ...backupId, ...registerId, ...logId },
  en: { ...casesEn, ...servicesEn, ...en, ...accessEn, ...backupEn, ...registerEn, ...logEn },
}

/** The languages a browser asks for, best first, as in `Accept-Language`. Anything but English is answered in Indonesian. */
export function languageOf(acceptLanguage: string | undefined): Language {
  return acceptLanguage?.trim().toLowerCase().startsWith('en') ? 'en' : 'id'
}

/** @returns true where the code has a sentence. */
export const hasText = (code: string): boolean => code in TEXTS.id

/**
 * The sentence for a stable code. `{name}` in a text is replaced by the parameter of that name.
 * A code without a sentence of its own gets the sentence of the longest dotted prefix that has one, else `unknown`.
 */
export function errorText(code: string, params: Readonly<Record<string, string | number>>, language: Language): string {
  const texts = TEXTS[language]
  const text = texts[code] ?? texts[prefixOf(code, texts)] ?? texts['unknown'] ?? code
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}

function prefixOf(code: string, texts: Readonly<Record<string, string>>): string {
  for (let cut = code.lastIndexOf('.'); cut > 0; cut = code.lastIndexOf('.', cut - 1)) {
    const prefix = code.slice(0, cut)
    if (prefix in texts) return prefix
  }
  return 'unknown'
}
