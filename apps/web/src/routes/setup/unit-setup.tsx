import { IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { confirmCheckWord, saveUnit } from '../../api/administration'
import { useSentForm } from '../../api/sent-form'
import { installationQuery, sessionQuery, useInstallation, useSession, type Session } from '../../api/session'
import { Button, ButtonLink } from '../../components/button'
import { ChoiceButtons } from '../../components/choice-buttons'
import { Chip } from '../../components/chip'
import { faultOf, FormSheet } from '../../components/form-sheet'
import { Page } from '../../components/page'
import { PageTitle } from '../../components/page-title'
import { Steps } from '../../components/steps'
import { TextField } from '../../components/text-field'
import style from './setup.module.css'

const zones = ['Asia/Jakarta', 'Asia/Pontianak', 'Asia/Makassar', 'Asia/Jayapura'] as const
type Zone = (typeof zones)[number]

/** What the first administrator does: found the unit, prove that the recovery sheet is at hand, then the accounts. */
export function UnitSetup() {
  const { t } = useTranslation('admin')
  const installation = useInstallation().data
  const session = useSession().data
  if (installation === undefined || session == null) return null
  const founded = session.unit !== null
  const step = !founded ? 0 : !installation.recoveryConfirmed ? 1 : 2
  return (
    <Page>
      <PageTitle title={t('unit.title')} sub={t('unit.sub')} />
      <div className={style.main}>
        <Steps label={t('unit.steps')} steps={[t('unit.stepUnit'), t('unit.stepWord'), t('unit.stepAccounts')]} current={step} />
        {founded && !installation.recoveryConfirmed && <WordForm />}
        {step === 2 && (
          <div className={style.ready}>
            <Chip look="plain" large tone="daun" icon={<IconCircleCheck size={18} aria-hidden />}>
              {installation.mode === 'demo' ? t('unit.demo') : t('unit.confirmed')}
            </Chip>
            <p>{t('unit.next')}</p>
            <div>
              <ButtonLink tone="due" to="/akun">
                {t('unit.toAccounts')}
              </ButtonLink>
            </div>
          </div>
        )}
        <UnitForm key={session.unit?.id ?? 'new'} unit={session.unit} first={!founded} />
      </div>
    </Page>
  )
}

function UnitForm({ unit, first }: { unit: Session['unit']; first: boolean }) {
  const { t } = useTranslation('admin')
  const [name, setName] = useState(unit?.name ?? '')
  const [regency, setRegency] = useState(unit?.regency ?? '')
  const [zone, setZone] = useState<Zone | ''>(zones.find((one) => one === unit?.zone) ?? '')
  const { submit, error, busy, done, attempt } = useSentForm({
    send: () => saveUnit({ name: name.trim(), regency: regency.trim(), zone }),
    changes: [sessionQuery.queryKey, installationQuery.queryKey],
  })
  const labels = { name: t('unit.name'), regency: t('unit.regency'), zone: t('unit.zone') }
  return (
    <FormSheet
      label={t('unit.title')}
      labels={labels}
      error={error}
      attempt={attempt}
      onSubmit={submit}
      actions={
        <Button type="submit" tone={first ? 'due' : 'plain'} busy={busy}>
          {busy ? t('saving') : t('save')}
        </Button>
      }
    >
      <TextField id="name" label={labels.name} hint={t('unit.nameHint')} value={name} onChange={setName} error={faultOf(error, 'name')} />
      <TextField id="regency" label={labels.regency} value={regency} onChange={setRegency} error={faultOf(error, 'regency')} />
      <ChoiceButtons<Zone>
        id="zone"
        label={labels.zone}
        hint={t('unit.zoneHint')}
        error={faultOf(error, 'zone')}
        value={zone}
        onChange={setZone}
        choices={zones.map((one) => ({ value: one, label: t(`unit.zones.${one}`) }))}
      />
      <div role="status">
        {done && (
          <Chip look="plain" large tone="daun" icon={<IconCircleCheck size={18} aria-hidden />}>
            {t('unit.saved')}
          </Chip>
        )}
      </div>
    </FormSheet>
  )
}

function WordForm() {
  const { t } = useTranslation('admin')
  const [word, setWord] = useState('')
  const { submit, error, busy, attempt } = useSentForm({ send: () => confirmCheckWord(word.trim()), changes: [installationQuery.queryKey] })
  return (
    <FormSheet
      label={t('unit.wordTitle')}
      labels={{ word: t('unit.word') }}
      error={error}
      attempt={attempt}
      onSubmit={submit}
      actions={
        <Button type="submit" tone="due" busy={busy}>
          {t('unit.confirm')}
        </Button>
      }
    >
      <h2>{t('unit.wordTitle')}</h2>
      <p>{t('unit.wordDetail')}</p>
      <TextField
        id="word"
        label={t('unit.word')}
        hint={t('unit.wordHint')}
        value={word}
        onChange={setWord}
        error={faultOf(error, 'word')}
        autoCapitalize="off"
        spellCheck={false}
      />
    </FormSheet>
  )
}
