import { IconEraser } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { isErased, type CaseFile } from '../../../api/case-file'
import { useSession } from '../../../api/session'
import { Button } from '../../../components/button'
import style from '../case-file.module.css'
import { ErasedMark } from '../erased-mark'
import { useRecordable } from '../recordable'
import { EraseDialog } from './erase-dialog'

const isGoingOn = (state: unknown, id: string): boolean => typeof state === 'object' && state !== null && 'erase' in state && state.erase === id

/** For the head of unit: erases one person in two steps, the reason first and then the case's number; or says that it was done. */
export function ErasePerson({ file, id, who }: { file: CaseFile; id: string; who: string }) {
  const { t } = useTranslation('caseFile')
  // From the page where its texts were written: the dialog goes on where it was left.
  const [opened, setOpened] = useState(isGoingOn(useLocation().state, id))
  const button = useRef<HTMLButtonElement>(null)
  const mark = useRef<HTMLSpanElement>(null)
  const asked = useRef(false)
  const mayErase = useSession().data?.permissions.includes('subject.erase') === true
  const recordable = useRecordable(file.caseId)
  const erased = isErased(file, id)
  useEffect(() => {
    // The focus goes with the dialog; and with the button, where the file says only later that it was done.
    if (opened && !erased) asked.current = true
    else if (asked.current && document.activeElement === document.body) (mark.current ?? button.current)?.focus()
  }, [opened, erased])
  if (erased) {
    return (
      <p className={style.erase}>
        <ErasedMark file={file} id={id} ref={mark} />
      </p>
    )
  }
  if (!mayErase || !recordable) return null
  return (
    <div className={style.erase}>
      <Button
        ref={button}
        size="row"
        icon={<IconEraser size={16} aria-hidden />}
        aria-label={t('erasePerson.title', { who })}
        onClick={() => {
          setOpened(true)
        }}
      >
        {t('erasePerson.button')}
      </Button>
      {opened && (
        <EraseDialog
          file={file}
          id={id}
          who={who}
          close={() => {
            setOpened(false)
          }}
        />
      )}
    </div>
  )
}
