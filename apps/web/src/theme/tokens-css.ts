import { fade, fontFamily, phoneBody, breakpoint, radius, schemes, size, space, type, weight, type Palette } from './tokens'

const kebab = (name: string): string => name.replace(/([a-z])([A-Z0-9])/g, '$1-$2').toLowerCase()
const rem = (px: number): string => `${String(px / 16)}rem`
const block = (selector: string, lines: string[]): string => `${selector}{${lines.join(';')}}`

function paletteLines(palette: Palette, scheme: 'light' | 'dark'): string[] {
  return [
    `color-scheme:${scheme}`,
    `--mantine-color-scheme:${scheme}`,
    ...Object.entries(palette).map(([name, value]) => `--${kebab(name)}:${String(value)}`),
  ]
}

function measureLines(): string[] {
  return [
    `--font:${fontFamily}`,
    ...Object.entries(type).flatMap(([name, { size: px, line }]) => [`--${kebab(name)}:${rem(px)}`, `--${kebab(name)}-line:${rem(line)}`]),
    ...Object.entries(weight).map(([name, value]) => `--weight-${name}:${String(value)}`),
    ...Object.entries(space).map(([name, px]) => `--space-${name}:${rem(px)}`),
    ...Object.entries(radius).map(([name, px]) => `--radius-${name}:${String(px)}px`),
    ...Object.entries(size).map(([name, px]) => `--${kebab(name)}-size:${rem(px)}`),
    `--fade:${String(fade)}ms`,
  ]
}

/** Mantine's own variables, pointed at ours: its run-time stylesheet is switched off. */
function mantineLines(): string[] {
  return [
    '--mantine-font-family:var(--font)',
    '--mantine-font-family-headings:var(--font)',
    '--mantine-color-body:var(--sheet)',
    '--mantine-color-text:var(--ink)',
    '--mantine-color-bright:var(--ink)',
    '--mantine-color-dimmed:var(--ink-2)',
    '--mantine-color-anchor:var(--telaga)',
    '--mantine-color-error:var(--bata)',
    '--mantine-color-placeholder:var(--ink-3)',
    '--mantine-color-default:var(--sheet)',
    '--mantine-color-default-hover:var(--sunken)',
    '--mantine-color-default-color:var(--ink)',
    '--mantine-color-default-border:var(--field-border)',
    '--mantine-color-disabled:var(--sunken)',
    '--mantine-color-disabled-color:var(--ink-3)',
    '--mantine-color-disabled-border:var(--line)',
    '--mantine-primary-color-filled:var(--telaga)',
    '--mantine-primary-color-filled-hover:var(--telaga-strong)',
    '--mantine-primary-color-light:var(--telaga-tint)',
    '--mantine-primary-color-light-color:var(--telaga)',
    '--mantine-radius-default:var(--radius-control)',
    '--mantine-radius-sm:var(--radius-control)',
    '--mantine-radius-md:var(--radius-sheet)',
    '--mantine-shadow-md:var(--shadow)',
    '--mantine-shadow-xl:var(--shadow)',
    ...(['xs', 'sm', 'md', 'lg', 'xl'] as const).map((step) => `--mantine-font-size-${step}:var(--body)`),
  ]
}

/**
 * The stylesheet of the tokens: light by default, dark where the system or the person asks for it, light again on paper.
 * Without JavaScript the system's wish is followed.
 */
export function tokensCss(): string {
  const light = paletteLines(schemes.light, 'light')
  const dark = paletteLines(schemes.dark, 'dark')
  const phone = [`--body:${rem(phoneBody.size)}`, `--body-line:${rem(phoneBody.line)}`, `--control-size:${rem(size.phoneControl)}`]
  return [
    block(':root', [...light, ...measureLines(), ...mantineLines()]),
    `@media (prefers-color-scheme: dark){${block(":root:not([data-mantine-color-scheme='light'])", dark)}}`,
    block(":root[data-mantine-color-scheme='dark']", dark),
    `@media (max-width: ${String(breakpoint.phone)}em){${block(':root', [...phone, `--edge-size:${rem(size.phoneEdge)}`])}}`,
    `@media print{${block(":root,:root[data-mantine-color-scheme='dark']", light)}}`,
  ].join('\n')
}
