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
  const now = page.getByRole('list', { name: 'Steps' }).locator('[aria-current=step]')
  await expect(now).toHaveText('Your details')
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
  await expect(now).toHaveText('Settings')
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
  await page.reload()
  await expect(page.getByLabel('Team name')).toHaveValue('Typed before')
})

/** What a password manager does: no key is pressed, and all of it happens before the browser draws again. */
function fillAtOnce(page: Page, values: Record<string, string>, then: 'send' | 'reload'): Promise<void> {
  return page.evaluate(
    ([values, then]) => {
      for (const [label, value] of Object.entries(values)) {
        const field = [...document.querySelectorAll('label')].find((each) => each.textContent.startsWith(label))?.control as HTMLInputElement
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, value)
        field.dispatchEvent(new Event('input', { bubbles: true }))
      }
      document.querySelector<HTMLInputElement>('input[type=radio]')?.click()
      if (then === 'send') document.querySelector('form')?.requestSubmit()
      else location.reload()
    },
    [values, then] as const,
  )
}

test('sends what stands in the fields, however fast it came', async ({ page }) => {
  const sent = new Promise((resolve) => void page.exposeFunction('tellBody', resolve))
  await page.addInitScript(() => {
    // The body of a request that is a stream is seen here and nowhere else.
    const send = window.fetch
    window.fetch = async (input, init) => {
      const tell = (window as unknown as { tellBody: (body: unknown) => void }).tellBody
      if (input instanceof Request && input.url.endsWith('/_submit')) tell(await input.clone().json())
      return send(input, init)
    }
  })
  await toFirstForm(page)
  await fillAtOnce(page, { 'Team name': 'Filled at once', Seats: '17' }, 'send')
  expect(await sent).toMatchObject({ data: { team_name: 'Filled at once', region: 'europe', seats: 17 } })
})

test('keeps what was filled in right before a reload', async ({ page }) => {
  await toFirstForm(page)
  await Promise.all([page.waitForEvent('load'), fillAtOnce(page, { 'Team name': 'Filled at once', Seats: '17' }, 'reload')])
  await expect(page.getByLabel('Team name')).toHaveValue('Filled at once')
  await expect(page.getByLabel('Seats')).toHaveValue('17')
  await expect(page.getByRole('radio', { name: 'europe' })).toBeChecked()
})
