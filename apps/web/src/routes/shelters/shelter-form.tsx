import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { changeCapacity, openShelter, shelterLinesQuery, type Client, type ShelterLine } from '../../api/administration'
import { shelterClients } from '../../api/choices'
import { useSentForm } from '../../api/sent-form'
import { Answered } from '../../components/answered'
import { ButtonLink } from '../../components/button'
import { ChoiceBoxes } from '../../components/choice-buttons'
import { Empty } from '../../components/empty'
import { FieldGrid } from '../../components/form-field'
import { faultOf, FormSheet } from '../../components/form-sheet'
import { Page } from '../../components/page'
import { PageTitle } from '../../components/page-title'
import { SaveOrCancel } from '../../components/save-or-cancel'
import { TextField } from '../../components/text-field'
import { DateField } from '../../components/time-field'
import { useFormat } from '../../i18n/format'

const list = '/rumah-perlindungan'

/** A new shelter, or the capacity of one that stands. */
export function ShelterForm() {
  const { t } = useTranslation('admin')
  const { id } = useParams()
  const query = useQuery(shelterLinesQuery)
  const line = query.data?.find(({ shelterId }) => shelterId === id)
  return (
    <Page>
      <PageTitle title={id === undefined ? t('shelters.new') : t('shelters.changeTitle', { name: line?.name ?? '' })} backTo={list} />
      <Answered query={query}>
        {() =>
          id !== undefined && line === undefined ? (
            <Empty fact={t('shelters.unknown')} action={<ButtonLink to={list}>{t('cancel')}</ButtonLink>} />
          ) : (
            <Form line={line} />
          )
        }
      </Answered>
    </Page>
  )
}

/** What is no whole number goes to the server as it stands, which says what would be right. */
const whole = (text: string): number | string => (/^\d+$/.test(text.trim()) ? Number(text) : text.trim())

function Form({ line }: { line: ShelterLine | undefined }) {
  const { t } = useTranslation('admin')
  const { dayOf } = useFormat()
  const navigate = useNavigate()
  const today = dayOf(new Date())
  const [name, setName] = useState('')
  const [beds, setBeds] = useState(line === undefined ? '' : String(line.beds))
  const [extra, setExtra] = useState(line === undefined ? '0' : String(line.extraPlaces))
  const [accepts, setAccepts] = useState<Client[]>(line?.accepts ?? [])
  const [openedOn, setOpenedOn] = useState(today)
  const [address, setAddress] = useState('')
  const { submit, error, busy, attempt } = useSentForm({
    send: (headers) => {
      const capacity = { beds: whole(beds), extraPlaces: whole(extra), accepts }
      return line === undefined
        ? openShelter({ ...capacity, name: name.trim(), openedOn, address: address.trim() }, headers)
        : changeCapacity(line.shelterId, capacity, headers)
    },
    changes: [['reference'], shelterLinesQuery.queryKey],
    then: () => navigate(list),
  })
  const labels = {
    name: t('shelters.name'),
    beds: t('shelters.beds'),
    extraPlaces: t('shelters.extraPlaces'),
    accepts: t('shelters.accepts'),
    openedOn: t('shelters.openedOn'),
    address: t('shelters.address'),
  }
  return (
    <FormSheet
      label={line === undefined ? t('shelters.new') : t('shelters.change')}
      labels={labels}
      error={error}
      attempt={attempt}
      onSubmit={submit}
      actions={<SaveOrCancel busy={busy} cancelTo={list} />}
    >
      {line === undefined && <TextField id="name" label={labels.name} value={name} onChange={setName} error={faultOf(error, 'name')} />}
      <FieldGrid>
        <TextField id="beds" label={labels.beds} value={beds} onChange={setBeds} inputMode="numeric" error={faultOf(error, 'beds')} />
        <TextField
          id="extraPlaces"
          label={labels.extraPlaces}
          value={extra}
          onChange={setExtra}
          inputMode="numeric"
          error={faultOf(error, 'extraPlaces')}
        />
      </FieldGrid>
      <ChoiceBoxes<Client>
        id="accepts"
        label={labels.accepts}
        value={accepts}
        onChange={setAccepts}
        error={faultOf(error, 'accepts')}
        choices={shelterClients.map((client) => ({ value: client, label: t(`shelters.client.${client}`) }))}
      />
      {line === undefined && (
        <>
          <DateField id="openedOn" label={labels.openedOn} value={openedOn} onChange={setOpenedOn} max={today} error={faultOf(error, 'openedOn')} />
          <TextField
            id="address"
            label={labels.address}
            hint={t('shelters.addressHint')}
            value={address}
            onChange={setAddress}
            error={faultOf(error, 'address')}
          />
        </>
      )}
    </FormSheet>
  )
}
