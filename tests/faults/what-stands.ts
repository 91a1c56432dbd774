import { isSound, sealSegments, verifySealedLog } from '#event-log'
import { contents } from '#testing'
import type { Workspace } from '#workspace'
import type { Officers } from './officers'
import type { RunningProduct } from './running-product'

/** Everything acknowledged stands once; what wasn't stands whole or not at all; numbers were given once. */
export async function expectWholeLog(workspace: Workspace, { acknowledged, abandoned }: Officers): Promise<void> {
  const streams = new Map<string, string[]>()
  const numbers: string[] = []
  for await (const { events } of workspace.log.readAll(null))
    for (const event of events) {
      if (event.stream.startsWith('case-')) streams.set(event.stream, [...(streams.get(event.stream) ?? []), event.type])
      if (event.stream.startsWith('register-')) numbers.push(JSON.stringify(event.data))
    }
  const promised = [...acknowledged.values()].map(({ id }) => `case-${id}`)
  expect(new Set(promised).size).toBe(acknowledged.size)
  expect(promised.filter((stream) => !streams.has(stream))).toEqual([])
  const unpromised = streams.size - promised.length
  expect(unpromised).toBeLessThanOrEqual([...abandoned].filter((key) => !acknowledged.has(key)).length)
  expect(new Set([...streams.values()].map((types) => types.join(' '))).size).toBe(1)
  expect(new Set(numbers).size).toBe(numbers.length)
}

/** The read models hold the whole log, parked nothing, and equal what a rebuild makes of it. */
export async function expectModelsLikeRebuilt(workspace: Workspace): Promise<void> {
  const stopping = new AbortController()
  const running = workspace.projections.run(stopping.signal)
  try {
    expect((await workspace.projections.waitFor((await workspace.log.head()) ?? '', 60_000)).reached).toBe(true)
  } finally {
    stopping.abort()
    await running
  }
  expect(await workspace.projections.parked()).toEqual([])
  const grown = await contents(workspace)
  expect(grown['case_list']?.length).toBeGreaterThan(0)
  await workspace.projections.rebuild()
  expect(await contents(workspace)).toEqual(grown)
}

/** Chains and signed segments hold as they were left, and the log is signed on to its end from there. */
export async function expectSoundLog({ log, sealing }: Workspace): Promise<void> {
  const clean = { sound: true, streams: [], segments: [] }
  const check = async () => {
    const found = await verifySealedLog(log, sealing)
    expect({ sound: isSound(found), streams: found.streams.faults, segments: found.segments.faults }).toEqual(clean)
    return found.segments
  }
  await check()
  await sealSegments(sealing)
  expect(await check()).toMatchObject({ unsealed: 0, headKept: true })
}

/** Everything that is promised of an installation, whatever it went through; opens it, and leaves it closed. */
export async function expectAllStands(product: RunningProduct, officers: Officers): Promise<void> {
  const workspace = await product.open()
  try {
    await expectWholeLog(workspace, officers)
    await expectModelsLikeRebuilt(workspace)
    await expectSoundLog(workspace)
  } finally {
    await workspace.close()
  }
}
