import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { keep, kept } from '../theme/kept'
import { en, id } from './resources'
import type { Language } from './time'

const key = 'teduh_language'

const keptLanguage = (): Language => (kept(key) === 'en' ? 'en' : 'id')

/** Starts the words. Indonesian unless English was chosen on this machine before. */
export async function startWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: { id, en },
    lng: keptLanguage(),
    fallbackLng: 'id',
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  document.documentElement.lang = i18next.language
}

/** Changes the language of everything on the page and remembers it on this machine. */
export async function chooseLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  keep(key, language)
}
