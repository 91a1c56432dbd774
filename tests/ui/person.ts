import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { DEMO_ACCOUNTS } from '#demo'

/** Generous: a slow, loaded machine is no fault of the product. */
const PATIENCE = 60_000

export interface Screen {
  readonly width: number
  readonly height: number
  readonly dark?: boolean
}
export const DESK: Screen = { width: 1366, height: 768 }
export const PHONE: Screen = { width: 360, height: 740 }
export const PHONE_DARK: Screen = { ...PHONE, dark: true }

/** A window of its own, signed in by nobody. */
export async function openWindow(browser: Browser, { width, height, dark = false }: Screen = DESK): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(PATIENCE)
  return context
}

/** Types name and password on the first page, and waits for the bar. */
export async function signIn(page: Page, address: string, username: string, password: string): Promise<void> {
  await page.goto(address)
  await page.getByLabel('Nama pengguna').fill(username)
  await page.getByLabel('Kata sandi', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Masuk', exact: true }).click()
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.getByLabel('Nama pengguna').waitFor({ state: 'detached' })
}

/** One of the people of the demo workspace, at a window of their own. */
export async function enterAs(browser: Browser, address: string, role: string, screen: Screen = DESK): Promise<Page> {
  const account = DEMO_ACCOUNTS.find((one) => one.role === role)
  if (account === undefined) throw new Error(`the demo has no ${role}`)
  const page = await (await openWindow(browser, screen)).newPage()
  await signIn(page, address, account.username, account.password)
  return page
}

/** A label as it is read: its words alone, or with the mark that it may stay empty. */
const named = (label: string): RegExp => new RegExp(`^${label.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(\\s*\\(tidak wajib\\))?$`)

/** Answers one question of a form, whatever its control: a line, a list, or words to choose. */
export async function answer(form: Page | Locator, label: string, ...words: readonly string[]): Promise<void> {
  const name = named(label)
  const choices = form.getByRole('radiogroup', { name }).or(form.getByRole('group', { name }))
  const line = form.getByRole('textbox', { name }).or(form.getByRole('combobox', { name }))
  const control = choices.or(line).first()
  await control.waitFor()
  const kind = await control.evaluate(({ tagName }: { readonly tagName: string }) => tagName)
  for (const word of words) {
    if (kind === 'SELECT') await control.selectOption({ label: word })
    else if (kind === 'FIELDSET') await choose(control, word)
    else await control.fill(word)
  }
}

async function choose(group: Locator, word: string): Promise<void> {
  const within = group.page()
  const box = within.getByRole('radio', { name: word, exact: true }).or(within.getByRole('checkbox', { name: word, exact: true }))
  const option = group.locator('label').filter({ has: box })
  if (!(await option.locator('input').isChecked())) await option.click()
}

/** Goes where the bar leads, or its *Lainnya* where the bar is too narrow. */
export async function goTo(page: Page, destination: string): Promise<void> {
  const name = new RegExp(`^${destination}`)
  const link = page.getByRole('banner').getByRole('link', { name })
  const more = page.getByRole('banner').getByRole('button', { name: 'Lainnya' })
  await link.or(more).first().waitFor()
  if (await link.isVisible()) return link.click()
  await more.click()
  await page.getByRole('menuitem', { name }).click()
}

/** Fills the form of a step and sends it; the case then says that it is saved. */
export async function finish(page: Page, step: string, answers: readonly (readonly [label: string, ...words: string[]])[] = []): Promise<void> {
  const form = page
    .getByRole('main')
    .locator('form')
    .filter({ has: page.getByRole('heading', { level: 2, name: step, exact: true }) })
  await form.waitFor()
  for (const [label, ...words] of answers) await answer(form, label, ...words)
  await form.getByRole('button', { name: step, exact: true }).click()
  const saved = page.getByRole('status').filter({ hasText: `Tersimpan: ${step}.` })
  const refused = form.getByRole('alert')
  await saved.or(refused).first().waitFor()
  if (await refused.isVisible()) throw new Error(`${step}: ${await refused.innerText()}`)
}
