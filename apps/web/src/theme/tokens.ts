/**
 * Every colour, type size, space and radius of the product. Nothing else in the web application writes one down:
 * `purity.spec.ts` refuses it, and `contrast.spec.ts` computes the contrasts that these values promise.
 */
export interface Palette {
  ground: string
  sheet: string
  sunken: string
  bar: string
  barInk: string
  barMuted: string
  barLine: string
  eave: string
  ink: string
  ink2: string
  ink3: string
  fieldBorder: string
  line: string
  telaga: string
  telagaStrong: string
  telagaTint: string
  onTelaga: string
  bata: string
  bataStrong: string
  bataTint: string
  onBata: string
  kunyit: string
  kunyitTint: string
  kunyitFill: string
  onKunyitFill: string
  daun: string
  daunTint: string
  nila: string
  nilaTint: string
  shadow: string
  veil: string
}

export const schemes: { light: Palette; dark: Palette } = {
  light: {
    ground: '#F2F5F3',
    sheet: '#FFFFFF',
    sunken: '#E9EEEC',
    bar: '#0C3A42',
    barInk: '#FFFFFF',
    barMuted: '#B9D3D4',
    barLine: '#72999E',
    eave: '#F2F5F3',
    ink: '#15252A',
    ink2: '#42555A',
    ink3: '#586A6F',
    fieldBorder: '#74868A',
    line: '#D3DCDA',
    telaga: '#0F5F69',
    telagaStrong: '#0A4A52',
    telagaTint: '#E0EFEF',
    onTelaga: '#FFFFFF',
    bata: '#A12D1C',
    bataStrong: '#822315',
    bataTint: '#FBE8E3',
    onBata: '#FFFFFF',
    kunyit: '#7F5200',
    kunyitTint: '#FFF1CF',
    kunyitFill: '#D99A12',
    onKunyitFill: '#15252A',
    daun: '#2C6A33',
    daunTint: '#E4F1E2',
    nila: '#2D4A8C',
    nilaTint: '#E6ECF8',
    shadow: '0 8px 28px rgb(21 37 42 / 18%)',
    veil: 'rgb(21 37 42 / 45%)',
  },
  dark: {
    ground: '#0E1719',
    sheet: '#162225',
    sunken: '#1D2B2F',
    bar: '#081012',
    barInk: '#FFFFFF',
    barMuted: '#93A5A8',
    barLine: '#6E8286',
    eave: '#6FC3C9',
    ink: '#E6EEED',
    ink2: '#B4C3C4',
    ink3: '#93A5A8',
    fieldBorder: '#6E8286',
    line: '#2B3B3F',
    telaga: '#6FC3C9',
    telagaStrong: '#93D5D9',
    telagaTint: '#173439',
    onTelaga: '#06252A',
    bata: '#F59A86',
    bataStrong: '#F9B7A8',
    bataTint: '#3B1D18',
    onBata: '#2B0B05',
    kunyit: '#EDB94A',
    kunyitTint: '#362A10',
    kunyitFill: '#EDB94A',
    onKunyitFill: '#15252A',
    daun: '#8FCB8E',
    daunTint: '#1B301E',
    nila: '#A3B9F2',
    nilaTint: '#1D2945',
    shadow: '0 8px 28px rgb(0 0 0 / 55%)',
    veil: 'rgb(0 0 0 / 60%)',
  },
}

/** Size and line in px at the browser's default size; written out in rem, so that a reader's own size counts. */
export const type = {
  mark: { size: 12, line: 16 },
  meta: { size: 13, line: 18 },
  body: { size: 15, line: 22 },
  section: { size: 19, line: 26 },
  title: { size: 26, line: 32 },
  figure: { size: 40, line: 42 },
  /** The sign-in page alone: the product's name and its heading. */
  titleLarge: { size: 34, line: 42 },
  titleSmall: { size: 22, line: 30 },
} as const

/** Body and inputs on a phone: below 16 px some phones zoom into a field on their own. */
export const phoneBody = { size: 16, line: 24 } as const

export const weight = { normal: 400, strong: 650, heavy: 700 } as const

export const space = { 1: 4, 2: 8, 3: 12, 4: 16, 5: 24, 6: 32 } as const

export const radius = { control: 4, sheet: 8, round: 999 } as const

export const size = {
  control: 40,
  rowControl: 36,
  phoneControl: 48,
  bar: 56,
  phoneBar: 52,
  row: 56,
  pageMax: 1680,
  side: 300,
  edge: 24,
  phoneEdge: 16,
} as const

/** Where the layout changes, in em of the browser's default size. */
export const breakpoint = { phone: 40, side: 64 } as const

export const fontFamily = "'Atkinson Hyperlegible Next Variable', system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"

export const fade = 120
