import { ClockBar, ClockLine, ClockWord } from '../../components/clock-line'
import { SavingState } from '../../components/saving-state'
import { CaseStatusChip, EndingChip, TargetResult, UrgencyChip, WaitsFor, type CaseStatus, type Ending } from '../../components/state-chips'
import style from './gallery.module.css'
import { Line, Part } from './part'
import { clockFrom } from './samples'

const statuses: CaseStatus[] = ['complaint', 'active', 'awaiting-approval', 'closed', 'reopened']
const endings: Ending[] = [
  'tujuan_tercapai',
  'dilimpahkan',
  'dicabut_korban',
  'hilang_kontak',
  'pindah',
  'meninggal',
  'bukan_kewenangan',
  'lainnya',
  'alasan_tidak_tercatat',
]

export function States() {
  const left = clockFrom(50, 170)
  const soon = clockFrom(68, 72, { inHours: true })
  const late = clockFrom(30, 5)
  return (
    <Part title="Kosakata keadaan">
      <Line title="Urgensi">
        {(['gawat', 'tinggi', 'sedang', 'rendah', null] as const).map((urgency) => (
          <UrgencyChip key={urgency} urgency={urgency} />
        ))}
      </Line>
      <Line title="Menunggu siapa" loose>
        <WaitsFor who="unit" />
        <WaitsFor who="partner" day={2} />
        <WaitsFor who="victim" />
      </Line>
      <Line title="Tenggat" loose>
        <ClockWord clock={left} />
        <ClockWord clock={soon} />
        <ClockWord clock={late} />
        <ClockWord clock={{ ...left, metAt: left.startedAt }} />
        <ClockWord clock={{ ...late, whose: 'other' }} />
      </Line>
      <div className={style.bars}>
        <ClockBar clock={left} />
        <ClockBar clock={soon} />
        <ClockBar clock={late} />
      </div>
      <ClockLine clock={soon} label="Layanan kesehatan, 72 jam" />
      <Line title="Kasus">
        {statuses.map((status) => (
          <CaseStatusChip key={status} status={status} />
        ))}
      </Line>
      <Line title="Akhir layanan korban">
        {endings.map((ending) => (
          <EndingChip key={ending} ending={ending} />
        ))}
      </Line>
      <Line title="Target" loose>
        <TargetResult outcome="met" />
        <TargetResult outcome="missed" />
        <TargetResult outcome="none" />
      </Line>
      <Line title="Simpan" loose>
        <SavingState saving={{ state: 'saved', at: new Date().toISOString() }} />
        <SavingState saving={{ state: 'saving' }} />
        <SavingState saving={{ state: 'unsaved' }} />
      </Line>
    </Part>
  )
}
