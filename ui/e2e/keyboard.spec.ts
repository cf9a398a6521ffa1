import { DEMO_KEY, expect, openMarketplace, signInAtHost, test, urls } from './support/fixtures'
import { LISTS, OAUTH } from './support/steps'
import type { Page } from '@playwright/test'

const MOST_STOPS = 80

/** What a screen reader would call what has the focus. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (element?.matches('input, textarea, button, a, [role=menuitem]') !== true) return ''
    const labels = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? [...(element.labels ?? [])] : []
    const texts = labels.map((each) => each.textContent)
    return [element.getAttribute('aria-label'), ...texts, texts.length === 0 ? element.textContent : ''].filter(Boolean).join(' ')
  })
}

/** Presses Tab until the focus stands on what is wanted. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (name.test(await focused(page))) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the focus never came to ${name}`)
}

async function press(page: Page, name: RegExp, key = 'Enter'): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.press(key)
}

/** From the catalogue to the first step. */
async function begin(page: Page, name: RegExp): Promise<void> {
  await press(page, name)
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name)
  await press(page, /^Connect( another account)?$/)
  await page.waitForURL(/\/connect\/.*connection=/)
}

test('connects by a key without a mouse', async ({ page }) => {
  await openMarketplace(page)
  await begin(page, /^Demo \(cookie\)$/)
  await expect(page.getByLabel('Demo API key')).toBeVisible()
  await tabTo(page, /Demo API key/)
  await page.keyboard.type(DEMO_KEY)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Demo (cookie) is connected' })).toBeVisible()
})

test('fills every kind of field without a mouse', async ({ page }) => {
  await openMarketplace(page, /Noor Haddad/)
  await begin(page, /^Demo \(lists and groups\)$/)
  await expect(page.getByRole('combobox', { name: 'Town' })).toBeVisible()
  await tabTo(page, /^Shop name/)
  await page.keyboard.type('By hand')
  await tabTo(page, /^About the shop/)
  await page.keyboard.type('One')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Two')
  await tabTo(page, /^Town/)
  await page.keyboard.type('jen')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Town' })).toHaveValue('Jena')
  await press(page, /^Small shop/, 'Space')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: 'Large shop' })).toBeChecked()
  await tabTo(page, /^Tills/)
  await page.keyboard.type('3')
  await press(page, /^Wednesday/, 'Space')
  await press(page, /^Show the shop/, 'Space')
  await press(page, /^Add to Tags/)
  await page.keyboard.type('typed')
  await press(page, /^Add to Tags/)
  await page.keyboard.type('taken away')
  await press(page, /^Remove Entry 2/)
  // The button is gone, and the keyboard is still in the list.
  await expect(page.getByRole('button', { name: 'Add to Tags' })).toBeFocused()
  await tabTo(page, /^Street/)
  await page.keyboard.type('Quay 1')
  await press(page, /^Add to Contacts/)
  await page.keyboard.type('Ines')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: `${LISTS} is connected` })).toBeVisible()
})

test('signs in, opens the menu and disconnects without a mouse', async ({ page, context }) => {
  await openMarketplace(page, /Tomas Lind/)
  await begin(page, /^Demo \(OAuth2\)$/)
  await expect(page.getByRole('button', { name: `Continue to ${OAUTH}` })).toBeVisible()
  const opened = context.waitForEvent('page')
  await press(page, /^Continue to/)
  const popup = await opened
  await popup.getByRole('radio').first().waitFor()
  await tabTo(popup, /@demo\.example/)
  for (let stop = 0; stop < 3 && !/tomas/i.test(await focused(popup)); stop += 1) await popup.keyboard.press('ArrowDown')
  await press(popup, /^Allow/)
  await expect(page.getByRole('radio', { name: 'Team' })).toBeVisible()
  await press(page, /^(Tomas|tomas|Team)/, 'Space')
  for (let stop = 0; stop < 3 && !/^Team/.test(await focused(page)); stop += 1) await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: 'Team' })).toBeChecked()
  await press(page, /^Connect$/)
  await expect(page.getByRole('heading', { name: 'Connected as tomas@demo.example' })).toBeVisible()
  await press(page, /^Done$/)

  const actions = page.getByRole('button', { name: `Actions for ${OAUTH}, tomas@demo.example` }).first()
  await expect(actions).toBeVisible()
  await press(page, /^Actions for Demo \(OAuth2\), tomas/)
  await expect(page.getByRole('menu')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toBeHidden()
  await expect(actions).toBeFocused()
  await page.keyboard.press('Enter')
  for (let item = 0; item < 8 && !/^Disconnect$/.test(await focused(page)); item += 1) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  for (let stop = 0; stop < 6; stop += 1) {
    await page.keyboard.press('Tab')
    const outside = await page.evaluate(() => document.activeElement !== document.body && document.activeElement?.closest('dialog') === null)
    expect(outside, 'the focus left the dialog').toBe(false)
  }
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(actions).toBeFocused()
  await page.keyboard.press('Enter')
  for (let item = 0; item < 8 && !/^Disconnect$/.test(await focused(page)); item += 1) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeVisible()
  await press(page, /^Disconnect$/)
  await expect(dialog.getByRole('heading', { name: /is disconnected/ })).toBeVisible()
  await press(page, /^Close$/)
  await expect(dialog).toBeHidden()
})

test('Escape closes the dialog of a host, also from inside the frame, and gives the focus back', async ({ page }) => {
  await signInAtHost(page, /Noor Haddad/)
  await page.goto(`${urls.host}/integrations/one`)
  const button = page.getByRole('listitem').filter({ hasText: 'Demo (header)' }).getByRole('button', { name: 'Connect' })
  const frame = page.frameLocator('authproxy-marketplace iframe')
  for (const inside of [false, true]) {
    await button.focus()
    await page.keyboard.press('Enter')
    const connect = frame.getByRole('button', { name: /^Connect/ })
    await expect(connect).toBeVisible()
    if (inside) await connect.focus()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect(button).toBeFocused()
    await expect(page.getByRole('status')).toContainText('Nothing was connected.')
  }
})
