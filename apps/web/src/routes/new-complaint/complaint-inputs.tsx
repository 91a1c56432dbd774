import { useTranslation } from 'react-i18next'
import { urgencies } from '../../api/choices'
import { useCodes } from '../../api/reference'
import { ChoiceBoxes, ChoiceButtons } from '../../components/choice-buttons'
import { UrgencyIcon } from '../../components/state-chips'
import { SelectField, TextField } from '../../components/text-field'
import { OneOf } from '../../forms/choice-or-select'
import { MomentField } from '../../forms/moment-field'
import { listAt, textAt } from '../../forms/values'
import { WhenField } from '../../forms/when-field'
import { useComplaint } from './complaint-context'
import style from './new-complaint.module.css'

const tones = { gawat: 'bata', tinggi: 'bata', sedang: 'kunyit', rendah: undefined } as const

/** How urgent it is; what each means stands under it. */
export function UrgencyInput() {
  const { t } = useTranslation(['complaint', 'states'])
  const { draft, set, errorOf, guided } = useComplaint()
  const value = textAt(draft.main, 'urgency')
  const known = ([...urgencies, 'nanti'] as const).find((one) => one === value)
  return (
    <>
      <ChoiceButtons<string>
        id="urgency"
        label={t('complaint:urgency.label')}
        hideLabel
        stacked={guided}
        error={errorOf('urgency')}
        value={value}
        onChange={(chosen) => {
          set('urgency', chosen)
        }}
        choices={[
          ...urgencies.map((one) => ({
            value: one,
            label: t(`states:urgency.${one}`),
            icon: <UrgencyIcon urgency={one} />,
            ...(tones[one] === undefined ? {} : { tone: tones[one] }),
          })),
          { value: 'nanti', label: t('complaint:urgency.later'), icon: <UrgencyIcon urgency={null} />, tone: 'bata' },
        ]}
      />
      {known !== undefined && <p className={style.hint}>{t(`complaint:urgency.${known}`)}</p>}
    </>
  )
}

const usualChannels = ['langsung', 'telepon', 'whatsapp', 'sapa129', 'rujukan']

/** Every channel, one below the other. */
export function ChannelInput() {
  const { t } = useTranslation('forms')
  const { draft, set, errorOf } = useComplaint()
  const codes = useCodes()
  return (
    <OneOf
      id="channel"
      label={t('field.channel')}
      hideLabel
      error={errorOf('channel')}
      stacked
      value={textAt(draft.main, 'channel')}
      onChange={(value) => {
        set('channel', value)
      }}
      choices={codes.options('channel')}
    />
  )
}

/** On one page: the usual channels as buttons beside the list of the others. */
export function ChannelRow() {
  const { t } = useTranslation(['forms', 'common'])
  const { draft, set, errorOf } = useComplaint()
  const codes = useCodes()
  const options = codes.options('channel')
  const value = textAt(draft.main, 'channel')
  const others = options.filter((one) => !usualChannels.includes(one.value))
  const shown = others.find((one) => one.value === value)
  const change = (chosen: string): void => {
    set('channel', chosen === 'lainnya' ? 'surat' : chosen)
  }
  return (
    <>
      <ChoiceButtons<string>
        id="channel"
        label={t('forms:field.channel')}
        error={errorOf('channel')}
        value={shown === undefined ? value : 'lainnya'}
        onChange={change}
        choices={[...options.filter((one) => usualChannels.includes(one.value)), { value: 'lainnya', label: t('forms:choice.lainnya') }]}
      />
      {shown !== undefined && (
        <ChoiceButtons<string> id="channel-other" label={t('forms:choice.lainnya')} hideLabel value={value} onChange={change} choices={others} />
      )}
    </>
  )
}

export function ReporterKindInput() {
  const { t } = useTranslation('forms')
  const { draft, set, errorOf, guided } = useComplaint()
  const codes = useCodes()
  const field = {
    id: 'reporterKind',
    label: t('field.reporterKind'),
    error: errorOf('reporterKind'),
    value: textAt(draft.main, 'reporterKind'),
    onChange: (chosen: string): void => {
      set('reporterKind', chosen)
    },
  }
  return guided ? (
    <OneOf {...field} stacked hideLabel choices={codes.options('reporterKind')} />
  ) : (
    <SelectField {...field} options={codes.options('reporterKind')} />
  )
}

/** Who told, where it was somebody who can be called back. */
export function ReporterIdentity() {
  const { t } = useTranslation('complaint')
  const { draft, set, errorOf } = useComplaint()
  const kind = textAt(draft.main, 'reporterKind')
  if (kind === '' || kind === 'korban' || kind === 'anonim' || kind === 'tidak_diketahui') return null
  return (
    <div className={style.two}>
      <TextField
        id="reporter-name"
        label={t('reporterName')}
        optional
        error={errorOf('reporter-name')}
        value={textAt(draft.main, 'reporter.name')}
        onChange={(value) => {
          set('reporter.name', value)
        }}
      />
      <TextField
        id="reporter-phone"
        label={t('reporterPhone')}
        optional
        inputMode="tel"
        error={errorOf('reporter-phone')}
        value={textAt(draft.main, 'reporter.phone')}
        onChange={(value) => {
          set('reporter.phone', value)
        }}
      />
    </div>
  )
}

export function ReceivedInput() {
  const { t } = useTranslation('complaint')
  const { draft, set, errorOf } = useComplaint()
  return <MomentField at="received" values={draft.main} change={set} label={t('received')} error={errorOf('received')} />
}

export function FormsInput() {
  const { t } = useTranslation(['forms', 'complaint'])
  const { draft, set, errorOf, guided } = useComplaint()
  const codes = useCodes()
  const forms = listAt(draft.main, 'forms')
  return (
    <>
      <ChoiceBoxes<string>
        id="forms"
        label={t('forms:field.forms')}
        {...(guided ? { stacked: true, hideLabel: true } : {})}
        hint={t('forms:hint.many')}
        error={errorOf('forms')}
        value={forms}
        onChange={(chosen) => {
          set('forms', chosen)
        }}
        choices={codes.options('form')}
      />
      {forms.includes('seksual') && (
        <details>
          <summary className={style.link}>{t('forms:field.sexualForms')}</summary>
          <ChoiceBoxes<string>
            id="sexualForms"
            label={t('forms:field.sexualForms')}
            hideLabel
            optional
            value={listAt(draft.main, 'sexualForms')}
            onChange={(chosen) => {
              set('sexualForms', chosen)
            }}
            choices={codes.options('sexualForm')}
          />
        </details>
      )}
    </>
  )
}

export function WhenInput() {
  const { t } = useTranslation('forms')
  const { draft, set, errorOf, guided } = useComplaint()
  return <WhenField at="when" values={draft.main} change={set} label={t('field.when')} error={errorOf('when')} stacked={guided} />
}

export function PlaceInput() {
  const { t } = useTranslation('forms')
  const { draft, set, errorOf } = useComplaint()
  const codes = useCodes()
  return (
    <SelectField
      id="place"
      label={t('field.place')}
      optional
      error={errorOf('place')}
      value={textAt(draft.main, 'place')}
      onChange={(value) => {
        set('place', value)
      }}
      options={codes.options('place')}
    />
  )
}

export function FlagsInput() {
  const { t } = useTranslation('forms')
  const { draft, set } = useComplaint()
  const codes = useCodes()
  return (
    <ChoiceBoxes<string>
      id="flags"
      label={t('field.flags')}
      optional
      value={listAt(draft.main, 'flags')}
      onChange={(value) => {
        set('flags', value)
      }}
      choices={codes.options('flag').filter(({ value }) => value !== 'kdrt')}
    />
  )
}
