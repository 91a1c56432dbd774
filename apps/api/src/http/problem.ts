import type { FieldFault, Refusal, RefusalKind } from '#kernel'
import { errorText, type Language } from '#words'

/** RFC 9457, with a stable `code` for programs and a sentence in the reader's language. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
  readonly correlationId: string
  readonly params?: Readonly<Record<string, string | number>>
  readonly errors?: readonly { readonly field: string; readonly code: string; readonly detail: string }[]
}

const STATUS: Readonly<Record<RefusalKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  absent: 404,
  rule: 409,
  stale: 412,
  'too-large': 413,
  busy: 503,
}

const TITLES: Readonly<Record<number, Readonly<Record<Language, string>>>> = {
  400: { id: 'Perlu diperbaiki', en: 'Needs correction' },
  401: { id: 'Belum masuk', en: 'Not signed in' },
  403: { id: 'Tidak diizinkan', en: 'Not permitted' },
  404: { id: 'Tidak ditemukan', en: 'Not found' },
  409: { id: 'Belum dapat dilakukan', en: 'Not possible now' },
  412: { id: 'Sudah berubah', en: 'Already changed' },
  413: { id: 'Terlalu besar', en: 'Too large' },
  415: { id: 'Jenis isi tidak diterima', en: 'Media type not accepted' },
  503: { id: 'Sedang sibuk', en: 'Busy' },
}

const title = (status: number, language: Language): string => TITLES[status]?.[language] ?? (language === 'id' ? 'Gangguan' : 'Fault')

/** The body for an expected refusal. */
export function problemOf(refusal: Refusal, language: Language, correlationId: string): Problem {
  return problem(STATUS[refusal.kind], refusal.code, refusal.params, refusal.faults, language, correlationId)
}

/** The body for a status that has no refusal behind it. */
export function problem(
  status: number,
  code: string,
  params: Readonly<Record<string, string | number>>,
  faults: readonly FieldFault[],
  language: Language,
  correlationId: string,
): Problem {
  const head = {
    type: `urn:teduh:problem:${code}`,
    title: title(status, language),
    status,
    detail: errorText(code, params, language),
    code,
    correlationId,
  }
  const errors = faults.map(({ field, code: fault, params: values }) => ({ field, code: fault, detail: errorText(fault, values ?? {}, language) }))
  return { ...head, ...(Object.keys(params).length > 0 ? { params } : {}), ...(errors.length > 0 ? { errors } : {}) }
}
