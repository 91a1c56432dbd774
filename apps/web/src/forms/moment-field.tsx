import { useTranslation } from 'react-i18next'
import { DateField, TimeField } from '../components/time-field'
import { useFormat } from '../i18n/format'
import style from './forms.module.css'
import { partOf, type PartProps } from './part'

/** A day and a time on the unit's clock, side by side. */
export function MomentField({ at, values, change, label, hint, error, optional = false }: PartProps) {
  const { t } = useTranslation('forms')
  const { zoneName } = useFormat()
  const { id, read, write } = partOf({ at, values, change })
  return (
    <div className={style.moment}>
      <DateField
        id={id}
        label={label}
        {...(hint === undefined ? {} : { hint })}
        error={error}
        optional={optional}
        value={read('day')}
        onChange={write('day')}
      />
      <TimeField id={`${id}-time`} label={t('when.time')} zoneName={zoneName} optional={optional} value={read('time')} onChange={write('time')} />
    </div>
  )
}
