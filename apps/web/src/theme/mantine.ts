import { createTheme, type MantineThemeOverride } from '@mantine/core'
import { breakpoint, fade, fontFamily, radius, schemes, space, type } from './tokens'

const transition = { transition: 'fade', duration: fade } as const
const px = (value: number): string => `${String(value)}px`
const telaga = schemes.light.telaga
const shades = [telaga, telaga, telaga, telaga, telaga, telaga, telaga, telaga, telaga, telaga] as const

/** Mantine's view of the tokens. Its colours come from the stylesheet (`tokens-css.ts`), which knows both schemes. */
export const mantineTheme: MantineThemeOverride = createTheme({
  fontFamily,
  headings: { fontFamily },
  primaryColor: 'telaga',
  colors: { telaga: [...shades] },
  defaultRadius: radius.control,
  radius: { sm: px(radius.control), md: px(radius.sheet) },
  fontSizes: { xs: px(type.mark.size), sm: px(type.meta.size), md: px(type.body.size), lg: px(type.section.size), xl: px(type.title.size) },
  spacing: { xs: px(space[1]), sm: px(space[2]), md: px(space[4]), lg: px(space[5]), xl: px(space[6]) },
  breakpoints: { sm: `${String(breakpoint.phone)}em`, lg: `${String(breakpoint.side)}em` },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Modal: { defaultProps: { transitionProps: transition, centered: true, radius: radius.sheet } },
    Menu: { defaultProps: { transitionProps: transition, radius: radius.control, shadow: 'md', withinPortal: true } },
    Select: { defaultProps: { radius: radius.control, comboboxProps: { transitionProps: transition, shadow: 'md' } } },
  },
})
