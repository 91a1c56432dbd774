import { useTranslation } from 'react-i18next'
import { DateField, TimeField } from '../components/time-field'
import { useFormat } from '../i18n/format'
import style from './forms.module.css'
import { textAt, type Change, type Values } from './values'

export interface PartProps {
  /** Where its parts stand among the values, and its id with dashes. */
  at: string
  values: Values
  change: Change
  label: string
  hint?: string | undefined
  error?: string | undefined
  optional?: boolean
}

/** A day and a time on the unit's clock, side by side. */
export function MomentField({ at, values, change, label, hint, error, optional = false }: PartProps) {
  const { t } = useTranslation('forms')
  const { zoneName } = useFormat()
  const id = at.replaceAll('.', '-')
  return (
    <div className={style.moment}>
      <DateField
        id={id}
        label={label}
        {...(hint === undefined ? {} : { hint })}
        error={error}
        optional={optional}
        value={textAt(values, `${at}.day`)}
        onChange={(day) => {
          change(`${at}.day`, day)
        }}
      />
      <TimeField
        id={`${id}-time`}
        label={t('when.time')}
        zoneName={zoneName}
        optional={optional}
        value={textAt(values, `${at}.time`)}
        onChange={(time) => {
          change(`${at}.time`, time)
        }}
      />
    </div>
  )
}
