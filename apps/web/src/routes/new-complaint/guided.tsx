import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionBar } from '../../components/bar/frame'
import { Button } from '../../components/button'
import { SavingState, type Saving } from '../../components/saving-state'
import { GuidedProgress } from '../../components/steps'
import { usePhone } from '../../components/use-phone'
import { useComplaint } from './complaint-context'
import { ChannelInput, FormsInput, PlaceInput, ReceivedInput, ReporterIdentity, ReporterKindInput, UrgencyInput, WhenInput } from './complaint-inputs'
import type { Draft } from './draft'
import { AccountInput, HouseholdProposal, RelationInput } from './incident-inputs'
import style from './new-complaint.module.css'
import { AgeInput, SafeInput, SexInput, VictimIdentity } from './victim-inputs'

interface Screen {
  id: string
  title: string
  hint?: string
  inside: ReactNode
}

function useScreens(draft: Draft, panel: ReactNode): Screen[] {
  const { t } = useTranslation('complaint')
  const of = (title: string, index: number): string => (draft.victims.length > 1 ? `${t('ask.ofVictim', { number: index + 1 })}: ${title}` : title)
  return [
    { id: 'urgency', title: t('ask.urgency'), inside: <UrgencyInput /> },
    { id: 'channel', title: t('ask.channel'), inside: <ChannelInput /> },
    {
      id: 'reporterKind',
      title: t('ask.reporter'),
      inside: (
        <>
          <ReporterKindInput />
          <ReporterIdentity />
          <ReceivedInput />
        </>
      ),
    },
    ...draft.victims.flatMap((victim, index): Screen[] => [
      { id: `v-${victim.key}-safe`, title: of(t('ask.safe'), index), hint: t('ask.safeHint'), inside: <SafeInput victim={victim} /> },
      {
        id: `v-${victim.key}-sex`,
        title: of(t('ask.sex'), index),
        inside: (
          <>
            <SexInput victim={victim} />
            <VictimIdentity victim={victim} all />
          </>
        ),
      },
      { id: `v-${victim.key}-age`, title: of(t('ask.age'), index), hint: t('ask.ageHint'), inside: <AgeScreen index={index} /> },
    ]),
    {
      id: 'forms',
      title: t('ask.forms'),
      inside: (
        <>
          <FormsInput />
          {panel}
        </>
      ),
    },
    {
      id: 'when',
      title: t('ask.when'),
      inside: (
        <>
          <WhenInput />
          <PlaceInput />
          {panel}
        </>
      ),
    },
    ...draft.perpetrators.flatMap((perpetrator) =>
      draft.victims.map((victim, index): Screen => ({
        id: `p-${perpetrator.key}-${victim.key}`,
        title: of(t('ask.relation'), index),
        inside: (
          <>
            <RelationInput perpetrator={perpetrator} victim={victim} />
            <HouseholdProposal />
          </>
        ),
      })),
    ),
    { id: 'story', title: t('ask.story'), inside: <AccountInput /> },
  ]
}

function AgeScreen({ index }: { index: number }) {
  const { t } = useTranslation('complaint')
  const { draft, add } = useComplaint()
  const victim = draft.victims[index]
  if (victim === undefined) return null
  return (
    <>
      <AgeInput victim={victim} />
      {index === draft.victims.length - 1 && (
        <p>
          <button
            type="button"
            className={style.link}
            onClick={() => {
              add('victims')
            }}
          >
            {t('addVictim')}
          </button>
        </p>
      )}
    </>
  )
}

/** One question a screen: the same fields, the same draft. `open` leads to the screen of a field that must be corrected. */
export function Guided({
  panel,
  saving,
  open,
  summary,
  busy,
  onSend,
  onOnePage,
}: {
  panel: ReactNode
  saving: Saving | undefined
  open: string | undefined
  summary: ReactNode
  busy: boolean
  onSend: () => void
  onOnePage: () => void
}) {
  const { t } = useTranslation('complaint')
  const { draft } = useComplaint()
  const screens = useScreens(draft, panel)
  const [here, setHere] = useState('urgency')
  const heading = useRef<HTMLHeadingElement>(null)
  const moved = useRef(false)
  const wanted = screens.find(({ id }) => open !== undefined && (open === id || open.startsWith(`${id}-`)))?.id
  const lastOpen = useRef<string>(undefined)
  if (wanted !== undefined && lastOpen.current !== open) {
    lastOpen.current = open
    setHere(wanted)
  }
  const at = Math.max(
    0,
    screens.findIndex(({ id }) => id === here),
  )
  const screen = screens[at]
  useEffect(() => {
    if (moved.current) heading.current?.focus()
    moved.current = false
  }, [here])
  const go = (step: number): void => {
    const next = screens[at + step]
    if (next === undefined) return
    moved.current = true
    window.scrollTo(0, 0)
    setHere(next.id)
  }
  const last = at === screens.length - 1
  return (
    <div className={style.guided}>
      <GuidedProgress
        words={t('question', { current: at + 1, total: screens.length })}
        current={at + 1}
        total={screens.length}
        beside={saving === undefined ? undefined : <SavingState saving={saving} short />}
      />
      <div className={style.question}>
        <h2 ref={heading} tabIndex={-1}>
          {screen?.title}
        </h2>
        {screen?.hint !== undefined && <p>{screen.hint}</p>}
        {summary}
        {screen?.inside}
      </div>
      <Feet>
        <Button
          tone="due"
          wide
          busy={busy}
          onClick={() => {
            if (last) onSend()
            else go(1)
          }}
        >
          {last ? (busy ? t('sending') : t('send')) : t('next')}
        </Button>
        <div className={style.feetRow}>
          {at > 0 ? (
            <Button
              tone="quiet"
              onClick={() => {
                go(-1)
              }}
            >
              {t('previous')}
            </Button>
          ) : (
            <Button
              tone="quiet"
              onClick={() => {
                go(1)
              }}
            >
              {t('skip')}
            </Button>
          )}
          <Button tone="quiet" onClick={onOnePage}>
            {t('onePage')}
          </Button>
        </div>
      </Feet>
    </div>
  )
}

/** On a phone in the place of the destinations, at the thumb; elsewhere under the question. */
function Feet({ children }: { children: ReactNode }) {
  const phone = usePhone()
  const feet = <div className={style.feet}>{children}</div>
  return phone ? <ActionBar>{feet}</ActionBar> : feet
}
