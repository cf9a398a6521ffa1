import { expect, openMarketplace, test, urls } from './support/fixtures'
import type { Page } from '@playwright/test'

const MANY = 2_000
const pad = (index: number) => String(index).padStart(4, '0')
const connector = (index: number) => ({
  id: `cxr_${pad(index)}0000000000000000000000`,
  display_name: `Tool ${pad(index)}`,
  highlight: index % 3 === 0 ? 'One line' : 'Rather many words that say what this tool is good for, so that the cards are not all of one height',
  logo: '',
  labels: { type: `tool-${index}` },
  state: 'primary',
  version: 1,
})
const connection = (index: number) => ({
  id: `cxn_${pad(index)}0000000000000000000000`,
  state: 'ready',
  health: 'healthy',
  connector: connector(index),
  account: { id: String(index), name: `person-${pad(index)}@demo.example` },
  created_at: '2026-01-01T00:00:00Z',
})

/** Answers a list in pages, as the server does. */
async function answer(page: Page, path: string, items: object[]): Promise<void> {
  await page.route(`**/api/v1/${path}?*`, (route) => {
    const query = new URL(route.request().url()).searchParams
    const from = Number(query.get('cursor') ?? 0)
    const to = from + 200
    return route.fulfill({ json: { items: items.slice(from, to), ...(to < items.length ? { cursor: String(to) } : {}) } })
  })
}

/** The longest that the page did not answer while something was done. */
async function longestPause(page: Page, action: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const seen = ((window as unknown as { pauses: number[] }).pauses = [] as number[])
    new PerformanceObserver((list) => seen.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: 'longtask' })
  })
  await action()
  return page.evaluate(() => Math.round(Math.max(0, ...(window as unknown as { pauses: number[] }).pauses)))
}

for (const { name, path, items, word, row } of [
  { name: 'catalogue', path: 'connectors', items: Array.from({ length: MANY }, (_, index) => connector(index)), word: 'Tool', row: 'main ul > li' },
  { name: 'connections', path: 'connections', items: Array.from({ length: MANY }, (_, index) => connection(index)), word: 'Tool', row: 'main ul > li' },
]) {
  test(`2,000 rows stay quick: ${name}`, async ({ page }, info) => {
    await openMarketplace(page)
    await answer(page, path, items)
    await page.goto(`${urls.marketplace}/${path}`)
    const rows = page.locator(row)
    await expect(page.getByRole('link', { name: `${word} 0000` })).toBeVisible()
    expect(await rows.count()).toBeLessThan(120)
    await expect(rows.first()).toHaveAttribute('aria-setsize', String(MANY))

    const pause = await longestPause(page, async () => {
      for (let part = 1; part <= 10; part += 1) {
        await page.evaluate((share) => window.scrollTo(0, (document.documentElement.scrollHeight * share) / 10), part)
        await page.evaluate(() => new Promise(requestAnimationFrame))
      }
      await page.keyboard.press('End')
      await expect(page.getByRole('link', { name: `${word} ${MANY - 1}` })).toBeInViewport()
      expect(await rows.count()).toBeLessThan(120)
      await page.getByRole('searchbox').pressSequentially('tool 1234')
      await expect(rows).toHaveCount(1)
    })
    // Nothing but drawing: what is measured on a busy machine is only meant to catch a list that is drawn as a whole.
    info.annotations.push({ type: 'figures', description: `${name}: longest pause ${pause} ms` })
    expect(pause).toBeLessThan(1_000)
    await expect(page.getByRole('link', { name: `${word} 1234` })).toBeInViewport()
  })
}
