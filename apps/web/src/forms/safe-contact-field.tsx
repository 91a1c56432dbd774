import { useTranslation } from 'react-i18next'
import { useCodes } from '../api/reference'
import { FieldGrid } from '../components/form-field'
import { SelectField, TextField } from '../components/text-field'
import { TimeField } from '../components/time-field'
import { useFormat } from '../i18n/format'
import { OneOf, SomeOf } from './choice-or-select'
import style from './forms.module.css'
import { partOf, type PartProps } from './part'
import { listAt } from './values'

/** The days of a week in the page's language; 2024-01-01 was a Monday. */
export function weekdays(language: 'id' | 'en'): { value: string; label: string }[] {
  const name = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'id-ID', { weekday: 'long', timeZone: 'UTC' })
  return Array.from({ length: 7 }, (_, index) => ({ value: String(index + 1), label: name.format(new Date(Date.UTC(2024, 0, index + 1))) }))
}

/** How and when a victim can be reached without danger, who may answer, and the code phrase. */
export function SafeContactField({ at, values, change, label, hint, error, stacked = false }: PartProps & { stacked?: boolean }) {
  const { t } = useTranslation('forms')
  const { language } = useFormat()
  const codes = useCodes()
  const { id, read, write } = partOf({ at, values, change })
  const method = read('method')
  const unknown = { value: 'belum_tahu', label: t('safe.unknown') }
  const chosen = method !== '' && method !== unknown.value
  const methodField = {
    id,
    label,
    ...(hint === undefined ? {} : { hint }),
    error,
    value: method,
    onChange: write('method'),
  }
  const who = {
    id: `${id}-whoMayAnswer`,
    label: t('field.whoMayAnswer'),
    value: read('whoMayAnswer') || 'korban_saja',
    onChange: write('whoMayAnswer'),
  }
  const methods = [...codes.options('contactMethod'), unknown]
  const answerers = codes.options('whoMayAnswer')
  return (
    <div className={style.part}>
      {stacked ? (
        <>
          <OneOf {...methodField} stacked hideLabel choices={methods} />
          {chosen && <OneOf {...who} choices={answerers} />}
        </>
      ) : (
        <FieldGrid>
          <SelectField {...methodField} options={methods} />
          {chosen && <SelectField {...who} options={answerers} />}
        </FieldGrid>
      )}
      {chosen && (
        <>
          <FieldGrid>
            <TimeField id={`${id}-from`} label={t('field.fromTime')} optional value={read('from')} onChange={write('from')} />
            <TimeField id={`${id}-to`} label={t('field.toTime')} optional value={read('to')} onChange={write('to')} />
            <TextField id={`${id}-codePhrase`} label={t('field.codePhrase')} optional value={read('codePhrase')} onChange={write('codePhrase')} />
          </FieldGrid>
          <details>
            <summary className={style.more}>{t('safe.more')}</summary>
            <div className={style.inner}>
              <SomeOf
                id={`${id}-days`}
                label={t('field.days')}
                hint={t('hint.days')}
                optional
                value={listAt(values, `${at}.days`)}
                onChange={write('days')}
                choices={weekdays(language)}
              />
              <TextField id={`${id}-detail`} label={t('field.detail')} optional value={read('detail')} onChange={write('detail')} />
            </div>
          </details>
        </>
      )}
    </div>
  )
}
