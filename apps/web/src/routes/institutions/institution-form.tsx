import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { registerInstitution, type InstitutionLine } from '../../api/administration'
import { institutionKinds } from '../../api/choices'
import { unitsOwn, useCodes } from '../../api/reference'
import { useSentForm } from '../../api/sent-form'
import { ChoiceBoxes, ChoiceButtons } from '../../components/choice-buttons'
import { FieldGrid } from '../../components/form-field'
import { faultOf, FormSheet } from '../../components/form-sheet'
import { Page } from '../../components/page'
import { PageTitle } from '../../components/page-title'
import { SaveOrCancel } from '../../components/save-or-cancel'
import { SelectField, TextField } from '../../components/text-field'

/** A partner that referrals may go to from now on. */
export function InstitutionForm() {
  const { t } = useTranslation('admin')
  const codes = useCodes()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [kind, setKind] = useState<InstitutionLine['kind'] | ''>('')
  const [services, setServices] = useState<string[]>([])
  const [phone, setPhone] = useState('')
  const [email, setEmail] = useState('')
  const [address, setAddress] = useState('')
  const [channel, setChannel] = useState('')
  const [openAllHours, setOpenAllHours] = useState<'yes' | 'no' | ''>('')
  const [urgentHours, setUrgentHours] = useState('')
  const optional = (field: string, value: string): Record<string, string> => (value.trim() === '' ? {} : { [field]: value.trim() })
  const { submit, error, busy, attempt } = useSentForm({
    send: (headers) =>
      registerInstitution(
        {
          name: name.trim(),
          kind,
          services,
          channel,
          ...(openAllHours === '' ? {} : { openAllHours: openAllHours === 'yes' }),
          ...optional('phone', phone),
          ...optional('email', email),
          ...optional('address', address),
          ...(urgentHours.trim() === '' ? {} : { urgentHours: /^\d+$/.test(urgentHours.trim()) ? Number(urgentHours) : urgentHours }),
        },
        headers,
      ),
    changes: [['reference']],
    then: () => navigate('/lembaga'),
  })
  const labels = {
    name: t('institutions.name'),
    kind: t('institutions.kind'),
    services: t('institutions.services'),
    phone: t('institutions.phone'),
    email: t('institutions.email'),
    address: t('institutions.address'),
    channel: t('institutions.channel'),
    openAllHours: t('institutions.openAllHours'),
    urgentHours: t('institutions.urgentHours'),
  }
  return (
    <Page>
      <PageTitle title={t('institutions.new')} backTo="/lembaga" />
      <FormSheet
        label={t('institutions.new')}
        labels={labels}
        error={error}
        attempt={attempt}
        onSubmit={submit}
        actions={<SaveOrCancel busy={busy} cancelTo="/lembaga" />}
      >
        <TextField id="name" label={labels.name} value={name} onChange={setName} error={faultOf(error, 'name')} />
        <SelectField<InstitutionLine['kind']>
          id="kind"
          label={labels.kind}
          value={kind}
          onChange={setKind}
          error={faultOf(error, 'kind')}
          options={institutionKinds.map((one) => ({ value: one, label: t(`institutions.kinds.${one}`) }))}
        />
        <ChoiceBoxes
          id="services"
          label={labels.services}
          value={services}
          onChange={setServices}
          error={faultOf(error, 'services')}
          choices={codes.options('service', { without: unitsOwn })}
        />
        <FieldGrid>
          <TextField id="phone" label={labels.phone} optional value={phone} onChange={setPhone} error={faultOf(error, 'phone')} inputMode="tel" />
          <TextField id="email" label={labels.email} optional value={email} onChange={setEmail} error={faultOf(error, 'email')} inputMode="email" />
        </FieldGrid>
        <TextField id="address" label={labels.address} optional value={address} onChange={setAddress} error={faultOf(error, 'address')} />
        <SelectField
          id="channel"
          label={labels.channel}
          value={channel}
          onChange={setChannel}
          error={faultOf(error, 'channel')}
          options={codes.options('answerVia')}
        />
        <ChoiceButtons
          id="openAllHours"
          label={labels.openAllHours}
          value={openAllHours}
          onChange={setOpenAllHours}
          error={faultOf(error, 'openAllHours')}
          choices={[
            { value: 'yes', label: t('accounts.yes') },
            { value: 'no', label: t('accounts.no') },
          ]}
        />
        <TextField
          id="urgentHours"
          label={labels.urgentHours}
          hint={t('institutions.urgentHoursHint')}
          optional
          value={urgentHours}
          onChange={setUrgentHours}
          error={faultOf(error, 'urgentHours')}
          inputMode="numeric"
        />
      </FormSheet>
    </Page>
  )
}
