import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button'
import { SavingState, type Saving } from '../../components/saving-state'
import { textAt } from '../../forms/values'
import { useComplaint } from './complaint-context'
import style from './new-complaint.module.css'
import { requiredOf } from './required'

/** What has to be said before the account is taken, as it stands now. */
export function BeforeAccount() {
  const { t } = useTranslation('complaint')
  const { draft } = useComplaint()
  const duty = textAt(draft.main, 'duty')
  const told = duty !== '' && duty !== 'belum'
  const Icon = told ? IconCircleCheck : IconCircleDashed
  return (
    <section aria-label={t('before.title')}>
      <h3>{t('before.title')}</h3>
      <ul className={style.checks}>
        <li className={style.check}>
          <Icon size={17} aria-hidden className={(told ? style.done : style.open) ?? ''} />
          {t(told ? 'before.duty' : 'before.dutyNot')}
        </li>
        <li className={style.check}>
          <IconCircleDashed size={17} aria-hidden className={style.open ?? ''} />
          {t('before.consent')}
        </li>
      </ul>
    </section>
  )
}

/** Whether it is kept, how much is answered, and the way out: send, or go on later. */
export function SendBox({ saving, busy, onSend, onLater }: { saving: Saving | undefined; busy: boolean; onSend: () => void; onLater: () => void }) {
  const { t } = useTranslation('complaint')
  const { draft } = useComplaint()
  const required = requiredOf(draft)
  const done = required.filter(({ missing }) => missing === undefined).length
  return (
    <div className={style.send}>
      {saving !== undefined && <SavingState saving={saving} />}
      <p className={style.hint} role="status">
        {t('count', { done, total: required.length })}
      </p>
      <Button tone="due" wide busy={busy} onClick={onSend}>
        {busy ? t('sending') : t('send')}
      </Button>
      <Button tone="quiet" wide onClick={onLater}>
        {t('later')}
      </Button>
    </div>
  )
}
