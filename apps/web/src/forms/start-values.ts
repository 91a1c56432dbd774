import { isErased } from '../api/case-file'
import type { Field, FormFacts } from './describe'
import { wallTime } from './instant'
import type { Value, Values } from './values'

/** What stands in a form before anything is typed: today, now, and the only victim there is. */
export function startValues(fields: readonly Field[], facts: FormFacts, zone: string): Values {
  const values: Record<string, Value> = {}
  const { file } = facts
  const standing = file?.victims.filter(({ voided }) => !voided) ?? []
  const served = file === null ? [] : standing.filter(({ victimId, ending }) => ending === null && !isErased(file, victimId))
  const victims = served.length > 0 ? served : standing
  const [only] = victims.length === 1 ? victims : []
  for (const field of fields) {
    if (field.kind === 'day' && field.start === 'today') values[field.at] = facts.today
    if (field.kind === 'moment' && field.start === 'now') {
      values[`${field.at}.day`] = facts.today
      values[`${field.at}.time`] = wallTime(new Date(), zone)
    }
    if (only !== undefined && field.kind === 'victim' && field.optional !== true) values[field.at] = only.victimId
    if (only !== undefined && field.kind === 'victims' && field.at !== 'withoutBed') values[field.at] = [only.victimId]
  }
  return values
}
