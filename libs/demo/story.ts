import { buildReceiveComplaint, caseAggregate, sealedText, type CaseCommand, type ComplaintForm } from '#cases'
import { drawNumber, handle, type CommandOrigin, type HandlerPorts } from '#command-handler'
import { addMilliseconds, dateIn, deriveId, type Direct, type Instant, type Uuid } from '#kernel'
import type { Calendar } from './calendar'
import { demoOrigin, staffId, type Staff } from './staff'

/** One act of a story: when it was, and how it goes through the command handler. */
export interface StoryStep {
  readonly caseId: Uuid
  readonly at: Instant
  readonly run: (ports: HandlerPorts) => Promise<unknown>
}

/** The moment of an act and the id of its command, from which the ids of what it creates derive. */
export interface Moment {
  readonly id: Uuid
  readonly at: Instant
  /** The date of `at` in the unit's zone */
  readonly on: string
  /** A note about the case's victims, in a record key of its own */
  note(text: string, kind?: string): Direct<string>
}

/** A case while it is told. Acts follow each other in the order in which they are told. */
export interface CaseStory {
  readonly calendar: Calendar
  readonly caseId: Uuid
  readonly victims: readonly Uuid[]
  /** Kin, guardians and witnesses in the order of the form */
  readonly people: readonly Uuid[]
  readonly perpetrators: readonly Uuid[]
  readonly incidentId: Uuid
  /** The case's officer, once it was assigned */
  officer: Staff
  readonly form: ComplaintForm
  /** @returns the id of the act's command */
  act(who: Staff, at: Instant, command: (moment: Moment) => CaseCommand): Uuid
  /** As `act`, for a command that takes a number from the register */
  actNumbered(who: Staff, at: Instant, command: (moment: Moment, number: string) => CaseCommand): Uuid
  /** As `act`, for what goes through several streams */
  run(who: Staff, at: Instant, work: (ports: HandlerPorts, origin: CommandOrigin, moment: Moment) => Promise<unknown>): Uuid
}

const anyone = (): void => undefined
const MINUTE = 60_000

/**
 * Tells one case from its complaint on.
 * @param key makes the ids; never changes, or a fill that was cut off would tell the case twice
 * @param taken who took the complaint, and when
 * @returns its acts; none later than the calendar's now
 */
export function tellCase(
  key: string,
  calendar: Calendar,
  taken: { readonly by: Staff; readonly at: Instant; readonly form: Omit<ComplaintForm, 'receivedAt' | 'receivedOn' | 'number' | 'externalNumber'> },
  tell: (story: CaseStory) => void = () => undefined,
): readonly StoryStep[] {
  const steps: StoryStep[] = []
  const first = demoOrigin(`${key}/0`, taken.by).commandId
  const caseId = deriveId(first, 'case')
  const receivedOn = dateIn(calendar.zone, taken.at)
  const form: ComplaintForm = { ...taken.form, receivedAt: taken.at, receivedOn: null, number: null, externalNumber: null }
  const victims = form.victims.map((_, at) => deriveId(first, 'victim', at))

  const momentOf = (id: Uuid, at: Instant): Moment => ({
    id,
    at,
    get on() {
      return dateIn(calendar.zone, at)
    },
    note: (text, kind = 'note') => sealedText(text, id, kind, victims),
  })
  const run: CaseStory['run'] = (who, wanted, work) => {
    const origin = demoOrigin(`${key}/${steps.length}`, who)
    const at = between(steps.at(-1)?.at, wanted, calendar.now)
    steps.push({ caseId, at, run: (ports) => work(ports, origin, momentOf(origin.commandId, at)) })
    return origin.commandId
  }
  const act: CaseStory['act'] = (who, at, command) =>
    run(who, at, (ports, origin, moment) => handle(ports, caseAggregate, caseId, origin, anyone, () => command(moment)))
  const actNumbered: CaseStory['actNumbered'] = (who, at, command) =>
    run(who, at, (ports, origin, moment) =>
      handle(ports, caseAggregate, caseId, origin, anyone, async (state) => {
        const kind = state.phase === 'none' ? 'complaint' : 'case'
        return command(moment, await drawNumber(ports, origin, { kind, caseId, receivedOn }))
      }),
    )

  actNumbered(taken.by, taken.at, ({ id }, number) => buildReceiveComplaint({ ...form, number }, { commandId: id, zone: calendar.zone }))
  tell({
    calendar,
    caseId,
    victims,
    people: form.relatedPersons.map((_, at) => deriveId(first, 'person', at)),
    perpetrators: form.perpetrators.map((_, at) => deriveId(first, 'perpetrator', at)),
    incidentId: deriveId(first, 'incident', 0),
    officer: taken.by,
    form,
    act,
    actNumbered,
    run,
  })
  return steps
}

/** A minute after the act before at the earliest, and never in the future. */
function between(before: Instant | undefined, wanted: Instant, now: Instant): Instant {
  const earliest = before === undefined ? wanted : addMilliseconds(before, MINUTE)
  const at = Date.parse(wanted) < Date.parse(earliest) ? earliest : wanted
  return Date.parse(at) > Date.parse(now) ? now : at
}

/** Assigns the case; from then on its officer acts. */
export function assigned(story: CaseStory, at: Instant, officer: Staff): void {
  story.officer = officer
  story.act('kepala', at, () => ({ type: 'assignCase', assignedTo: staffId(officer) }))
}

/** All acts of all stories in the order of their moments; those of one case stay in theirs. */
export const inOrder = (stories: readonly (readonly StoryStep[])[]): readonly StoryStep[] =>
  stories.flat().sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
