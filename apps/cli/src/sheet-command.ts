import { recoverySheet } from '#privacy'
import { CommandRefused, EXIT, print } from './terminal'
import { withWorkspace } from './with-workspace'

/**
 * Shows the recovery sheet, from which the master key can be typed in again. To a terminal alone: a sheet in a file or in a log is
 * the key in a file or in a log.
 */
export async function showRecoverySheet(): Promise<void> {
  if (!process.stdout.isTTY)
    throw new CommandRefused('Lembar pemulihan hanya ditampilkan di terminal. (The recovery sheet is shown on a terminal alone.)', EXIT.misuse)
  await withWorkspace(async ({ master, clock }) => {
    await Promise.resolve()
    print(recoverySheet(master, clock.now().slice(0, 10)))
  })
}
