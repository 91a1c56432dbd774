// A process of its own for the tests: opens the database of argv[2], says so, and leaves at the first line on its input.
import { openEmbeddedDatabase } from './embedded-database'

async function hold(root: string): Promise<void> {
  const database = await openEmbeddedDatabase(root)
  process.stdout.write(`${JSON.stringify({ origin: database.origin, ownerUrl: database.ownerUrl })}\n`)
  process.stdin.once('data', () => {
    void database.close().then(() => process.exit(0))
  })
}

void hold(process.argv[2] ?? '')
