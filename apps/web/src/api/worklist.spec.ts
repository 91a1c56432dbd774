import { changesBetween, type WorkEntry, type Worklist } from './worklist'

const entry = (caseId: string, more: Partial<WorkEntry> = {}): WorkEntry => ({
  caseId,
  kind: 'kontak_pertama',
  ref: null,
  duty: 'petugas',
  waitsFor: 'unit',
  victimIds: [],
  since: '2026-11-20T03:00:00Z',
  dueAt: '2026-11-20T04:00:00Z',
  dueOn: null,
  details: { attempts: 1 },
  number: null,
  externalNumber: null,
  urgency: 'tinggi',
  channel: 'telepon',
  assignedTo: null,
  victims: [],
  group: 'hari_ini',
  day: 1,
  ask: false,
  ...more,
})
const day = (...items: WorkEntry[]): Worklist => ({ now: '2026-11-20T03:42:00Z', items })

describe('changes between two looks at the day', () => {
  it('counts none while only time passes', () =>
    expect(
      changesBetween(day(entry('a')), {
        now: '2026-11-20T05:00:00Z',
        items: [entry('a', { group: 'lewat_tenggat', day: 2 })],
      }),
    ).toBe(0))
  it('counts what came and what went', () => expect(changesBetween(day(entry('a'), entry('b')), day(entry('b'), entry('c')))).toBe(2))
  it('counts a case once, however much of it changed', () => expect(changesBetween(day(), day(entry('a'), entry('a', { kind: 'triase' })))).toBe(1))
  it('counts what changed once', () => expect(changesBetween(day(entry('a')), day(entry('a', { details: { attempts: 2 } })))).toBe(1))
})
