import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'

// The package is an ES module that unpacks Chromium at its first use; a process of its own asks it for that.
const ASK = `import('@sparticuz/chromium').then(async ({ default: chromium }) => process.stdout.write(JSON.stringify({ path: await chromium.executablePath(), args: chromium.args })))`
const PACKAGE = join(__dirname, '..', '..', 'node_modules', '@sparticuz', 'chromium', 'package.json')

interface Unpacked {
  readonly path: string
  readonly args: string[]
}

function ask(directory: string): Unpacked {
  const env = { ...process.env, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x', TMPDIR: directory }
  return JSON.parse(execFileSync(process.execPath, ['-e', ASK], { encoding: 'utf8', env })) as Unpacked
}

/**
 * Chromium, unpacked once on this machine. The package takes a half unpacked one for whole, and test files run side by side: it is
 * unpacked apart, and stands in its place at once.
 */
function unpacked(): Unpacked {
  const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string }
  const place = join(tmpdir(), `teduh-chromium-${version}`)
  if (!existsSync(place)) {
    const apart = mkdtempSync(join(tmpdir(), 'teduh-unpacking-'))
    try {
      ask(apart)
      renameSync(apart, place)
    } catch (error) {
      rmSync(apart, { recursive: true, force: true })
      // Another test file may have been first.
      if (!existsSync(place)) throw error
    }
  }
  return ask(place)
}

/** A real Chromium from the package registry's archive; nothing is installed on the machine. */
export async function launchBrowser(): Promise<Browser> {
  const { path, args } = unpacked()
  // In a single process the first closed window would take the browser with it.
  return chromium.launch({ executablePath: path, args: args.filter((one) => one !== '--single-process'), headless: true })
}
