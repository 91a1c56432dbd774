import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

describe('the classification of fields', () => {
  it('stands in its decision record as the types have it', () => {
    const script = join(__dirname, '..', '..', 'infra', 'scripts', 'list-event-fields.mjs')
    const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  }, 240_000)
})
