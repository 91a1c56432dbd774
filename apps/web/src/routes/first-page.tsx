import { useTranslation } from 'react-i18next'
import { Navigate } from 'react-router'
import { useSession } from '../api/session'
import { destinationsFor } from './destinations'
import { NotFound } from './problem-page'

/** Leads to the first page of whoever is signed in. */
export function FirstPage() {
  const { t } = useTranslation()
  const session = useSession().data
  const first = destinationsFor(session?.permissions ?? [], t)[0]
  return first === undefined ? <NotFound /> : <Navigate to={first.to} replace />
}
