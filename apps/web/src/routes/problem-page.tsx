import { useTranslation } from 'react-i18next'
import { isRouteErrorResponse, useRouteError } from 'react-router'
import { useExplain } from '../api/explain'
import { ButtonLink } from '../components/button'
import { Empty } from '../components/empty'
import { Page } from '../components/page'

/** An address that is no page, or not for this person: the two look the same. */
export function NotFound() {
  const { t } = useTranslation()
  return (
    <Page>
      <Empty fact={t('errors.notFound')} action={<ButtonLink to="/">{t('errors.toStart')}</ButtonLink>} />
    </Page>
  )
}

/** A page that failed to open: one sentence, and the way out. */
export function PageFailed() {
  const { t } = useTranslation()
  const error = useRouteError()
  const explain = useExplain()
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />
  return (
    <Page>
      <Empty fact={t('errors.unexpected')} detail={explain(error)} action={<ButtonLink to="/">{t('errors.toStart')}</ButtonLink>} />
    </Page>
  )
}
