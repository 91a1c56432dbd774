import { execFileSync } from 'node:child_process'
import { chromium, type Browser } from 'playwright-core'

// The package is an ES module that unpacks Chromium at its first use; a process of its own asks it where.
const ASK = `import('@sparticuz/chromium').then(async ({ default: chromium }) => process.stdout.write(JSON.stringify({ path: await chromium.executablePath(), args: chromium.args })))`

/** A real Chromium from the package registry's archive; nothing is installed on the machine. */
export async function launchBrowser(): Promise<Browser> {
  const environment = { ...process.env, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' }
  const answer = execFileSync(process.execPath, ['-e', ASK], { encoding: 'utf8', env: environment })
  const { path, args } = JSON.parse(answer) as { path: string; args: string[] }
  // In a single process the first closed window would take the browser with it.
  return chromium.launch({ executablePath: path, args: args.filter((one) => one !== '--single-process'), headless: true })
}
