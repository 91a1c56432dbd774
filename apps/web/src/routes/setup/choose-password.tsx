import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { choosePassword, openSetupLink } from '../../api/administration'
import { ApiProblem } from '../../api/problem'
import { useSentForm } from '../../api/sent-form'
import { useInstallation, useSignIn } from '../../api/session'
import { Answered } from '../../components/answered'
import { Button, ButtonLink } from '../../components/button'
import { Empty } from '../../components/empty'
import { FormSheet } from '../../components/form-sheet'
import { NewPasswordFields, refusal } from '../../components/new-password-fields'
import { Canopy } from '../sign-in/canopy'
import style from '../sign-in/sign-in.module.css'

/**
 * Where a one-time link leads: its owner chooses a password and is signed in. The token stands behind `#`, so no server logs it; it
 * is taken out of the address at once.
 */
export function ChoosePassword() {
  const { t } = useTranslation(['admin', 'common'])
  const installation = useInstallation().data
  const [token] = useState(() => window.location.hash.slice(1))
  useEffect(() => {
    document.title = `${t('admin:setup.title')} · ${t('common:product')}`
    window.history.replaceState(window.history.state, '', window.location.pathname)
  }, [t])
  const link = useQuery({ queryKey: ['setup-link', token], queryFn: () => openSetupLink(token), enabled: token !== '', gcTime: 0, retry: false })
  return (
    <div className={style.page}>
      <Canopy demo={installation?.mode === 'demo'} unitName={installation?.unitName ?? undefined} />
      <main className={style.main}>
        <h1 className={style.title}>{t('admin:setup.title')}</h1>
        {token === '' || (link.error instanceof ApiProblem && link.error.status < 500) ? (
          <Empty
            fact={link.error instanceof ApiProblem ? link.error.message : t('admin:setup.noToken')}
            action={<ButtonLink to="/">{t('admin:setup.toSignIn')}</ButtonLink>}
          />
        ) : (
          <Answered query={link}>{(owner) => <Form token={token} {...owner} />}</Answered>
        )}
      </main>
    </div>
  )
}

function Form({ token, username, displayName }: { token: string; username: string; displayName: string }) {
  const { t } = useTranslation('admin')
  const navigate = useNavigate()
  const signIn = useSignIn()
  const [password, setPassword] = useState('')
  const [repeat, setRepeat] = useState('')
  const chosen = useRef<string>(undefined)
  const { submit, error, busy, attempt } = useSentForm({
    send: async () => {
      if (password !== repeat) throw refusal('repeat', t('password.different'))
      // The link is used by then: where the sign-in alone was lost, that alone is tried again.
      if (chosen.current === undefined) await choosePassword(token, password)
      chosen.current ??= password
      await signIn.mutateAsync({ username, password: chosen.current })
    },
    then: () => navigate('/', { replace: true }),
  })
  const labels = { password: t('password.next'), repeat: t('password.repeat') }
  return (
    <FormSheet
      label={t('setup.title')}
      labels={labels}
      error={error}
      attempt={attempt}
      onSubmit={submit}
      actions={
        <>
          <Button type="submit" tone="due" wide busy={busy}>
            {busy ? t('saving') : t('setup.submit')}
          </Button>
          {error instanceof ApiProblem && error.code === 'setup.unknown' && <ButtonLink to="/">{t('setup.toSignIn')}</ButtonLink>}
        </>
      }
    >
      <p>{t('setup.greet', { name: displayName, username })}</p>
      <NewPasswordFields
        password={password}
        onPassword={setPassword}
        repeat={repeat}
        onRepeat={setRepeat}
        labels={labels}
        hint={t('password.sub')}
        error={error}
      />
    </FormSheet>
  )
}
