import { useState } from 'react'
import { ClockIcon } from '../../components/clock-line'
import { DataTable } from '../../components/data-table'
import { Facts } from '../../components/list-row'
import { ChartPair, RatioChart, ReportFigure, TargetLegend } from '../../components/ratio-chart'
import { LaneHead, ReferralLane, type LanePace, type LaneStage } from '../../components/referral-lane'
import { Sheet } from '../../components/sheet'
import { TargetResult, UrgencyChip, WaitsFor, WaitsForShape, type Urgency, type WaitsForWhom } from '../../components/state-chips'
import { Filters } from '../../components/tabs'
import { formatNumber, formatPercent } from '../../i18n/number'
import type { ChartYear } from '../../components/chart-scale'
import { Part } from './part'

interface Referral {
  number: string
  facts: string[]
  partner: string
  urgency: Urgency
  need: string
  at: LaneStage
  days: number
  pace: LanePace
  who: WaitsForWhom
  what: string
  next: string
}

const referrals: Referral[] = [
  {
    number: 'REG/2026/041',
    facts: ['P, 19 th', 'Kec. Pesisir Contoh'],
    partner: 'LBH Contoh',
    urgency: 'tinggi',
    need: 'Bantuan hukum',
    at: 'accepted',
    days: 9,
    pace: { kind: 'late' },
    who: 'unit',
    what: 'atur janji temu',
    next: 'lewat 2 hari',
  },
  {
    number: 'REG/2026/042',
    facts: ['P, 17 th', 'Kec. Bukit Contoh'],
    partner: 'Polres Contoh, Unit PPA',
    urgency: 'gawat',
    need: 'Pendampingan laporan',
    at: 'sent',
    days: 4,
    pace: { kind: 'ask' },
    who: 'partner',
    what: 'konfirmasi penerimaan',
    next: 'hari ini',
  },
  {
    number: 'REG/2026/053',
    facts: ['P, 16 th', 'Kec. Hilir Contoh'],
    partner: 'RSUD Contoh',
    urgency: 'gawat',
    need: 'Kesehatan dan visum',
    at: 'appointment',
    days: 0,
    pace: { kind: 'progress' },
    who: 'victim',
    what: 'hadir, didampingi',
    next: 'hari ini',
  },
  {
    number: 'REG/2026/036',
    facts: ['P, 31 th', 'Kec. Telaga Contoh'],
    partner: 'Dinas Dukcapil Contoh',
    urgency: 'rendah',
    need: 'Akta dan KIA dua anak',
    at: 'first-service',
    days: 6,
    pace: { kind: 'progress' },
    who: 'partner',
    what: 'laporan perkembangan',
    next: '27 Nov',
  },
  {
    number: 'REG/2026/033',
    facts: ['P, 22 th', 'Kec. Pesisir Contoh'],
    partner: 'LBH Contoh',
    urgency: 'sedang',
    need: 'Bantuan hukum',
    at: 'received',
    days: 1,
    pace: { kind: 'stopped', outcome: 'declined' },
    who: 'unit',
    what: 'cari pengganti',
    next: '21 Nov',
  },
  {
    number: 'REG/2026/052',
    facts: ['P, 22 th', 'Kec. Pesisir Contoh'],
    partner: 'Puskesmas Contoh',
    urgency: 'sedang',
    need: 'Kesehatan',
    at: 'made',
    days: 0,
    pace: { kind: 'progress' },
    who: 'unit',
    what: 'persetujuan Anda',
    next: '21 Nov',
  },
]

const women: ChartYear[] = [
  { year: 2020, value: null, target: '4.91', outcome: 'none' },
  { year: 2021, value: '2.95', target: '4.91', outcome: 'met' },
  { year: 2022, value: '2.27', target: '4.00', outcome: 'met' },
  { year: 2023, value: '5.72', target: '3.91', outcome: 'missed' },
  { year: 2024, value: '3.69', target: '2.79', outcome: 'missed' },
]
const children: ChartYear[] = [
  { year: 2020, value: null, target: '14.54', outcome: 'none' },
  { year: 2021, value: '24.43', target: '17.45', outcome: 'missed' },
  { year: 2022, value: '27.84', target: '16.45', outcome: 'missed' },
  { year: 2023, value: '23.45', target: '15.70', outcome: 'missed' },
  { year: 2024, value: '45.29', target: '22.00', outcome: 'missed' },
]

export function BoardAndReport() {
  const [filter, setFilter] = useState<'all' | WaitsForWhom | 'late' | 'ask'>('all')
  return (
    <>
      <Part title="Papan" wide>
        <Filters
          label="Saring rujukan"
          value={filter}
          onChange={setFilter}
          filters={[
            { value: 'all', label: 'Semua', count: 14 },
            { value: 'unit', label: 'Menunggu unit', count: 5, icon: <WaitsForShape who="unit" /> },
            { value: 'partner', label: 'Menunggu mitra', count: 6, icon: <WaitsForShape who="partner" /> },
            { value: 'victim', label: 'Menunggu korban', count: 3, icon: <WaitsForShape who="victim" /> },
            { value: 'late', label: 'Lewat tenggat', count: 1, tone: 'bata', divided: true, icon: <ClockIcon kind="late" /> },
            { value: 'ask', label: 'Perlu ditanyakan', count: 2, tone: 'kunyit', icon: <ClockIcon kind="ask" /> },
          ]}
        />
        <Sheet>
          <DataTable
            caption="Rujukan terbuka"
            rows={referrals}
            rowKey={(row) => row.number}
            middle
            columns={[
              {
                key: 'case',
                head: 'Kasus',
                names: true,
                whole: true,
                cell: (row) => (
                  <>
                    <span>{row.number}</span>
                    <Facts facts={row.facts} />
                  </>
                ),
              },
              {
                key: 'partner',
                head: 'Lembaga dan kebutuhan',
                whole: true,
                cell: (row) => (
                  <>
                    {row.partner}
                    <Facts facts={[<UrgencyChip key="u" urgency={row.urgency} plain />, row.need]} />
                  </>
                ),
              },
              {
                key: 'lane',
                head: <LaneHead />,
                whole: true,
                width: '36%',
                cell: (row) => <ReferralLane at={row.at} days={row.days} pace={row.pace} />,
              },
              {
                key: 'waits',
                head: 'Menunggu siapa',
                cell: (row) => (
                  <div>
                    <WaitsFor who={row.who} />
                    <Facts facts={[row.what]} />
                  </div>
                ),
              },
              { key: 'next', head: 'Tanggal berikut', cell: (row) => <strong>{row.next}</strong> },
            ]}
          />
        </Sheet>
      </Part>
      <Part title="Laporan" wide>
        <Sheet>
          <ChartPair>
            <div>
              <ReportFigure
                title="Perempuan 18 tahun ke atas"
                value="3.69"
                outcome="missed"
                against="target 2,79, lebih rendah lebih baik"
                sentence="5 korban dari 135.501 perempuan. Turun 35,49 % dari 2023 (nilai eksak)."
              />
              <RatioChart title="Rasio kekerasan terhadap perempuan, 2020–2024" series="women" years={women} />
            </div>
            <div>
              <ReportFigure
                title="Anak 0–17 tahun"
                value="45.29"
                outcome="missed"
                against="target 22,00, lebih rendah lebih baik"
                sentence="64 korban dari 141.311 anak. Naik 93,14 % dari 2023 (nilai eksak)."
              />
              <RatioChart title="Rasio kekerasan terhadap anak, 2020–2024" series="children" years={children} />
            </div>
          </ChartPair>
        </Sheet>
        <TargetLegend>Garis: target Renstra, Tabel 2.3.4. Skala kedua grafik berbeda. NA: belum diukur, tidak dinilai.</TargetLegend>
        <Sheet>
          <DataTable
            caption="Rasio menurut tahun"
            groupHead="Indikator"
            groups={[
              { key: 'women', head: 'Perempuan 18+', rows: women.slice(1) },
              { key: 'children', head: 'Anak 0–17', rows: children.slice(1) },
            ]}
            rowKey={(row) => String(row.year)}
            columns={[
              { key: 'year', head: 'Tahun', align: 'end', names: true, cell: (row) => row.year },
              { key: 'ratio', head: 'Rasio', align: 'end', cell: (row) => <strong>{formatNumber(row.value ?? '0')}</strong> },
              { key: 'target', head: 'Target', align: 'end', cell: (row) => formatNumber(row.target ?? '0') },
              { key: 'share', head: 'Capaian menurut polaritas', align: 'end', cell: () => formatPercent('-5.86') },
              { key: 'result', head: 'Hasil', cell: (row) => <TargetResult outcome={row.outcome} /> },
            ]}
          />
        </Sheet>
      </Part>
    </>
  )
}
