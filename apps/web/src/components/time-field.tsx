import { IconCalendar } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readDay, readTime, writeDay } from '../i18n/time'
import style from './field.module.css'
import { FormField, type FieldProps } from './form-field'

interface Timed {
  /** `YYYY-MM-DD` or `HH:MM`; empty while nothing, or nothing readable, stands there. */
  value: string
  onChange: (value: string) => void
}

/** A calendar day, typed as day/month/year or picked from the calendar. What can't be read stays and says so. */
export function DateField({ value, onChange, error, max, ...field }: FieldProps & Timed & { max?: string }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<{ text: string; day: string }>()
  const [left, setLeft] = useState(false)
  const picker = useRef<HTMLInputElement>(null)
  const text = typed !== undefined && typed.day === value ? typed.text : value === '' ? '' : writeDay(value)
  const unreadable = left && text.trim() !== '' && readDay(text) === undefined ? t('form.dayWrong') : undefined
  return (
    <FormField {...field} error={error ?? unreadable}>
      {(control) => (
        <div className={style.box}>
          <input
            {...control}
            className={`${style.input ?? ''} ${style.iconEnd ?? ''}`}
            inputMode="numeric"
            autoComplete="off"
            placeholder="hh/bb/tttt"
            value={text}
            onChange={(event) => {
              const day = readDay(event.currentTarget.value) ?? ''
              setTyped({ text: event.currentTarget.value, day })
              setLeft(false)
              onChange(day)
            }}
            onBlur={() => {
              setLeft(true)
            }}
          />
          <button
            type="button"
            className={style.end}
            aria-label={`${t('calendar')}: ${field.label}`}
            onClick={() => {
              picker.current?.showPicker()
            }}
          >
            <IconCalendar size={18} aria-hidden />
          </button>
          <input
            ref={picker}
            type="date"
            className={style.native}
            tabIndex={-1}
            aria-hidden
            value={value}
            max={max}
            onChange={(event) => {
              setTyped(undefined)
              onChange(event.currentTarget.value)
            }}
          />
        </div>
      )}
    </FormField>
  )
}

/** A time of the day on the unit's clock: `14.30`, `14:30` or `1430`; `zoneName` stands at its end. */
export function TimeField({ value, onChange, error, zoneName, ...field }: FieldProps & Timed & { zoneName?: string }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<{ text: string; time: string }>()
  const [left, setLeft] = useState(false)
  const text = typed !== undefined && typed.time === value ? typed.text : value.replace(':', '.')
  const unreadable = left && text.trim() !== '' && readTime(text) === undefined ? t('form.timeWrong') : undefined
  return (
    <FormField {...field} error={error ?? unreadable}>
      {(control) => (
        <div className={style.box}>
          <input
            {...control}
            className={style.input}
            inputMode="decimal"
            autoComplete="off"
            placeholder="00.00"
            value={text}
            onChange={(event) => {
              const time = readTime(event.currentTarget.value) ?? ''
              setTyped({ text: event.currentTarget.value, time })
              setLeft(false)
              onChange(time)
            }}
            onBlur={() => {
              setTyped(undefined === readTime(text) ? typed : undefined)
              setLeft(true)
            }}
          />
          {zoneName !== undefined && <span className={style.end}>{zoneName}</span>}
        </div>
      )}
    </FormField>
  )
}
