import { formatNumber, issueNumber, registerStream, type NumberIssued } from './register'

const CASE = '00000000-0000-4000-8000-000000000001'

describe("the unit's register of a year", () => {
  it('has a stream of its own for each unit and year of the complaint', () => {
    expect(registerStream('uptd-contoh', '2025-12-31')).toBe('register-uptd-contoh-2025')
    expect(registerStream('uptd-contoh', '2026-01-01')).toBe('register-uptd-contoh-2026')
  })

  it('writes numbers with three digits at least', () => {
    expect([formatNumber('complaint', '2026-03-02', 88), formatNumber('case', '2026-03-02', 53), formatNumber('case', '2026-03-02', 1234)]).toEqual([
      'PGD/2026/088',
      'REG/2026/053',
      'REG/2026/1234',
    ])
  })

  it('counts complaints and cases apart, knowing only the last number', () => {
    let last: NumberIssued['data'] | null = null
    const numbers: string[] = []
    for (const kind of ['complaint', 'complaint', 'case', 'complaint', 'case'] as const) {
      last = issueNumber(kind, CASE, '2026-03-02', last).data
      numbers.push(last.number)
    }
    expect(numbers).toEqual(['PGD/2026/001', 'PGD/2026/002', 'REG/2026/001', 'PGD/2026/003', 'REG/2026/002'])
    expect(last).toEqual({ kind: 'case', serial: 2, number: 'REG/2026/002', caseId: CASE, complaints: 3, cases: 2 })
  })
})
