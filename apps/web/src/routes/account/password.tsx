import { IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changePassword } from '../../api/administration'
import { useSentForm } from '../../api/sent-form'
import { Button } from '../../components/button'
import { Chip } from '../../components/chip'
import { faultOf, FormSheet } from '../../components/form-sheet'
import { NewPasswordFields, refusal } from '../../components/new-password-fields'
import { Page } from '../../components/page'
import { PageTitle } from '../../components/page-title'
import { PasswordField } from '../../components/text-field'

/** The signed-in person's own password. Every other device is signed out. */
export function OwnPassword() {
  const { t } = useTranslation('admin')
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [repeat, setRepeat] = useState('')
  const { submit, error, busy, done, attempt } = useSentForm({
    send: async () => {
      if (current === '') throw refusal('current', t('password.missing'))
      if (next !== repeat) throw refusal('repeat', t('password.different'))
      await changePassword(current, next)
    },
    then: () => {
      setCurrent('')
      setNext('')
      setRepeat('')
    },
  })
  const labels = { current: t('password.current'), password: t('password.next'), repeat: t('password.repeat') }
  const shared = { showLabel: t('password.show'), hideLabel: t('password.hide') }
  return (
    <Page>
      <PageTitle title={t('password.title')} sub={t('password.sub')} />
      <FormSheet
        label={t('password.title')}
        labels={labels}
        error={error}
        attempt={attempt}
        onSubmit={submit}
        actions={
          <Button type="submit" tone="due" busy={busy}>
            {busy ? t('saving') : t('password.submit')}
          </Button>
        }
      >
        <PasswordField id="current" label={labels.current} value={current} onChange={setCurrent} error={faultOf(error, 'current')} {...shared} />
        <NewPasswordFields password={next} onPassword={setNext} repeat={repeat} onRepeat={setRepeat} labels={labels} error={error} />
        <div role="status">
          {done && (
            <Chip look="plain" large tone="daun" icon={<IconCircleCheck size={18} aria-hidden />}>
              {t('password.done')}
            </Chip>
          )}
        </div>
      </FormSheet>
    </Page>
  )
}
