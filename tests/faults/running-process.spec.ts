import { ownPort } from '#testing'
import { RunningProcess } from './running-process'

describe('a process that is started', () => {
  const start = async (script: string, patience: number): Promise<unknown> =>
    RunningProcess.start('it', ['-e', `console.log('pid', process.pid, '.'); ${script}`], await ownPort(), {}, patience).catch(
      (error: unknown) => error,
    )

  it('and never answers is given up, and does not stay behind', async () => {
    let [error, pid]: [unknown, string | undefined] = [null, undefined]
    // until it came so far as to tell who it is
    for (let patience = 250; pid === undefined; patience *= 2) {
      error = await start('setInterval(() => {}, 1_000)', patience)
      pid = /pid (\d+)/.exec(String(error))?.[1]
    }
    expect(error).toMatchObject({ message: expect.stringMatching(/^it did not answer in time: /) as unknown })
    expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH')
  })

  it('and ends is told with what it said', async () => {
    expect(await start('process.exit(1)', 60_000)).toMatchObject({
      message: expect.stringMatching(/^it ended before it answered: pid \d+/) as unknown,
    })
  })
})
