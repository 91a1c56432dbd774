import { useMemo } from 'react'
import { Outlet, useNavigate } from 'react-router'
import { useTranslation } from 'react-i18next'
import { useInstallation, useSession, useSignOut } from '../api/session'
import { Frame } from '../components/bar/frame'
import { Empty } from '../components/empty'
import { Page } from '../components/page'
import { Button } from '../components/button'
import { useExplain } from '../api/explain'
import { ZoneProvider } from '../i18n/format'
import { useSchemeOf } from '../theme/scheme'
import { destinationsFor } from './destinations'
import { SignIn } from './sign-in/sign-in'

/** Everything behind the sign-in. An address typed before signing in is shown after it. */
export function SignedIn() {
  const { t } = useTranslation()
  const session = useSession()
  const installation = useInstallation().data
  const signOut = useSignOut()
  const navigate = useNavigate()
  const explain = useExplain()
  const person = session.data ?? undefined
  useSchemeOf(person?.id)
  const destinations = useMemo(() => destinationsFor(person?.permissions ?? [], t), [person?.permissions, t])
  if (session.isPending) return null
  if (session.isError) {
    return (
      <Page>
        <Empty
          fact={explain(session.error)}
          action={
            <Button
              tone="due"
              onClick={() => {
                void session.refetch()
              }}
            >
              {t('retry')}
            </Button>
          }
        />
      </Page>
    )
  }
  if (person === undefined) return <SignIn />
  const mayRead = person.permissions.includes('case.read')
  return (
    <ZoneProvider zone={person.unit?.zone ?? 'Asia/Jakarta'}>
      <Frame
        destinations={destinations}
        person={{ name: person.displayName, unit: person.unit?.name ?? installation?.regency ?? '' }}
        demo={installation?.mode === 'demo'}
        onSearch={
          mayRead
            ? (number) => {
                void navigate(`/kasus?nomor=${encodeURIComponent(number)}`)
              }
            : undefined
        }
        newComplaintTo={person.permissions.includes('complaint.take') ? '/pengaduan/baru' : undefined}
        onSignOut={() => {
          signOut.mutate()
        }}
      >
        <Outlet />
      </Frame>
    </ZoneProvider>
  )
}
