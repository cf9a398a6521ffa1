// Writes pictures of every screen, light and dark, wide and narrow, in several languages: see scripts/screenshots.sh. What it shows
// best are the connectors that sample-connectors.mjs writes.
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { chromium } from 'playwright-core'

const [directory, base, tokenCommand] = process.argv.slice(2)
if (tokenCommand === undefined) throw new Error('usage: screenshots.mjs DIRECTORY MARKETPLACE_URL TOKEN_COMMAND')
mkdirSync(directory, { recursive: true })

const LOOKS = [
  { name: 'wide-light', width: 1440, height: 900, colorScheme: 'light', language: 'en' },
  { name: 'wide-dark', width: 1440, height: 900, colorScheme: 'dark', language: 'de' },
  { name: 'middle-light', width: 1024, height: 768, colorScheme: 'light', language: 'fr' },
  { name: 'narrow-light', width: 360, height: 740, colorScheme: 'light', language: 'de' },
  { name: 'narrow-dark', width: 360, height: 740, colorScheme: 'dark', language: 'ja' },
]

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})

/** The services of sample-connectors.mjs where they are there, else those of the quickstart. */
const PLAYERS = {
  consent: /Harbor Calendar|Demo \(OAuth2\)/,
  form: /Stagehand HR|Demo \(lists and groups\)/,
  key: /Tessera Storage|Demo \(query\)/,
  open: /Fairweather|Demo \(no credential\)/,
}
const KEY = process.env.DEMO_KEY ?? 'demo-key-not-a-secret-5f2c'
const PERSON = /noor/i

async function signIn(page, language) {
  const token = execFileSync('/bin/sh', ['-c', tokenCommand]).toString().trim()
  await page.goto(`${base}/connectors?lang=${language}&auth_token=${encodeURIComponent(token)}`)
  await page.locator('main li a').first().waitFor()
}

async function open(page, player) {
  await page.goto(`${base}/connectors`)
  await page.locator('main li a').filter({ hasText: player }).first().click()
  await page.locator('article header button').waitFor()
}

async function begin(page, player) {
  await open(page, player)
  await page.locator('article header button').click()
  await page.waitForURL(/connection=/)
  await page.locator('main h2').first().waitFor()
}

/** Makes a connection by the provider's consent; the pictures wait where they are wanted. */
async function consent(context, page, atChoices = async () => {}, atEnd = async () => {}) {
  const opened = context.waitForEvent('page')
  await page.locator('main button').first().click()
  const popup = await opened
  await popup.getByRole('radio', { name: PERSON }).check()
  await popup.getByRole('button', { name: /allow/i }).click()
  await page.getByRole('radio', { name: 'Team' }).check()
  await atChoices()
  await page.locator('form button[type=submit]').click()
  await page.locator('h2').filter({ hasText: '@demo.example' }).waitFor()
  await atEnd()
}

/** Some connections, once, so that the lists have something to show. */
async function furnish() {
  const context = await browser.newContext()
  const page = await context.newPage()
  await signIn(page, 'en')
  await begin(page, PLAYERS.open)
  await begin(page, PLAYERS.key)
  await page.locator('form input').first().fill(KEY)
  await page.locator('form button[type=submit]').click()
  await page.locator('form').waitFor({ state: 'detached' })
  await begin(page, PLAYERS.consent)
  await consent(context, page)
  await context.close()
}

await furnish()
for (const { name, width, height, colorScheme, language } of LOOKS) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const shoot = async (screen) => {
    await page.waitForTimeout(600) // skeletons appear after 150 ms and are gone by then
    await page.screenshot({ path: `${directory}/${screen}-${name}.png` })
  }
  await signIn(page, language)
  await shoot('catalogue')
  await open(page, PLAYERS.consent)
  await shoot('connector')
  await begin(page, PLAYERS.form)
  await page.locator('form').waitFor()
  await shoot('form')
  await page.locator('form button[type=submit]').click()
  await shoot('form-findings')
  await begin(page, PLAYERS.consent)
  await shoot('leave')
  await consent(context, page, () => shoot('choices'), () => shoot('done'))
  for (const screen of ['connections', 'account', 'no-such-page']) {
    await page.goto(`${base}/${screen}`)
    await page.locator('h1').waitFor()
    await shoot(screen)
  }
  await page.goto(`${base}/connections`)
  await page.locator('main ul h2 a').filter({ hasText: PLAYERS.consent }).first().click()
  await page.waitForURL(/connections\/cxn_/)
  await page.locator('article section button').last().waitFor()
  await shoot('connection')
  await page.locator('article section button').last().click()
  await page.locator('dialog').waitFor()
  await shoot('disconnect')
  await page.goto(`${base}/signed-out`)
  await shoot('signed-out')
  await context.close()
}
await browser.close()
