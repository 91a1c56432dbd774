import { randomUuid } from '#kernel'
import type { CaseFilePage, ShelterBoardItem } from '#read-models'
import { problemOf } from './client'
import { partners, takenCase } from './forms'
import { startApi, type Api } from './start-api'

let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.close())

describe('an admission that was refused on its way', () => {
  it('goes through when the same form is sent again, and takes one bed', async () => {
    const [officer, head] = [await api.as('officer'), await api.as('head')]
    const { shelterId } = await partners(api)
    const taken = await takenCase(officer)
    const path = `/cases/${taken.caseId}/shelter-stays`
    const form = { shelterId, victimIds: [taken.victimId], withoutBed: [], admittedAt: '2026-11-20T02:30:00.000Z', emergency: true }
    const key = randomUuid()
    // A colleague was faster, twice: what was seen is old.
    for (const time of [1, 2]) {
      const refused = await officer.post(path, form, { key, ifMatch: taken.revision - 1 })
      expect([time, refused.status, problemOf(refused).code]).toEqual([time, 412, 'revision.stale'])
    }
    const admitted = await officer.command(path, form, { key, ifMatch: taken.revision })
    const again = await officer.command(path, form, { key, ifMatch: taken.revision })
    expect(again).toEqual(admitted)
    const [shelter] = await head.ask<readonly ShelterBoardItem[]>('/shelters', { minPosition: (await api.head()) ?? '' })
    expect(shelter).toMatchObject({ beds: 2, occupied: 1 })
    const { file: after } = await officer.ask<CaseFilePage>(`/cases/${taken.caseId}`, { minPosition: admitted.position })
    expect(after.stays).toHaveLength(1)
  })
})
