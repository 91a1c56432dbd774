import { IconCloudCheck, IconCloudOff, IconLoader2 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format'
import { Chip } from './chip'

/** `unsaved`: what was typed stands on the screen alone. */
export type Saving = { state: 'saved'; at: string } | { state: 'saving' } | { state: 'unsaved' }

const small = { size: 18, 'aria-hidden': true } as const

/** Whether what was typed is kept. Read aloud when it changes, without interrupting. */
export function SavingState({ saving, short = false }: { saving: Saving; short?: boolean }) {
  const { t } = useTranslation('states')
  const { time } = useFormat()
  return (
    <span role="status">
      {saving.state === 'saved' && (
        <Chip icon={<IconCloudCheck {...small} />} tone="daun" look="plain" large={!short}>
          {t(short ? 'saving.savedShort' : 'saving.saved', { time: time(saving.at) })}
        </Chip>
      )}
      {saving.state === 'saving' && (
        <Chip icon={<IconLoader2 {...small} />} tone="grey" look="plain" large={!short} spinning>
          {t('saving.saving')}
        </Chip>
      )}
      {saving.state === 'unsaved' && (
        <Chip icon={<IconCloudOff {...small} />} tone="kunyit" look="plain" large={!short}>
          {t('saving.unsaved')}
        </Chip>
      )}
    </span>
  )
}
