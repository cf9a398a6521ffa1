// Writes pictures of every screen, light and dark, wide and narrow, in several languages: see scripts/screenshots.sh.
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
for (const { name, width, height, colorScheme, language } of LOOKS) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const shoot = async (screen) => {
    await page.waitForTimeout(800) // skeletons appear after 150 ms and are gone by then
    await page.screenshot({ path: `${directory}/${screen}-${name}.png` })
  }
  const token = execFileSync('/bin/sh', ['-c', tokenCommand]).toString().trim()
  await page.goto(`${base}/connectors?lang=${language}&auth_token=${encodeURIComponent(token)}`)
  await page.locator('main li a').first().waitFor()
  await shoot('catalogue')
  await page.locator('main li a').nth(2).click()
  await page.waitForURL(/connectors\/cxr_/)
  await shoot('connector')
  await page.locator('article header button').click()
  await page.waitForURL(/\/connect\//)
  await page.locator('main h2').first().waitFor()
  await shoot('connect')
  for (const screen of ['connections', 'account', 'no-such-page']) {
    await page.goto(`${base}/${screen}`)
    await page.locator('h1').waitFor()
    await shoot(screen)
  }
  await page.goto(`${base}/connections`)
  await page.locator('main ul h2 a').first().click()
  await page.waitForURL(/connections\/cxn_/)
  await shoot('connection')
  await page.goto(`${base}/signed-out`)
  await shoot('signed-out')
  await context.close()
}
await browser.close()
