import type { ThemeChoice } from '@authproxy/components'
import { themeOf } from './startParameters'

/** `/ui/config.json`: what the operator says about this marketplace. */
export interface UiConfig {
  title?: string
  productName?: string
  theme: ThemeChoice
  defaultLanguage?: string
  /** Texts that replace ours: language, then key. */
  texts: Record<string, Record<string, string>>
  /** Origins that may frame this app and talk to it. */
  embedOrigins: readonly string[]
  publicBaseUrl?: string
  showBranding: boolean
}

export const baseUrl: string = (import.meta.env['VITE_PUBLIC_BASE_URL'] as string | undefined) ?? ''

/** Nothing of it is needed to work: without an answer the defaults stand, and nobody may talk to a frame. */
export const NO_CONFIG: UiConfig = { theme: {}, texts: {}, embedOrigins: [], showBranding: false }

export async function loadConfig(fetch: typeof globalThis.fetch = globalThis.fetch): Promise<UiConfig> {
  try {
    const response = await fetch(`${baseUrl}/ui/config.json`, { headers: { Accept: 'application/json' } })
    return response.ok ? readConfig(await response.json()) : NO_CONFIG
  } catch {
    return NO_CONFIG
  }
}

export function readConfig(json: unknown): UiConfig {
  if (typeof json !== 'object' || json === null) return NO_CONFIG
  const members = json as Record<string, unknown>
  const text = (name: string) => (typeof members[name] === 'string' && members[name] !== '' ? members[name] : undefined)
  // The server's defaults are no choice of anybody: our own texts are in the user's language, and name no product.
  const chosen = (name: string, byDefault: string) => (text(name) === byDefault ? undefined : text(name))
  const optional = <Name extends string>(name: Name, value: string | undefined) =>
    (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, string>>
  const origins = Array.isArray(members['embed_origins']) ? members['embed_origins'] : []
  return {
    ...optional('title', chosen('title', 'Connections')),
    ...optional('productName', chosen('product_name', 'AuthProxy')),
    ...optional('defaultLanguage', text('default_language')),
    ...optional('publicBaseUrl', text('public_base_url')),
    theme: { ...themeOf({ ...(members['theme'] as object | undefined), logo: members['logo'] }) },
    texts: (members['texts'] as UiConfig['texts'] | undefined) ?? {},
    embedOrigins: origins.filter((origin): origin is string => typeof origin === 'string'),
    showBranding: members['show_branding'] === true,
  }
}
