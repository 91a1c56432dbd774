import { IconCloudCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { listDrafts } from '../../api/drafts'
import { Chip } from '../../components/chip'
import { SideSection } from '../../components/side-section'
import { useFormat } from '../../i18n/format'
import { keepDraftId } from '../new-complaint/kept-id'
import style from './today.module.css'

/** The person's own unfinished complaints. Nothing of what was typed is shown here. */
export function Drafts({ today }: { today: string }) {
  const { t } = useTranslation('today')
  const { dayOf, dayTime, time } = useFormat()
  const drafts = useQuery({ queryKey: ['drafts'], queryFn: listDrafts, gcTime: 0 }).data ?? []
  if (drafts.length === 0) return null
  const saved = (at: string): string => (dayOf(at) === today ? t('side.savedOn', { when: time(at) }) : t('side.savedOn', { when: dayTime(at) }))
  return (
    <SideSection title={t('side.drafts')}>
      <ul>
        {drafts.map(({ id, updatedAt }) => (
          <li key={id} className={style.draft}>
            <div>
              <p>{t('side.draft')}</p>
              <Chip look="plain" tone="grey" icon={<IconCloudCheck size={16} aria-hidden />}>
                {saved(updatedAt)}
              </Chip>
            </div>
            <Link
              to="/pengaduan/baru"
              onClick={() => {
                keepDraftId(id)
              }}
            >
              {t('side.continue')}
            </Link>
          </li>
        ))}
      </ul>
    </SideSection>
  )
}
