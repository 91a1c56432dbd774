import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { colleaguesQuery, institutionsQuery, sheltersQuery, useCodes } from '../api/reference'
import { Marked } from '../components/marked'
import { TextArea, TextField } from '../components/text-field'
import { DateField } from '../components/time-field'
import { AgeField } from './age-field'
import { OneOf, SomeOf } from './choice-or-select'
import type { Field, FormFacts } from './describe'
import { idOf } from './missing'
import { MomentField } from './moment-field'
import { useEntries } from './entries'
import { SafeContactField } from './safe-contact-field'
import { listAt, textAt, type Change, type Values } from './values'
import { WhenField } from './when-field'

interface Input {
  field: Field
  values: Values
  change: Change
  facts: FormFacts
  error?: string | undefined
}

/** The control of one described field. */
export function FieldInput({ field, values, change, facts, error }: Input) {
  const { t } = useTranslation(['forms', 'common'])
  const codes = useCodes()
  const entries = useEntries(facts.file)
  const institutions = useQuery({ ...institutionsQuery, enabled: field.kind.startsWith('institution') }).data ?? []
  const colleagues = useQuery({ ...colleaguesQuery, enabled: field.kind === 'colleague' }).data ?? []
  const shelters = useQuery({ ...sheltersQuery, enabled: field.kind === 'shelter' }).data
  const { at } = field
  const hint = field.hint === undefined ? undefined : t(`forms:hint.${field.hint}`)
  const base = { label: t(`forms:field.${field.label}`), error, optional: field.optional ?? false }
  const own = { ...base, id: idOf(field), ...(hint === undefined ? {} : { hint }) }
  const part = { ...base, at, values, change, hint }
  const set = (value: string): void => {
    change(at, value)
  }
  const setMany = (value: string[]): void => {
    change(at, value)
  }
  const one = { ...own, value: textAt(values, at), onChange: set }
  const many = { ...own, value: listAt(values, at), onChange: setMany }
  const wanted = textAt(values, 'service')
  const offers = ({ services }: { services: readonly string[] }): number => (services.includes(wanted) ? 0 : 1)
  const standing = institutions.filter(({ retiredOn }) => retiredOn === null).sort((a, b) => offers(a) - offers(b))
  const partners = standing.map(({ institutionId, name }) => ({ value: institutionId, label: name }))
  switch (field.kind) {
    case 'fixed':
      return null
    case 'code':
      return <OneOf {...one} choices={codes.options(field.list, field)} />
    case 'codes':
      return <SomeOf {...many} choices={codes.options(field.list, field)} />
    case 'choice':
      return <OneOf {...one} choices={field.values.map((value) => ({ value, label: t(`forms:choice.${value}`) }))} />
    case 'yesno':
      return (
        <OneOf
          {...one}
          choices={[
            { value: 'ya', label: t('forms:choice.ya') },
            { value: 'tidak', label: t('forms:choice.tidak') },
            ...(field.unknown === true ? [{ value: 'tidak_tahu', label: t('common:unknown') }] : []),
          ]}
        />
      )
    case 'day':
      return <DateField {...one} {...(field.ahead === true ? {} : { max: facts.today })} />
    case 'moment':
      return <MomentField {...part} />
    case 'text':
      return <TextArea {...one} rows={field.rows ?? 3} />
    case 'line':
      return <TextField {...one} {...(field.numeric === true ? { inputMode: 'numeric' as const } : {})} />
    case 'whole':
      return <TextField {...one} inputMode="numeric" />
    case 'victim':
      return <OneOf {...one} choices={entries.victims} />
    case 'victims':
      return <SomeOf {...many} choices={entries.victims} />
    case 'perpetrator':
      return <OneOf {...one} choices={entries.perpetrators} />
    case 'consenter':
      return <OneOf {...one} choices={entries.consenters} />
    case 'needs':
      return entries.needs.length === 0 ? null : <SomeOf {...many} choices={entries.needs} />
    case 'institution':
      return <OneOf {...one} choices={partners} />
    case 'institutions':
      return <SomeOf {...many} choices={partners} />
    case 'colleague':
      return <OneOf {...one} choices={colleagues.map(({ id, displayName }) => ({ value: id, label: displayName }))} />
    case 'shelter':
      return (
        <>
          <Marked content={shelters} />
          <OneOf
            {...one}
            choices={(shelters ?? [])
              .filter(({ closed }) => !closed)
              .map(({ shelterId, name, beds, occupied }) => ({
                value: shelterId,
                label: t('forms:say.free', { name, free: Math.max(0, beds - occupied) }),
              }))}
          />
        </>
      )
    case 'age':
      return <AgeField {...part} />
    case 'when':
      return <WhenField {...part} />
    case 'safeContact':
      return <SafeContactField {...part} />
  }
}
