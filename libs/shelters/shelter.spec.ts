import fc from 'fast-check'
import { Refusal, Sealed, type DecisionContext } from '#kernel'
import { decideResident, decideShelter, evolveShelter, noShelter, occupancy, residentAggregate, residents, shelterAggregate } from './index'
import type { ExistingShelter, Guest, ResidentCommand, ResidentState, ShelterCommand, ShelterEvent, ShelterState } from './index'

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const context = (n = 1, now = '2026-03-02T03:00:00.000Z'): DecisionContext => ({
  commandId: uuid(900_000 + n),
  actor: { kind: 'user', id: uuid(1), role: 'shelter_officer' },
  unit: 'uptd-contoh',
  zone: 'Asia/Jakarta',
  now,
  today: now.slice(0, 10),
  holidays: new Set(),
})
const address = Sealed.plain<string, 'direct'>({ kind: 'record', id: uuid(5), about: [] }, 'alamat rahasia')
const opening: ShelterCommand = {
  type: 'openShelter',
  name: ' Rumah Aman ',
  beds: 3,
  extraPlaces: 1,
  accepts: ['perempuan', 'anak_perempuan', 'perempuan'],
  openedOn: '2026-01-01',
  address,
}
const woman = (n: number): Guest => ({ subjectId: uuid(n), client: 'perempuan', withoutBed: false })
const infant = (n: number): Guest => ({ subjectId: uuid(n), client: 'anak_laki_laki', withoutBed: true })
const reserve = (reservation: number, guests: readonly Guest[], emergency = false): ShelterCommand => ({
  type: 'reserveBeds',
  reservationId: uuid(reservation),
  caseId: uuid(77),
  guests,
  expiresAt: null,
  emergency,
})
const confirm = (reservation: number): ShelterCommand => ({ type: 'confirmReservation', reservationId: uuid(reservation) })
const vacate = (reservation: number, people: readonly number[], leftOn = '2026-03-02'): ShelterCommand => ({
  type: 'vacateBeds',
  reservationId: uuid(reservation),
  subjectIds: people.map(uuid),
  leftOn,
})
const release = (reservation: number, cause: 'kedaluwarsa' | 'dibatalkan' = 'dibatalkan'): ShelterCommand => ({
  type: 'releaseReservation',
  reservationId: uuid(reservation),
  cause,
})
const given = (...commands: readonly ShelterCommand[]): ShelterState =>
  commands.reduce((state, command) => decideShelter(command, state, context()).reduce(evolveShelter, state), noShelter)
const open = (...commands: readonly ShelterCommand[]): ExistingShelter => {
  const state = given(opening, ...commands)
  if (state.kind === 'none') throw new Error('not opened')
  return state
}
const refusal = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof Refusal) return error.faults[0] ? `${error.faults[0].field}: ${error.code}` : error.code
    throw error
  }
  return 'allowed'
}
const refused = (command: ShelterCommand, state: ShelterState, at = context()): string => refusal(() => decideShelter(command, state, at))

describe('a shelter', () => {
  it('opens once, with a name, places and declared clients', () => {
    const state = open()
    expect(state).toMatchObject({ kind: 'open', beds: 3, extraPlaces: 1, accepts: ['perempuan', 'anak_perempuan'] })
    expect(refused(opening, state)).toBe('shelter.exists')
    expect(refused({ ...opening, name: ' ' }, noShelter)).toBe('name: required')
    expect(refused({ ...opening, beds: 2.5 }, noShelter)).toBe('beds: number.range')
    expect(refused({ ...opening, extraPlaces: -1 }, noShelter)).toBe('extraPlaces: number.range')
    expect(refused({ ...opening, accepts: [] }, noShelter)).toBe('accepts: required')
    expect(refused({ ...opening, openedOn: '2026-02-30' }, noShelter)).toBe('openedOn: date.invalid')
    expect(refused(confirm(1), noShelter)).toBe('shelter.unknown')
  })

  it('keeps no sealed value in its state', () => {
    const state = given(opening, { type: 'changeShelterAddress', address })
    expect(JSON.stringify(state)).not.toContain('sealed')
  })

  it('reserves a family in one event and an infant takes no bed', () => {
    const [event] = decideShelter(reserve(10, [woman(1), woman(2), infant(3)]), open(), context())
    expect(event).toMatchObject({
      type: 'BedsReserved',
      data: { subjectIds: [uuid(1), uuid(2), uuid(3)], infantsWithoutBed: [uuid(3)], extraDeclared: 0, expiresAt: '2026-03-03T03:00:00.000Z' },
    })
    const state = open(reserve(10, [woman(1), woman(2), infant(3)]))
    expect(occupancy(state)).toEqual({ beds: 2, extra: 0 })
    expect([...residents(state)]).toEqual([uuid(1), uuid(2), uuid(3)])
  })

  it('makes an id for a reservation that brings none and never uses one twice', () => {
    const [event] = decideShelter({ ...reserve(10, [woman(1)]), reservationId: null } as ShelterCommand, open(), context())
    expect(event?.type === 'BedsReserved' && event.data.reservationId).toMatch(/^[0-9a-f-]{36}$/)
    expect(refused(reserve(10, [woman(2)]), open(reserve(10, [woman(1)])))).toBe('shelter.reservation-exists')
  })

  it('refuses a bed that does not exist, with the number that is free', () => {
    const state = open(reserve(10, [woman(1), woman(2)]))
    expect(() => decideShelter(reserve(11, [woman(3), woman(4)]), state, context())).toThrow(
      expect.objectContaining({ code: 'shelter.full', params: { free: 1, needed: 2 } }) as Error,
    )
  })

  it('gives the declared extra places in an emergency only, and no more of them', () => {
    const full = open(reserve(10, [woman(1), woman(2), woman(3)]))
    expect(refused(reserve(11, [woman(4)]), full)).toBe('shelter.full')
    const [event] = decideShelter(reserve(11, [woman(4)], true), full, context())
    expect(event).toMatchObject({ data: { extraDeclared: 1 } })
    const over = open(reserve(10, [woman(1), woman(2), woman(3)]), reserve(11, [woman(4)], true))
    expect(occupancy(over)).toEqual({ beds: 3, extra: 1 })
    expect(refused(reserve(12, [woman(5)], true), over)).toBe('shelter.full')
  })

  it('takes in only whom it declares, but asks nobody in an emergency', () => {
    const boy: Guest = { subjectId: uuid(6), client: 'anak_laki_laki', withoutBed: false }
    const unknown: Guest = { ...boy, client: null }
    expect(refused(reserve(10, [boy]), open())).toBe('shelter.client-not-accepted')
    expect(refused(reserve(10, [unknown]), open())).toBe('shelter.client-unknown')
    expect(refused(reserve(10, [boy], true), open())).toBe('allowed')
    expect(refused(reserve(10, [unknown], true), open())).toBe('allowed')
  })

  it('refuses nobody, somebody twice, an infant alone and a grown-up without a bed', () => {
    expect(refused(reserve(10, []), open())).toBe('guests: required')
    expect(refused(reserve(10, [woman(1), woman(1)]), open())).toBe('guests: duplicate')
    expect(refused(reserve(10, [infant(1)]), open())).toBe('guests: shelter.infant-alone')
    expect(refused(reserve(10, [woman(2), { ...woman(1), withoutBed: true }]), open())).toBe(
      'guests[1].withoutBed: shelter.only-a-child-goes-without-bed',
    )
    expect(refused(reserve(11, [woman(1)]), open(reserve(10, [woman(1)])))).toBe('shelter.already-housed')
  })

  it('refuses an expiry in the past, after a week, or that is no moment', () => {
    const until = (expiresAt: string): ShelterCommand => ({ ...reserve(10, [woman(1)]), expiresAt }) as ShelterCommand
    expect(refused(until('2026-03-02T03:00:00.000Z'), open())).toBe('expiresAt: shelter.expiry-out-of-range')
    expect(refused(until('2026-03-09T03:00:00.001Z'), open())).toBe('expiresAt: shelter.expiry-out-of-range')
    expect(refused(until('besok'), open())).toBe('expiresAt: time.invalid')
    expect(refused(until('2026-03-02T04:00:00.000Z'), open())).toBe('allowed')
  })

  it('confirms once, and not what was released', () => {
    const reserved = reserve(10, [woman(1)])
    expect(decideShelter(confirm(10), open(reserved, confirm(10)), context())).toEqual([])
    expect(refused(confirm(10), open(reserved, release(10)))).toBe('shelter.reservation-released')
    expect(refused(confirm(11), open(reserved))).toBe('shelter.reservation-unknown')
  })

  it('holds an expired reservation until it is released, and releases it only then', () => {
    const state = open(reserve(10, [woman(1), woman(2), woman(3)]))
    expect(refused(release(10, 'kedaluwarsa'), state, context(1, '2026-03-03T02:59:59.999Z'))).toBe('shelter.not-yet-expired')
    expect(refused(reserve(11, [woman(4)]), state, context(1, '2026-03-05T00:00:00.000Z'))).toBe('shelter.full')
    const [released] = decideShelter(release(10, 'kedaluwarsa'), state, context(1, '2026-03-03T03:00:00.000Z'))
    expect(released).toMatchObject({ type: 'ReservationReleased', data: { cause: 'kedaluwarsa' } })
    expect(decideShelter(release(10), open(reserve(10, [woman(1)]), release(10)), context())).toEqual([])
    expect(refused(release(10), open(reserve(10, [woman(1)]), confirm(10)))).toBe('shelter.reservation-confirmed')
  })

  it('frees the places of those who left, the extra ones first', () => {
    const state = open(reserve(9, [woman(9), woman(8)]), reserve(10, [woman(1), woman(2), infant(3)], true), confirm(10))
    expect(occupancy(state)).toEqual({ beds: 3, extra: 1 })
    const left = open(reserve(9, [woman(9), woman(8)]), reserve(10, [woman(1), woman(2), infant(3)], true), confirm(10), vacate(10, [2]))
    expect(occupancy(left)).toEqual({ beds: 3, extra: 0 })
    expect(refused(vacate(10, [1]), left)).toBe('shelter.infant-alone')
    const gone = [vacate(10, [1, 3])].reduce<ShelterState>(
      (before, command) => decideShelter(command, before, context()).reduce(evolveShelter, before),
      left,
    )
    expect(gone.kind !== 'none' && gone.reservations[uuid(10)]?.status).toBe('selesai')
    expect(decideShelter(vacate(10, [1]), gone, context())).toEqual([])
  })

  it('lets nobody leave who is not there, nor tomorrow', () => {
    const state = open(reserve(10, [woman(1)]), confirm(10))
    expect(refused(vacate(10, [1]), open(reserve(10, [woman(1)])))).toBe('shelter.not-occupied')
    expect(refused(vacate(10, [1], '2026-03-03'), state)).toBe('leftOn: date.future')
    expect(decideShelter(vacate(10, [44]), state, context())).toEqual([])
  })

  it('takes no bed from anybody by a form', () => {
    const state = open(reserve(10, [woman(1), woman(2)]))
    const change = (beds: number, extraPlaces = 1): ShelterCommand => ({ type: 'changeShelterCapacity', beds, extraPlaces, accepts: ['perempuan'] })
    expect(refused(change(1), state)).toBe('shelter.capacity-below-occupied')
    expect(given(opening, change(7))).toMatchObject({ beds: 7, accepts: ['perempuan'] })
  })

  it('closes empty only, and then takes in nobody', () => {
    const close: ShelterCommand = { type: 'closeShelter', closedOn: '2026-03-01' }
    expect(refused(close, open(reserve(10, [woman(1)])))).toBe('shelter.occupied')
    expect(refused({ type: 'closeShelter', closedOn: '2026-03-03' }, open())).toBe('closedOn: date.future')
    const closed = open(close)
    expect(decideShelter(close, closed, context())).toEqual([])
    expect(refused(reserve(10, [woman(1)]), closed)).toBe('shelter.closed')
    expect(refused({ type: 'changeShelterCapacity', beds: 1, extraPlaces: 0, accepts: ['perempuan'] }, closed)).toBe('shelter.closed')
  })

  it('is never overbooked and houses nobody twice, whatever is asked', () => {
    const guest = fc.record({ n: fc.integer({ min: 1, max: 12 }), small: fc.boolean() })
    const step = fc.oneof(
      fc.record({ act: fc.constant('reserve' as const), guests: fc.array(guest, { maxLength: 4 }), emergency: fc.boolean() }),
      fc.record({ act: fc.constantFrom('confirm' as const, 'release' as const), which: fc.nat(8) }),
      fc.record({ act: fc.constant('vacate' as const), which: fc.nat(8), people: fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 3 }) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const events: ShelterEvent[] = []
        let state = given(opening)
        steps.forEach((one, index) => {
          const command =
            one.act === 'reserve'
              ? reserve(
                  100 + (index % 9),
                  one.guests.map(({ n, small }) => (small ? infant(n) : woman(n))),
                  one.emergency,
                )
              : one.act === 'vacate'
                ? vacate(100 + one.which, one.people)
                : one.act === 'confirm'
                  ? confirm(100 + one.which)
                  : release(100 + one.which)
          try {
            const made = decideShelter(command, state, context(index))
            events.push(...made)
            state = made.reduce(evolveShelter, state)
          } catch (error) {
            if (!(error instanceof Refusal)) throw error
          }
          if (state.kind === 'none') throw new Error('vanished')
          const used = occupancy(state)
          expect(used.beds).toBeLessThanOrEqual(state.beds)
          expect(used.extra).toBeLessThanOrEqual(state.extraPlaces)
          expect(used.beds).toBeGreaterThanOrEqual(0)
        })
        expect(events.reduce(evolveShelter, given(opening))).toEqual(state)
      }),
    )
  })

  it('names the newest version of each of its events', () => {
    expect(Object.keys(shelterAggregate.versions)).toHaveLength(8)
    expect(evolveShelter(noShelter, { type: 'ShelterClosed', version: 1, data: { closedOn: '2026-01-01' } })).toBe(noShelter)
  })
})

describe('a resident', () => {
  const admit = (reservation: number, admittedOn = '2026-03-02'): ResidentCommand => ({
    type: 'admitResident',
    reservationId: uuid(reservation),
    shelterId: uuid(50),
    caseId: uuid(77),
    admittedOn,
  })
  const leave = (reservation: number, leftOn = '2026-03-02'): ResidentCommand => ({
    type: 'recordResidentLeft',
    reservationId: uuid(reservation),
    leftOn,
  })
  const living = (...commands: readonly ResidentCommand[]): ResidentState =>
    commands.reduce((state, command) => decideResident(command, state, context()).reduce(residentAggregate.evolve, state), residentAggregate.initial)

  it('sleeps in one place', () => {
    expect(living(admit(10))).toEqual({ under: uuid(10) })
    expect(decideResident(admit(10), living(admit(10)), context())).toEqual([])
    expect(refusal(() => decideResident(admit(11), living(admit(10)), context()))).toBe('shelter.resident-elsewhere')
    expect(living(admit(10), leave(10), admit(11))).toEqual({ under: uuid(11) })
  })

  it('neither comes nor goes in the future, nor leaves where they are not', () => {
    expect(refusal(() => decideResident(admit(10, '2026-03-03'), living(), context()))).toBe('admittedOn: date.future')
    expect(refusal(() => decideResident(leave(10, '2026-03-03'), living(admit(10)), context()))).toBe('leftOn: date.future')
    expect(decideResident(leave(12), living(admit(10)), context())).toEqual([])
  })
})
