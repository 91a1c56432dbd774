import { deriveId, Sealed, type Direct, type Uuid } from '#kernel'
import type { CaseCommand, ReceivedWhen, SubjectRef } from '#cases'
import type { Permission } from '#access'
import type { OpenedVictim } from './case-facts'

/** What a form needs to become a command: ids derived from the command's, keys for what is typed, opened facts. */
export interface FormContext {
  readonly commandId: Uuid
  readonly caseId: Uuid
  readonly userId: Uuid
  readonly zone: string
  readonly now: string
  /** When the complaint was received, as the loaded case has it */
  readonly received: ReceivedWhen
  victims(): Promise<readonly OpenedVictim[]>
  /** @throws Refusal invalid `user.unknown` where this is no active officer of the unit */
  requireColleague(id: Uuid, field: string): Promise<void>
  /** @throws Refusal invalid `subject.unknown` where nobody of this id is in a case that the caller sees */
  requireSubject(subject: SubjectRef, field: string): Promise<void>
  /** @throws Refusal invalid `institution.unknown`, `institution.retired` where this is no partner of the unit; null is none and fits */
  requirePartner(id: Uuid | null | undefined, field: string): Promise<void>
}

/** A typed-in form that knows the command it stands for. Its fields are validated by their decorators. */
export abstract class CaseForm {
  abstract toCommand(context: FormContext): CaseCommand | Promise<CaseCommand>
}

export interface FormRoute {
  readonly path: string
  readonly permission: Permission
  readonly summary: string
  readonly form: new () => CaseForm
}

const routes: FormRoute[] = []

/** Every form that is served under `/api/v1/cases/{caseId}/…`, in the order of their declaration. */
export const formRoutes = (): readonly FormRoute[] => routes

/** Serves the form as `POST /api/v1/cases/{caseId}/{path}`. */
export const At =
  (path: string, permission: Permission, summary: string) =>
  (form: new () => CaseForm): void => {
    routes.push({ path, permission, summary, form })
  }

/** A free text in a record key of its own, listing the people it is about. */
export function note(
  context: Pick<FormContext, 'commandId'>,
  text: string | null | undefined,
  about: readonly Uuid[],
  name = 'note',
): Direct<string> | null {
  return text ? Sealed.plain({ kind: 'record', id: deriveId(context.commandId, name), about }, text) : null
}

/** As `note`, for a text that has to be there. */
export function requiredNote(context: Pick<FormContext, 'commandId'>, text: string, about: readonly Uuid[], name = 'note'): Direct<string> {
  return Sealed.plain({ kind: 'record', id: deriveId(context.commandId, name), about }, text)
}
