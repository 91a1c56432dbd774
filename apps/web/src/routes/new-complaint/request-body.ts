import { ageOf, safeContactOf, whenOf } from '../../forms/body'
import { instantOf } from '../../forms/instant'
import { listAt, textAt, type Values } from '../../forms/values'
import { relationKey, sharedKey, type Draft } from './draft'

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

const identity = (values: Values): object => ({
  name: orNull(textAt(values, 'name')),
  nik: orNull(textAt(values, 'nik').replaceAll(/\s/g, '')),
  phone: orNull(textAt(values, 'phone')),
  address: orNull(textAt(values, 'address')),
})

const yesNo = (text: string): boolean | null => ({ ya: true, tidak: false })[text] ?? null

/** The draft as the server takes it (`POST /api/v1/cases`). What nobody said is left out or null, never guessed. */
export function bodyOfDraft({ main, victims, perpetrators }: Draft, zone: string): object {
  const day = textAt(main, 'received.day')
  const reporterKind = textAt(main, 'reporterKind')
  const named = textAt(main, 'reporter.name') !== '' || textAt(main, 'reporter.phone') !== ''
  const duty = textAt(main, 'duty')
  const explained = duty === '' || duty === 'belum' ? null : duty
  const urgency = textAt(main, 'urgency')
  return {
    channel: textAt(main, 'channel'),
    reporterKind,
    receivedAt: instantOf(day, textAt(main, 'received.time'), zone) ?? null,
    receivedOn: orNull(day),
    urgency: urgency === 'nanti' ? null : orNull(urgency),
    reporter:
      named && reporterKind !== 'korban' && reporterKind !== 'anonim'
        ? { name: orNull(textAt(main, 'reporter.name')), phone: orNull(textAt(main, 'reporter.phone')) }
        : null,
    victims: victims.map(({ values }) => ({
      identity: identity(values),
      sex: textAt(values, 'sex'),
      age: ageOf(values, 'age'),
      kecamatan: orNull(textAt(values, 'kecamatan')),
      desa: orNull(textAt(values, 'desa')),
      disability: orNull(textAt(values, 'disability')),
      safeContact: safeContactOf(values, 'safe'),
    })),
    perpetrators: perpetrators.map(({ values }) => ({
      identity: identity(values),
      sex: textAt(values, 'sex') === '' ? 'tidak_diketahui' : textAt(values, 'sex'),
      years: /^\d{1,3}$/.test(textAt(values, 'years')) ? Number(textAt(values, 'years')) : null,
    })),
    relatedPersons: [],
    relations: perpetrators.flatMap(({ values }, perpetrator) =>
      victims.map((person, victim) => ({
        victim,
        perpetrator,
        relation: textAt(values, relationKey(person)),
        sharedHousehold: yesNo(textAt(values, sharedKey(person))),
      })),
    ),
    incident: {
      when: whenOf(main, 'when', zone),
      place: textAt(main, 'place') === '' ? 'tidak_diketahui' : textAt(main, 'place'),
      forms: [...listAt(main, 'forms')],
      flags: [...listAt(main, 'flags')],
      sexualForms: listAt(main, 'forms').includes('seksual') ? [...listAt(main, 'sexualForms')] : [],
      kdrt: yesNo(textAt(main, 'kdrt')),
      kdrtReason: textAt(main, 'kdrt') === '' ? null : orNull(textAt(main, 'kdrtReason')),
    },
    chronology: explained === null ? null : orNull(textAt(main, 'chronology')),
    dutyExplainedTo: explained,
  }
}
