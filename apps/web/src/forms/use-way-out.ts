import { useEffect, useState } from 'react'

interface Written<Content> {
  content: Content
  /** The server takes this draft no more: what was typed stands on the screen alone. */
  isRefused: boolean
  flush: () => Promise<boolean>
  /** Id of the line that says that it is refused. */
  line: string
}

/**
 * The way out of a form whose draft is kept: open once all is kept. Where it can be kept no more, whoever goes is taken to the line that
 * says so, and may go all the same the next time, unless they typed on.
 */
export function useWayOut<Content>({ content, isRefused, flush, line }: Written<Content>): () => Promise<boolean> {
  const [told, setTold] = useState<{ of: Content }>()
  if (told !== undefined && told.of !== content) setTold(undefined)
  useEffect(() => {
    if (isRefused && told !== undefined) document.getElementById(line)?.focus()
  }, [isRefused, told, line])
  return async () => {
    const mayGo = isRefused && told !== undefined
    if ((await flush()) || mayGo) return true
    setTold({ of: content })
    return false
  }
}
