import { deriveId } from '#kernel'
import { catchUp, complaintReceived, openReadModelLab, type ReadModelLab } from '#testing'

describe('waiting for a position', () => {
  let lab: ReadModelLab
  beforeAll(async () => {
    lab = await openReadModelLab()
  })
  afterAll(() => lab.close())

  it('looks less and less often: screens ask again and again while the readers have much to do', async () => {
    let looks = 0
    const query = (...asked: Parameters<typeof lab.pool.query>): unknown => {
      looks++
      return lab.pool.query(...asked)
    }
    const pool = Object.assign(Object.create(lab.pool) as typeof lab.pool, { query })
    expect(await lab.projections({ pool }).waitFor('00000000000000000001', 1_000)).toEqual({ reached: false, position: null })
    // ten in the first tenth of a second, then each after a tenth of the time that was waited
    expect(looks).toBeLessThanOrEqual(40)
  })

  it('waits for the slowest of the models, not the first', async () => {
    const AT = '2026-11-20T03:00:00.000Z'
    const caseId = deriveId('00000000-0000-4000-8000-000000000000', 'waiting')
    const story = { caseId, number: 'PGD/2026/001', startsOn: '2026-11-20', officer: caseId, institution: caseId }
    const head = await lab.tell(`case-${caseId}`, [complaintReceived(story, 0, AT, '2026-11-20')], AT)
    await catchUp(lab)
    expect(await lab.projections().waitFor(head, 0)).toEqual({ reached: true, position: head })
    const behind = head.replace(/./g, '0')
    await lab.pool.query('update read_models.checkpoints set position = $1 where model = $2', [behind, lab.projections().names[1]])
    expect(await lab.projections().waitFor(head, 0)).toEqual({ reached: false, position: behind })
  })
})
