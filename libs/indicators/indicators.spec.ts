import {
  achievement,
  definitionOf,
  definitions,
  evaluate,
  indonesian,
  NOTHING,
  reconcile,
  variantOf,
  withScale,
  yearOnYear,
  type Inputs,
  type PopulationRow,
} from '.'

const row = (sex: string, ageBand: string, count: number, extra: Partial<PopulationRow> = {}): PopulationRow => ({
  year: 2024,
  sex,
  ageBand,
  count,
  source: 'BPS',
  documentNumber: null,
  referenceDate: null,
  status: null,
  ...extra,
})
const women = definitionOf('rasio-kekerasan-terhadap-perempuan')
const children = definitionOf('rasio-kekerasan-terhadap-anak')
const inputs = (counts: Partial<Inputs['counts']>, ...population: PopulationRow[]): Inputs => ({ counts: { ...NOTHING, ...counts }, population })

describe('each definition', () => {
  it.each(definitions.map((definition) => [definition.id, definition] as const))('%s gives its worked example', (_, definition) => {
    const { numerator, denominator, value } = definition.example
    expect(evaluate(definition, definition.example.inputs)).toMatchObject({ numerator, denominator, value })
  })

  it.each(definitions.map((definition) => [definition.id, definition] as const))(
    '%s is NA with a reason without a denominator, never 0',
    (_, definition) => {
      const result = evaluate(definition, { counts: NOTHING, population: [] })
      expect(result).toMatchObject({ value: null, display: 'NA', denominator: null })
      expect(result.reasonCode).not.toBeNull()
    },
  )

  it('has an id of its own', () => {
    expect(new Set(definitions.map(({ id }) => id)).size).toBe(definitions.length)
  })
})

describe('a ratio', () => {
  it('of nobody over a population is 0, which is not NA', () => {
    expect(evaluate(women, inputs({}, row('P', '18+', 135_501)))).toMatchObject({ value: '0.00', display: '0,00' })
  })

  it('over a population of zero is NA', () => {
    expect(evaluate(women, inputs({ women: 3 }, row('P', '18+', 0)))).toMatchObject({ value: null, reasonCode: 'denominator.zero' })
  })

  it('over half a population is NA: the other half is not guessed', () => {
    expect(evaluate(children, inputs({ children: 64 }, row('L', '0-17', 70_655)))).toMatchObject({
      value: null,
      reasonCode: 'denominator.incomplete',
    })
  })

  it('takes a count of both sexes together where there is one', () => {
    expect(evaluate(children, inputs({ children: 64 }, row('LP', '0-17', 141_311)))).toMatchObject({ denominator: 141_311, value: '45.29' })
  })

  it('rounds half up on exact decimals', () => {
    // 1.005 per 100 000: in binary floating point it would fall to 1.00
    expect(evaluate(women, inputs({ women: 201 }, row('P', '18+', 20_000_000))).value).toBe('1.01')
  })

  it.each([
    ['perempuan-18', '3.69'],
    ['perempuan', '2.43'],
    ['penduduk', '1.43'],
  ])('over %s is another versioned variant', (variant, value) => {
    const population = [row('P', '18+', 135_501), row('P', '0-17', 70_656), row('L', '0-17', 70_655), row('L', '18+', 73_000)]
    expect(evaluate(women, inputs({ women: 5 }, ...population), variantOf(women, variant)).value).toBe(value)
  })

  it('refuses a denominator that no definition has', () => {
    expect(() => variantOf(women, 'kira-kira')).toThrow(RangeError)
  })
})

describe('the year before', () => {
  const of = (numerator: number, denominator: number) => evaluate(children, inputs({ children: numerator }, row('LP', '0-17', denominator)))

  it('gives +93,14 on exact and +93,13 on printed values from 23,45 to 45,29', () => {
    expect(yearOnYear(of(64, 141_311), of(33, 140_725))).toMatchObject({ exactDisplay: '93,14', documentDisplay: '93,13' })
  })

  it('with nothing gives no percentage', () => {
    expect(yearOnYear(of(5, 1_000), of(0, 1_000))).toMatchObject({ exact: null, exactDisplay: 'NA', reasonCode: 'year-on-year.from-zero' })
    expect(yearOnYear(of(5, 1_000), evaluate(children, inputs({})))).toMatchObject({ exact: null, reasonCode: 'year-on-year.no-value' })
  })

  it('may have fallen: with a true minus', () => {
    expect(yearOnYear(of(1, 1_000), of(2, 1_000)).exactDisplay).toBe('−50,00')
  })
})

describe('the achievement', () => {
  it.each([
    ['4.91', '2.95', '60.08', '139.92', true],
    ['4', '2.27', '56.75', '143.25', true],
    ['3.91', '5.72', '146.29', '53.71', false],
    ['2.79', '3.69', '132.26', '67.74', false],
    ['17.45', '24.43', '140.00', '60.00', false],
    ['16.45', '27.84', '169.24', '30.76', false],
    ['15.7', '23.45', '149.36', '50.64', false],
    ['22', '45.29', '205.86', '-5.86', false],
  ])('of target %s and realisation %s is %s as a document and %s by polarity', (target, realised, document, byPolarity, reached) => {
    expect(achievement({ target, realised, polarity: 'lower' })).toMatchObject({ document, byPolarity, reached })
  })

  it('of a target of 0 has no percentage', () => {
    expect(achievement({ target: '0', realised: '0', polarity: 'lower' })).toMatchObject({ document: null, reached: true })
    expect(achievement({ target: '0', realised: '2', polarity: 'lower' })).toMatchObject({ documentDisplay: 'NA', reached: false })
  })

  it('of what was not measured is not scored', () => {
    expect(achievement({ target: '2.96', realised: null, polarity: 'lower' })).toMatchObject({ document: null, reached: null })
  })
})

describe('a number', () => {
  it.each([
    ['1234.56', '1.234,56'],
    ['-5.86', '−5,86'],
    ['135501', '135.501'],
    ['999', '999'],
    ['1000000.5', '1.000.000,5'],
  ])('%s is written %s', (text, written) => {
    expect(indonesian(text)).toBe(written)
  })

  it('with its scale is written 42:100000', () => {
    expect(withScale('42', 100_000)).toBe('42:100000')
  })
})

it('the reconciliation says where it does not add up', () => {
  expect(reconcile({ victims: 69, women: 5, children: 64, adultMen: 0, unknown: 0, straddling: 0, erased: 0 }).balanced).toBe(true)
  expect(reconcile({ victims: 70, women: 5, children: 64, adultMen: 0, unknown: 0, straddling: 0, erased: 1 }).balanced).toBe(false)
})
