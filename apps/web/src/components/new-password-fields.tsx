import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../api/problem'
import { faultOf } from './form-sheet'
import { PasswordField } from './text-field'

/** A refusal made here, in the words and shape of the server's. */
export const refusal = (field: string, detail: string): ApiProblem =>
  new ApiProblem({ status: 400, code: 'input.invalid', detail, errors: [{ field, code: 'input.invalid', detail }] })

interface NewPasswordFieldsProps {
  password: string
  onPassword: (value: string) => void
  repeat: string
  onRepeat: (value: string) => void
  labels: { readonly password: string; readonly repeat: string }
  hint?: string
  error: unknown
}

/** A password that is chosen, and once more the same. */
export function NewPasswordFields({ password, onPassword, repeat, onRepeat, labels, hint, error }: NewPasswordFieldsProps) {
  const { t } = useTranslation('admin')
  const shared = { autoComplete: 'new-password', showLabel: t('password.show'), hideLabel: t('password.hide') } as const
  return (
    <>
      <PasswordField
        id="password"
        label={labels.password}
        {...(hint === undefined ? {} : { hint })}
        value={password}
        onChange={onPassword}
        error={faultOf(error, 'password')}
        {...shared}
      />
      <PasswordField id="repeat" label={labels.repeat} value={repeat} onChange={onRepeat} error={faultOf(error, 'repeat')} {...shared} />
    </>
  )
}
