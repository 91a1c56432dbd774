import { useTranslation } from 'react-i18next'
import { ApiProblem, NetworkLost } from './problem'

/** One sentence for a person about anything that went wrong. Unknown errors say nothing of their inside. */
export function useExplain(): (error: unknown) => string {
  const { t } = useTranslation()
  return (error) => {
    if (error instanceof NetworkLost) return t(error.reason === 'timeout' ? 'errors.timeout' : 'errors.network')
    if (!(error instanceof ApiProblem)) return t('errors.serverPlain')
    if (error.message !== '') return error.message
    return error.correlationId === undefined ? t('errors.serverPlain') : t('errors.server', { correlation: error.correlationId })
  }
}
