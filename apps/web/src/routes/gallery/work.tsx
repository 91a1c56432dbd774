import {
  IconCalendarEvent,
  IconBuildingHospital,
  IconFileCheck,
  IconMessageCircle,
  IconPencil,
  IconPhone,
  IconShieldCheck,
  IconStethoscope,
  IconUrgent,
} from '@tabler/icons-react'
import { useState } from 'react'
import { Button } from '../../components/button'
import { ClockLead, ClockLine } from '../../components/clock-line'
import { ListRow, Rows } from '../../components/list-row'
import { NotPossibleNow } from '../../components/not-possible-now'
import { WithSide } from '../../components/page'
import { StageTrack } from '../../components/referral-lane'
import { Sheet, SheetGroup } from '../../components/sheet'
import { Note, SideSection, Step, StepList } from '../../components/side-section'
import { UrgencyChip, WaitsFor } from '../../components/state-chips'
import { Story, Struck, type StoryEntry } from '../../components/story'
import { Filters, TabPanel, Tabs } from '../../components/tabs'
import { Part } from './part'
import { clockFrom } from './samples'

const icon = { size: 16, 'aria-hidden': true } as const
const nothing = (): void => undefined

const entries: StoryEntry[] = [
  {
    id: '1',
    day: '2026-11-20',
    time: '09.20',
    icon: <IconCalendarEvent {...icon} />,
    title: (
      <>
        <strong>Janji temu ditetapkan dengan RSUD Contoh</strong>, hari ini pukul 14.00
      </>
    ),
    detail: 'Petugas Contoh, menurut petugas loket RSUD lewat telepon',
  },
  {
    id: '2',
    day: '2026-11-19',
    time: '15.05',
    icon: <IconBuildingHospital {...icon} />,
    filled: true,
    title: <strong>Rujukan kesehatan disanggupi RSUD Contoh</strong>,
    detail: 'Pembiayaan Jamkesda. Yang dikirim: kebutuhan layanan dan kontak aman saja.',
    children: (
      <StageTrack
        steps={[
          { stage: 'sent', date: '18 Nov', state: 'past' },
          { stage: 'received', date: '18 Nov', state: 'past' },
          { stage: 'accepted', date: '19 Nov', state: 'past' },
          { stage: 'appointment', date: '20 Nov, 14.00', state: 'now' },
          { stage: 'arrived', state: 'ahead' },
          { stage: 'first-service', state: 'ahead' },
        ]}
      />
    ),
  },
  {
    id: '3',
    day: '2026-11-19',
    time: '11.30',
    icon: <IconMessageCircle {...icon} />,
    title: <strong>Konseling, sesi ke-1</strong>,
    locked: 'Catatan sesi hanya dapat dibuka konselor',
  },
  {
    id: '4',
    day: '2026-11-19',
    time: '08.45',
    icon: <IconPencil {...icon} />,
    title: (
      <>
        <strong>Waktu kejadian dikoreksi</strong>: 18 Nov sekitar 06.20 <Struck>17 Nov</Struck>
      </>
    ),
    detail: (
      <>
        Alasan: keterangan korban kepada konselor. <a href="#lama">Lihat catatan lama</a>
      </>
    ),
  },
  {
    id: '5',
    day: '2026-11-06',
    time: '13.40',
    icon: <IconFileCheck {...icon} />,
    title: (
      <>
        <strong>Persetujuan layanan diberikan ibu korban</strong>; korban (16 th) menyatakan bersedia
      </>
    ),
    detail: 'Berlaku sampai 18 Mei 2027.',
  },
  {
    id: '6',
    day: '2026-11-06',
    time: '13.02',
    icon: <IconPhone {...icon} />,
    filled: true,
    title: (
      <>
        <strong>Kontak pertama dengan korban</strong>, 31 menit setelah pengaduan
      </>
    ),
  },
]

export function Work() {
  const [tab, setTab] = useState<'story' | 'persons' | 'referrals'>('story')
  const [filter, setFilter] = useState<'all' | 'services'>('all')
  return (
    <>
      <Part title="Daftar" wide>
        <WithSide
          side={
            <>
              <Note tone="nila" icon={<IconShieldCheck size={18} aria-hidden />} title="Kontak aman">
                <p>WhatsApp, Senin–Jumat 13.00–15.00</p>
                <p>Yang menjawab: korban saja</p>
              </Note>
              <Note tone="kunyit" icon={<IconStethoscope size={18} aria-hidden />} title="Layanan kesehatan segera">
                <ClockLine clock={clockFrom(13.5, 72, { inHours: true })} label="Batas 72 jam" />
              </Note>
              <SideSection title="Langkah sekarang">
                <Button tone="due" wide>
                  Catat kehadiran di RSUD
                </Button>
                <StepList>
                  <Step onClick={nothing}>Buat rujukan</Step>
                  <Step onClick={nothing}>Catat layanan</Step>
                  <NotPossibleNow item label="Mediasi" reason="Tidak tersedia: kekerasan seksual (UU 12/2022 Pasal 23)" />
                  <NotPossibleNow item label="Akhiri kasus" reason="Setelah kedua korban selesai dilayani" />
                </StepList>
              </SideSection>
              <SideSection title="Jalur darurat">
                <Button tone="emergency" wide icon={<IconUrgent size={18} aria-hidden />}>
                  Catat tindakan darurat
                </Button>
              </SideSection>
            </>
          }
        >
          <Sheet>
            <SheetGroup title="Lewat tenggat" count={2}>
              <Rows>
                <ListRow
                  lead={<ClockLead clock={clockFrom(3.2, 1)} />}
                  title="Kontak pertama dengan korban"
                  to="#"
                  meta={['REG/2026/051', 'P, 34 th', 'Kec. Hilir Contoh', '2 upaya telepon dicatat']}
                  chip={<UrgencyChip urgency="tinggi" />}
                  action={
                    <Button tone="due" size="row">
                      Catat kontak
                    </Button>
                  }
                />
                <ListRow
                  lead={<ClockLead clock={clockFrom(380, 340)} />}
                  title="Tinjau masa tinggal di rumah perlindungan"
                  to="#"
                  meta={['REG/2026/038', 'P, 27 th', 'Kec. Telaga Contoh', 'hari ke-15']}
                  chip={<UrgencyChip urgency="sedang" />}
                  action={<Button size="row">Catat tinjauan</Button>}
                />
              </Rows>
            </SheetGroup>
            <SheetGroup title="Menunggu pihak lain" count={2}>
              <Rows>
                <ListRow
                  lead={<WaitsFor who="partner" day={2} />}
                  title="Jawaban rujukan dari RSUD Contoh"
                  to="#"
                  meta={['REG/2026/047', 'P, 14 th', 'Kec. Hilir Contoh']}
                  chip={<UrgencyChip urgency="gawat" />}
                  action={<Button size="row">Catat jawaban</Button>}
                />
                <ListRow
                  lead="masuk 07.52"
                  title="Pengaduan melalui WhatsApp"
                  to="#"
                  meta={['PGD/2026/088', 'usia dan jenis kelamin belum diketahui']}
                  chip={<UrgencyChip urgency={null} short />}
                  action={<Button size="row">Nilai urgensi</Button>}
                />
              </Rows>
            </SheetGroup>
          </Sheet>
          <Tabs
            name="sample"
            label="Bagian berkas"
            value={tab}
            onChange={setTab}
            tabs={[
              { value: 'story', label: 'Riwayat' },
              { value: 'persons', label: 'Orang' },
              { value: 'referrals', label: 'Rujukan', count: 2 },
            ]}
          />
          <Filters
            label="Saring riwayat"
            value={filter}
            onChange={setFilter}
            filters={[
              { value: 'all', label: 'Semua' },
              { value: 'services', label: 'Layanan' },
            ]}
          />
          <TabPanel name="sample" value={tab}>
            <Sheet>
              <Story label="Riwayat" entries={entries} />
            </Sheet>
          </TabPanel>
        </WithSide>
      </Part>
    </>
  )
}
