import { appending } from './contract/appending'
import { erasing } from './contract/erasing'
import { living } from './contract/living'
import type { LogTraits, LogUnderTest, MakeLog } from './contract/log-under-test'
import { ordering } from './contract/ordering'
import { reading } from './contract/reading'
import { repeating } from './contract/repeating'
import { restoring } from './contract/restoring'
import { sealing } from './contract/sealing'
import { subscribing } from './contract/subscribing'

/**
 * What every adapter of the log must hold, as named tests. Called at the top of an adapter's spec.
 * @param makeLog gives a log for each chapter, empty as far as it shows
 */
export function eventLogContract(name: string, makeLog: MakeLog, traits: LogTraits = { dense: true, uniqueIds: true }): void {
  const chapters = {
    append: appending,
    idempotence: repeating,
    read: reading,
    'global order': ordering,
    subscription: subscribing,
    life: living,
    erasure: erasing,
    restore: restoring,
    'tamper evidence': sealing,
  }
  describe(`${name}: the contract of the event log`, () => {
    for (const [title, chapter] of Object.entries(chapters)) {
      describe(title, () => {
        let made: LogUnderTest | undefined
        beforeAll(async () => {
          made = await makeLog()
        })
        afterAll(() => made?.stop())
        const subject = () => {
          if (!made) throw new Error('the log was not made')
          return made
        }
        chapter(it, subject, traits)
      })
    }
  })
}
