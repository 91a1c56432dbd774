/** What is counted of one year of complaints: victims of accepted cases, after voids, of the units that hold the cases. */
export interface VictimCounts {
  readonly victims: number
  /** under 18 at the incident, of any sex */
  readonly children: number
  /** female, 18 or over */
  readonly women: number
  /** male, 18 or over */
  readonly adultMen: number
  /** age unknown or straddling 18, or an adult of unknown sex */
  readonly unknown: number
  /** of the unknown: what is known of the age lies on both sides of 18 */
  readonly straddling: number
  /** *dihapus*: their data were erased; they count on by what stood in the open, and in no table over anything else */
  readonly erased: number
}

export interface YearCounts extends VictimCounts {
  /** victims of domestic violence, of any age and sex */
  readonly kdrt: number
  /** children with at least one service other than pengaduan and gelar_kasus */
  readonly childrenHandled: number
  readonly cases: number
  /** every victim has ended, whatever the reason */
  readonly casesEnded: number
  readonly casesEndedSameYear: number
  /** every victim has ended with tujuan_tercapai */
  readonly casesResolved: number
  readonly casesResolvedSameYear: number
  /** ended, with at least one ending whose reason the register did not hold */
  readonly casesEndedUnrecorded: number
}

export const NOTHING: YearCounts = {
  victims: 0,
  children: 0,
  women: 0,
  adultMen: 0,
  unknown: 0,
  straddling: 0,
  erased: 0,
  kdrt: 0,
  childrenHandled: 0,
  cases: 0,
  casesEnded: 0,
  casesEndedSameYear: 0,
  casesResolved: 0,
  casesResolvedSameYear: 0,
  casesEndedUnrecorded: 0,
}

/** The line that stands beside every ratio: all victims = women 18+ + children + adult men + unknown. */
export interface Reconciliation extends VictimCounts {
  readonly balanced: boolean
}

export function reconcile({ victims, women, children, adultMen, unknown, straddling, erased }: VictimCounts): Reconciliation {
  return { victims, women, children, adultMen, unknown, straddling, erased, balanced: victims === women + children + adultMen + unknown }
}
