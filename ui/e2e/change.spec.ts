import { expect, openMarketplace, test } from './support/fixtures'
import { begin, connectByConsent, consent, leaveFor, LISTS, OAUTH, openNewest } from './support/steps'
import type { Page } from '@playwright/test'

async function fillShop(page: Page): Promise<void> {
  await page.getByLabel('Shop name').fill('Crust & Co')
  await page.getByLabel('About the shop').fill('Line one\nLine two')
  await page.getByRole('combobox', { name: 'Town' }).click()
  await page.getByRole('option', { name: 'Jena' }).click()
  await expect(page.getByLabel('Tills')).toBeHidden()
  await page.getByRole('radio', { name: 'Large shop' }).check()
  await page.getByLabel('Tills').fill('2.5')
  await page.getByRole('checkbox', { name: 'Friday' }).check()
  await page.getByRole('checkbox', { name: 'Monday' }).check()
  await page.getByRole('checkbox', { name: 'Show the shop to others' }).check()
  await page.getByLabel('Street').fill('Mill Lane 3')
}

const tags = (page: Page) => page.getByRole('group', { name: 'Tags' })
const contacts = (page: Page) => page.getByRole('group', { name: 'Contacts' })

test('lists and groups are filled, come back, are changed, and stay when a change is cancelled', async ({ page }) => {
  await openMarketplace(page, /Noor Haddad/)
  await begin(page, LISTS)
  await fillShop(page)
  for (const [index, text] of ['first', 'second', 'third'].entries()) {
    await tags(page).getByRole('button', { name: 'Add to Tags' }).click()
    const entry = tags(page).getByLabel(`Entry ${index + 1}`)
    await expect(entry).toBeFocused()
    await entry.fill(text)
  }
  await tags(page).getByRole('button', { name: 'Remove Entry 2' }).click()
  await expect(tags(page).getByRole('textbox')).toHaveCount(2)
  await expect(tags(page).getByLabel('Entry 2')).toHaveValue('third')

  const add = contacts(page).getByRole('button', { name: 'Add to Contacts' })
  await add.click()
  await contacts(page).getByLabel('Contact name').fill('Ines')
  await contacts(page).getByRole('button', { name: 'Add to Phones' }).click()
  await contacts(page).getByRole('group', { name: 'Phones' }).getByRole('textbox').fill('+49 30 1')
  await add.click()
  // The second contact has no name yet: the finding stands at it, and the focus too.
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  const second = contacts(page).getByLabel('Contact name').nth(1)
  await expect(second).toBeFocused()
  await expect(second).toHaveAttribute('aria-invalid', 'true')
  await second.fill('Juri')
  await page.reload()
  await expect(second).toHaveValue('Juri')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByRole('heading', { name: `${LISTS} is connected` })).toBeVisible()

  await openNewest(page, LISTS)
  await page.getByRole('button', { name: 'Change settings' }).click()
  await expect(page.getByLabel('Shop name')).toHaveValue('Crust & Co')
  await expect(page.getByLabel('About the shop')).toHaveValue('Line one\nLine two')
  await expect(page.getByRole('combobox', { name: 'Town' })).toHaveValue('Jena')
  await expect(page.getByLabel('Tills')).toHaveValue('2.5')
  await expect(page.getByRole('checkbox', { name: 'Friday' })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: 'Saturday' })).not.toBeChecked()
  await expect(tags(page).getByRole('textbox')).toHaveCount(2)
  await expect(contacts(page).getByLabel('Contact name').nth(1)).toHaveValue('Juri')
  await expect(contacts(page).getByRole('group', { name: 'Phones' }).first().getByRole('textbox')).toHaveValue('+49 30 1')

  await page.getByLabel('Shop name').fill('Given up')
  await page.getByRole('button', { name: 'Cancel' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Your connection stays as it was before.')
  await dialog.getByRole('button', { name: 'Cancel the set-up' }).click()
  await page.getByRole('button', { name: 'Change settings' }).click()
  await expect(page.getByLabel('Shop name')).toHaveValue('Crust & Co')

  await page.getByLabel('Shop name').fill('Renamed')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: 'Your settings are saved' })).toBeVisible()
  await openNewest(page, LISTS)
  await page.getByRole('button', { name: 'Change settings' }).click()
  await expect(page.getByLabel('Shop name')).toHaveValue('Renamed')
})

test('reconnects with the same account, and refuses another one without harm', async ({ page, context }) => {
  await openMarketplace(page, /Noor Haddad/)
  await connectByConsent(page, context, /Noor/, 'noor@demo.example')
  await openNewest(page, OAUTH)
  await page.getByRole('button', { name: 'Reconnect' }).click()
  await consent(await leaveFor(page, context, OAUTH), /Noor/)
  await expect(page.getByRole('heading', { name: 'Connected as noor@demo.example' })).toBeVisible()

  await openNewest(page, OAUTH)
  await page.getByRole('button', { name: 'Reconnect' }).click()
  await consent(await leaveFor(page, context, OAUTH), /Tomas/)
  await expect(page.getByText('You signed in with another account than before.')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Cancel the set-up' }).click()
  await expect(page.getByText('noor@demo.example')).toBeVisible()
  await page.getByRole('button', { name: 'Test', exact: true }).click()
  await expect(page.getByText('Everything works')).toBeVisible()
})
