import { Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { IconCheck, IconKey, IconLogout } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { chooseLanguage } from '../../i18n/setup'
import type { Language } from '../../i18n/time'
import type { Person } from './destinations'
import style from './menu.module.css'

const schemes: MantineColorScheme[] = ['auto', 'light', 'dark']
const languages: { code: Language; name: string }[] = [
  { code: 'id', name: 'Bahasa Indonesia' },
  { code: 'en', name: 'English' },
]

/** Who is signed in, how the product looks and speaks to them, and the way out. Stands inside a `Menu.Dropdown`. */
export function PersonMenuItems({ person, onSignOut }: { person: Person; onSignOut: () => void }) {
  const { t, i18n } = useTranslation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const item = style.menuItem ?? ''
  const head = style.menuHead ?? ''
  const tick = (on: boolean) => (on ? <IconCheck size={16} aria-hidden /> : null)
  return (
    <>
      <Menu.Label className={head}>
        {person.name}
        <br />
        {person.unit}
      </Menu.Label>
      <Menu.Divider />
      <Menu.Label className={head}>{t('person.scheme')}</Menu.Label>
      {schemes.map((scheme) => (
        <Menu.Item
          key={scheme}
          className={item}
          aria-current={scheme === colorScheme ? 'true' : undefined}
          rightSection={tick(scheme === colorScheme)}
          closeMenuOnClick={false}
          onClick={() => {
            setColorScheme(scheme)
          }}
        >
          {t(`person.${scheme}`)}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Label className={head}>{t('person.language')}</Menu.Label>
      {languages.map(({ code, name }) => (
        <Menu.Item
          key={code}
          className={item}
          aria-current={i18n.language === code ? 'true' : undefined}
          lang={code}
          rightSection={tick(i18n.language === code)}
          onClick={() => {
            void chooseLanguage(code)
          }}
        >
          {name}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item className={item} component={Link} to="/kata-sandi" leftSection={<IconKey size={18} aria-hidden />}>
        {t('person.password')}
      </Menu.Item>
      <Menu.Item className={item} leftSection={<IconLogout size={18} aria-hidden />} onClick={onSignOut}>
        {t('person.signOut')}
      </Menu.Item>
    </>
  )
}
