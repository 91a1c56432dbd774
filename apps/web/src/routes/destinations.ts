import { IconAddressBook, IconChartBar, IconFileImport, IconFolder, IconHome, IconMessageReport, IconSend, IconUsers } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import type { Destination } from '../components/bar/destinations'

/**
 * Where the bar leads whoever is signed in, by their permissions, in the bar's order. The first is their first page.
 * The department meets aggregates only, the administrator no case.
 */
export function destinationsFor(permissions: readonly string[], t: TFunction): Destination[] {
  const may = (permission: string): boolean => permissions.includes(permission)
  const all: (Destination & { open: boolean })[] = [
    { to: '/hari-ini', label: t('nav.today'), icon: IconHome, open: may('case.read') },
    { to: '/kasus', label: t('nav.cases'), icon: IconFolder, open: may('case.read') },
    { to: '/pengaduan', label: t('nav.complaints'), icon: IconMessageReport, open: may('case.read') },
    { to: '/rujukan', label: t('nav.referralBoard'), icon: IconSend, open: may('referral.board') },
    { to: '/rasio', label: t('nav.ratios'), icon: IconChartBar, open: may('ratio.read') },
    { to: '/impor', label: t('nav.import'), icon: IconFileImport, open: may('register.import') },
    { to: '/lembaga', label: t('nav.institutions'), icon: IconAddressBook, open: may('institutions.manage') },
    { to: '/akun', label: t('nav.accounts'), icon: IconUsers, open: may('users.manage') },
  ]
  return all.filter(({ open }) => open).map(({ open: _open, ...destination }) => destination)
}
