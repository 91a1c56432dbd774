import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { accountsQuery, changeAccount, createAccount, type Account, type Role, type Unit } from '../../api/administration'
import { roles } from '../../api/choices'
import { useSentForm } from '../../api/sent-form'
import { Answered } from '../../components/answered'
import { ButtonLink } from '../../components/button'
import { ChoiceBoxes, ChoiceButtons } from '../../components/choice-buttons'
import { Empty } from '../../components/empty'
import { faultOf, FormSheet } from '../../components/form-sheet'
import { Page } from '../../components/page'
import { PageTitle } from '../../components/page-title'
import { SaveOrCancel } from '../../components/save-or-cancel'
import { TextField } from '../../components/text-field'

/** A new account, or an account's name, roles and unit. */
export function AccountForm() {
  const { t } = useTranslation('admin')
  const { id } = useParams()
  const query = useQuery(accountsQuery)
  return (
    <Page>
      <PageTitle title={id === undefined ? t('accounts.new') : t('accounts.change')} backTo="/akun" />
      <Answered query={query}>
        {({ users, units }) => {
          const account = users.find((one) => one.id === id)
          if (id !== undefined && account === undefined) {
            return <Empty fact={t('accounts.unknown')} action={<ButtonLink to="/akun">{t('cancel')}</ButtonLink>} />
          }
          return <Form key={id ?? 'new'} account={account} units={units} />
        }}
      </Answered>
    </Page>
  )
}

const without = 'tanpa'

function Form({ account, units }: { account: Account | undefined; units: Unit[] }) {
  const { t } = useTranslation('admin')
  const navigate = useNavigate()
  const [username, setUsername] = useState('')
  const [displayName, setDisplayName] = useState(account?.displayName ?? '')
  const [held, setHeld] = useState<Role[]>(account?.roles ?? [])
  const [unitId, setUnitId] = useState(account === undefined ? (units[0]?.id ?? without) : (account.unit?.id ?? without))
  const [active, setActive] = useState<'yes' | 'no'>(account?.active === false ? 'no' : 'yes')
  const { submit, error, busy, attempt } = useSentForm({
    send: async (headers) => {
      const shared = { displayName: displayName.trim(), roles: held, ...(unitId === without ? {} : { unitId }) }
      if (account !== undefined) {
        await changeAccount(account.id, { ...shared, active: active === 'yes' })
        return null
      }
      const made = await createAccount({ ...shared, username: username.trim() }, headers)
      return { name: made.user.displayName, link: made.link }
    },
    changes: [accountsQuery.queryKey],
    then: (shown) => navigate('/akun', { state: shown }),
  })
  const labels = { username: t('accounts.username'), displayName: t('accounts.displayName'), roles: t('accounts.roles'), unitId: t('accounts.unit') }
  return (
    <FormSheet
      label={account === undefined ? t('accounts.new') : t('accounts.change')}
      labels={labels}
      error={error}
      attempt={attempt}
      onSubmit={submit}
      actions={<SaveOrCancel busy={busy} cancelTo="/akun" />}
    >
      <TextField id="displayName" label={labels.displayName} value={displayName} onChange={setDisplayName} error={faultOf(error, 'displayName')} />
      {account === undefined && (
        <TextField
          id="username"
          label={labels.username}
          hint={t('accounts.usernameHint')}
          value={username}
          onChange={setUsername}
          error={faultOf(error, 'username')}
          autoCapitalize="off"
          spellCheck={false}
        />
      )}
      <ChoiceBoxes<Role>
        id="roles"
        label={labels.roles}
        hint={t('accounts.rolesHint')}
        error={faultOf(error, 'roles')}
        stacked
        value={held}
        onChange={setHeld}
        choices={roles.map((role) => ({ value: role, label: t(`accounts.role.${role}`), detail: t(`accounts.roleDetail.${role}`) }))}
      />
      <ChoiceButtons
        id="unitId"
        label={labels.unitId}
        hint={t('accounts.unitHint')}
        error={faultOf(error, 'unitId')}
        value={unitId}
        onChange={setUnitId}
        choices={[...units.map(({ id, name }) => ({ value: id, label: name })), { value: without, label: t('accounts.withoutUnit') }]}
      />
      {account !== undefined && (
        <ChoiceButtons
          id="active"
          label={t('accounts.stillActive')}
          hint={t('accounts.inactiveHint')}
          value={active}
          onChange={setActive}
          choices={[
            { value: 'yes', label: t('accounts.yes') },
            { value: 'no', label: t('accounts.no') },
          ]}
        />
      )}
    </FormSheet>
  )
}
