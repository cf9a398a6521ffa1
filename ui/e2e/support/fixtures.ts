import { test as base, expect, type BrowserContext, type Page } from '@playwright/test'

export { expect }

export const DEMO_KEY = 'demo-key-not-a-secret-5f2c'

/** The stack's addresses, known once it has started. */
export const urls = {
  get marketplace(): string {
    return process.env['MARKETPLACE_URL'] ?? ''
  },
  get host(): string {
    return process.env['HOST_URL'] ?? ''
  },
  get provider(): string {
    return process.env['PROVIDER_URL'] ?? ''
  },
}

/** Reports what a policy stopped and what a script did not catch, in every page of the context. */
function watch(context: BrowserContext, faults: string[]): void {
  context.on('weberror', (error) => faults.push(`uncaught: ${error.error().message}`))
  context.on('console', (message) => {
    const text = message.text()
    if (message.type() === 'error' && /Content Security Policy|Refused to/.test(text)) faults.push(text)
  })
}

/** Every test fails when a page breaks its own content security policy or throws. */
export const test = base.extend<{ faultless: void }>({
  faultless: [
    async ({ context }, use) => {
      const faults: string[] = []
      watch(context, faults)
      await use()
      await clearFaults()
      expect(faults).toEqual([])
    },
    { auto: true },
  ],
})

/** The demo provider does everything right again, and answers that it held go on. */
export async function clearFaults(): Promise<void> {
  const answer = await fetch(`${urls.provider}/_admin/faults`, { method: 'DELETE' })
  expect(answer.ok).toBe(true)
}

/** Signs somebody in at the demo application. */
export async function signInAtHost(page: Page, person: RegExp): Promise<void> {
  await page.goto(`${urls.host}/sign-in`)
  await page.getByRole('button', { name: person }).click()
  await page.waitForURL(`${urls.host}/`)
}

/** The marketplace as a page of its own, signed in through the demo application. */
export async function openMarketplace(page: Page, person = /Ada Marsh/): Promise<void> {
  await signInAtHost(page, person)
  await page.goto(`${urls.host}/integrations/full`)
  await expect(page.getByRole('heading', { name: 'Connect your apps' })).toBeVisible()
}

/** Goes to a connector's page by its card. */
export async function openConnector(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: new RegExp(escaped(name)) }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name)
}

export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
