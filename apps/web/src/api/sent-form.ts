import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormKey, type FormKey } from './form-key'
import { ApiProblem } from './problem'

interface SentForm<Result> {
  /** Sends what was typed, with the form's key. */
  send: (headers: ReturnType<FormKey['headers']>) => Promise<Result>
  /** What has to be asked again once it went through. */
  changes?: readonly QueryKey[]
  then?: (result: Result) => Promise<void> | void
}

/** A form and its sending. `attempt` counts the refusals, each of which takes the reader to its errors. */
export function useSentForm<Result>({ send, changes = [], then }: SentForm<Result>) {
  const queries = useQueryClient()
  const key = useFormKey()
  const [attempt, setAttempt] = useState(0)
  const { mutate, error, isPending, isSuccess } = useMutation({
    mutationFn: () => send(key.headers()),
    onSuccess: async (result) => {
      for (const queryKey of changes) await queries.invalidateQueries({ queryKey })
      await then?.(result)
    },
    onError: (refused) => {
      // Where the answer was lost it may have gone through: sent again under the same key, it is written once.
      if (refused instanceof ApiProblem && refused.status < 500) key.renew()
      setAttempt((last) => last + 1)
    },
  })
  return { submit: () => mutate(), error, busy: isPending, done: isSuccess, attempt }
}
