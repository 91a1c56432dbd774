import type { Draft } from './draft'

/** Where each part of the request stands on the page, so that a fault of the server leads to its field. */
export function placesOf({ victims, perpetrators }: Draft): { at: string; id: string }[] {
  const main = [
    ['channel', 'channel'],
    ['reporterKind', 'reporterKind'],
    ['receivedAt', 'received'],
    ['receivedOn', 'received'],
    ['urgency', 'urgency'],
    ['reporter.name', 'reporter-name'],
    ['reporter.phone', 'reporter-phone'],
    ['incident.when', 'when'],
    ['incident.forms', 'forms'],
    ['incident.sexualForms', 'forms'],
    ['incident.place', 'place'],
    ['incident.kdrtReason', 'kdrtReason'],
    ['chronology', 'chronology'],
    ['dutyExplainedTo', 'duty'],
  ] as const
  return [
    ...main.map(([at, id]) => ({ at, id })),
    ...victims.flatMap(({ key }, index) =>
      (
        [
          ['identity.name', 'name'],
          ['identity.nik', 'nik'],
          ['identity.phone', 'phone'],
          ['identity.address', 'address'],
          ['sex', 'sex'],
          ['age', 'age'],
          ['kecamatan', 'kecamatan'],
          ['desa', 'desa'],
          ['disability', 'disability'],
          ['safeContact', 'safe'],
        ] as const
      ).map(([at, id]) => ({ at: `victims.${String(index)}.${at}`, id: `v-${key}-${id}` })),
    ),
    ...perpetrators.flatMap(({ key }, index) =>
      (['identity.name', 'years', 'sex'] as const).map((at) => ({
        at: `perpetrators.${String(index)}.${at}`,
        id: `p-${key}-${at === 'identity.name' ? 'name' : at}`,
      })),
    ),
    ...perpetrators.flatMap(({ key }, p) =>
      victims.map((victim, v) => ({ at: `relations.${String(p * victims.length + v)}`, id: `p-${key}-${victim.key}` })),
    ),
  ]
}
