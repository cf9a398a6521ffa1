import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

async function grave(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.options({ resultTypes: ['violations'] }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

/** Nothing sticks out of the window. */
export async function fits(page: Page, screen: string): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(over, `${screen} is wider than the window`).toBeLessThanOrEqual(0)
}

/** Looks at a screen as it stands: nothing serious for assistive technology, and nothing sticks out of it. */
export async function judge(page: Page, screen: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(await grave(new AxeBuilder({ page })), screen).toEqual([])
  await fits(page, screen)
}

/** The same, and then the colours once more in the other scheme. */
export async function judgeInBoth(page: Page, screen: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  expect(await grave(new AxeBuilder({ page })), `${screen}, dark`).toEqual([])
  await fits(page, screen)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)))
  // `withRules` and `options` overwrite each other.
  const { violations } = await new AxeBuilder({ page }).withRules(['color-contrast']).analyze()
  expect(violations.map(({ nodes }) => nodes[0]?.html), `${screen}, light`).toEqual([])
}
