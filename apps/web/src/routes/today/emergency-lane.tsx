import { IconSearch, IconUrgent } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { casesByNumber } from '../../api/case-list'
import { Answered } from '../../components/answered'
import { Button, ButtonLink } from '../../components/button'
import { Facts } from '../../components/list-row'
import { SideSection } from '../../components/side-section'
import { TextField } from '../../components/text-field'
import { useCaseFacts } from '../case-facts'
import style from './today.module.css'

const most = 5

/** Help first: finds the case by its number and leads straight to the emergency form; open in every state of a case. */
export function EmergencyLane() {
  const { t } = useTranslation('today')
  const [open, setOpen] = useState(false)
  return (
    <SideSection title={t('side.emergency')}>
      <p className={style.hint}>{t('side.emergencyDetail')}</p>
      {open ? (
        <FindCase />
      ) : (
        <Button
          tone="emergency"
          wide
          icon={<IconUrgent size={18} aria-hidden />}
          onClick={() => {
            setOpen(true)
          }}
        >
          {t('side.emergencyButton')}
        </Button>
      )}
    </SideSection>
  )
}

function FindCase() {
  const { t } = useTranslation('today')
  const facts = useCaseFacts()
  const [number, setNumber] = useState('')
  const [wanted, setWanted] = useState('')
  const query = useQuery(casesByNumber(wanted))
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    form.current?.querySelector('input')?.focus()
  }, [])
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    setWanted(number.trim())
  }
  return (
    <div className={style.find}>
      <form role="search" onSubmit={submit} ref={form} className={style.find}>
        <TextField id="emergency-number" label={t('side.emergencyNumber')} hint={t('side.emergencyHint')} value={number} onChange={setNumber} />
        <Button type="submit" icon={<IconSearch size={18} aria-hidden />} wide>
          {t('side.emergencyFind')}
        </Button>
      </form>
      {wanted !== '' && (
        <Answered query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <div className={style.found} role="status">
                <p>{t('side.emergencyNone')}</p>
                <ButtonLink to="/pengaduan/baru">{t('side.emergencyNew')}</ButtonLink>
              </div>
            ) : (
              <ul className={style.found} aria-label={t('side.emergencyFound')}>
                {items.slice(0, most).map((line) => (
                  <li key={line.caseId}>
                    <ButtonLink tone="emergency" wide to={`/kasus/${line.caseId}/jalur-darurat`} icon={<IconUrgent size={18} aria-hidden />}>
                      {facts.number(line)}
                    </ButtonLink>
                    <Facts facts={facts.victims(line.victims)} />
                  </li>
                ))}
              </ul>
            )
          }
        </Answered>
      )}
    </div>
  )
}
