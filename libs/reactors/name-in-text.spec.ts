import { nameSearch } from './name-in-text'

const found = (name: string, text: string): boolean => nameSearch([name])(text)

describe('a name in a text', () => {
  it.each([
    ['Markawati Penanda', 'Pelapor tinggal serumah dengan Markawati Penanda.'],
    ['Markawati Penanda', 'bu MARKAWATI yang menelepon'],
    ['Markawati Penanda', 'Keluarga Penanda, RT 3'],
    ['Ayu', 'Ayu datang sendiri'],
    ['Sri Eka', 'diantar Sri  Eka\nke puskesmas'],
    ['Andrée Lubís', 'menurut Andree'],
    ['Andree', 'menurut ANDRÉE'],
    ['Nur’aini', "kata Nur'aini"],
    ['Nuraini', 'kata Nur’aini'],
    ['Siti-Rahma', '(Rahma)'],
    ['Siti', '“Siti”, katanya'],
  ])('%s is found in: %s', (name, text) => {
    expect(found(name, text)).toBe(true)
  })

  it.each([
    ['Markawati Penanda', 'Markawatiningsih datang'],
    ['Markawati Penanda', 'Ditandai penandaan lain'],
    ['Sri Eka', 'Sri datang, Eka tidak'],
    ['Sri Eka', 'Srie Eka'],
    ['Ayu', 'ke rumah ayunan'],
    ['Wahyu 2024', 'pada tahun 2024'],
    ['', 'apa saja'],
    ['–', 'apa saja – dan lagi'],
    ['A', 'blok A'],
  ])('%s is not found in: %s', (name, text) => {
    expect(found(name, text)).toBe(false)
  })

  it('is looked for in every way it was written', () => {
    const search = nameSearch(['Markawti', 'Markawati'])
    expect(['Markawti', 'Markawati', 'Markawat'].map(search)).toEqual([true, true, false])
    expect(nameSearch([])('apa saja')).toBe(false)
  })
})
