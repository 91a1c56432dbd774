import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tell, type CommandAnswer } from '../../api/call'
import { useExplain } from '../../api/explain'
import { ApiProblem } from '../../api/problem'
import type { FieldFault } from '../../components/error-summary'
import { fieldFor } from '../../forms/faults'
import { textAt } from '../../forms/values'
import { useFormat } from '../../i18n/format'
import type { Draft } from './draft'
import { placesOf } from './places'
import { bodyOfDraft } from './request-body'
import { requiredOf, type Question } from './required'

export interface Submit {
  busy: boolean
  attempt: number
  faults: FieldFault[]
  /** A refusal of the whole. */
  sentence: string | undefined
  /** Sends it; gives the case's id, or undefined where something must be corrected first. */
  send: () => Promise<string | undefined>
}

const questionWord: Record<Question, 'urgency' | 'channel' | 'reporterKind' | 'safeContact' | 'sex' | 'age' | 'forms' | 'when' | 'relation'> = {
  urgency: 'urgency',
  channel: 'channel',
  reporterKind: 'reporterKind',
  safe: 'safeContact',
  sex: 'sex',
  age: 'age',
  forms: 'forms',
  when: 'when',
  relation: 'relation',
}

/** Sends a complaint once: the draft's id is its key, so that a double click, or a retry after a lost answer, makes one complaint. */
export function useSubmit(draftId: string, draft: Draft): Submit {
  const { t } = useTranslation('forms')
  const { zone } = useFormat()
  const explain = useExplain()
  const queries = useQueryClient()
  const [state, setState] = useState<Omit<Submit, 'send'> & { fromHere: boolean }>({
    busy: false,
    attempt: 0,
    faults: [],
    sentence: undefined,
    fromHere: false,
  })
  const running = useRef(false)
  const refuse = (faults: FieldFault[], sentence?: string, fromHere = false): void => {
    setState(({ attempt }) => ({ busy: false, attempt: attempt + 1, faults, sentence, fromHere }))
  }
  const ofVictim = (index: number | undefined): string =>
    index === undefined || draft.victims.length < 2 ? '' : ` (${t('say.victim', { number: index + 1 })})`

  const missing = (): FieldFault[] => [
    ...requiredOf(draft).flatMap(({ id, question, missing: word, victim }) =>
      word === undefined ? [] : [{ field: id, label: `${t(`field.${questionWord[question]}`)}${ofVictim(victim)}`, message: t(`missing.${word}`) }],
    ),
    ...(textAt(draft.main, 'received.day') === '' ? [{ field: 'received', label: t('field.receivedAt'), message: t('missing.day') }] : []),
    ...(textAt(draft.main, 'kdrt') !== '' && textAt(draft.main, 'kdrtReason') === ''
      ? [{ field: 'kdrtReason', label: t('field.kdrtReason'), message: t('missing.one') }]
      : []),
  ]

  const labelOf = (id: string): string => {
    const label =
      document.querySelector(`label[for="${CSS.escape(id)}"]`)?.firstChild?.textContent ??
      document.getElementById(id)?.closest('fieldset')?.querySelector('legend')?.textContent
    return label?.trim() ?? t('field.note')
  }

  const send = async (): Promise<string | undefined> => {
    if (running.current) return undefined
    const faults = missing()
    if (faults.length > 0) {
      refuse(faults, undefined, true)
      return undefined
    }
    running.current = true
    setState((before) => ({ ...before, busy: true }))
    try {
      const body = bodyOfDraft(draft, zone)
      const { data } = await tell<CommandAnswer>('post', '/api/v1/cases', { body, headers: { 'Idempotency-Key': `complaint-${draftId}` } })
      await queries.invalidateQueries({
        predicate: ({ queryKey }) =>
          queryKey[0] !== 'session' && queryKey[0] !== 'installation' && queryKey[0] !== 'reference' && queryKey[0] !== 'draft-to-open',
      })
      return data.id
    } catch (error) {
      if (error instanceof ApiProblem && error.faults.length > 0) {
        const places = placesOf(draft)
        const known = error.faults.flatMap((fault) => {
          const place = fieldFor(fault, places)
          return place === undefined ? [] : [{ field: place.id, label: labelOf(place.id), message: fault.detail }]
        })
        refuse(known, known.length === 0 ? error.faults.map(({ detail }) => detail).join(' ') : undefined)
      } else refuse([], explain(error))
      return undefined
    } finally {
      running.current = false
    }
  }
  // What was found missing here goes as soon as it is answered; what the server said stays until it is sent again.
  const still = state.fromHere && state.faults.length > 0 ? new Set(missing().map(({ field }) => field)) : undefined
  const faults = still === undefined ? state.faults : state.faults.filter(({ field }) => still.has(field))
  return { ...state, faults, send }
}
