import { useTranslation } from 'react-i18next'
import { useCodes } from '../../api/reference'
import { ChoiceButtons } from '../../components/choice-buttons'
import { SelectField, TextField } from '../../components/text-field'
import { AgeField } from '../../forms/age-field'
import { SafeContactField } from '../../forms/safe-contact-field'
import { textAt, type Value } from '../../forms/values'
import { useComplaint } from './complaint-context'
import type { Person } from './draft'
import style from './new-complaint.module.css'

const sexes = ['P', 'L', 'tidak_diketahui'] as const

/** The values of one victim as the shared fields read them: keyed by the field's id on the page. */
function usePart(
  victim: Person,
  name: 'safe' | 'age',
): { at: string; values: Record<string, Value>; change: (key: string, value: Value) => void; error: string | undefined } {
  const { setPerson, errorOf } = useComplaint()
  const at = `v-${victim.key}-${name}`
  const own = Object.entries(victim.values).filter(([key]) => key.startsWith(`${name}.`))
  return {
    at,
    values: Object.fromEntries(own.map(([key, value]) => [key.replace(name, at), value])),
    change: (key, value) => {
      setPerson('victims', victim, key.replace(at, name), value)
    },
    error: errorOf(at),
  }
}

export function SafeInput({ victim }: { victim: Person }) {
  const { t } = useTranslation(['forms', 'complaint'])
  const { guided } = useComplaint()
  const part = usePart(victim, 'safe')
  return <SafeContactField {...part} label={t(guided ? 'complaint:ask.safe' : 'forms:safe.method')} stacked={guided} />
}

export function AgeInput({ victim }: { victim: Person }) {
  const { t } = useTranslation('forms')
  return <AgeField {...usePart(victim, 'age')} label={t('field.age')} />
}

export function SexInput({ victim }: { victim: Person }) {
  const { t } = useTranslation(['forms', 'common'])
  const { setPerson, errorOf, guided } = useComplaint()
  const codes = useCodes()
  const id = `v-${victim.key}-sex`
  const word = (sex: (typeof sexes)[number]): string => (guided && sex !== 'tidak_diketahui' ? codes.label('sex', sex) : t(`forms:choice.${sex}`))
  return (
    <ChoiceButtons<string>
      id={id}
      label={t('forms:field.sex')}
      error={errorOf(id)}
      stacked={guided}
      hideLabel={guided}
      value={textAt(victim.values, 'sex')}
      onChange={(value) => {
        setPerson('victims', victim, 'sex', value)
      }}
      choices={sexes.map((value) => ({ value, label: word(value) }))}
    />
  )
}

/** One line about a victim that may stay empty. */
export function VictimText({
  victim,
  name,
  label,
  ...rest
}: {
  victim: Person
  name: 'name' | 'nik' | 'phone' | 'address' | 'kecamatan' | 'desa'
  label: string
  placeholder?: string
  inputMode?: 'numeric' | 'tel'
  maxLength?: number
}) {
  const { setPerson, errorOf } = useComplaint()
  const id = `v-${victim.key}-${name}`
  return (
    <TextField
      {...rest}
      id={id}
      label={label}
      optional
      error={errorOf(id)}
      value={textAt(victim.values, name)}
      onChange={(value) => {
        setPerson('victims', victim, name, value)
      }}
    />
  )
}

function DisabilityInput({ victim }: { victim: Person }) {
  const { t } = useTranslation(['forms', 'common'])
  const { setPerson } = useComplaint()
  const codes = useCodes()
  return (
    <SelectField
      id={`v-${victim.key}-disability`}
      label={t('forms:field.disability')}
      optional
      placeholder={t('common:notAsked')}
      value={textAt(victim.values, 'disability')}
      onChange={(value) => {
        setPerson('victims', victim, 'disability', value)
      }}
      options={codes.options('disability')}
    />
  )
}

/** Who a victim is, as far as it is known; NIK last and never required. */
export function VictimIdentity({ victim, all }: { victim: Person; all: boolean }) {
  const { t } = useTranslation(['forms', 'complaint'])
  return (
    <div className={style.three}>
      {all && <VictimText victim={victim} name="name" label={t('forms:field.name')} />}
      <VictimText victim={victim} name="kecamatan" label={t('forms:field.kecamatan')} />
      <DisabilityInput victim={victim} />
      <VictimText
        victim={victim}
        name="nik"
        label={t('forms:field.nik')}
        placeholder={t('complaint:nikPlaceholder')}
        inputMode="numeric"
        maxLength={20}
      />
    </div>
  )
}
