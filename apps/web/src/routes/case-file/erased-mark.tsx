import { IconEraser } from '@tabler/icons-react'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { isErased, type CaseFile } from '../../api/case-file'
import { Chip } from '../../components/chip'
import style from './case-file.module.css'

/** Beside a person: their data were erased, or are being so. Nothing for anybody else. */
export function ErasedMark({ file, id, ref }: { file: CaseFile; id: string; ref?: Ref<HTMLSpanElement> }) {
  const { t } = useTranslation('caseFile')
  if (!isErased(file, id)) return null
  return (
    <span className={style.erased} ref={ref} tabIndex={-1}>
      <Chip icon={<IconEraser size={16} aria-hidden />} tone="grey">
        {t(file.erased.includes(id) ? 'erasePerson.erased' : 'erasePerson.erasing')}
      </Chip>
    </span>
  )
}
