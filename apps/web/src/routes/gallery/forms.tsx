import { useState } from 'react'
import { ChoiceBoxes, ChoiceButtons } from '../../components/choice-buttons'
import { Button } from '../../components/button'
import { ErrorSummary } from '../../components/error-summary'
import { FieldGrid, FormSection } from '../../components/form-field'
import { Sheet } from '../../components/sheet'
import { UrgencyIcon } from '../../components/state-chips'
import { GuidedProgress, Steps } from '../../components/steps'
import { SelectField, TextArea, TextField } from '../../components/text-field'
import { DateField, TimeField } from '../../components/time-field'
import { Part } from './part'

type Urgency = 'gawat' | 'tinggi' | 'sedang' | 'rendah' | 'later'
type Form = 'fisik' | 'psikis' | 'seksual' | 'eksploitasi'

export function Forms() {
  const [urgency, setUrgency] = useState<Urgency | ''>('gawat')
  const [forms, setForms] = useState<Form[]>(['psikis', 'seksual'])
  const [contact, setContact] = useState<'whatsapp' | 'phone' | 'unknown' | ''>('whatsapp')
  const [age, setAge] = useState('151')
  const [day, setDay] = useState('2026-11-20')
  const [time, setTime] = useState('10:31')
  const [place, setPlace] = useState<'home' | 'school' | ''>('')
  const [account, setAccount] = useState('')
  const [attempt, setAttempt] = useState(0)
  const faults = [
    { field: 'age', label: 'Usia', message: 'isi angka 0 sampai 120, atau pilih Tidak tahu' },
    { field: 'place', label: 'Tempat', message: 'pilih satu' },
  ]
  return (
    <Part title="Formulir" wide>
      <Steps label="Langkah impor" steps={['Pilih berkas', 'Periksa', 'Impor']} current={1} />
      <Button
        onClick={() => {
          setAttempt(attempt + 1)
        }}
      >
        Periksa isian
      </Button>
      {attempt > 0 && <ErrorSummary faults={faults} attempt={attempt} />}
      <Sheet>
        <FormSection title="Urgensi">
          <ChoiceButtons
            id="urgency"
            label="Urgensi"
            hideLabel
            value={urgency}
            onChange={setUrgency}
            choices={[
              { value: 'gawat', label: 'Gawat', icon: <UrgencyIcon urgency="gawat" />, tone: 'bata' },
              { value: 'tinggi', label: 'Tinggi', icon: <UrgencyIcon urgency="tinggi" />, tone: 'bata' },
              { value: 'sedang', label: 'Sedang', icon: <UrgencyIcon urgency="sedang" />, tone: 'kunyit' },
              { value: 'rendah', label: 'Rendah', icon: <UrgencyIcon urgency="rendah" /> },
              { value: 'later', label: 'Nilai nanti', icon: <UrgencyIcon urgency={null} />, tone: 'bata' },
            ]}
          />
        </FormSection>
        <FormSection title="Kejadian">
          <ChoiceBoxes
            id="forms"
            label="Bentuk kekerasan"
            hint="Boleh lebih dari satu"
            value={forms}
            onChange={setForms}
            choices={[
              { value: 'fisik', label: 'Fisik' },
              { value: 'psikis', label: 'Psikis' },
              { value: 'seksual', label: 'Seksual' },
              { value: 'eksploitasi', label: 'Eksploitasi' },
            ]}
          />
          <FieldGrid>
            <TextField
              id="age"
              label="Usia"
              value={age}
              onChange={setAge}
              error="Isi angka 0 sampai 120, atau pilih Tidak tahu"
              inputMode="numeric"
              end="disebutkan"
            />
            <DateField id="day" label="Diterima" value={day} onChange={setDay} />
            <TimeField id="time" label="Pukul" value={time} onChange={setTime} zoneName="WIB" />
            <SelectField
              id="place"
              label="Tempat"
              error="Pilih satu"
              value={place}
              onChange={setPlace}
              options={[
                { value: 'home', label: 'Rumah tangga' },
                { value: 'school', label: 'Sekolah' },
              ]}
            />
          </FieldGrid>
          <TextArea id="account" label="Cerita singkat" hint="Tulis seperti yang disampaikan." optional value={account} onChange={setAccount} />
        </FormSection>
      </Sheet>
      <GuidedProgress words="Pertanyaan 4 dari 9" current={4} total={9} />
      <ChoiceButtons
        id="contact"
        label="Bagaimana cara yang aman untuk menghubungi korban?"
        stacked
        value={contact}
        onChange={setContact}
        choices={[
          { value: 'whatsapp', label: 'Pesan WhatsApp', detail: 'pukul 13.00–15.00, tanpa pesan suara' },
          { value: 'phone', label: 'Telepon' },
          { value: 'unknown', label: 'Belum tahu' },
        ]}
      />
    </Part>
  )
}
