import { useTranslation } from 'react-i18next'
import { ChoiceButtons } from '../components/choice-buttons'
import { SelectField, TextField } from '../components/text-field'
import { DateField, TimeField } from '../components/time-field'
import { useFormat } from '../i18n/format'
import style from './forms.module.css'
import { partOf, type PartProps } from './part'

const precisions = ['hari', 'rentang', 'bulan', 'tahun', 'tidak_diketahui'] as const
const months = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'))

/** When something happened, as exactly as anybody knows: a day and perhaps an hour, a range, a month, a year, or unknown. */
export function WhenField({ at, values, change, label, hint, error, stacked = false }: PartProps & { stacked?: boolean }) {
  const { t } = useTranslation('forms')
  const { language, zoneName } = useFormat()
  const { id, read, write } = partOf({ at, values, change })
  const precision = read('precision')
  const monthName = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'id-ID', { month: 'long', timeZone: 'UTC' })
  const yearField = (
    <TextField id={`${id}-year`} label={t('when.year')} inputMode="numeric" maxLength={4} value={read('year')} onChange={write('year')} />
  )
  return (
    <div className={style.part}>
      <ChoiceButtons
        id={id}
        label={label}
        {...(hint === undefined ? {} : { hint })}
        error={error}
        hideLabel={stacked}
        value={precisions.find((one) => one === precision) ?? ''}
        onChange={write('precision')}
        choices={precisions.map((value) => ({ value, label: t(`precision.${value}`) }))}
      />
      {precision === 'hari' && (
        <div className={style.moment}>
          <DateField id={`${id}-from`} label={t('when.day')} value={read('from')} onChange={write('from')} />
          <TimeField id={`${id}-time`} label={t('when.time')} optional zoneName={zoneName} value={read('time')} onChange={write('time')} />
        </div>
      )}
      {precision === 'rentang' && (
        <div className={style.moment}>
          <DateField id={`${id}-from`} label={t('when.from')} value={read('from')} onChange={write('from')} />
          <DateField id={`${id}-to`} label={t('when.to')} value={read('to')} onChange={write('to')} />
        </div>
      )}
      {precision === 'bulan' && (
        <div className={style.moment}>
          <SelectField
            id={`${id}-month`}
            label={t('when.month')}
            value={read('month')}
            onChange={write('month')}
            options={months.map((value) => ({ value, label: monthName.format(new Date(`2026-${value}-01T00:00:00Z`)) }))}
          />
          {yearField}
        </div>
      )}
      {precision === 'tahun' && <div className={style.moment}>{yearField}</div>}
    </div>
  )
}
