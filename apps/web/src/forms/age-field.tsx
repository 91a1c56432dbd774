import { useTranslation } from 'react-i18next'
import { FieldError, FieldHint, OptionalMark } from '../components/form-field'
import fieldStyle from '../components/field.module.css'
import { readAge } from './age'
import style from './forms.module.css'
import { partOf, type PartProps } from './part'

/** One field for an age or a birth date, and *Tidak tahu* beside it. Whether the age is that at the incident is asked where it may matter. */
export function AgeField({ at, values, change, label, hint, error, optional = false }: PartProps) {
  const { t } = useTranslation(['forms', 'common'])
  const { id, read, write } = partOf({ at, values, change })
  const age = readAge(values, at)
  const unknown = age.kind === 'unknown'
  const nearEighteen = age.kind === 'years' && age.years >= 16 && age.years <= 19
  return (
    <div className={style.part}>
      <label className={fieldStyle.label} htmlFor={id}>
        {label}
        {optional && <OptionalMark />}
      </label>
      {hint !== undefined && <FieldHint id={id}>{hint}</FieldHint>}
      {error !== undefined && <FieldError id={id}>{error}</FieldError>}
      <div className={style.ageRow}>
        <div className={fieldStyle.box}>
          <input
            id={id}
            className={`${fieldStyle.input ?? ''} ${fieldStyle.withEnd ?? ''}`}
            autoComplete="off"
            aria-invalid={error === undefined ? undefined : true}
            aria-describedby={error === undefined ? undefined : `${id}-error`}
            disabled={unknown}
            value={unknown ? '' : read('text')}
            onChange={(event) => {
              write('text')(event.currentTarget.value)
            }}
          />
          {(age.kind === 'years' || age.kind === 'birth') && (
            <span className={`${fieldStyle.end ?? ''} ${style.said ?? ''}`}>
              {age.kind === 'years' ? t('forms:age.stated') : t('forms:age.birth')}
            </span>
          )}
        </div>
        <label className={style.tick}>
          <input
            type="checkbox"
            checked={unknown}
            onChange={(event) => {
              write('unknown')(event.currentTarget.checked ? 'ya' : '')
            }}
          />
          {t('common:unknown')}
        </label>
      </div>
      {nearEighteen && (
        <div className={style.tickRow} role="radiogroup" aria-label={t('forms:age.statedFor')}>
          <span>{t('forms:age.statedFor')}</span>
          {(['kejadian', 'pengaduan'] as const).map((moment) => (
            <label key={moment} className={style.tick}>
              <input
                type="radio"
                name={`${id}-stated`}
                checked={(read('statedFor') || 'kejadian') === moment}
                onChange={() => {
                  write('statedFor')(moment)
                }}
              />
              {t(`forms:age.${moment}`)}
            </label>
          ))}
        </div>
      )}
    </div>
  )
}
