import type { Page } from '@playwright/test'
import { execFileSync } from 'node:child_process'

/** Where the marketplace is, and a command that prints a sign-in token for `public`. */
export const marketplaceUrl = process.env['MARKETPLACE_URL'] ?? 'http://127.0.0.1:8080'

/** Signs in as the host application would: by a token in the address. */
export async function signIn(page: Page, path: string, language = 'en'): Promise<void> {
  const command = process.env['HANDOFF_TOKEN_COMMAND']
  if (command === undefined) throw new Error('HANDOFF_TOKEN_COMMAND is not set; see ui/README.md')
  const token = execFileSync('/bin/sh', ['-c', command]).toString().trim()
  await page.goto(`${marketplaceUrl}${path}?lang=${language}&auth_token=${encodeURIComponent(token)}`)
}
