import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { CaseFile } from '../../api/case-file'
import { revealIdentity, type Identity } from '../../api/cases'
import { useExplain } from '../../api/explain'
import { ApiProblem } from '../../api/problem'
import { Button, ButtonLink } from '../../components/button'
import { ErrorSummary, type FieldFault } from '../../components/error-summary'
import { Sheet } from '../../components/sheet'
import { bodyOf } from '../../forms/body'
import { asked, type Field } from '../../forms/describe'
import { fieldFor, sentence } from '../../forms/faults'
import { FieldInput } from '../../forms/field-input'
import style from '../../forms/forms.module.css'
import { idOf, missingIn } from '../../forms/missing'
import { startValues } from '../../forms/start-values'
import type { Values } from '../../forms/values'
import { useFormat } from '../../i18n/format'
import { presentValues } from './present-values'
import { StaleDialog } from './stale-dialog'
import { allSteps } from './steps/all-steps'
import type { StepName } from './steps/step'
import { useAct } from './use-act'

const wide: ReadonlySet<Field['kind']> = new Set(['text', 'codes', 'victims', 'institutions', 'needs', 'choice', 'safeContact', 'when'])

interface Wrong {
  attempt: number
  faults: FieldFault[]
  /** A refusal of the whole. */
  sentence?: string
  /** Found missing here: goes as soon as it is answered. */
  fromHere?: boolean
}

/** The form of one step of a case, in the place of the story; beside it the safe contact and the clocks stay in sight. */
export function StepForm({ file, step: name, about }: { file: CaseFile; step: StepName; about: string | undefined }) {
  const { t } = useTranslation(['steps', 'forms', 'caseFile', 'common'])
  const { zone, dayOf } = useFormat()
  const explain = useExplain()
  const navigate = useNavigate()
  const step = allSteps[name]
  const facts = useMemo(() => ({ file, today: dayOf(new Date()) }), [file, dayOf])
  const [values, setValues] = useState<Values>(() => ({
    ...startValues(step.fields, facts, zone),
    ...presentValues(file, name, about, zone),
    ...withRef(step.ref, about),
  }))
  const [wrong, setWrong] = useState<Wrong>({ attempt: 0, faults: [] })
  const act = useAct(file.caseId)
  useEffect(() => {
    if (name !== 'koreksi-korban' || about === undefined) return
    void revealIdentity(file.caseId, about, 'memastikan_orang').then((known) => {
      setValues((before) => ({ ...identityValues(known), ...before }))
    })
  }, [name, about, file.caseId])
  const shown = asked(step.fields, values, facts)
  const labelOf = (field: Pick<Field, 'label'>): string => t(`forms:field.${field.label}`)
  const change = (key: string, value: string | readonly string[]): void => {
    setValues((before) => ({ ...before, [key]: value }))
  }
  const refuse = (faults: FieldFault[], whole?: string, fromHere = false): void => {
    setWrong(({ attempt }) => ({ attempt: attempt + 1, faults, fromHere, ...(whole === undefined ? {} : { sentence: whole }) }))
  }

  const send = async (): Promise<void> => {
    const missing = missingIn(shown, values)
    if (missing.length > 0) {
      refuse(
        missing.map(({ field, word }) => ({
          field,
          label: labelOf(shown.find((one) => idOf(one) === field) ?? { label: 'note' }),
          message: t(`forms:missing.${word}`),
        })),
        undefined,
        true,
      )
      return
    }
    const plain = {
      ...bodyOf(shown, values, zone),
      ...(step.ref === undefined || about === undefined || shown.some(({ at }) => at === step.ref) ? {} : { [step.ref]: about }),
    }
    const body = step.shape === undefined ? plain : step.shape(plain)
    try {
      const done = await act.send(step.path, body, step.guarded === true)
      if (done) await navigate(`/kasus/${file.caseId}`, { state: { saved: name } })
    } catch (error) {
      refuse(...faultsOf(error))
    }
  }

  const faultsOf = (error: unknown): [FieldFault[], string | undefined] => {
    if (!(error instanceof ApiProblem) || error.faults.length === 0) return [[], explain(error)]
    const known = error.faults.flatMap((fault) => {
      const field = fieldFor(fault, shown)
      return field === undefined ? [] : [{ field: idOf(field), label: labelOf(field), message: fault.detail }]
    })
    return known.length === 0 ? [[], error.faults.map(({ detail }) => detail).join(' ')] : [known, undefined]
  }

  const open = wrong.fromHere === true ? new Set(missingIn(shown, values).map(({ field }) => field)) : undefined
  const faults = open === undefined ? wrong.faults : wrong.faults.filter(({ field }) => open.has(field))
  const note = t(`steps:about.${name as 'batalkan'}`, { defaultValue: '' })
  return (
    <Sheet label={t(`steps:step.${name}`)}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!act.busy) void send()
        }}
      >
        <div className={style.fields}>
          <h2>{t(`steps:step.${name}`)}</h2>
          {note !== '' && <p className={style.say}>{note}</p>}
          <ErrorSummary attempt={wrong.attempt} faults={faults} {...(wrong.sentence === undefined ? {} : { title: t('caseFile:form.refused') })}>
            {wrong.sentence}
          </ErrorSummary>
          {shown
            .filter(({ kind }) => kind !== 'fixed')
            .map((field) => (
              <div key={field.at} className={wide.has(field.kind) ? undefined : style.narrow}>
                <FieldInput
                  field={field}
                  values={values}
                  change={change}
                  facts={facts}
                  error={sentence(faults.find((fault) => fault.field === idOf(field))?.message)}
                />
              </div>
            ))}
        </div>
        <div className={style.buttons}>
          <Button type="submit" tone="due" busy={act.busy}>
            {act.busy ? t('caseFile:form.saving') : t(`steps:step.${name}`)}
          </Button>
          <ButtonLink to={`/kasus/${file.caseId}`} tone="quiet">
            {t('caseFile:form.cancel')}
          </ButtonLink>
        </div>
      </form>
      <StaleDialog act={act} shown={shown} values={values} again={() => void send()} file={file} />
    </Sheet>
  )
}

const withRef = (field: string | undefined, about: string | undefined): Values =>
  field === undefined || about === undefined ? {} : { [field]: about }

const identityValues = ({ name, nik, phone, address }: Identity): Values => ({
  'victim.identity.name': name ?? '',
  'victim.identity.nik': nik ?? '',
  'victim.identity.phone': phone ?? '',
  'victim.identity.address': address ?? '',
})
