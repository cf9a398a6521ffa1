import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DEMO_KEY, expect, openConnector, openMarketplace, test } from './support/fixtures'
import type { Page } from '@playwright/test'

const NAME = 'Demo (every kind of form)'

async function toFirstForm(page: Page): Promise<void> {
  await openMarketplace(page)
  await openConnector(page, NAME)
  await page.getByRole('button', { name: /^Connect/ }).click()
  await expect(page.getByLabel('Team name')).toBeVisible()
}

test('goes through every kind of form', async ({ page, context }) => {
  await toFirstForm(page)
  await page.getByLabel('Team name').fill('Bakers')
  await page.getByRole('radio', { name: 'europe' }).check()
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  const leave = page.getByRole('button', { name: `Continue to ${NAME}` })
  await expect(leave).toBeVisible()
  const opened = context.waitForEvent('page')
  await leave.click()
  const popup = await opened
  await popup.getByRole('link', { name: 'Use workspace north' }).click()
  await page.getByLabel('Demo API key').fill('mistyped')
  await page.getByRole('button', { name: /^(Connect|Continue)$/ }).click()
  await expect(page.getByRole('heading', { name: 'The connection could not be made' })).toBeVisible()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByLabel('Team name')).toHaveValue('Bakers')
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  const again = context.waitForEvent('page')
  await leave.click()
  await (await again).getByRole('link', { name: 'Use workspace south' }).click()
  await page.getByLabel('Demo API key').fill(DEMO_KEY)
  await page.getByRole('button', { name: /^(Connect|Continue)$/ }).click()
  await expect(page.getByRole('heading', { name: 'Choose a board' })).toBeVisible()
  await page.getByRole('radio', { name: 'Repairs & <i>errands</i>' }).check()
  await page.getByRole('button', { name: /^(Connect|Continue|Save)$/ }).click()
  await page.getByLabel('Note').fill('none')
  await page.getByRole('button', { name: /^(Connect|Save)$/ }).click()
  await expect(page.getByRole('heading', { name: `${NAME} is connected` })).toBeVisible()
})

test('keeps what was typed through a reload and an ended session', async ({ page, context }) => {
  await toFirstForm(page)
  await page.getByLabel('Team name').fill('Typed before')
  await page.reload()
  await expect(page.getByLabel('Team name')).toHaveValue('Typed before')
  await context.clearCookies({ name: 'SESSION-ID' })
  await page.getByRole('radio', { name: 'asia' }).check()
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await expect(page.getByText('Your session has ended')).toBeVisible()
  await expect(page.getByLabel('Team name')).toHaveValue('Typed before')
})

const vectors = process.env['AUTHPROXY_VECTORS'] ?? join(dirname(fileURLToPath(import.meta.url)), '../../../shared/vectors')
const naughty = join(vectors, 'blns/blns.json')

test('naughty strings stay text', async ({ page }) => {
  test.skip(!existsSync(naughty), `SKIPPED: no ${naughty}; AUTHPROXY_VECTORS names the folder`)
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  await toFirstForm(page)
  const field = page.getByLabel('Team name')
  const strings = (JSON.parse(readFileSync(naughty, 'utf8')) as string[]).filter((text) => !/[\r\n]/.test(text))
  for (const text of strings) {
    await field.fill(text)
    await expect(field).toHaveValue(text)
  }
  expect(strings.length).toBeGreaterThan(400)
  await page.goto(page.url())
  await expect(page.getByLabel('Team name')).toBeVisible()
  expect(dialogs).toEqual([])
})
