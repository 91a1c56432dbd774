import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import type { CaseFile, TimelineEntry } from '../../api/case-file'
import { TabPanel, Tabs } from '../../components/tabs'
import { LegalPart } from './parts/legal-part'
import { PeoplePart } from './parts/people-part'
import { PlanPart } from './parts/plan-part'
import { ReferralsPart } from './parts/referrals-part'
import { ServicesPart } from './parts/services-part'
import { StoryView } from './story/story-view'

const tabs = ['riwayat', 'orang', 'rencana', 'layanan', 'rujukan', 'hukum'] as const
type CaseTab = (typeof tabs)[number]

/** The parts of the file: its story, and what stands now. The part stands in the address, so that "back" leads to it. */
export function CaseTabs({ file, timeline }: { file: CaseFile; timeline: TimelineEntry[] }) {
  const { t } = useTranslation('caseFile')
  const [search, setSearch] = useSearchParams()
  const tab = tabs.find((one) => one === search.get('bagian')) ?? 'riwayat'
  const counts: Partial<Record<CaseTab, number>> = { rujukan: file.referrals.filter(({ open, voided }) => open && !voided).length }
  return (
    <>
      <Tabs
        name="berkas"
        label={t('tab.label')}
        value={tab}
        onChange={(value) => {
          setSearch(value === 'riwayat' ? {} : { bagian: value }, { replace: true })
        }}
        tabs={tabs.map((value) => {
          const count = counts[value] ?? 0
          return { value, label: t(`tab.${value}`), ...(count > 0 ? { count } : {}) }
        })}
      />
      <TabPanel name="berkas" value={tab}>
        <div style={{ display: 'grid', gap: 'var(--space-4)' }}>
          {tab === 'riwayat' && <StoryView file={file} timeline={timeline} />}
          {tab === 'orang' && <PeoplePart file={file} />}
          {tab === 'rencana' && <PlanPart file={file} />}
          {tab === 'layanan' && <ServicesPart file={file} />}
          {tab === 'rujukan' && <ReferralsPart file={file} />}
          {tab === 'hukum' && <LegalPart file={file} />}
        </div>
      </TabPanel>
    </>
  )
}
