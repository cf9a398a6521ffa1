import { expect, openConnector, urls } from './fixtures'
import type { BrowserContext, FrameLocator, Page } from '@playwright/test'

export const FORMS = 'Demo (every kind of form)'
export const LISTS = 'Demo (lists and groups)'
export const OAUTH = 'Demo (OAuth2)'

/** From a connector's page to its first step. */
export async function begin(page: Page, name: string): Promise<void> {
  await openConnector(page, name)
  await page.getByRole('button', { name: /^Connect/ }).click()
  await page.waitForURL(/\/connect\/.*connection=/)
}

/** The provider's consent, in a popup or in the same tab. */
export async function consent(provider: Page, person: RegExp, decision: 'Allow' | 'Deny' = 'Allow'): Promise<void> {
  await provider.getByRole('radio', { name: person }).check()
  await provider.getByRole('button', { name: new RegExp(decision, 'i') }).click()
}

/** Presses the button that leaves for the third party, and gives the window that it opened. */
export async function leaveFor(page: Page | FrameLocator, context: BrowserContext, name: string): Promise<Page> {
  const opened = context.waitForEvent('page')
  await page.getByRole('button', { name: `Continue to ${name}` }).click()
  return opened
}

export async function chooseCalendar(page: Page, calendar = 'Team'): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Choose a calendar' })).toBeVisible()
  await page.getByRole('radio', { name: calendar }).check()
  await page.getByRole('button', { name: /^(Connect|Save)$/ }).click()
}

/** A connection of the OAuth2 demo for somebody there, from the catalogue to its end. */
export async function connectByConsent(page: Page, context: BrowserContext, person: RegExp, account: string): Promise<void> {
  await begin(page, OAUTH)
  const popup = await leaveFor(page, context, OAUTH)
  await consent(popup, person)
  await chooseCalendar(page)
  await expect(page.getByRole('heading', { name: `Connected as ${account}` })).toBeVisible()
}

/** The page of the connection that was made last. */
export async function openNewest(page: Page, name: string): Promise<void> {
  await page.goto(`${urls.marketplace}/connections`)
  await page.getByRole('link', { name, exact: true }).first().click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

/** Makes the demo provider do something wrong, until `clearFaults` or the end of the test. */
export async function fault(endpoint: string, ...faults: object[]): Promise<void> {
  const answer = await fetch(`${urls.provider}/_admin/faults`, { method: 'POST', body: JSON.stringify({ endpoint, times: 0, faults }) })
  expect(answer.ok).toBe(true)
}
