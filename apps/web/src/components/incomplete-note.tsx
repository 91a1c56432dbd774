import { IconAlertTriangle, IconPlayerPause } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format'
import { Note } from './side-section'

/** Above a list from which something that can't be read is missing, or that is held still and grows old. */
export function IncompleteNote({ incomplete, pausedSince }: { incomplete: boolean; pausedSince: string | null }) {
  const { t } = useTranslation()
  const { asOf } = useFormat()
  return (
    <>
      {incomplete && (
        <Note tone="bata" icon={<IconAlertTriangle size={18} aria-hidden />} title={t('incompleteList')}>
          <p>{t('incompleteListDetail')}</p>
        </Note>
      )}
      {pausedSince !== null && (
        <Note tone="kunyit" icon={<IconPlayerPause size={18} aria-hidden />} title={t('pausedList')}>
          <p>{t('pausedListDetail', { when: asOf(pausedSince) })}</p>
        </Note>
      )}
    </>
  )
}
