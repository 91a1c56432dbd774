import { LONGER } from './slowly'

/** Milliseconds. Generous: a slow, loaded machine is no fault of the product. */
export const PATIENCE = 60_000 * LONGER
/** For one try of several, where waiting longer for the same thing leads nowhere. */
export const MOMENT = 5_000 * LONGER
const PAUSE = 50

/**
 * Tries a block of expectations until it holds: a page that was just acted on may still be on its way. What must not be there is
 * looked for after something that proves that the page stands. A try that waited all patience for what had just gone is followed by
 * another.
 * @returns what the block gives
 * @throws the last failure, once patience is over
 */
export async function soon<Value>(holds: () => Promise<Value> | Value): Promise<Value> {
  const end = performance.now() + PATIENCE
  for (;;) {
    const last = performance.now() > end
    try {
      return await holds()
    } catch (error) {
      if (last) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE))
  }
}
