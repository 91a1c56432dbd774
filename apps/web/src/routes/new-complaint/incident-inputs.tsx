import { useTranslation } from 'react-i18next'
import { useCodes } from '../../api/reference'
import { ChoiceButtons } from '../../components/choice-buttons'
import { SelectField, TextArea, TextField } from '../../components/text-field'
import { inSentence } from '../../i18n/in-sentence'
import { OneOf } from '../../forms/choice-or-select'
import { textAt } from '../../forms/values'
import { useComplaint } from './complaint-context'
import { relationKey, sharedKey, type Person } from './draft'
import { asksShared, householdOf } from './household'
import style from './new-complaint.module.css'

const yesNo = ['ya', 'tidak', 'tidak_diketahui'] as const

/** What an alleged perpetrator is to a victim; the household is asked about where it matters. */
export function RelationInput({ perpetrator, victim }: { perpetrator: Person; victim: Person }) {
  const { t } = useTranslation(['complaint', 'forms'])
  const { draft, setPerson, errorOf, guided } = useComplaint()
  const codes = useCodes()
  const id = `p-${perpetrator.key}-${victim.key}`
  const several = draft.victims.length > 1 || draft.perpetrators.length > 1
  const numbers = { perpetrator: draft.perpetrators.indexOf(perpetrator) + 1, victim: draft.victims.indexOf(victim) + 1 }
  const relation = textAt(perpetrator.values, relationKey(victim))
  const field = {
    id,
    label: several ? t('complaint:relationOf', numbers) : t('complaint:relation'),
    error: errorOf(id),
    value: relation,
    onChange: (value: string): void => {
      setPerson('perpetrators', perpetrator, relationKey(victim), value)
    },
  }
  const options = codes.options('relation')
  return (
    <>
      {guided ? <OneOf {...field} stacked hideLabel={!several} choices={options} /> : <SelectField {...field} options={options} />}
      {asksShared(relation) && (
        <ChoiceButtons<string>
          id={`${id}-shared`}
          label={t('complaint:shared')}
          optional
          value={textAt(perpetrator.values, sharedKey(victim))}
          onChange={(value) => {
            setPerson('perpetrators', perpetrator, sharedKey(victim), value)
          }}
          choices={yesNo.map((value) => ({ value, label: t(`forms:choice.${value}`) }))}
        />
      )}
    </>
  )
}

/** The alleged perpetrator's name and age, where they are known. */
export function PerpetratorIdentity({ perpetrator }: { perpetrator: Person }) {
  const { t } = useTranslation(['forms', 'complaint'])
  const { setPerson, errorOf } = useComplaint()
  const line = (name: 'name' | 'years', label: string, numeric: boolean) => (
    <TextField
      id={`p-${perpetrator.key}-${name}`}
      label={label}
      optional
      error={errorOf(`p-${perpetrator.key}-${name}`)}
      {...(numeric ? { inputMode: 'numeric' as const, maxLength: 3 } : {})}
      value={textAt(perpetrator.values, name)}
      onChange={(value) => {
        setPerson('perpetrators', perpetrator, name, value)
      }}
    />
  )
  return (
    <details>
      <summary className={style.link}>{t('complaint:perpetratorMore')}</summary>
      <div className={style.three}>
        {line('name', t('forms:field.name'), false)}
        <SelectField
          id={`p-${perpetrator.key}-sex`}
          label={t('forms:field.sex')}
          optional
          value={textAt(perpetrator.values, 'sex')}
          onChange={(value) => {
            setPerson('perpetrators', perpetrator, 'sex', value)
          }}
          options={(['P', 'L', 'tidak_diketahui'] as const).map((value) => ({ value, label: t(`forms:choice.${value}`) }))}
        />
        {line('years', t('forms:field.years'), true)}
      </div>
    </details>
  )
}

/** Domestic violence as proposed from relation and household; another answer is kept with its reason. */
export function HouseholdProposal() {
  const { t } = useTranslation(['complaint', 'forms'])
  const { draft, set, errorOf } = useComplaint()
  const codes = useCodes()
  const { proposed, relation, shared } = householdOf(draft)
  const related = draft.perpetrators.some(({ values }) => draft.victims.some((victim) => textAt(values, relationKey(victim)) !== ''))
  if (!related) return null
  const other = proposed ? 'tidak' : 'ya'
  const because =
    relation === undefined
      ? ''
      : `, ${t('complaint:kdrt.because', { relation: inSentence(codes.label('relation', relation)), shared: shared === true ? t('complaint:kdrt.sharedHousehold') : '' })}`
  return (
    <div className={style.proposal}>
      <p>
        <strong>{t(proposed ? 'complaint:kdrt.proposed' : 'complaint:kdrt.notProposed')}</strong>
        {because}
      </p>
      <ChoiceButtons<string>
        id="kdrt"
        label={t('complaint:kdrt.label')}
        hideLabel
        value={textAt(draft.main, 'kdrt') === other ? other : 'usulan'}
        onChange={(value) => {
          set('kdrt', value === 'usulan' ? '' : value)
        }}
        choices={[
          { value: 'usulan', label: t('complaint:kdrt.follow') },
          { value: other, label: t(proposed ? 'complaint:kdrt.no' : 'complaint:kdrt.yes') },
        ]}
      />
      {textAt(draft.main, 'kdrt') === other && (
        <SelectField
          id="kdrtReason"
          label={t('complaint:kdrt.reason')}
          error={errorOf('kdrtReason')}
          value={textAt(draft.main, 'kdrtReason')}
          onChange={(value) => {
            set('kdrtReason', value)
          }}
          options={codes.options('kdrtReason').filter(({ value }) => value !== 'tercatat_di_register')}
        />
      )}
    </div>
  )
}

const explained = ['korban', 'pelapor', 'keduanya'] as const

/** First the duty to report, then the account: the field opens once somebody was told. */
export function AccountInput() {
  const { t } = useTranslation(['complaint', 'forms'])
  const { draft, set, errorOf, guided } = useComplaint()
  const duty = textAt(draft.main, 'duty')
  const told = duty !== '' && duty !== 'belum'
  return (
    <>
      <ChoiceButtons<string>
        id="duty"
        label={t('complaint:duty.label')}
        hint={t('complaint:duty.hint')}
        optional
        stacked={guided}
        error={errorOf('duty')}
        value={duty}
        onChange={(value) => {
          set('duty', value)
        }}
        choices={[...explained.map((value) => ({ value, label: t(`forms:choice.${value}`) })), { value: 'belum', label: t('complaint:duty.belum') }]}
      />
      <TextArea
        id="chronology"
        label={t('complaint:story')}
        hint={told ? t('complaint:storyHint') : t('complaint:duty.first')}
        optional
        rows={guided ? 7 : 4}
        disabled={!told}
        error={errorOf('chronology')}
        value={textAt(draft.main, 'chronology')}
        onChange={(value) => {
          set('chronology', value)
        }}
      />
    </>
  )
}
