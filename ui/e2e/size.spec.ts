import { expect, openMarketplace, test, urls } from './support/fixtures'

const MOST = 250 * 1024

test('the first screen needs less than 250 kB of script', async ({ page }, info) => {
  await openMarketplace(page)
  let bytes = 0
  page.on('response', (answer) => {
    if (/\/assets\/.*\.js$/.test(new URL(answer.url()).pathname)) {
      bytes += Number(answer.headers()['content-length'] ?? Number.NaN)
    }
  })
  await page.route('**/*.js', (route) => route.continue({ headers: { ...route.request().headers(), 'accept-encoding': 'gzip' } }))
  await page.goto(`${urls.marketplace}/connectors`)
  await expect(page.getByRole('heading', { name: 'Connect your apps' })).toBeVisible()
  await expect(page.locator('main li').first()).toBeVisible()
  const paint = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
  )
  const report = `first screen: ${bytes} bytes of script (gzip), first contentful paint after ${Math.round(paint)} ms`
  info.annotations.push({ type: 'figures', description: report })
  process.stdout.write(`${report}\n`)
  expect(bytes).toBeGreaterThan(0)
  expect(bytes).toBeLessThan(MOST)
})
