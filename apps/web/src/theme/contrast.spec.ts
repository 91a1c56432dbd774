import { contrast } from './contrast'
import { schemes, type Palette } from './tokens'

type Pair = [foreground: keyof Palette, background: keyof Palette, light: number, dark: number]

/** The contrasts the design promises, to one decimal. NaN: it promises no figure there, only the floor. */
const promised: Pair[] = [
  ['barInk', 'bar', 12.4, NaN],
  ['barMuted', 'bar', 7.8, 7.5],
  ['ink', 'sheet', 15.8, 13.8],
  ['ink2', 'sheet', 7.8, 9.0],
  ['ink3', 'sheet', 5.7, 6.4],
  ['ink3', 'sunken', 4.8, 5.7],
  ['fieldBorder', 'sheet', 3.8, 4.0],
  ['fieldBorder', 'ground', 3.5, NaN],
  ['telaga', 'sheet', 7.3, 8.0],
  ['telaga', 'telagaTint', 6.2, 6.5],
  ['onTelaga', 'telaga', 7.3, 7.9],
  ['bata', 'sheet', 7.2, 7.6],
  ['bata', 'bataTint', 6.1, 7.2],
  ['onBata', 'bata', 7.2, 8.5],
  ['kunyit', 'sheet', 6.8, 9.0],
  ['kunyit', 'kunyitTint', 6.0, 7.8],
  ['onKunyitFill', 'kunyitFill', 6.5, 8.8],
  ['daun', 'sheet', 6.5, 8.6],
  ['daun', 'daunTint', 5.6, 7.5],
  ['nila', 'sheet', 8.5, 8.4],
  ['nila', 'nilaTint', 7.2, 7.4],
]

describe.each(['light', 'dark'] as const)('in the %s scheme', (scheme) => {
  const palette = schemes[scheme]

  it.each(promised)('%s on %s has the contrast the design promises', (foreground, background, light, dark) => {
    const expected = scheme === 'light' ? light : dark
    const floor = foreground === 'fieldBorder' ? 3 : 4.5
    const seen = contrast(palette[foreground], palette[background])
    expect(seen).toBeGreaterThanOrEqual(floor)
    // The promise was rounded to two decimals first, then to one.
    if (!Number.isNaN(expected)) expect(Math.abs(Math.round(seen * 100) / 100 - expected)).toBeLessThanOrEqual(0.05 + 1e-9)
  })

  it.each(['ink', 'ink2', 'ink3', 'telaga', 'bata', 'kunyit', 'daun', 'nila'] as const)('%s is readable on the ground too', (name) => {
    expect(contrast(palette[name], palette.ground)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(['telagaTint', 'bataTint', 'kunyitTint', 'daunTint', 'nilaTint', 'sunken'] as const)('text on %s is readable', (tint) => {
    expect(contrast(palette.ink, palette[tint])).toBeGreaterThanOrEqual(7)
    expect(contrast(palette.ink2, palette[tint])).toBeGreaterThanOrEqual(4.5)
  })

  it('keeps the pressed and hovered buttons readable', () => {
    expect(contrast(palette.onTelaga, palette.telagaStrong)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(palette.onBata, palette.bataStrong)).toBeGreaterThanOrEqual(4.5)
  })

  it('lets the focus ring and the borders on the bar be seen (3:1)', () => {
    expect(contrast(palette.ink, palette.ground)).toBeGreaterThanOrEqual(3)
    expect(contrast(palette.barInk, palette.bar)).toBeGreaterThanOrEqual(3)
    expect(contrast(palette.barLine, palette.bar)).toBeGreaterThanOrEqual(3)
    expect(contrast(palette.kunyitFill, palette.bar)).toBeGreaterThanOrEqual(3)
  })
})
