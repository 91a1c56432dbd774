import type { ReactNode } from 'react'
import { useSession } from '../api/session'
import { NotFound } from './problem-page'

/** A screen for those who hold one of the permissions; for everybody else the address doesn't exist. */
export function Guarded({ any, children }: { any: readonly string[]; children: ReactNode }) {
  const held = useSession().data?.permissions ?? []
  return any.some((permission) => held.includes(permission)) ? children : <NotFound />
}
