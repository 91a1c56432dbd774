import { createContext, useContext, useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatNumber, formatPercent } from './number'
import { spanOf } from './span'
import { dayOf, formatDay, formatTime, zoneLabel, type DayStyle, type Language } from './time'

const Zone = createContext('Asia/Jakarta')

/** Sets the IANA zone of the unit, in which every time on the screens is told. */
export function ZoneProvider({ zone, children }: { zone: string; children: ReactNode }) {
  return <Zone value={zone}>{children}</Zone>
}

export interface Format {
  language: Language
  zone: string
  /** `WIB`, `WITA`, `WIT`. */
  zoneName: string
  number: (value: number | string, digits?: number) => string
  percent: (value: number | string, digits?: number) => string
  /** A calendar day `YYYY-MM-DD` in words. */
  day: (day: string, style?: DayStyle) => string
  /** The calendar day of an instant in the unit's zone, `YYYY-MM-DD`. */
  dayOf: (instant: string | Date) => string
  /** `10.42` */
  time: (instant: string | Date) => string
  /** `20 Nov, 14.00` */
  dayTime: (instant: string | Date) => string
  /** `20 November 2026 pukul 10.42 WIB` */
  asOf: (instant: string | Date) => string
  /** Milliseconds in words: `2 hari`, `3 jam 15 mnt`. */
  span: (milliseconds: number, inHours?: boolean) => string
}

/** The formats of figures, days and times in the page's language and the unit's zone. */
export function useFormat(): Format {
  const zone = useContext(Zone)
  const { t, i18n } = useTranslation(['states', 'common'])
  const language: Language = i18n.language === 'en' ? 'en' : 'id'
  return useMemo(() => {
    const span = (milliseconds: number, inHours = false): string => {
      const stretch = spanOf(milliseconds, inHours)
      if (stretch.unit === 'days') return t('states:span.days', { count: stretch.days })
      if (stretch.unit === 'minutes')
        return stretch.minutes === 0 ? t('states:span.underMinute') : t('states:span.minutes', { minutes: stretch.minutes })
      return stretch.minutes === 0 ? t('states:span.hours', { hours: stretch.hours }) : t('states:span.hoursMinutes', stretch)
    }
    const time = (instant: string | Date): string => formatTime(instant, zone)
    const day = (value: string, style: DayStyle = 'long'): string => formatDay(value, style, language)
    return {
      language,
      zone,
      zoneName: zoneLabel(zone),
      number: formatNumber,
      percent: formatPercent,
      day,
      dayOf: (instant) => dayOf(instant, zone),
      time,
      dayTime: (instant) => `${day(dayOf(instant, zone), 'short')}, ${time(instant)}`,
      asOf: (instant) => `${day(dayOf(instant, zone))} ${t('common:clock', { time: time(instant) })} ${zoneLabel(zone)}`,
      span,
    }
  }, [language, t, zone])
}
