import { MasterKey, sealedBox } from '#privacy'

describe('a sealed box', () => {
  const box = sealedBox(MasterKey.random())
  const body = Buffer.from('Korban Sintetis 012')

  it('opens in its own place alone, under its own master key, unchanged', () => {
    const sealed = box.seal('draft/1', body)
    expect(box.open('draft/1', sealed)?.equals(body)).toBe(true)
    const changed = Buffer.from(sealed)
    changed[sealed.length - 1] = (changed[sealed.length - 1] ?? 0) ^ 1
    expect([box.open('draft/2', sealed), box.open('draft/1', changed), sealedBox(MasterKey.random()).open('draft/1', sealed)]).toEqual([
      null,
      null,
      null,
    ])
    for (let length = 0; length < sealed.length; length += 7) expect(box.open('draft/1', sealed.subarray(0, length))).toBeNull()
  })

  it('shows nothing, not even that two bodies are equal', () => {
    const [one, other] = [box.seal('draft/1', body), box.seal('draft/1', body)]
    expect(one.includes('Sintetis')).toBe(false)
    expect(one.equals(other)).toBe(false)
    expect(box.open('draft/1', box.seal('draft/1', Buffer.alloc(0)))?.length).toBe(0)
  })
})
