import {
  IconAlertOctagonFilled,
  IconAlertTriangleFilled,
  IconArchive,
  IconArrowRight,
  IconCheck,
  IconCircleCheck,
  IconCircleDashed,
  IconClipboardCheck,
  IconDots,
  IconFileUnknown,
  IconFlower,
  IconFolderOpen,
  IconHandStop,
  IconHomeMove,
  IconMapPinOff,
  IconMessageReport,
  IconMinus,
  IconPlugConnectedX,
  IconX,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Chip, type Tone } from './chip'
import { DashedAlert, Diamond, HalfDiamond, OpenCircle, Ring, Square } from './shapes'

export type Urgency = 'gawat' | 'tinggi' | 'sedang' | 'rendah'
export type WaitsForWhom = 'unit' | 'partner' | 'victim'
export type CaseStatus = 'complaint' | 'active' | 'awaiting-approval' | 'closed' | 'reopened'
export type Ending =
  | 'tujuan_tercapai'
  | 'dilimpahkan'
  | 'dicabut_korban'
  | 'hilang_kontak'
  | 'pindah'
  | 'meninggal'
  | 'bukan_kewenangan'
  | 'lainnya'
  | 'alasan_tidak_tercatat'
export type TargetOutcome = 'met' | 'missed' | 'none'

const small = { size: 16, 'aria-hidden': true } as const

const urgencyLook: Record<Urgency, { icon: ReactNode; tone: Tone; look: 'solid' | 'tint' }> = {
  gawat: { icon: <IconAlertOctagonFilled {...small} />, tone: 'bata', look: 'solid' },
  tinggi: { icon: <IconAlertTriangleFilled {...small} />, tone: 'bata', look: 'tint' },
  sedang: { icon: <HalfDiamond />, tone: 'kunyit', look: 'tint' },
  rendah: { icon: <OpenCircle />, tone: 'grey', look: 'tint' },
}

/** The shape of an urgency alone, for a choice button that carries its word. */
export function UrgencyIcon({ urgency }: { urgency: Urgency | null }) {
  return urgency === null ? <DashedAlert /> : urgencyLook[urgency].icon
}

/** `urgency={null}`: nobody has assessed it, and it counts as Tinggi. `plain`: in a line of text, without a ground. */
export function UrgencyChip({ urgency, plain = false, short = false }: { urgency: Urgency | null; plain?: boolean; short?: boolean }) {
  const { t } = useTranslation('states')
  const kind = t('urgency.label')
  if (urgency === null) {
    return (
      <Chip kind={kind} icon={<DashedAlert />} tone="bata" look={plain ? 'plain' : 'dashed'}>
        {t(short ? 'urgency.unassessedShort' : 'urgency.unassessed')}
      </Chip>
    )
  }
  const { look, ...rest } = urgencyLook[urgency]
  return (
    <Chip kind={kind} look={plain ? 'plain' : look} {...rest}>
      {t(`urgency.${urgency}`)}
    </Chip>
  )
}

const waitsLook: Record<WaitsForWhom, { shape: ReactNode; colour: string }> = {
  unit: { shape: <Square />, colour: 'var(--telaga)' },
  partner: { shape: <Diamond />, colour: 'var(--nila)' },
  victim: { shape: <Ring />, colour: 'var(--ink-2)' },
}

/** The shape of whom something waits for, alone: in a filter that carries its word. */
export function WaitsForShape({ who }: { who: WaitsForWhom }) {
  const { shape, colour } = waitsLook[who]
  return <span style={{ color: colour, display: 'inline-flex' }}>{shape}</span>
}

/** Whom something waits for; with `day`, since how many days. */
export function WaitsFor({ who, day }: { who: WaitsForWhom; day?: number }) {
  const { t } = useTranslation('states')
  const word = t(`waitsFor.${who}`)
  return (
    <Chip kind={t('waitsFor.label')} icon={<WaitsForShape who={who} />} tone="ink" look="plain" large>
      {day === undefined ? word : t('waitsFor.onDay', { who: word, day })}
    </Chip>
  )
}

const caseLook: Record<CaseStatus, { icon: ReactNode; tone: Tone }> = {
  complaint: { icon: <IconMessageReport {...small} />, tone: 'grey' },
  active: { icon: <IconCircleDashed {...small} />, tone: 'telaga' },
  'awaiting-approval': { icon: <IconClipboardCheck {...small} />, tone: 'kunyit' },
  closed: { icon: <IconArchive {...small} />, tone: 'grey' },
  reopened: { icon: <IconFolderOpen {...small} />, tone: 'telaga' },
}

export function CaseStatusChip({ status }: { status: CaseStatus }) {
  const { t } = useTranslation('states')
  return (
    <Chip kind={t('case.label')} {...caseLook[status]}>
      {t(`case.${status}`)}
    </Chip>
  )
}

const endingIcon: Record<Ending, ReactNode> = {
  tujuan_tercapai: <IconCircleCheck {...small} />,
  dilimpahkan: <IconArrowRight {...small} />,
  dicabut_korban: <IconHandStop {...small} />,
  hilang_kontak: <IconPlugConnectedX {...small} />,
  pindah: <IconHomeMove {...small} />,
  meninggal: <IconFlower {...small} />,
  bukan_kewenangan: <IconMapPinOff {...small} />,
  lainnya: <IconDots {...small} />,
  alasan_tidak_tercatat: <IconFileUnknown {...small} />,
}

export function EndingChip({ ending }: { ending: Ending }) {
  const { t } = useTranslation('states')
  return (
    <Chip kind={t('ending.label')} icon={endingIcon[ending]} tone={ending === 'tujuan_tercapai' ? 'daun' : 'grey'}>
      {t(`ending.${ending}`)}
    </Chip>
  )
}

const targetLook: Record<TargetOutcome, { icon: ReactNode; tone: Tone }> = {
  met: { icon: <IconCheck {...small} />, tone: 'daun' },
  missed: { icon: <IconX {...small} />, tone: 'bata' },
  none: { icon: <IconMinus {...small} />, tone: 'grey' },
}

/** `short`: under a chart's axis, where the row's head already says "Hasil". */
export function TargetResult({ outcome, short = false }: { outcome: TargetOutcome; short?: boolean }) {
  const { t } = useTranslation('states')
  return (
    <Chip {...(short ? {} : { kind: t('target.label') })} look="plain" large={!short} {...targetLook[outcome]}>
      {t(short ? `target.short.${outcome}` : `target.${outcome}`)}
    </Chip>
  )
}
