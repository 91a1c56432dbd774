import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { institutionLinesQuery, retireInstitution, type InstitutionLine } from '../../api/administration'
import { useSentForm } from '../../api/sent-form'
import { Answered } from '../../components/answered'
import { ButtonLink } from '../../components/button'
import { Empty } from '../../components/empty'
import { faultOf, FormSheet } from '../../components/form-sheet'
import { Page } from '../../components/page'
import { PageTitle } from '../../components/page-title'
import { SaveOrCancel } from '../../components/save-or-cancel'
import { TextField } from '../../components/text-field'
import { DateField } from '../../components/time-field'
import { useFormat } from '../../i18n/format'

/** Ends a partnership: no new referral goes there, old ones go on naming it. */
export function RetireForm() {
  const { t } = useTranslation('admin')
  const { id } = useParams()
  const query = useQuery(institutionLinesQuery)
  const line = query.data?.find(({ institutionId, retiredOn }) => institutionId === id && retiredOn === null)
  return (
    <Page>
      <PageTitle title={line === undefined ? t('institutions.retire') : t('institutions.retireTitle', { name: line.name })} backTo="/lembaga" />
      <Answered query={query}>
        {() =>
          line === undefined ? (
            <Empty fact={t('institutions.unknown')} action={<ButtonLink to="/lembaga">{t('cancel')}</ButtonLink>} />
          ) : (
            <Form line={line} />
          )
        }
      </Answered>
    </Page>
  )
}

function Form({ line }: { line: InstitutionLine }) {
  const { t } = useTranslation('admin')
  const { dayOf } = useFormat()
  const navigate = useNavigate()
  const today = dayOf(new Date())
  const [retiredOn, setRetiredOn] = useState(today)
  const [reason, setReason] = useState('')
  const { submit, error, busy, attempt } = useSentForm({
    send: (headers) => retireInstitution(line.institutionId, { retiredOn, reason: reason.trim() }, headers),
    changes: [['reference'], institutionLinesQuery.queryKey],
    then: () => navigate('/lembaga'),
  })
  const labels = { retiredOn: t('institutions.retiredOn'), reason: t('institutions.reason') }
  return (
    <FormSheet
      label={t('institutions.retire')}
      labels={labels}
      error={error}
      attempt={attempt}
      onSubmit={submit}
      actions={<SaveOrCancel busy={busy} cancelTo="/lembaga" label={t('institutions.retire')} />}
    >
      <p>{t('institutions.retireDetail')}</p>
      <DateField id="retiredOn" label={labels.retiredOn} value={retiredOn} onChange={setRetiredOn} max={today} error={faultOf(error, 'retiredOn')} />
      <TextField id="reason" label={labels.reason} value={reason} onChange={setReason} error={faultOf(error, 'reason')} />
    </FormSheet>
  )
}
