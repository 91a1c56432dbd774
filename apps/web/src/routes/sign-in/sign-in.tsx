import { IconPhone } from '@tabler/icons-react'
import { useEffect, useState, type SubmitEvent } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import { roles } from '../../api/choices'
import { useExplain } from '../../api/explain'
import { ApiProblem } from '../../api/problem'
import { useInstallation, useSignIn } from '../../api/session'
import { Button } from '../../components/button'
import { ErrorSummary, type FieldFault } from '../../components/error-summary'
import { PasswordField, TextField } from '../../components/text-field'
import { Canopy } from './canopy'
import style from './sign-in.module.css'

/** Signing in. Where the installation holds sample data it offers the sample accounts. */
export function SignIn() {
  const { t } = useTranslation(['signIn', 'common'])
  const explain = useExplain()
  const installation = useInstallation().data
  const signIn = useSignIn()
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [attempt, setAttempt] = useState(0)
  const [missing, setMissing] = useState<FieldFault[]>([])
  const demo = installation?.mode === 'demo'

  useEffect(() => {
    document.title = `${t('signIn:title')} · ${t('common:product')}`
  }, [t])

  const enter = (name: string, secret: string): void => {
    const faults = [
      ...(name.trim() === '' ? [{ field: 'username', label: t('signIn:username'), message: t('signIn:usernameMissing') }] : []),
      ...(secret === '' ? [{ field: 'password', label: t('signIn:password'), message: t('signIn:passwordMissing') }] : []),
    ]
    setMissing(faults)
    setAttempt((last) => last + 1)
    if (faults.length > 0) return
    signIn.mutate(
      { username: name.trim(), password: secret },
      {
        onError: () => {
          setAttempt((last) => last + 1)
        },
      },
    )
  }

  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    enter(username, password)
  }

  const errorOf = (field: string): string | undefined => missing.find((fault) => fault.field === field)?.message
  const refused = signIn.error instanceof ApiProblem && signIn.error.status === 401
  const failure = missing.length > 0 || signIn.error === null ? undefined : refused ? t('signIn:refused') : t('signIn:unreachable')
  return (
    <div className={style.page}>
      <Canopy demo={demo} unitName={installation?.unitName ?? undefined} />
      <main className={style.main}>
        <h1 className={style.title}>{t('signIn:title')}</h1>
        <form className={style.form} onSubmit={submit} noValidate>
          <ErrorSummary attempt={attempt} faults={missing} {...(failure === undefined ? {} : { title: failure })}>
            {failure !== undefined && <p>{refused ? t('signIn:refusedDetail') : explain(signIn.error)}</p>}
          </ErrorSummary>
          <TextField
            id="username"
            label={t('signIn:username')}
            value={username}
            onChange={setUsername}
            error={errorOf('username')}
            autoComplete="username"
            autoCapitalize="off"
            spellCheck={false}
          />
          <PasswordField
            id="password"
            label={t('signIn:password')}
            value={password}
            onChange={setPassword}
            error={errorOf('password')}
            showLabel={t('signIn:showPassword')}
            hideLabel={t('signIn:hidePassword')}
          />
          <Button type="submit" tone="due" wide busy={signIn.isPending} className={style.submit ?? ''}>
            {signIn.isPending ? t('signIn:submitting') : t('signIn:submit')}
          </Button>
          <p className={style.draft}>{t('signIn:draft')}</p>
        </form>
        {demo && installation.demoAccounts.length > 0 && (
          <section className={style.accounts} aria-labelledby="accounts">
            <h2 id="accounts">{t('signIn:demoAccounts')}</h2>
            <div className={style.accountList}>
              {installation.demoAccounts.map((account) => {
                const role = roles.find((one) => one === account.role)
                return (
                  <Button
                    key={account.username}
                    size="row"
                    onClick={() => {
                      setUsername(account.username)
                      setPassword(account.password)
                      enter(account.username, account.password)
                    }}
                  >
                    {role === undefined ? account.username : t(`signIn:roles.${role}`)}
                  </Button>
                )
              })}
            </div>
          </section>
        )}
      </main>
      <footer className={style.foot}>
        <p>{t('signIn:forgotten')}</p>
        <p className={style.help}>
          <IconPhone size={18} aria-hidden />
          <span>
            <Trans t={t} i18nKey="signIn:help" components={[<strong key="police" />, <strong key="sapa" />]} />
          </span>
        </p>
      </footer>
    </div>
  )
}
