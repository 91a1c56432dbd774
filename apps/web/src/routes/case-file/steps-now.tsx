import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { CaseFile, OpenAction } from '../../api/case-file'
import { useNames } from '../../api/reference'
import { useSession } from '../../api/session'
import { Button } from '../../components/button'
import { NotPossibleNow } from '../../components/not-possible-now'
import { useNow } from '../../components/now'
import { SideSection, Step, StepList } from '../../components/side-section'
import style from './case-file.module.css'
import { dueStep, type DueStep } from './due-step'
import { useRefusal } from './refusal-words'
import { allSteps, stepPath } from './steps/all-steps'
import type { StepName } from './steps/step'

/** What is at hand in each state; everything else stands under *Langkah lain*. */
const near: Readonly<Record<string, readonly StepName[]>> = {
  pengaduan: ['catat-kontak', 'verifikasi', 'terima', 'persetujuan', 'tolak'],
  layanan: ['catat-kontak', 'buat-rujukan', 'konseling', 'susun-rencana', 'proses-hukum', 'mediasi', 'akhiri-layanan'],
  menunggu_persetujuan: ['setujui-penutupan', 'kembalikan-penutupan', 'catat-kontak'],
  ditutup: ['tindak-lanjut', 'buka-kembali', 'umpan-balik'],
}

const groups = [
  [
    'kasus',
    [
      'nilai-urgensi',
      'catat-kontak',
      'penjangkauan',
      'verifikasi',
      'terima',
      'tolak',
      'ambil-kasus',
      'tugaskan',
      'kronologi',
      'persetujuan',
      'tolak-persetujuan',
      'asesmen',
      'kebutuhan',
      'rencana-keselamatan',
      'susun-rencana',
      'gelar-kasus',
      'benturan',
      'limpahkan',
    ],
  ],
  [
    'layanan',
    [
      'buat-rujukan',
      'konseling',
      'kesehatan',
      'visum',
      'pendampingan',
      'bantuan-hukum',
      'masuk-rumah-perlindungan',
      'pemulangan',
      'layanan-lain',
      'mediasi',
      'mediasi-lain',
    ],
  ],
  ['orang', ['tambah-korban', 'tambah-terlapor', 'tambah-orang', 'tambah-pelapor', 'hubungan', 'kejadian', 'koreksi-tanggal']],
  ['hukum', ['laporan-polisi', 'proses-hukum', 'perlindungan']],
  [
    'akhir',
    [
      'akhiri-layanan',
      'ajukan-penutupan',
      'setujui-penutupan',
      'kembalikan-penutupan',
      'tindak-lanjut',
      'umpan-balik',
      'buka-kembali',
      'batalkan-kasus',
    ],
  ],
] as const satisfies readonly (readonly [string, readonly StepName[]])[]

export interface StepsOfCase {
  due: DueStep | null
  /** Whether the reader's role takes this step at all. */
  may: (step: StepName) => boolean
  /** null: open; otherwise the rule that stands in the way. */
  refusalOf: (step: StepName) => string | null
}

/** What may be done on a case now, by whom reads it. */
export function useSteps(file: CaseFile, actions: readonly OpenAction[]): StepsOfCase {
  const permissions = useSession().data?.permissions ?? []
  const now = useNow()
  const may = (step: StepName): boolean => permissions.includes(allSteps[step].permission ?? 'case.act')
  const refusalOf = (step: StepName): string | null => actions.find(({ action }) => action === allSteps[step].action)?.refusal ?? null
  const due = dueStep(file, now, permissions.includes('case.approve'))
  return { due: due !== null && may(due.step) ? due : null, may, refusalOf }
}

/** The due step's words: "Catat kehadiran: RSUD Contoh". */
export function useDueWords(due: DueStep | null): string {
  const { t } = useTranslation(['steps', 'caseFile'])
  const names = useNames()
  if (due === null) return ''
  const who = due.institutionId === undefined ? undefined : names.institution(due.institutionId)
  const step = t(`steps:step.${due.step}`)
  return who === undefined ? step : t('caseFile:steps.with', { step, who })
}

/**
 * The step that is due as the one filled button, what is at hand under it, what isn't possible in its place with the reason.
 * `dueElsewhere`: on a phone the due step stands in the bar below.
 */
export function StepsNow({ file, actions, dueElsewhere = false }: { file: CaseFile; actions: readonly OpenAction[]; dueElsewhere?: boolean }) {
  const { t } = useTranslation(['caseFile', 'steps'])
  const navigate = useNavigate()
  const [all, setAll] = useState(false)
  const { due, may, refusalOf } = useSteps(file, actions)
  const dueWords = useDueWords(due)
  const refusal = useRefusal()
  const line = (step: StepName) => {
    const code = refusalOf(step)
    if (code !== null) return <NotPossibleNow key={step} item label={t(`steps:step.${step}`)} reason={refusal(code)} />
    return (
      <Step key={step} to={stepPath(file.caseId, step)}>
        {t(`steps:step.${step}`)}
      </Step>
    )
  }
  const atHand = (near[file.phase] ?? []).filter((step) => may(step) && step !== due?.step)
  return (
    <SideSection title={t('caseFile:steps.title')}>
      {due !== null && !dueElsewhere && (
        <Button tone="due" wide onClick={() => void navigate(stepPath(file.caseId, due.step, due.ref))}>
          {dueWords}
        </Button>
      )}
      <StepList>{all ? null : atHand.map(line)}</StepList>
      {all &&
        groups.map(([group, steps]) => {
          const shown = steps.filter((step) => may(step))
          return (
            <div key={group}>
              <h3 className={style.stepGroup}>{t(`caseFile:steps.group.${group}`)}</h3>
              <StepList>{shown.map(line)}</StepList>
            </div>
          )
        })}
      <Button
        tone="quiet"
        aria-expanded={all}
        onClick={() => {
          setAll(!all)
        }}
      >
        {all ? t('caseFile:steps.less') : t('caseFile:steps.more')}
      </Button>
    </SideSection>
  )
}
