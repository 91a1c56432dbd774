import { IconFolder, IconHome, IconMessageReport, IconSend, IconUsers } from '@tabler/icons-react'
import { ActionBar, Frame } from '../../components/bar/frame'
import { Button } from '../../components/button'
import { Page } from '../../components/page'
import { PageTitle } from '../../components/page-title'
import { ZoneProvider } from '../../i18n/format'
import { BoardAndReport } from './board-and-report'
import { Forms } from './forms'
import style from './gallery.module.css'
import { States } from './states'
import { TypeAndButtons } from './type-and-buttons'
import { Work } from './work'

const nothing = (): void => undefined
const asCase = new URLSearchParams(location.search).has('kasus')
const destinations = [
  { to: '/bahan-rupa', label: 'Hari ini', icon: IconHome, count: 11 },
  { to: '/kasus', label: 'Kasus', icon: IconFolder },
  { to: '/pengaduan', label: 'Pengaduan', icon: IconMessageReport, count: 2 },
  { to: '/rujukan', label: 'Rujukan', icon: IconSend },
  { to: '/jadwal', label: 'Jadwal', icon: IconUsers },
]

/** Every component in every state on one page, to be looked at in light and dark, wide and narrow. Only while building. */
export function Gallery() {
  return (
    <ZoneProvider zone="Asia/Jakarta">
      <Frame
        destinations={destinations}
        person={{ name: 'Petugas Contoh', unit: 'UPTD PPA Kab. Contoh' }}
        demo
        onSearch={nothing}
        newComplaintTo="/pengaduan/baru"
        onSignOut={nothing}
      >
        <Page>
          <PageTitle
            title="Bahan rupa Teduh"
            sub="Arah, bukan ukuran piksel"
            actions={<Button>Cetak ringkasan</Button>}
            {...(asCase ? { backTo: '/' } : {})}
          />
          <div className={style.columns}>
            <TypeAndButtons />
            <States />
            <Work />
            <BoardAndReport />
            <Forms />
          </div>
        </Page>
        {asCase && (
          <ActionBar>
            <Button tone="due">Catat kehadiran di RSUD</Button>
            <Button tone="emergency">Darurat</Button>
          </ActionBar>
        )}
      </Frame>
    </ZoneProvider>
  )
}
