import { fieldFor } from './faults'

const fields = [{ at: 'victim.identity.nik' }, { at: 'victim.age' }, { at: 'incident.when' }, { at: 'why' }, { at: 'victims.1.kecamatan' }]

describe('a fault of the server', () => {
  it.each([
    ['victim.identity.nik', 'victim.identity.nik'],
    ['victim.age.years', 'victim.age'],
    ['age.birthDate', 'victim.age'],
    ['incident.when.from', 'incident.when'],
    ['victims[1].kecamatan', 'victims.1.kecamatan'],
    ['why', 'why'],
  ])('at %s finds the field %s', (fault, at) => expect(fieldFor({ field: fault }, fields)?.at).toBe(at))
  it('of something the form does not show finds none', () => expect(fieldFor({ field: 'externalNumber' }, fields)).toBeUndefined())
})
