import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Outlet, useNavigate } from 'react-router'
import { useTranslation } from 'react-i18next'
import { useInstallation, useSession, useSignOut } from '../api/session'
import { worklistPulse } from '../api/worklist'
import { Frame } from '../components/bar/frame'
import { Empty } from '../components/empty'
import { Page } from '../components/page'
import { Button } from '../components/button'
import { useExplain } from '../api/explain'
import { ZoneProvider } from '../i18n/format'
import { useSchemeOf } from '../theme/scheme'
import { countsOf, destinationsFor } from './destinations'
import { NotReady } from './not-ready'
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
  const mayRead = person?.permissions.includes('case.read') === true
  const day = useQuery({ ...worklistPulse, enabled: mayRead }).data
  const destinations = useMemo(() => destinationsFor(person?.permissions ?? [], t, countsOf(day)), [person?.permissions, t, day])
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
          signOut.mutate(undefined, {
            onSettled: () => {
              void navigate('/')
            },
          })
        }}
      >
        <NotReady />
        <Outlet />
      </Frame>
    </ZoneProvider>
  )
}
