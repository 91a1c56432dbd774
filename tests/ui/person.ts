import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { DEMO_ACCOUNTS } from '#demo'
import { delayAnswers, slowDown } from './slowly'
import { MOMENT, PATIENCE, soon } from './soon'

export interface Screen {
  readonly width: number
  readonly height: number
  readonly dark?: boolean
}
export const DESK: Screen = { width: 1366, height: 768 }
export const PHONE: Screen = { width: 360, height: 740 }
export const PHONE_DARK: Screen = { ...PHONE, dark: true }

/** The page of a window of its own, signed in by nobody. */
export async function openPage(browser: Browser, screen: Screen = DESK): Promise<Page> {
  const page = await (await openWindow(browser, screen)).newPage()
  await slowDown(page)
  return page
}

async function openWindow(browser: Browser, { width, height, dark = false }: Screen): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(PATIENCE)
  await delayAnswers(context)
  return context
}

/** Closes a window. What a route of its test still holds goes with it: its failure would be the next test's. */
export async function leave(page: Page): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.context().close()
}

/** Opens an address anew, and waits until its page stands. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await stands(page)
}

/**
 * A page that was just loaded has its heading, and in the same moment either what it asked for or the line that says it is waiting.
 * After a step inside the pages this proves nothing: the page that is left stands until the next one does.
 */
async function stands(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await soon(async () => expect(await page.locator('p[role="status"]:not([class])').count()).toBe(0))
}

/** Types name and password on the first page, and waits until the page behind it stands. */
export async function signIn(page: Page, address: string, username: string, password: string): Promise<void> {
  await page.goto(address)
  await page.getByLabel('Nama pengguna').fill(username)
  await page.getByLabel('Kata sandi', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Masuk', exact: true }).click()
  await page.getByLabel('Nama pengguna').waitFor({ state: 'detached' })
  await page.getByRole('banner').waitFor()
  await stands(page)
}

/** One of the people of the demo workspace, at a window of their own. */
export async function enterAs(browser: Browser, address: string, role: string, screen: Screen = DESK): Promise<Page> {
  const account = DEMO_ACCOUNTS.find((one) => one.role === role)
  if (account === undefined) throw new Error(`the demo has no ${role}`)
  const page = await openPage(browser, screen)
  await signIn(page, address, account.username, account.password)
  return page
}

/** What is asked of an element inside the browser. */
interface Shown {
  readonly id: string
  readonly textContent: string | null
  getAttribute(name: string): string | null
}

/** Waits until the control that has the focus says one of its own words: its id, its label or its text. */
export async function focusIsOn(page: Page, word: string): Promise<void> {
  const focus = page.locator(':focus')
  const said = (): Promise<string> =>
    focus.evaluate((one: Shown) => [one.id, one.getAttribute('aria-label'), one.textContent].join(' '), null, { timeout: MOMENT })
  await soon(async () => expect(await said()).toContain(word))
}

/** A label as it is read: its words alone, or with the mark that it may stay empty. */
const named = (label: string): RegExp => new RegExp(`^${label.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(\\s*\\(tidak wajib\\))?$`)

/** Answers one question of a form, whatever its control: a line, a list, or words to choose. */
export async function answer(form: Page | Locator, label: string, ...words: readonly string[]): Promise<void> {
  const name = named(label)
  const choices = form.getByRole('radiogroup', { name }).or(form.getByRole('group', { name }))
  const line = form.getByRole('textbox', { name }).or(form.getByRole('combobox', { name }))
  const control = choices.or(line).first()
  for (const word of words) {
    const option = optionOf(control, word)
    // Choices that are still on their way may become a list when they are there.
    const kind = await soon(async () => {
      const tag = await control.evaluate(({ tagName }: { readonly tagName: string }) => tagName, null, { timeout: MOMENT })
      if (tag === 'FIELDSET') await option.waitFor({ timeout: MOMENT })
      return tag
    })
    if (kind === 'SELECT') await control.selectOption({ label: word })
    else if (kind === 'FIELDSET') await choose(option)
    else {
      await control.fill(word)
      await soon(async () => expect(await control.inputValue()).toBe(word))
    }
  }
}

function optionOf(group: Locator, word: string): Locator {
  const within = group.page()
  const box = within.getByRole('radio', { name: word, exact: true }).or(within.getByRole('checkbox', { name: word, exact: true }))
  return group.locator('label').filter({ has: box })
}

async function choose(option: Locator): Promise<void> {
  const input = option.locator('input')
  if (!(await input.isChecked())) await option.click()
  await soon(async () => expect(await input.isChecked()).toBe(true))
}

/** Goes where the bar leads, or its *Lainnya* where the bar is too narrow: as its counts come in, a link may move there. */
export async function goTo(page: Page, destination: string): Promise<void> {
  const name = new RegExp(`^${destination}`)
  const bar = page.getByRole('banner')
  const link = bar.getByRole('link', { name })
  const item = page.getByRole('menuitem', { name })
  const more = bar.getByRole('button', { name: 'Lainnya' })
  await soon(async () => {
    await link.or(item).or(more).first().waitFor()
    if (await link.isVisible()) return link.click({ timeout: MOMENT })
    if (!(await item.isVisible())) await more.click({ timeout: MOMENT })
    await item.click({ timeout: MOMENT })
  })
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
  const outcome = saved.or(form.getByRole('alert')).first()
  const { role, said } = await outcome.evaluate((one: Shown) => ({ role: one.getAttribute('role'), said: one.textContent }))
  if (role === 'alert') throw new Error(`${step}: ${said ?? ''}`)
  // Until then the file is an earlier one, and a step taken from it would be refused as a colleague's.
  await page.getByText('Catatan terakhir Anda sedang dimasukkan.').first().waitFor({ state: 'detached' })
}
