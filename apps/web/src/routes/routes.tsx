import type { RouteObject } from 'react-router'
import { FirstPage } from './first-page'
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

/** Every screen and its address. Screens come lazily, each with its own code. */
export const routes: RouteObject[] = [
  ...whileBuilding,
  {
    path: '/',
    element: <SignedIn />,
    errorElement: <PageFailed />,
    children: [
      { index: true, element: <FirstPage /> },
      { path: '*', element: <NotFound /> },
    ],
  },
]
