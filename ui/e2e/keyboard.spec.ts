import { DEMO_KEY, expect, openMarketplace, test } from './support/fixtures'
import type { Page } from '@playwright/test'

const MOST_STOPS = 60

/** Presses Tab until the focus stands on what is wanted. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press('Tab')
    const label = await page.evaluate(() => {
      const focused = document.activeElement
      const labels = focused instanceof HTMLInputElement ? [...(focused.labels ?? [])].map((each) => each.textContent) : []
      return [focused?.getAttribute('aria-label'), ...labels, focused?.textContent].filter(Boolean).join(' ')
    })
    if (name.test(label)) return
  }
  throw new Error(`the focus never came to ${name}`)
}

test('connects without a mouse', async ({ page }) => {
  await openMarketplace(page)
  await tabTo(page, /Demo \(cookie\)/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Demo (cookie)')
  await tabTo(page, /^Connect/)
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Demo API key')).toBeVisible()
  const key = page.getByLabel('Demo API key')
  if (!(await key.evaluate((field) => field === document.activeElement))) await tabTo(page, /Demo API key/)
  await page.keyboard.type(DEMO_KEY)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Demo (cookie) is connected' })).toBeVisible()
})
