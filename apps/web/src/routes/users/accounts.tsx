import { IconCircleCheck, IconCircleOff, IconKey, IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { accountsQuery, newSetupLink, type Account, type SetupLink } from '../../api/administration'
import { useExplain } from '../../api/explain'
import { Answered } from '../../components/answered'
import { Button, ButtonLink } from '../../components/button'
import { Chip } from '../../components/chip'
import { DataTable } from '../../components/data-table'
import { Empty } from '../../components/empty'
import { ErrorSummary } from '../../components/error-summary'
import { Facts } from '../../components/list-row'
import { Page } from '../../components/page'
import { PageTitle } from '../../components/page-title'
import { Sheet } from '../../components/sheet'
import { LinkPanel } from './link-panel'
import style from './users.module.css'

interface Shown {
  name: string
  link: SetupLink
}

const isShown = (state: unknown): state is Shown => typeof state === 'object' && state !== null && 'link' in state && 'name' in state

/** Who may sign in. A password is never set by the administrator: a link lets its owner choose one. */
export function Accounts() {
  const { t } = useTranslation('admin')
  const explain = useExplain()
  const query = useQuery(accountsQuery)
  const { state } = useLocation() as { state: unknown }
  const renew = useMutation({
    mutationFn: async ({ id, displayName }: Account): Promise<Shown> => ({ name: displayName, link: await newSetupLink(id) }),
  })
  const shown = renew.data ?? (isShown(state) ? state : undefined)
  return (
    <Page>
      <PageTitle
        title={t('accounts.title')}
        sub={t('accounts.sub')}
        actions={
          <ButtonLink tone="due" to="/akun/baru" icon={<IconPlus size={18} aria-hidden />}>
            {t('accounts.add')}
          </ButtonLink>
        }
      />
      <div className={style.main}>
        {renew.isError && <ErrorSummary title={explain(renew.error)} attempt={renew.failureCount} />}
        {shown !== undefined && <LinkPanel key={shown.link.path} name={shown.name} link={shown.link} />}
        <Answered query={query}>
          {({ users }) =>
            users.length === 0 ? (
              <Empty fact={t('accounts.none')} />
            ) : (
              <Sheet>
                <DataTable
                  caption={t('accounts.title')}
                  rows={users}
                  rowKey={({ id }) => id}
                  middle
                  columns={[
                    {
                      key: 'name',
                      head: t('accounts.columns.name'),
                      names: true,
                      whole: true,
                      cell: ({ displayName, username }) => (
                        <div>
                          {displayName}
                          <Facts facts={[username]} />
                        </div>
                      ),
                    },
                    {
                      key: 'roles',
                      head: t('accounts.columns.roles'),
                      cell: ({ roles }) => roles.map((role) => t(`accounts.role.${role}`)).join(', '),
                    },
                    { key: 'unit', head: t('accounts.columns.unit'), cell: ({ unit }) => unit?.name ?? t('accounts.noUnit') },
                    { key: 'state', head: t('accounts.columns.state'), cell: (account) => <State account={account} /> },
                    {
                      key: 'actions',
                      head: <span className="said">{t('accounts.columns.actions')}</span>,
                      whole: true,
                      align: 'end',
                      cell: (account) => (
                        <span className={style.actions}>
                          <ButtonLink size="row" to={`/akun/${account.id}`}>
                            {t('accounts.edit')}
                          </ButtonLink>
                          {account.active && (
                            <Button
                              size="row"
                              busy={renew.isPending && renew.variables.id === account.id}
                              onClick={() => {
                                renew.mutate(account)
                              }}
                            >
                              {t('accounts.newLink')}
                            </Button>
                          )}
                        </span>
                      ),
                    },
                  ]}
                />
              </Sheet>
            )
          }
        </Answered>
      </div>
    </Page>
  )
}

function State({ account: { active, hasPassword } }: { account: Account }) {
  const { t } = useTranslation('admin')
  if (!active) {
    return (
      <Chip tone="grey" icon={<IconCircleOff size={16} aria-hidden />}>
        {t('accounts.inactive')}
      </Chip>
    )
  }
  if (!hasPassword) {
    return (
      <Chip tone="kunyit" icon={<IconKey size={16} aria-hidden />}>
        {t('accounts.noPassword')}
      </Chip>
    )
  }
  return (
    <Chip tone="daun" icon={<IconCircleCheck size={16} aria-hidden />}>
      {t('accounts.active')}
    </Chip>
  )
}
