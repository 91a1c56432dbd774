import { useTranslation } from 'react-i18next'
import { FormSection } from '../../components/form-field'
import { Sheet } from '../../components/sheet'
import { useComplaint } from './complaint-context'
import {
  ChannelRow,
  FlagsInput,
  FormsInput,
  PlaceInput,
  ReceivedInput,
  ReporterIdentity,
  ReporterKindInput,
  UrgencyInput,
  WhenInput,
} from './complaint-inputs'
import type { People, Person } from './draft'
import { AccountInput, HouseholdProposal, PerpetratorIdentity, RelationInput } from './incident-inputs'
import style from './new-complaint.module.css'
import { AgeInput, SafeInput, SexInput, VictimIdentity, VictimText } from './victim-inputs'

/** All of a complaint on one sheet. */
export function OnePage() {
  const { t } = useTranslation(['complaint', 'forms'])
  const { draft, add } = useComplaint()
  return (
    <Sheet label={t('complaint:title')}>
      <FormSection title={t('complaint:part.urgency')}>
        <UrgencyInput />
      </FormSection>
      <FormSection title={t('complaint:part.reporter')}>
        <ChannelRow />
        <div className={style.two}>
          <ReporterKindInput />
          <ReceivedInput />
        </div>
        <ReporterIdentity />
      </FormSection>
      {draft.victims.map((victim, index) => (
        <FormSection
          key={victim.key}
          title={t('complaint:part.victim', { number: index + 1 })}
          aside={<PersonLinks people="victims" person={victim} last={index === draft.victims.length - 1} />}
        >
          <div className={style.person}>
            <VictimText victim={victim} name="name" label={t('forms:field.name')} />
            <SexInput victim={victim} />
            <AgeInput victim={victim} />
          </div>
          <VictimIdentity victim={victim} all={false} />
          <SafeInput victim={victim} />
          <details>
            <summary className={style.link}>{t('complaint:more')}</summary>
            <div className={style.three}>
              <VictimText victim={victim} name="phone" label={t('forms:field.phone')} inputMode="tel" />
              <VictimText victim={victim} name="desa" label={t('forms:field.desa')} />
              <VictimText victim={victim} name="address" label={t('forms:field.address')} />
            </div>
          </details>
        </FormSection>
      ))}
      <FormSection
        title={t('complaint:part.incident')}
        aside={
          <div className={style.aside}>
            <button
              type="button"
              className={style.link}
              onClick={() => {
                add('perpetrators')
              }}
            >
              {t('complaint:addPerpetrator')}
            </button>
            {draft.perpetrators.length > 1 &&
              draft.perpetrators.map((one, index) => (
                <Remove key={one.key} people="perpetrators" person={one} who={t('forms:say.perpetrator', { number: index + 1 })} />
              ))}
          </div>
        }
      >
        <FormsInput />
        <WhenInput />
        <div className={style.two}>
          <PlaceInput />
          {draft.perpetrators.flatMap((perpetrator) =>
            draft.victims.map((victim) => (
              <div key={`${perpetrator.key}-${victim.key}`} className={style.pair}>
                <RelationInput perpetrator={perpetrator} victim={victim} />
              </div>
            )),
          )}
        </div>
        {draft.perpetrators.map((perpetrator) => (
          <PerpetratorIdentity key={perpetrator.key} perpetrator={perpetrator} />
        ))}
        <HouseholdProposal />
        <details>
          <summary className={style.link}>{t('forms:field.flags')}</summary>
          <FlagsInput />
        </details>
        <AccountInput />
      </FormSection>
    </Sheet>
  )
}

function PersonLinks({ people, person, last }: { people: People; person: Person; last: boolean }) {
  const { t } = useTranslation('complaint')
  const { draft, add } = useComplaint()
  const index = draft[people].indexOf(person)
  return (
    <div className={style.aside}>
      {last && (
        <button
          type="button"
          className={style.link}
          onClick={() => {
            add(people)
          }}
        >
          {t('addVictim')}
        </button>
      )}
      {draft[people].length > 1 && <Remove people={people} person={person} who={t('part.victim', { number: index + 1 })} />}
    </div>
  )
}

function Remove({ people, person, who }: { people: People; person: Person; who: string }) {
  const { t } = useTranslation('complaint')
  const { remove } = useComplaint()
  return (
    <button
      type="button"
      className={style.link}
      onClick={() => {
        remove(people, person)
      }}
    >
      {t('remove', { who })}
    </button>
  )
}
