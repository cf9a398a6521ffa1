import { DEMO_KEY, expect, signInAtHost, test, urls } from './support/fixtures'

test('shows the marketplace inside a page and tells the page what was connected', async ({ page }) => {
  await signInAtHost(page, /Ada Marsh/)
  await page.goto(`${urls.host}/integrations`)
  const frame = page.frameLocator('authproxy-marketplace iframe')
  await expect(frame.getByRole('heading', { name: 'Connect your apps' })).toBeVisible()
  await frame.getByRole('link', { name: /Demo \(bearer\)/ }).click()
  await frame.getByRole('button', { name: /^Connect/ }).click()
  await frame.getByLabel('Demo API key').fill(DEMO_KEY)
  await frame.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByRole('status')).toContainText('Connected')
})

test('changes the language of the frame from outside', async ({ page }) => {
  await signInAtHost(page, /Ada Marsh/)
  await page.goto(`${urls.host}/integrations`)
  const frame = page.frameLocator('authproxy-marketplace iframe')
  await expect(frame.getByRole('heading', { name: 'Connect your apps' })).toBeVisible()
  await page.getByLabel('Language').selectOption('de')
  await expect(frame.locator('html')).toHaveAttribute('lang', 'de')
})

test('connects just one in a dialog and calls it through the proxy', async ({ page }) => {
  await signInAtHost(page, /Noor Haddad/)
  await page.goto(`${urls.host}/integrations/one`)
  await page.getByRole('listitem').filter({ hasText: 'Demo (header)' }).getByRole('button', { name: 'Connect' }).click()
  const frame = page.frameLocator('authproxy-marketplace iframe')
  await frame.getByRole('button', { name: /^Connect/ }).click()
  await frame.getByLabel('Demo API key').fill(DEMO_KEY)
  await frame.getByRole('button', { name: 'Connect', exact: true }).click()
  await page.getByRole('status').getByRole('link', { name: 'Ask it something' }).click()
  await expect(page.locator('pre')).toContainText('"authenticated" : true')
  await expect(page.locator('pre')).not.toContainText(DEMO_KEY)
})

test('tells the page that the dialog was closed', async ({ page }) => {
  await signInAtHost(page, /Noor Haddad/)
  await page.goto(`${urls.host}/integrations/one`)
  await page.getByRole('listitem').filter({ hasText: 'Demo (header)' }).getByRole('button', { name: 'Connect' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await expect(page.getByRole('status')).toContainText('Nothing was connected.')
})

test('shows the person who is signed in at the host, whoever used the browser before', async ({ page }) => {
  const frame = page.frameLocator('authproxy-marketplace iframe')
  await signInAtHost(page, /Ada Marsh/)
  await page.goto(`${urls.host}/integrations`)
  await expect(frame.getByRole('heading', { name: 'Connect your apps' })).toBeVisible()
  await page.getByRole('button', { name: 'Switch' }).click()
  await signInAtHost(page, /Tomas Lind/)
  const signedIn = page.waitForResponse((answer) => answer.url().includes('session/_initiate') && answer.status() === 200)
  await page.goto(`${urls.host}/integrations`)
  expect((await signedIn).request().headers()['authorization']).toMatch(/^Bearer /)
  await expect(frame.getByRole('heading', { name: 'Connect your apps' })).toBeVisible()
})

test('keeps the token out of the address and out of the history', async ({ page }) => {
  await signInAtHost(page, /Ada Marsh/)
  await page.goto(`${urls.host}/integrations/full`)
  await expect(page.getByRole('heading', { name: 'Connect your apps' })).toBeVisible()
  expect(page.url()).toBe(`${urls.marketplace}/connectors`)
})
