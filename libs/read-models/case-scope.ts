import type { Uuid } from '#kernel'

/** Which cases a reader may see. Who may see what is decided by the access policy; here it becomes a condition. */
export interface CaseScope {
  readonly userId: Uuid
  readonly unit: string
  /** Only the cases assigned to this user, and those nobody has taken yet */
  readonly assignedOnly: boolean
}

/** Collects conditions and their values for one statement. */
export class Conditions {
  readonly values: unknown[] = []
  readonly #parts: string[] = []

  /** @param condition with `?` where the value stands */
  add(condition: string, value: unknown): void {
    this.#parts.push(condition.replaceAll('?', this.value(value)))
  }

  addText(condition: string): void {
    this.#parts.push(condition)
  }

  /** @returns the placeholder of a further value */
  value(value: unknown): string {
    this.values.push(value)
    return `$${this.values.length}`
  }

  toString(): string {
    return this.#parts.length === 0 ? 'true' : this.#parts.join(' and ')
  }
}

/** @param alias of `read_models.case_list`, whose rows carry what the policy asks for */
export function withinScope(conditions: Conditions, { userId, unit, assignedOnly }: CaseScope, alias = 'c'): void {
  conditions.add(`${alias}.unit = ?`, unit)
  if (assignedOnly) conditions.add(`(${alias}.assigned_to = ? or ${alias}.assigned_to is null)`, userId)
  conditions.add(`not (? = any(${alias}.walled_off))`, userId)
  conditions.addText(`${alias}.phase <> 'dibatalkan'`)
}
