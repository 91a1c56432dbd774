import type { ReactNode } from 'react'
import type { RouteObject } from 'react-router'
import { FirstPage } from './first-page'
import { Guarded } from './guarded'
import { NotFound, PageFailed } from './problem-page'
import { SignedIn } from './signed-in'

/** The collection of components in all their states, for those who build the product; not part of what is delivered. */
const whileBuilding: RouteObject[] = import.meta.env.DEV
  ? [
      {
        path: '/bahan-rupa',
        errorElement: <PageFailed />,
        hydrateFallbackElement: <></>,
        lazy: async () => ({ Component: (await import('./gallery/gallery')).Gallery }),
      },
    ]
  : []

type Screen = () => ReactNode

/** A screen with its own code, for those who hold one of the permissions. */
const screen = (path: string, any: readonly string[], load: () => Promise<Screen>): RouteObject => ({
  path,
  errorElement: <PageFailed />,
  lazy: async () => {
    const Inside = await load()
    return {
      Component: () => (
        <Guarded any={any}>
          <Inside />
        </Guarded>
      ),
    }
  },
})

/** Every screen and its address. Screens come lazily, each with its own code. */
export const routes: RouteObject[] = [
  ...whileBuilding,
  {
    path: '/siapkan',
    errorElement: <PageFailed />,
    hydrateFallbackElement: <></>,
    lazy: async () => ({ Component: (await import('./setup/choose-password')).ChoosePassword }),
  },
  {
    path: '/',
    element: <SignedIn />,
    errorElement: <PageFailed />,
    hydrateFallbackElement: <></>,
    children: [
      { index: true, element: <FirstPage /> },
      screen('hari-ini', ['case.read'], async () => (await import('./today/today')).Today),
      screen('kasus', ['case.read'], async () => (await import('./cases/cases')).Cases),
      screen('pengaduan', ['case.read'], async () => (await import('./cases/cases')).Complaints),
      screen('rujukan', ['case.read'], async () => (await import('./referrals/referrals')).Referrals),
      screen('pengaduan/baru', ['complaint.take'], async () => (await import('./new-complaint/new-complaint')).NewComplaint),
      screen('kasus/:caseId/:step?/:ref?', ['case.read'], async () => (await import('./case-file/case-file')).CaseFilePage),
      screen('rasio', ['ratio.read'], async () => (await import('./ratio/ratio')).Ratio),
      screen('impor', ['register.import'], async () => (await import('./import/register-import')).RegisterImport),
      screen('impor/penduduk', ['import.population'], async () => (await import('./import/population-import')).PopulationImport),
      screen('penduduk', ['import.population'], async () => (await import('./import/population-import')).PopulationImport),
      screen('lembaga', ['institutions.read'], async () => (await import('./institutions/institutions')).Institutions),
      screen('lembaga/baru', ['institutions.manage'], async () => (await import('./institutions/institution-form')).InstitutionForm),
      screen('lembaga/:id/akhiri', ['institutions.manage'], async () => (await import('./institutions/retire-form')).RetireForm),
      screen('rumah-perlindungan', ['institutions.read'], async () => (await import('./shelters/shelters')).Shelters),
      screen('rumah-perlindungan/baru', ['institutions.manage'], async () => (await import('./shelters/shelter-form')).ShelterForm),
      screen('rumah-perlindungan/:id', ['institutions.manage'], async () => (await import('./shelters/shelter-form')).ShelterForm),
      screen('akun', ['users.manage'], async () => (await import('./users/accounts')).Accounts),
      screen('akun/baru', ['users.manage'], async () => (await import('./users/account-form')).AccountForm),
      screen('akun/:id', ['users.manage'], async () => (await import('./users/account-form')).AccountForm),
      screen('unit', ['settings.manage'], async () => (await import('./setup/unit-setup')).UnitSetup),
      screen('kata-sandi', ['session.own'], async () => (await import('./account/password')).OwnPassword),
      { path: '*', element: <NotFound /> },
    ],
  },
]
