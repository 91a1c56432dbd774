import { randomId } from '../../api/form-key'

const key = 'teduh.draft'

/** The id of the draft this window writes: the one thing about it that stays on this machine, until the window is closed. */
export function keptDraftId(): string | null {
  try {
    return sessionStorage.getItem(key)
  } catch {
    return null
  }
}

export function keepDraftId(id: string | null): void {
  try {
    if (id === null) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, id)
  } catch {
    // Storage is forbidden here: the draft is offered again from the server's list.
  }
}

export const freshDraftId = (): string => {
  const id = randomId()
  keepDraftId(id)
  return id
}
