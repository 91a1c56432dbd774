import { addMilliseconds, invalid, isInstant, isLocalDate, type DecisionContext, type Instant, type LocalDate } from '#kernel'

/** How far a browser's clock may run ahead of ours before its "now" is called the future. */
const CLOCK_SKEW = 5 * 60_000

/** Before this day nothing is recorded: it is a slip of the keyboard. */
const EARLIEST: LocalDate = '1900-01-01'

/** @throws Refusal `date.invalid`, `date.range` where `date` is no day of the calendar or lies before 1900. */
export function requireDate(date: LocalDate, field: string): LocalDate {
  if (!isLocalDate(date)) throw invalid(field, 'date.invalid')
  if (date < EARLIEST) throw invalid(field, 'date.range')
  return date
}

/**
 * The day something happened on: today where it is not said.
 * @throws Refusal `date.invalid`, `date.range`, `date.future`
 */
export function pastDay(date: LocalDate | null, field: string, context: Pick<DecisionContext, 'today'>): LocalDate {
  if (date === null) return context.today
  if (requireDate(date, field) > context.today) throw invalid(field, 'date.future')
  return date
}

/**
 * As `pastDay`, and not before another day of the case.
 * @throws Refusal with `code` where it is earlier than `earliest`
 */
export function pastDayFrom(
  earliest: LocalDate,
  code: string,
  date: LocalDate | null,
  field: string,
  context: Pick<DecisionContext, 'today'>,
): LocalDate {
  const day = pastDay(date, field, context)
  if (day < earliest) throw invalid(field, code)
  return day
}

/** @throws Refusal `time.invalid` */
export function requireInstant(at: Instant, field: string): Instant {
  if (!isInstant(at)) throw invalid(field, 'time.invalid')
  return at
}

/** @throws Refusal `time.invalid`, `time.future` */
export function pastInstant(at: Instant, field: string, context: Pick<DecisionContext, 'now'>): Instant {
  requireInstant(at, field)
  if (Date.parse(at) > Date.parse(addMilliseconds(context.now, CLOCK_SKEW))) throw invalid(field, 'time.future')
  return at
}
