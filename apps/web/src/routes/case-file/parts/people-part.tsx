import { useTranslation } from 'react-i18next'
import { isErased, type CaseFile } from '../../../api/case-file'
import { revealIdentity, type Identity } from '../../../api/cases'
import { useCodes } from '../../../api/reference'
import { NameReveal } from '../../../components/name-reveal'
import { useVictimFacts } from '../../../forms/entries'
import { useFormat } from '../../../i18n/format'
import { whenWords } from '../story/event-facts'
import { ErasePerson } from './erase-person'
import { Entry, Group, Part, PartActions } from './part'

/** Everybody of a case by number, each name behind its button; and what happened to them. */
export function PeoplePart({ file }: { file: CaseFile }) {
  const { t } = useTranslation(['caseFile', 'common'])
  const codes = useCodes()
  const format = useFormat()
  const facts = useVictimFacts()
  const { caseId } = file
  const words = ({ name, nik, phone, address }: Identity): string =>
    [name ?? t('caseFile:person.nameUnknown'), nik, phone, address].filter(Boolean).join(' · ')
  const reveal = (id: string, who: string) =>
    isErased(file, id) ? who : <NameReveal who={who} open={async () => words(await revealIdentity(caseId, id, 'memastikan_orang'))} />
  const victimName = (id: string): string =>
    t('caseFile:person.victim', { number: file.victims.find(({ victimId }) => victimId === id)?.ordinal ?? '' })
  const others = [
    ...file.reporters.map(({ reporterId, anonymous }, at) => ({
      id: reporterId,
      anonymous,
      who: t('caseFile:person.reporter', { number: at + 1 }),
      facts: [] as string[],
    })),
    ...file.relatedPersons.map(({ personId, role, inConflict }) => ({
      id: personId,
      anonymous: false,
      who: codes.label('relatedRole', role),
      facts: inConflict ? [t('caseFile:fact.inConflict')] : [],
    })),
  ]
  return (
    <>
      <Part>
        <Group title={t('caseFile:lists.people')} count={file.victims.length}>
          {file.victims.map((victim) => (
            <Entry
              key={victim.victimId}
              caseId={caseId}
              voided={victim.voided}
              title={reveal(victim.victimId, victimName(victim.victimId))}
              facts={[
                facts(victim),
                victim.risk === null ? t('caseFile:fact.noRisk') : t('caseFile:fact.risk', { risk: codes.label('risk', victim.risk).toLowerCase() }),
                victim.circumstances?.disability == null ? '' : codes.label('disability', victim.circumstances.disability),
                victim.ending === null ? '' : codes.label('ending', victim.ending.reason),
              ]}
              acts={[
                ...(isErased(file, victim.victimId)
                  ? []
                  : [
                      { step: 'koreksi-korban' as const, ref: victim.victimId, label: t('caseFile:action.correct') },
                      { step: 'kontak-aman' as const, ref: victim.victimId },
                    ]),
                ...(victim.ending === null ? [] : [{ step: 'koreksi-akhir' as const, ref: victim.victimId }]),
                { step: 'batalkan', ref: victim.victimId, label: t('caseFile:action.strike') },
              ]}
            >
              <ErasePerson file={file} id={victim.victimId} who={victimName(victim.victimId)} />
            </Entry>
          ))}
        </Group>
        {file.perpetrators.length > 0 && (
          <Group title={t('caseFile:lists.perpetrators')} count={file.perpetrators.length}>
            {file.perpetrators.map(({ perpetratorId, sex, years }, at) => (
              <Entry
                key={perpetratorId}
                caseId={caseId}
                title={reveal(perpetratorId, t('caseFile:person.perpetrator', { number: at + 1 }))}
                facts={[
                  t(`caseFile:sex.${sex}`),
                  years === null ? '' : t('common:facts', { age: years }),
                  ...file.relations
                    .filter((one) => one.perpetratorId === perpetratorId && one.relation !== null)
                    .map(({ victimId, relation, household }) =>
                      [`${codes.label('relation', relation?.code ?? '')} (${victimName(victimId)})`, household ? t('caseFile:fact.household') : '']
                        .filter(Boolean)
                        .join(', '),
                    ),
                ]}
                acts={[{ step: 'hubungan' }]}
              >
                <ErasePerson file={file} id={perpetratorId} who={t('caseFile:person.perpetrator', { number: at + 1 })} />
              </Entry>
            ))}
          </Group>
        )}
        {others.length > 0 && (
          <Group title={t('caseFile:lists.others')} count={others.length}>
            {others.map(({ id, anonymous, who, facts: more }) => (
              <Entry key={id} caseId={caseId} title={anonymous ? who : reveal(id, who)} facts={anonymous ? [t('caseFile:person.anonymous')] : more}>
                {!anonymous && <ErasePerson file={file} id={id} who={who} />}
              </Entry>
            ))}
          </Group>
        )}
        {file.incidents.length > 0 && (
          <Group title={t('caseFile:lists.incidents')} count={file.incidents.length}>
            {file.incidents.map((incident) => (
              <Entry
                key={incident.incidentId}
                caseId={caseId}
                title={incident.forms.map((form) => codes.label('form', form)).join(', ')}
                facts={[
                  whenWords(incident.when, format, t('caseFile:fact.unknownTime')),
                  incident.place === null ? '' : codes.label('place', incident.place),
                  incident.flags.map((flag) => codes.label('flag', flag)).join(', '),
                  incident.sexualForms.length === 0
                    ? ''
                    : t('caseFile:fact.sexual', { forms: incident.sexualForms.map((one) => codes.label('sexualForm', one)).join(', ') }),
                ]}
                acts={[{ step: 'koreksi-kejadian', ref: incident.incidentId, label: t('caseFile:action.correct') }]}
              />
            ))}
          </Group>
        )}
      </Part>
      <PartActions caseId={caseId} steps={['tambah-korban', 'tambah-terlapor', 'tambah-orang', 'tambah-pelapor', 'hubungan', 'kejadian']} />
    </>
  )
}
