import { useTranslation } from 'react-i18next'

/** The mark: a canopy over two heads. It stands in the bar and on the sign-in page, nowhere else. */
export function Mark({ size = 28, named = false }: { size?: number; named?: boolean }) {
  const { t } = useTranslation()
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 40 40"
      fill="currentColor"
      focusable={false}
      {...(named ? { role: 'img', 'aria-label': t('product') } : { 'aria-hidden': true })}
    >
      <path d="M20 3.5c9.6 0 17 6.8 18.4 16.2.1.8-.8 1.3-1.4.8C32.600 16.700 26.700 14.600 20 14.600S7.400 16.700 3 20.500c-.6.5-1.500 0-1.400-.8C3 10.300 10.400 3.500 20 3.500Z" />
      <circle cx="16.200" cy="27.200" r="6.600" />
      <circle cx="28" cy="29.600" r="4.200" />
    </svg>
  )
}
