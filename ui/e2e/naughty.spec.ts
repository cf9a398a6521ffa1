import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, openMarketplace, test, urls } from './support/fixtures'
import { begin, chooseCalendar, consent, fault, FORMS, leaveFor, LISTS, OAUTH, openNewest } from './support/steps'
import type { Page } from '@playwright/test'

const vectors = process.env['AUTHPROXY_VECTORS'] ?? join(dirname(fileURLToPath(import.meta.url)), '../../../shared/vectors')
const file = join(vectors, 'blns/blns.json')
const ROWS = 515

/** All rows, or a skipped test that says so. */
function rows(): string[] {
  const reason = `SKIPPED: no ${file}; AUTHPROXY_VECTORS names the folder`
  // The list of results shows that a test was skipped, not why.
  if (!existsSync(file)) process.stdout.write(`${reason}\n`)
  test.skip(!existsSync(file), reason)
  const all = JSON.parse(readFileSync(file, 'utf8')) as string[]
  expect(all).toHaveLength(ROWS)
  return all
}

/** Some of every kind: scripts, handlers, right-to-left, zalgo, emoji, other scripts, format strings, paths, injections. */
function mixed(count: number): string[] {
  const all = rows().filter((text) => text.trim() !== '' && text.length < 250)
  const wanted = [/<script/i, /onerror/i, /javascript:/i, /\u202e|[\u0590-\u06ff]/u, /[\u0300-\u036f]{3}/u, /\p{Extended_Pictographic}/u, /%[sdn]/, /\$\{|\{\{/, /\.\.\//, /'.*--|DROP TABLE/i, /^(null|undefined|true|0x0|1e100|NaN)$/i, /[\u2000-\u200f\ufeff]/u]
  const chosen = new Set(wanted.flatMap((kind) => all.filter((text) => kind.test(text)).slice(0, 3)))
  for (let at = 0; chosen.size < count; at += 7) chosen.add(all[at % all.length] ?? '')
  return [...chosen].slice(0, count)
}

/** What a text must never become: a dialog, an element with a handler, a script, a frame, an address to run. */
async function watch(page: Page): Promise<() => Promise<void>> {
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  return async () => {
    const alive = await page.evaluate(() =>
      [...document.querySelectorAll('body *')]
        .filter(
          (element) =>
            (element.tagName === 'SCRIPT' && !(element as HTMLScriptElement).src.startsWith(location.origin)) ||
            ['IFRAME', 'OBJECT', 'EMBED', 'BASE', 'MARQUEE'].includes(element.tagName) ||
            element.getAttributeNames().some((name) => name.startsWith('on')) ||
            /^\s*javascript:/i.test(element.getAttribute('href') ?? element.getAttribute('src') ?? ''),
        )
        .map((element) => element.outerHTML.slice(0, 200)),
    )
    expect(alive).toEqual([])
    expect(dialogs).toEqual([])
  }
}

/** Writes each text into each field as typing would, and gives those that a field did not keep as they were. */
function typeAll(page: Page, selector: string, texts: string[]): Promise<{ fields: number; changed: string[] }> {
  return page.evaluate(
    async ([selector, texts]) => {
      const fields = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(selector)]
      const changed: string[] = []
      for (const field of fields) {
        field.focus()
        await new Promise(requestAnimationFrame)
        const set = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set
        for (const text of texts) {
          set?.call(field, text)
          const before = field.value // a browser's own field may trim, an address for example
          field.dispatchEvent(new Event('input', { bubbles: true }))
          if (field.value !== before && field.inputMode === '') changed.push(`${field.id}: ${text}`)
        }
        await new Promise(requestAnimationFrame)
      }
      return { fields: fields.length, changed }
    },
    [selector, texts] as const,
  )
}

test('every naughty string stays text in every field', async ({ page }) => {
  test.slow()
  const texts = rows()
  const inert = await watch(page)
  await openMarketplace(page)
  await page.getByRole('searchbox').pressSequentially('dmo')
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  // The cursor stays where one types: the address, which has the words as well, comes later.
  await page.keyboard.type('ee')
  await expect(page.getByRole('searchbox')).toHaveValue('deemo')
  await expect(page).toHaveURL(/q=deemo/)
  expect(await typeAll(page, 'input[type=search]', texts)).toEqual({ fields: 1, changed: [] })
  await inert()
  await page.goto(`${urls.marketplace}/connectors`)
  await begin(page, FORMS)
  await expect(page.getByLabel('Team name')).toBeVisible()
  expect(await typeAll(page, 'form input:not([type=radio], [type=checkbox])', texts)).toEqual({ fields: 3, changed: [] })
  await inert()
  await page.goto(`${urls.marketplace}/connectors`)
  await begin(page, 'Demo (basic)')
  await expect(page.locator('form input').first()).toBeVisible()
  expect(await typeAll(page, 'form input', texts)).toEqual({ fields: 2, changed: [] })
  await inert()
  await page.goto(`${urls.marketplace}/connectors`)
  await begin(page, LISTS)
  for (const button of ['Add to Tags', 'Add to Contacts', 'Add to Phones']) await page.getByRole('button', { name: button }).click()
  const { fields, changed } = await typeAll(page, 'form :is(input, textarea):not([type=radio], [type=checkbox], [type=hidden])', texts)
  expect(changed).toEqual([])
  expect(fields).toBe(10)
  await inert()
})

test('naughty strings that were stored come back as they were', async ({ page }) => {
  // The last one changes when somebody composes characters.
  const texts = [...mixed(35), 'e\u0301 A\u030a']
  const inert = await watch(page)
  await openMarketplace(page, /Noor Haddad/)
  await begin(page, LISTS)
  await page.getByRole('combobox', { name: 'Town' }).click()
  await page.getByRole('option', { name: 'Gera' }).click()
  await page.getByRole('radio', { name: 'Small shop' }).check()
  await page.evaluate(() => {
    const press = (text: string) => [...document.querySelectorAll('button')].find((each) => each.textContent === text)?.click()
    for (let count = 0; count < 4; count += 1) press('Add to Tags')
    for (let count = 0; count < 29; count += 1) press('Add to Contacts')
  })
  const open = page.locator('form :is(input[id*="/shop"], input[id*="/street"], input[id*="/name"], textarea, [data-entry] input)')
  await expect(open).toHaveCount(texts.length)
  await page.evaluate((texts) => {
    const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
      'form :is(input[id*="/shop"], input[id*="/street"], input[id*="/name"], textarea, [data-entry] input)',
    )
    fields.forEach((field, index) => {
      Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, texts[index])
      field.dispatchEvent(new Event('input', { bubbles: true }))
    })
  }, texts)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByRole('heading', { name: `${LISTS} is connected` })).toBeVisible()
  await openNewest(page, LISTS)
  await page.getByRole('button', { name: 'Change settings' }).click()
  await expect(open).toHaveCount(texts.length)
  expect(await open.evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value))).toEqual(texts)
  await inert()
})

test('what a third party says is shown as text on every screen', async ({ page, context }) => {
  const inert = await watch(page)
  const account = '<img src=x onerror=alert(1)> \u202egnp\u202c Z\u0351\u036b\u0343a\u0344lgo {{cfg.x}} %s'
  await openMarketplace(page, /Noor Haddad/)
  await begin(page, OAUTH)
  await fault('token', { type: 'id_token_claim', name: 'email', json: JSON.stringify(account) })
  await consent(await leaveFor(page, context, OAUTH), /Noor/)
  await chooseCalendar(page)
  await expect(page.getByRole('heading', { name: `Connected as ${account}` })).toBeVisible()
  await inert()
  await openNewest(page, OAUTH)
  await expect(page.getByText(account).first()).toBeVisible()
  await page.getByRole('button', { name: 'Disconnect' }).click()
  await expect(page.getByRole('dialog')).toContainText(account)
  await inert()
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()

  await page.goto(`${urls.marketplace}/connectors`)
  await begin(page, OAUTH)
  const failed = page.getByRole('heading', { name: 'The connection could not be made' })
  for (const text of ['<script>alert(1)</script>', '"><svg onload=alert(1)>', 'javascript:alert(1)//%0a%s']) {
    await fault('authorize', { type: 'refuse', status: 400, error: text })
    await leaveFor(page, context, OAUTH)
    await expect(failed).toBeVisible()
    await expect(page.getByText(text)).toBeVisible()
    await inert()
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('button', { name: `Continue to ${OAUTH}` })).toBeVisible()
    await fetch(`${urls.provider}/_admin/faults`, { method: 'DELETE' })
  }
})

test('naughty addresses show a screen and nothing else', async ({ page }) => {
  const inert = await watch(page)
  await openMarketplace(page)
  const search = page.getByRole('searchbox')
  for (const text of [...mixed(12), '([{\\']) {
    const naughty = encodeURIComponent(text)
    await page.goto(`${urls.marketplace}/connectors?q=${naughty}`)
    await expect(search).toHaveValue(text)
    await inert()
    await page.goto(`${urls.marketplace}/connectors?q=${naughty}&category=${naughty}`)
    await expect(search).toBeVisible()
    await inert()
    await page.goto(`${urls.marketplace}/connect/${naughty}?connection=${naughty}&intent=${naughty}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await inert()
  }
})
