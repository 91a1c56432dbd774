import { problemFrom } from './problem'

describe('an error of the server', () => {
  it('keeps code, sentence and the faults of the fields', () => {
    const problem = problemFrom(400, {
      type: 'urn:teduh:problem:form.invalid',
      status: 400,
      code: 'form.invalid',
      detail: 'Perbaiki isian',
      correlationId: 'c-1',
      errors: [{ field: 'victims.0.age', code: 'age.range', detail: 'Isi angka 0 sampai 120, atau pilih Tidak tahu' }],
    })
    expect(problem).toMatchObject({ code: 'form.invalid', message: 'Perbaiki isian', status: 400, correlationId: 'c-1', isStale: false })
    expect(problem.faults).toEqual([{ field: 'victims.0.age', code: 'age.range', detail: 'Isi angka 0 sampai 120, atau pilih Tidak tahu' }])
  })
  it('knows a stale revision', () => expect(problemFrom(412, { code: 'case.stale', detail: '' }).isStale).toBe(true))
  it.each([undefined, '<html>', { message: 'bad gateway' }, []])('survives a body that explains nothing', (body) => {
    expect(problemFrom(502, body)).toMatchObject({ code: 'http.502', message: '', faults: [] })
  })
})
