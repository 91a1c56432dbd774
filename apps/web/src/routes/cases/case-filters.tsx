import { IconSearch, IconX } from '@tabler/icons-react'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import type { CaseFilter } from '../../api/case-list'
import type { Phase, Urgency } from '../../api/case-file'
import { urgencies } from '../../api/choices'
import { Button } from '../../components/button'
import { FilterSelect } from '../../components/filter-select'
import { Filters } from '../../components/tabs'
import style from './cases.module.css'

const views = ['all', 'layanan', 'menunggu_persetujuan', 'ditutup', 'me', 'nobody'] as const
type View = (typeof views)[number]

const isPhase = (view: View): view is 'layanan' | 'menunggu_persetujuan' | 'ditutup' => !['all', 'me', 'nobody'].includes(view)

/** What the address asks the list for: `?tampil=ditutup&urgensi=gawat&nomor=051`. A link to it shows the same to a colleague. */
export function useCaseFilter(fixed?: Phase) {
  const [asked, setAsked] = useSearchParams()
  const view = views.find((one) => one === asked.get('tampil')) ?? 'all'
  const urgency = urgencies.find((one) => one === asked.get('urgensi'))
  const search = (asked.get('nomor') ?? '').trim().slice(0, 40)
  const phase = fixed ?? (isPhase(view) ? view : undefined)
  const filter: CaseFilter = {
    ...(phase === undefined ? {} : { phase }),
    ...(urgency === undefined ? {} : { urgency }),
    ...(view === 'me' || view === 'nobody' ? { assigned: view } : {}),
    ...(search === '' ? {} : { search }),
  }
  const set = (name: 'tampil' | 'urgensi' | 'nomor', value: string): void => {
    setAsked(
      (last) => {
        const next = new URLSearchParams(last)
        if (value === '' || value === 'all') next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true },
    )
  }
  const clear = (): void => {
    setAsked({}, { replace: true })
  }
  return { view, urgency, search, filter, set, clear, filtered: view !== 'all' || urgency !== undefined }
}

export type CaseFilterState = ReturnType<typeof useCaseFilter>

/** The filters of a list of cases: state or officer as buttons, urgency and number as fields. */
export function CaseFilters({ state, phases, officers }: { state: CaseFilterState; phases: boolean; officers: boolean }) {
  const { t } = useTranslation(['cases', 'states'])
  const shown = views.filter((view) => view === 'all' || (isPhase(view) ? phases : officers))
  const labels: Record<View, string> = {
    all: t('cases:all'),
    layanan: t('states:case.active'),
    menunggu_persetujuan: t('states:case.awaiting-approval'),
    ditutup: t('states:case.closed'),
    me: t('cases:mine'),
    nobody: t('cases:nobody'),
  }
  return (
    <div className={style.bar}>
      {shown.length > 1 && (
        <Filters
          label={t('cases:filters')}
          value={state.view}
          onChange={(view) => {
            state.set('tampil', view)
          }}
          filters={shown.map((view) => ({ value: view, label: labels[view], ...(view === 'me' && phases ? { divided: true } : {}) }))}
        />
      )}
      <div className={style.fields}>
        <FilterSelect<Urgency>
          label={t('cases:urgency')}
          all={t('cases:anyUrgency')}
          value={state.urgency ?? ''}
          onChange={(urgency) => {
            state.set('urgensi', urgency)
          }}
          options={urgencies.map((urgency) => ({ value: urgency, label: t(`states:urgency.${urgency}`) }))}
        />
        <NumberField key={state.search} state={state} />
      </div>
    </div>
  )
}

function NumberField({ state }: { state: CaseFilterState }) {
  const { t } = useTranslation('cases')
  const [typed, setTyped] = useState(state.search)
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    state.set('nomor', typed.trim())
  }
  return (
    <form role="search" className={style.search} onSubmit={submit}>
      <input
        className={style.number}
        aria-label={t('number')}
        placeholder={t('numberHint')}
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
        }}
      />
      <Button type="submit" size="row" icon={<IconSearch size={18} aria-hidden />}>
        {t('search')}
      </Button>
      {state.search !== '' && (
        <Button
          tone="quiet"
          size="row"
          icon={<IconX size={18} aria-hidden />}
          onClick={() => {
            state.set('nomor', '')
          }}
        >
          {t('clear')}
        </Button>
      )}
    </form>
  )
}
