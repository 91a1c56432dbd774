import { useTranslation } from 'react-i18next'
import { Navigate } from 'react-router'
import { useInstallation, useSession } from '../api/session'
import { destinationsFor } from './destinations'
import { NotFound } from './problem-page'

/** Leads to the first page of whoever is signed in; an administrator whose installation isn't ready yet sets it up first. */
export function FirstPage() {
  const { t } = useTranslation()
  const session = useSession().data
  const installation = useInstallation().data
  const permissions = session?.permissions ?? []
  const unready = installation !== undefined && (installation.unitName === null || !installation.recoveryConfirmed)
  if (unready && permissions.includes('settings.manage')) return <Navigate to="/unit" replace />
  const first = destinationsFor(permissions, t)[0]
  return first === undefined ? <NotFound /> : <Navigate to={first.to} replace />
}
