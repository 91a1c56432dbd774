import { IconUrgent } from '@tabler/icons-react'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Dialog, Versions } from '../../components/dialog'
import { Empty } from '../../components/empty'
import { NameReveal } from '../../components/name-reveal'
import { formatNumber, formatPercent } from '../../i18n/number'
import style from './gallery.module.css'
import { Line, Part } from './part'

export function TypeAndButtons() {
  const [opened, setOpened] = useState(false)
  const close = (): void => {
    setOpened(false)
  }
  return (
    <>
      <Part title="Huruf">
        <h1>Judul halaman 26/32</h1>
        <h2>Judul bagian 19/26</h2>
        <p>Isi 15/22: korban didampingi ke RSUD pukul 14.00.</p>
        <p className={style.small}>Keterangan 13/18: REG/2026/053 · P, 16 th · Kec. Hilir Contoh</p>
        <p>
          {formatNumber(135501)} · {formatNumber('3.69')} · {formatPercent('67.74')} · {formatPercent('-5.86')} · 0O I l 1
        </p>
        <Line title="Keadaan tombol">
          <Button tone="due">Simpan</Button>
          <Button>Batal</Button>
          <Button tone="emergency" icon={<IconUrgent size={18} aria-hidden />}>
            Jalur darurat
          </Button>
          <Button disabled>Impor 190 baris</Button>
          <Button tone="quiet">Tutup, lanjutkan nanti</Button>
        </Line>
        <Line title="Nama">
          <NameReveal who="Korban 1" facts="P, 16 th · Kec. Hilir Contoh" open={() => Promise.resolve('Korban Sintetis 012')} />
        </Line>
      </Part>
      <Part title="Dua perubahan dan kosong">
        <Line>
          <Button
            onClick={() => {
              setOpened(true)
            }}
          >
            Buka dialog
          </Button>
        </Line>
        <Dialog
          opened={opened}
          title="Rekan Anda baru saja mengubah janji temu"
          onClose={close}
          actions={[
            { label: 'Pakai pukul 14.00', tone: 'due', onClick: close },
            { label: 'Biarkan pukul 15.00', onClick: close },
          ]}
        >
          <Versions
            versions={[
              { by: 'Petugas Contoh 2, 10.40', value: '20 Nov, 15.00' },
              { by: 'Ketikan Anda, 10.42', value: '20 Nov, 14.00', mine: true },
            ]}
          />
          <p className={style.small}>Keduanya tetap tercatat. Pilih yang berlaku.</p>
        </Dialog>
        <Empty
          fact="Belum ada rujukan untuk korban ini"
          detail="Kebutuhan yang belum terjawab: bantuan hukum, sejak 11 November."
          action={<Button tone="due">Buat rujukan</Button>}
        />
      </Part>
    </>
  )
}
