import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Note } from './side-section'

/** Above a list or a figure from which something that can't be read is missing. */
export function IncompleteNote({ incomplete }: { incomplete: boolean }) {
  const { t } = useTranslation()
  if (!incomplete) return null
  return (
    <Note tone="bata" icon={<IconAlertTriangle size={18} aria-hidden />} title={t('incompleteList')}>
      <p>{t('incompleteListDetail')}</p>
    </Note>
  )
}
