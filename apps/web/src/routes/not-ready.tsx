import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { useInstallation, useSession } from '../api/session'
import { ButtonLink } from '../components/button'
import { Page } from '../components/page'
import { Note } from '../components/side-section'

/** Until the recovery sheet's check word was typed back no complaint is accepted, and every page says so. */
export function NotReady() {
  const { t } = useTranslation('today')
  const installation = useInstallation().data
  const administrator = useSession().data?.permissions.includes('settings.manage') === true
  const { pathname } = useLocation()
  if (installation === undefined || installation.recoveryConfirmed || pathname === '/unit') return null
  return (
    <Page>
      <Note tone="kunyit" icon={<IconAlertTriangle size={18} aria-hidden />} title={t('setup.title')}>
        <p>{administrator ? t('setup.adminBody') : t('setup.body')}</p>
        {administrator && (
          <div>
            <ButtonLink to="/unit">{t('setup.button')}</ButtonLink>
          </div>
        )}
      </Note>
    </Page>
  )
}
