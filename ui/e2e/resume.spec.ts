import { clearFaults, DEMO_KEY, expect, openMarketplace, test } from './support/fixtures'
import { begin, consent, fault, FORMS, leaveFor, OAUTH } from './support/steps'
import type { Locator, Page } from '@playwright/test'

/** A step stands through what people do to pages: loading them again, and going back and forth. */
async function stands(page: Page, sign: Locator, before = sign): Promise<void> {
  await expect(before).toBeVisible()
  await page.reload()
  await expect(sign).toBeVisible()
  await page.goBack()
  await expect(page).not.toHaveURL(/\/connect\//)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.goForward()
  await expect(sign).toBeVisible()
}

test('every step of a long set-up stands through reloads and the back button', async ({ page, context }) => {
  test.slow()
  await openMarketplace(page, /Tomas Lind/)
  await begin(page, FORMS)
  await page.getByLabel('Team name').fill('Lasting')
  await page.getByRole('radio', { name: 'asia' }).check()
  await stands(page, page.getByRole('heading', { name: 'About your team' }))
  await expect(page.getByLabel('Team name')).toHaveValue('Lasting')
  await page.getByRole('button', { name: 'Continue', exact: true }).click()

  const out = page.getByRole('button', { name: `Continue to ${FORMS}` })
  await stands(page, out)
  const popup = await leaveFor(page, context, FORMS)
  await stands(page, out, page.getByRole('heading', { name: `Finish in the ${FORMS} window` }))
  // The window that was open before the page was loaded again still counts, and the page notices it by itself.
  await popup.getByRole('link', { name: 'Use workspace north' }).click()
  const key = page.getByLabel('Demo API key')
  await expect(key).toBeVisible()

  await stands(page, key)
  await key.fill(DEMO_KEY)
  await page.getByRole('button', { name: /^(Connect|Continue)$/ }).click()
  const board = page.getByRole('radio', { name: 'Shifts' })
  await expect(board).toBeVisible()
  await board.check()
  await stands(page, board)
  await expect(board).toBeChecked()
  await page.getByRole('button', { name: /^(Connect|Continue|Save)$/ }).click()
  await stands(page, page.getByLabel('Note'))
  await page.getByRole('button', { name: /^(Connect|Save)$/ }).click()
  await stands(page, page.getByRole('heading', { name: `${FORMS} is connected` }))
})

test('a sign-in and its check stand through reloads and the back button', async ({ page, context }) => {
  await openMarketplace(page, /Tomas Lind/)
  await begin(page, OAUTH)
  const popup = await leaveFor(page, context, OAUTH)
  const away = page.getByRole('heading', { name: `Finish in the ${OAUTH} window` })
  await stands(page, page.getByRole('button', { name: `Continue to ${OAUTH}` }), away)
  await fault('api', { type: 'hold', moment: 'before_change' })
  await consent(popup, /Tomas/)
  await stands(page, page.getByRole('heading', { name: 'Checking the connection' }))
  await clearFaults()
  await stands(page, page.getByRole('radio', { name: 'Team' }))
})
