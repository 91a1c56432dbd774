import { addMilliseconds, addWorkingDays, DAY, HOUR, startOfDay, type DecisionContext, type Instant, type LocalDate } from '#kernel'
import type { IncidentWhen, Risk, Urgency } from './codes'

/** How long something may take: hours of the clock, or working days. */
export type Bound = { readonly hours: number } | { readonly workingDays: number }

/**
 * The bounds of the clocks that an administrator may change; decisions write the due instant that results into the event,
 * so that a later change of the bounds moves no clock that already runs.
 */
export interface ClockSettings {
  readonly firstContact: Readonly<Record<Urgency, Bound>>
  /** UU 12/2022 art. 41(2)-(3): 3x24 h from the report to the unit */
  readonly policeReport: Bound
  /** HIV prophylaxis and forensic evidence; emergency contraception. Hours from the incident. */
  readonly urgentHealthHours: { readonly within72h: number; readonly within120h: number }
  readonly referralAnswer: Readonly<Record<Urgency, Bound>>
  readonly referralFirstService: Readonly<Record<Urgency, Bound>>
  readonly referralProgressDays: number
  readonly shelterReviewDays: number
  /** Follow-up after closing, days by risk; after a stay in the shelter */
  readonly followUpDays: Readonly<Record<Risk, number>> & { readonly afterShelter: number }
  /** From this age on a child is asked for its own assent */
  readonly assentAge: number
}

/** The defaults of the documents; `domain.md`, "Clocks". */
export const DEFAULT_CLOCKS: ClockSettings = {
  firstContact: { gawat: { hours: 1 }, tinggi: { hours: 1 }, sedang: { hours: 6 }, rendah: { workingDays: 3 } },
  policeReport: { hours: 72 },
  urgentHealthHours: { within72h: 72, within120h: 120 },
  referralAnswer: { gawat: { hours: 2 }, tinggi: { hours: 24 }, sedang: { workingDays: 3 }, rendah: { workingDays: 3 } },
  referralFirstService: { gawat: { hours: 24 }, tinggi: { workingDays: 3 }, sedang: { workingDays: 7 }, rendah: { workingDays: 7 } },
  referralProgressDays: 14,
  shelterReviewDays: 14,
  followUpDays: { tinggi: 7, sedang: 14, rendah: 30, afterShelter: 3 },
  assentAge: 7,
}

/** What decisions of a case may be handed besides; without settings the documented defaults hold. */
export interface CaseContext extends DecisionContext {
  readonly clocks?: ClockSettings
}

export const clocksOf = (context: CaseContext): ClockSettings => context.clocks ?? DEFAULT_CLOCKS

/** True for a command of an import: what it records happened under other clocks, so none is started. */
export const isImport = (context: DecisionContext): boolean => context.actor.kind === 'user' && context.actor.importId !== undefined

/** @returns the instant at which `bound`, started at `from`, runs out in the unit's zone. */
export function dueAt(bound: Bound, from: Instant, context: Pick<DecisionContext, 'zone' | 'holidays'>): Instant {
  if ('hours' in bound) return addMilliseconds(from, bound.hours * HOUR)
  return addWorkingDays(context.zone, from, bound.workingDays, context.holidays)
}

/** Untriaged counts as tinggi. */
export const urgencyForClocks = (urgency: Urgency | null): Urgency => urgency ?? 'tinggi'

/** When the complaint reached the unit; the start of the day where only the day is known, so that no clock promises too much. */
export const complaintInstant = (received: { readonly receivedAt: Instant | null; readonly receivedOn: LocalDate }, zone: string): Instant =>
  received.receivedAt ?? startOfDay(zone, received.receivedOn)

/** Ends of the urgent health clocks of sexual violence. */
export interface HealthDue {
  readonly within72h: Instant
  readonly within120h: Instant
}

/**
 * Counts from the hour of the incident, or from the start of its (first) day where the hour is not known, so that it never promises
 * hours that are gone. A month, a year or an unknown date starts no clock of hours.
 */
export function healthDueFrom(when: IncidentWhen, zone: string, settings: ClockSettings = DEFAULT_CLOCKS): HealthDue | null {
  const known = when.precision === 'hari' || when.precision === 'rentang'
  const start = when.at ?? (known && when.from !== null ? startOfDay(zone, when.from) : null)
  if (start === null) return null
  const { within72h, within120h } = settings.urgentHealthHours
  return { within72h: addMilliseconds(start, within72h * HOUR), within120h: addMilliseconds(start, within120h * HOUR) }
}

/** Whole days of 24 hours after an instant. */
export const daysAfter = (from: Instant, days: number): Instant => addMilliseconds(from, days * DAY)
