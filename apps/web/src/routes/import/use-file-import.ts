import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useFormKey } from '../../api/form-key'

/** A file as it was when it was chosen: a later change on the disk is another file. */
export interface ChosenFile {
  name: string
  bytes: ArrayBuffer
}

type Send<Data> = (bytes: ArrayBuffer, headers: Record<string, string>) => Promise<Data>

/** The way of a file: chosen, checked, imported. One key for one file, so that a retry takes up what was cut off. */
export function useFileImport<Checked, Result>(check: Send<Checked>, send: Send<Result>) {
  const [file, setFile] = useState<ChosenFile>()
  const key = useFormKey()
  const checking = useMutation({ mutationFn: (chosen: ChosenFile) => check(chosen.bytes, key.headers()) })
  const importing = useMutation({ mutationFn: (chosen: ChosenFile) => send(chosen.bytes, key.headers()) })
  const busy = importing.isPending

  useEffect(() => {
    if (!busy) return undefined
    const stay = (event: BeforeUnloadEvent): void => {
      event.preventDefault()
    }
    window.addEventListener('beforeunload', stay)
    return () => {
      window.removeEventListener('beforeunload', stay)
    }
  }, [busy])

  const choose = async (picked: File): Promise<void> => {
    const chosen = { name: picked.name, bytes: await picked.arrayBuffer() }
    key.renew()
    importing.reset()
    setFile(chosen)
    checking.mutate(chosen)
  }
  const restart = (): void => {
    key.renew()
    checking.reset()
    importing.reset()
    setFile(undefined)
  }
  return {
    file,
    choose,
    restart,
    checking,
    importing,
    checkAgain: () => {
      if (file !== undefined) checking.mutate(file)
    },
    run: () => {
      if (file !== undefined) importing.mutate(file)
    },
    step: importing.isSuccess ? 3 : importing.isPending || importing.isError ? 2 : file === undefined ? 0 : 1,
  }
}
