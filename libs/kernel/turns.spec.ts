import { setImmediate as pause } from 'node:timers/promises'
import { Turns } from '#kernel'

describe('work in turns', () => {
  it('is done one after the other in the order it was asked, each with its own result', async () => {
    const turns = new Turns()
    const told: string[] = []
    const act = async (name: number): Promise<number> => {
      told.push(`begin ${name}`)
      for (let n = 0; n < 3 - name; n++) await pause()
      told.push(`end ${name}`)
      return name
    }
    const all = [0, 1, 2].map((name) => turns.take('a', () => act(name)))
    expect(await Promise.all(all)).toEqual([0, 1, 2])
    expect(told).toEqual(['begin 0', 'end 0', 'begin 1', 'end 1', 'begin 2', 'end 2'])
  })

  it('of another name does not wait', async () => {
    const turns = new Turns()
    let open = (): void => undefined
    const held = turns.take('a', () => new Promise<void>((resolve) => (open = resolve)))
    expect(await turns.take('b', () => Promise.resolve(1))).toBe(1)
    open()
    await held
  })

  it('goes on after an error, which is told to whoever asked alone', async () => {
    const turns = new Turns()
    const failed = turns.take('a', () => Promise.reject(new Error('away')))
    const next = turns.take('a', () => Promise.resolve(2))
    await expect(failed).rejects.toThrow('away')
    expect(await next).toBe(2)
    expect(await turns.take('a', () => Promise.resolve(3))).toBe(3)
  })
})
