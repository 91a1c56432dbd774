import {
  IconAddressBook,
  IconBuildingCommunity,
  IconChartBar,
  IconFileImport,
  IconFolder,
  IconHome,
  IconHomeHeart,
  IconMessageReport,
  IconSend,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { marksOf } from '../api/marks'
import type { Worklist } from '../api/worklist'
import type { Destination } from '../components/bar/destinations'

/** What waits behind a destination. */
export interface Counts {
  today?: number
  complaints?: number
}

const aboutComplaints = new Set(['triase', 'verifikasi', 'keputusan_pengaduan'])

/** How much the day asks for; things that only come later are left out. A count that lacks something is none. */
export function countsOf(list: Worklist | undefined): Counts {
  const { incomplete, pausedSince } = marksOf(list)
  if (list === undefined || incomplete || pausedSince !== null) return {}
  const pressing = list.items.filter(({ group }) => group !== 'mendatang')
  const complaints = new Set(pressing.filter(({ kind }) => aboutComplaints.has(kind)).map(({ caseId }) => caseId))
  return { today: pressing.length, complaints: complaints.size }
}

/**
 * Where the bar leads whoever is signed in, by their permissions, in the bar's order. The first is their first page.
 * The department meets aggregates only, the administrator no case.
 */
export function destinationsFor(permissions: readonly string[], t: TFunction, counts: Counts = {}): Destination[] {
  const may = (permission: string): boolean => permissions.includes(permission)
  const unitWork = may('case.read')
  const all: (Omit<Destination, 'count'> & { open: boolean; count?: number | undefined })[] = [
    { to: '/hari-ini', label: t('nav.today'), icon: IconHome, open: unitWork, count: counts.today },
    { to: '/kasus', label: t('nav.cases'), icon: IconFolder, open: unitWork },
    { to: '/pengaduan', label: t('nav.complaints'), icon: IconMessageReport, open: unitWork, count: counts.complaints },
    {
      to: '/rujukan',
      label: may('referral.board') ? t('nav.referralBoard') : t('nav.referrals'),
      short: t('nav.referrals'),
      icon: IconSend,
      open: unitWork,
    },
    { to: '/rasio', label: t('nav.ratios'), short: t('nav.ratiosShort'), icon: IconChartBar, open: may('ratio.read') },
    { to: '/akun', label: t('nav.accounts'), icon: IconUsers, open: may('users.manage') },
    { to: '/rumah-perlindungan', label: t('nav.shelter'), short: t('nav.shelterShort'), icon: IconHomeHeart, open: may('institutions.read') },
    { to: '/impor', label: t('nav.import'), icon: IconFileImport, open: may('register.import') },
    { to: '/lembaga', label: t('nav.institutions'), icon: IconAddressBook, open: may('institutions.read') },
    { to: '/unit', label: t('nav.unit'), icon: IconBuildingCommunity, open: may('settings.manage') },
    { to: '/penduduk', label: t('nav.population'), icon: IconUsersGroup, open: may('import.population') && !may('register.import') },
  ]
  return all
    .filter(({ open }) => open)
    .map(({ open: _open, count, ...destination }) => (count === undefined ? destination : { ...destination, count }))
}
