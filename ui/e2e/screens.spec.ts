import { expect, test } from '@playwright/test'
import { fits, judge } from './judge'
import { marketplaceUrl, signIn } from './screens-support'

const LOOKS = [
  { width: 1440, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
  { width: 320, colorScheme: 'light' },
] as const

for (const { width, colorScheme } of LOOKS) {
  test.describe(`${width} px, ${colorScheme}`, () => {
    test.use({ viewport: { width, height: 800 }, colorScheme, reducedMotion: 'reduce' } as never)

    test('every screen can be used by everybody', async ({ page }) => {
      test.slow()
      await signIn(page, '/connectors')
      await expect(page.locator('main li').first()).toBeVisible()
      await judge(page, 'catalogue')
      await page.locator('main li a').first().click()
      await page.waitForURL(/connectors\/cxr_/)
      await judge(page, 'connector')
      await page.getByRole('button', { name: /^Connect/ }).click()
      await page.waitForURL(/\/connect\//)
      await expect(page.locator('main h2').first()).toBeVisible()
      await judge(page, 'connect')
      for (const path of ['/connections', '/account', '/no-such-page', '/connections/cxn_00000000000000000000000000', '/signed-out']) {
        await page.goto(`${marketplaceUrl}${path}`)
        await judge(page, path)
      }
    })
  })
}

for (const language of ['en', 'de', 'fr', 'es', 'ja']) {
  test(`speaks ${language} within 320 px`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 700 })
    await signIn(page, '/connectors', language)
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    await expect(page.locator('main li').first()).toBeVisible()
    await fits(page, `catalogue in ${language}`)
    for (const path of ['/connections', '/account']) {
      await page.goto(`${marketplaceUrl}${path}`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(page.locator('main :is(li, section)').first()).toBeVisible()
      await fits(page, `${path} in ${language}`)
    }
  })
}

test('an address never keeps the token', async ({ page }) => {
  await signIn(page, '/connectors')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(page.url()).not.toContain('auth_token')
})
