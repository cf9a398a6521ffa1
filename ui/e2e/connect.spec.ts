import { DEMO_KEY, expect, openMarketplace, test } from './support/fixtures'
import { begin, chooseCalendar, consent, fault, leaveFor } from './support/steps'

test('connects by a key', async ({ page }) => {
  await openMarketplace(page)
  await begin(page, 'Demo (header)')
  await page.getByLabel('Demo API key').fill(DEMO_KEY)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Demo (header) is connected' })).toBeVisible()
})

test('connects without a credential', async ({ page }) => {
  await openMarketplace(page)
  await begin(page, 'Demo (no credential)')
  await expect(page.getByRole('heading', { name: 'Demo (no credential) is connected' })).toBeVisible()
})

test('connects by OAuth2 in a popup and chooses a live option', async ({ page, context }) => {
  await openMarketplace(page)
  await begin(page, 'Demo (OAuth2)')
  const popup = await leaveFor(page, context, 'Demo (OAuth2)')
  await consent(popup, /Noor/)
  await popup.waitForEvent('close')
  await chooseCalendar(page)
  await expect(page.getByRole('heading', { name: 'Connected as noor@demo.example' })).toBeVisible()
})

test('leaves out an optional part of the access', async ({ page, context }) => {
  await openMarketplace(page)
  await begin(page, 'Demo (OAuth2)')
  const optional = page.getByRole('checkbox', { name: /Create and change events/ })
  await expect(optional).toBeChecked()
  await expect(page.getByRole('checkbox')).toHaveCount(1)
  await optional.uncheck()
  await page.reload()
  await expect(optional).not.toBeChecked()

  const popup = await leaveFor(page, context, 'Demo (OAuth2)')
  await popup.waitForURL(/\/authorize/)
  expect(new URL(popup.url()).searchParams.get('scope')).toBe('openid profile email calendars.read')
  await consent(popup, /Noor/)
  await chooseCalendar(page)
  await expect(page.getByRole('heading', { name: 'Connected as noor@demo.example' })).toBeVisible()
})

test('connects by OAuth2 in the same tab where popups are blocked', async ({ page }) => {
  await page.addInitScript(() => {
    // What a blocker does: no new window, while moving this one stays possible.
    const open = window.open.bind(window)
    window.open = (url, target, features) => (target === '_top' ? open(url, target, features) : null)
  })
  await openMarketplace(page)
  await begin(page, 'Demo (OAuth2)')
  await page.getByRole('button', { name: 'Continue to Demo (OAuth2)' }).click()
  await page.waitForURL(/\/authorize/)
  await consent(page, /Tomas/)
  await chooseCalendar(page)
  await expect(page.getByRole('heading', { name: 'Connected as tomas@demo.example' })).toBeVisible()
})

test('says that access was denied and lets the person try again', async ({ page, context }) => {
  await openMarketplace(page)
  await begin(page, 'Demo (OAuth2)')
  const popup = await leaveFor(page, context, 'Demo (OAuth2)')
  await consent(popup, /Ada/, 'Deny')
  await expect(page.getByRole('heading', { name: 'The connection could not be made' })).toBeVisible()
  await expect(page.getByText('You did not allow the access.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
})

test('says what is missing before anything is sent', async ({ page }) => {
  await openMarketplace(page)
  await begin(page, 'Demo (every kind of form)')
  await expect(page.getByLabel('Team name')).toBeVisible()
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByText('Please fill this in.').first()).toBeVisible()
})

test('tells of an error at the provider', async ({ page, context }) => {
  await openMarketplace(page)
  await begin(page, 'Demo (OAuth2)')
  await page.getByRole('button', { name: 'Continue to Demo (OAuth2)' }).waitFor()
  await fault('authorize', { type: 'refuse', status: 500, error: 'server_error' })
  await leaveFor(page, context, 'Demo (OAuth2)')
  await expect(page.getByRole('heading', { name: 'The connection could not be made' })).toBeVisible()
})

test('two tabs do not get in each other\'s way', async ({ page, context }) => {
  await openMarketplace(page)
  await begin(page, 'Demo (bearer)')
  const other = await context.newPage()
  await other.goto(page.url())
  await other.getByLabel('Demo API key').fill(DEMO_KEY)
  await other.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(other.getByRole('heading', { name: 'Demo (bearer) is connected' })).toBeVisible()
  await page.getByLabel('Demo API key').fill(DEMO_KEY)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  // Not one word about the server: the connection is there, and that is what the first tab says.
  await expect(page.getByRole('heading', { name: 'Demo (bearer) is connected' })).toBeVisible()
})

test('reconnects with another key', async ({ page }) => {
  await openMarketplace(page, /Tomas Lind/)
  await begin(page, 'Demo (body)')
  await page.getByLabel('Demo API key').fill('mistyped')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Demo (body) is connected' })).toBeVisible()
  await page.getByRole('link', { name: 'Connections' }).first().click()
  await page.getByRole('link', { name: /Demo \(body\)/ }).first().click()
  await page.getByRole('button', { name: 'Reconnect' }).first().click()
  await page.getByLabel('Demo API key').fill(DEMO_KEY)
  await page.getByRole('button', { name: /^(Connect|Save|Reconnect)$/ }).click()
  await expect(page.getByRole('heading', { name: 'Demo (body) is connected' })).toBeVisible()
})

test('disconnects', async ({ page }) => {
  await openMarketplace(page, /Tomas Lind/)
  await begin(page, 'Demo (query)')
  await page.getByLabel('Demo API key').fill(DEMO_KEY)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Demo (query) is connected' })).toBeVisible()
  await page.getByRole('link', { name: 'Connections' }).first().click()
  await page.getByRole('link', { name: /Demo \(query\)/ }).first().click()
  await page.getByRole('button', { name: 'Disconnect' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Disconnect' }).click()
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeVisible()
})
