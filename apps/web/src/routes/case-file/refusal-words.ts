import { useTranslation } from 'react-i18next'

const known = [
  'case.closed',
  'case.declined',
  'case.handed-over',
  'case.voided',
  'case.not-accepted',
  'complaint.already-accepted',
  'mediation.sexual-violence',
  'mediation.tppo',
  'mediation.child-victim',
  'closure.all-ended',
  'closure.victim-open',
  'closure.referral-open',
  'closure.stay-open',
  'closure.already-requested',
  'closure.not-requested',
  'closure.victim-not-ended',
  'follow-up.victim-not-ended',
  'follow-up.not-closed',
  'reopen.not-closed',
] as const

/** Why a step isn't possible now, from the rule's code. */
export function useRefusal(): (code: string) => string {
  const { t } = useTranslation('caseFile')
  return (code) => t(`refusal.${known.find((one) => one === code) ?? 'other'}`)
}
