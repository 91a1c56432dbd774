import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../api/session'
import { Page } from '../../components/page'
import { PageTitle } from '../../components/page-title'
import { Steps } from '../../components/steps'
import { LinkTabs } from '../../components/tabs'
import style from './import.module.css'

/** What both imports share: heading, the two kinds where both are open, and how far one has come. */
export function ImportPage({ title, sub, step, children }: { title: string; sub: string; step: number; children: ReactNode }) {
  const { t } = useTranslation('import')
  const permissions = useSession().data?.permissions ?? []
  const both = permissions.includes('register.import') && permissions.includes('import.population')
  return (
    <Page>
      <PageTitle title={title} sub={sub} />
      {both && (
        <div className={style.steps}>
          <LinkTabs
            label={t('tabs')}
            tabs={[
              { to: '/impor', label: t('tabRegister'), end: true },
              { to: '/impor/penduduk', label: t('tabPopulation') },
            ]}
          />
        </div>
      )}
      <div className={style.steps}>
        <Steps label={t('steps.label')} steps={[t('steps.pick'), t('steps.check'), t('steps.import')]} current={step} />
      </div>
      {children}
    </Page>
  )
}
