import { readAge } from './age'

describe('the field for age or birth date', () => {
  it.each([
    ['17', { kind: 'years', years: 17 }],
    ['17 tahun', { kind: 'years', years: 17 }],
    ['0', { kind: 'years', years: 0 }],
    ['12/03/2009', { kind: 'birth', day: '2009-03-12' }],
    ['2009-03-12', { kind: 'birth', day: '2009-03-12' }],
    ['151', { kind: 'unreadable' }],
    ['tujuh belas', { kind: 'unreadable' }],
    ['31/02/2009', { kind: 'unreadable' }],
    ['  ', { kind: 'empty' }],
  ])('reads %s', (text, read) => expect(readAge({ 'age.text': text }, 'age')).toEqual(read))
  it('takes "Tidak tahu" for an answer, whatever stands in the field', () => {
    expect(readAge({ 'age.text': '17', 'age.unknown': 'ya' }, 'age')).toEqual({ kind: 'unknown' })
  })
})
