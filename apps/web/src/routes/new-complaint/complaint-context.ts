import { createContext, useContext } from 'react'
import type { Value } from '../../forms/values'
import type { Draft, People, Person } from './draft'

/** What every part of the form sees and changes. */
export interface Complaint {
  draft: Draft
  set: (key: string, value: Value) => void
  setPerson: (people: People, person: Person, key: string, value: Value) => void
  add: (people: People) => void
  remove: (people: People, person: Person) => void
  errorOf: (id: string) => string | undefined
  /** One question a screen: larger choices, one below the other. */
  guided: boolean
}

export const ComplaintContext = createContext<Complaint | undefined>(undefined)

export function useComplaint(): Complaint {
  const complaint = useContext(ComplaintContext)
  if (complaint === undefined) throw new Error('a part of the complaint stands outside of it')
  return complaint
}
