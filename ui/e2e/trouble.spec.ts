import { DEMO_KEY, expect, openMarketplace, signInAtHost, test, urls } from './support/fixtures'
import { begin, chooseCalendar, consent, fault, FORMS, leaveFor, OAUTH } from './support/steps'
import type { Page, Route } from '@playwright/test'

const refuse = (status: number) => (route: Route) =>
  route.fulfill({ status, json: { error: 'made up for a test', code: 'internal_error', request_id: 'req_test' } })

/** What a blocker does: no new window, while moving this one stays possible. */
async function blockPopups(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const open = window.open.bind(window)
    window.open = (url, target, features) => (target === '_top' ? open(url, target, features) : null)
  })
}

test('a blocked popup inside a frame has a way on', async ({ page }) => {
  await blockPopups(page)
  await signInAtHost(page, /Ada Marsh/)
  await page.goto(`${urls.host}/integrations`)
  const frame = page.frameLocator('authproxy-marketplace iframe')
  await frame.getByRole('link', { name: OAUTH }).click()
  await frame.getByRole('button', { name: /^Connect/ }).click()
  await frame.getByRole('button', { name: `Continue to ${OAUTH}` }).click()
  await expect(frame.getByText('Your browser blocked the window')).toBeVisible()
  await frame.getByRole('button', { name: 'Continue in this window' }).click()
  await page.waitForURL(/\/authorize/)
  await consent(page, /Ada/)
  await chooseCalendar(page)
  await expect(page.getByRole('heading', { name: 'Connected as ada@demo.example' })).toBeVisible()
})

test('a page of the set-up ends without an answer, with an error, or is closed', async ({ page, context }) => {
  await openMarketplace(page)
  await begin(page, FORMS)
  await page.getByLabel('Team name').fill('Three ends')
  await page.getByRole('radio', { name: 'asia' }).check()
  const ends = { 'Choose none': 'the page sent no workspace', 'Report an error': 'no workspace is open' }
  for (const [end, words] of Object.entries(ends)) {
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    const popup = await leaveFor(page, context, FORMS)
    await popup.getByRole('link', { name: end }).click()
    await expect(page.getByRole('heading', { name: 'The connection could not be made' })).toBeVisible()
    await expect(page.getByText(words)).toBeVisible()
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByLabel('Team name')).toHaveValue('Three ends')
  }
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await (await leaveFor(page, context, FORMS)).close()
  await expect(page.getByText('The window was closed before you were done')).toBeVisible()
  const popup = await leaveFor(page, context, FORMS)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Cancel the set-up' }).click()
  await expect(page.getByRole('heading', { level: 1, name: FORMS })).toBeVisible()
  await expect.poll(() => popup.isClosed()).toBe(true)
})

test('a slow check says so and can be cancelled', async ({ page, context }) => {
  await page.clock.install()
  await openMarketplace(page)
  await begin(page, OAUTH)
  const popup = await leaveFor(page, context, OAUTH)
  await fault('api', { type: 'hold', moment: 'before_change' })
  await consent(popup, /Ada/)
  await expect(page.getByRole('heading', { name: 'Checking the connection' })).toBeVisible()
  const slow = page.getByText('This takes longer than usual.')
  await expect(slow).toBeHidden()
  await page.clock.fastForward(10_000)
  await expect(slow).toBeVisible()
  await expect(page.getByRole('link', { name: 'Go to connections' })).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Cancel the set-up' }).click()
  await expect(page.getByRole('heading', { level: 1, name: OAUTH })).toBeVisible()
})

test('offline is said at once, and everything goes on afterwards', async ({ page, context }) => {
  await openMarketplace(page)
  await begin(page, 'Demo (bearer)')
  await page.getByLabel('Demo API key').fill(DEMO_KEY)
  await context.setOffline(true)
  await expect(page.getByText('You are offline')).toBeVisible()
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByText('There is no connection to the server.')).toBeVisible()
  await expect(page.getByLabel('Demo API key')).toHaveValue(DEMO_KEY)
  await context.setOffline(false)
  await expect(page.getByText('You are offline')).toBeHidden()
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Demo (bearer) is connected' })).toBeVisible()

  // Nobody has to press anything: a screen comes back with the network, be it known already or not.
  await page.getByRole('link', { name: 'Apps' }).click()
  await expect(page.getByRole('heading', { name: 'Connect your apps' })).toBeVisible()
  const account = ['Account', 'This browser'] as const
  for (const [tab, there] of [account, ['Connections', 'Everything that is connected'], account] as const) {
    await context.setOffline(true)
    await page.getByRole('link', { name: tab }).click()
    await expect(page.getByText('There is no connection to the server.')).toBeVisible()
    await context.setOffline(false)
    await expect(page.getByText(there)).toBeVisible()
    await expect(page.getByText('There is no connection to the server.')).toBeHidden()
  }
})

test('one failing request costs its own part of a screen', async ({ page }) => {
  await page.route('**/api/v1/connections?*', refuse(500))
  await openMarketplace(page)
  await expect(page.getByText('Your connections could not be loaded, so apps')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Demo (bearer)' })).toBeVisible()
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('Your connections could not be loaded, so apps')).toBeHidden()

  await page.route('**/api/v1/connections?*', refuse(500))
  await page.goto(`${urls.marketplace}/connections`)
  await expect(page.getByRole('heading', { name: 'Your connections could not be loaded' })).toBeVisible()
  await expect(page.getByText('req_test')).toBeVisible()
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { name: 'Your connections could not be loaded' })).toBeHidden()

  await page.route('**/api/v1/connectors/cxr_*', refuse(500))
  await page.goto(`${urls.marketplace}/connectors`)
  await page.getByRole('link', { name: 'Demo (lists and groups)' }).click()
  await expect(page.getByRole('heading', { name: 'This app could not be loaded' })).toBeVisible()
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Demo (lists and groups)' })).toBeVisible()

  await page.route('**/_data_source/*', refuse(502))
  await page.getByRole('button', { name: /^Connect/ }).click()
  await expect(page.getByText('The choices could not be loaded')).toBeVisible()
  await expect(page.getByLabel('Shop name')).toBeVisible()
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('combobox', { name: 'Town' })).toBeVisible()
})
