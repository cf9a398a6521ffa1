import type { ColorScheme, ThemeChoice } from '@authproxy/components'

/** What a host says when it opens the app, by query parameters or by a global of its page. */
export interface StartParameters {
  /** Good for one sign-in; never stored. */
  token?: string
  embedded: boolean
  /** The host knows who is here now: its token is asked for before an older session is used. Good for one start. */
  fresh: boolean
  parentOrigin?: string
  /** "Connect just this one". */
  connector?: string
  language?: string
  theme: ThemeChoice
}

interface Surroundings {
  location: Pick<Location, 'href'>
  history: Pick<History, 'replaceState' | 'state'>
  storage: Pick<Storage, 'getItem' | 'setItem'>
  globals: { AUTHPROXY_AUTH_TOKEN?: unknown }
  framed: boolean
}

const STORED = 'authproxy.start'
const NAMES = ['embed', 'parent_origin', 'connector', 'lang', 'color_scheme', 'accent', 'radius', 'font', 'logo'] as const
const TOKEN = 'auth_token'
const FRESH = 'fresh'

type Stored = Partial<Record<(typeof NAMES)[number], string>>

/**
 * Reads the parameters once and takes them out of the address bar at once: a token there would end up in histories and
 * screenshots. All but the token are kept for reloads of this tab.
 */
export function takeStartParameters({ location, history, storage, globals, framed }: Surroundings): StartParameters {
  const url = new URL(location.href)
  const stored = read(storage)
  let found = false
  for (const name of NAMES) {
    const value = url.searchParams.get(name)
    if (value !== null) {
      stored[name] = value
      found = true
      url.searchParams.delete(name)
    }
  }
  const fresh = url.searchParams.get(FRESH) === '1'
  url.searchParams.delete(FRESH)
  const token = takeToken(url, globals)
  if (found) write(storage, stored)
  if (url.href !== location.href) history.replaceState(history.state, '', url.href)
  return { ...parameters(stored, token, framed), fresh }
}

function takeToken(url: URL, globals: Surroundings['globals']): string | undefined {
  const inQuery = url.searchParams.get(TOKEN)
  url.searchParams.delete(TOKEN)
  const global = globals.AUTHPROXY_AUTH_TOKEN
  delete globals.AUTHPROXY_AUTH_TOKEN
  return inQuery ?? (typeof global === 'string' && global !== '' ? global : undefined)
}

function parameters(stored: Stored, token: string | undefined, framed: boolean): Omit<StartParameters, 'fresh'> {
  const { connector, lang } = stored
  return {
    ...(token === undefined ? {} : { token }),
    embedded: stored.embed === '1' || framed,
    ...(stored.parent_origin === undefined ? {} : { parentOrigin: stored.parent_origin }),
    ...(connector !== undefined && /^cxr_[0-9A-Za-z]{16,32}$/.test(connector) ? { connector } : {}),
    ...(lang === undefined ? {} : { language: lang }),
    theme: themeOf(stored),
  }
}

/** A theme from texts, as query parameters and messages carry it; what makes no sense is left out. */
export function themeOf(values: Partial<Record<keyof ThemeChoice, unknown>>): ThemeChoice {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
  const radius = Number(values.radius)
  const scheme = text(values.color_scheme)
  return compact({
    accent: text(values.accent),
    radius: values.radius !== undefined && values.radius !== '' && Number.isFinite(radius) ? radius : undefined,
    font: text(values.font),
    logo: text(values.logo),
    color_scheme: isScheme(scheme) ? scheme : undefined,
  })
}

function isScheme(text: string | undefined): text is ColorScheme {
  return text === 'light' || text === 'dark' || text === 'system'
}

function compact(values: { [K in keyof ThemeChoice]: ThemeChoice[K] | undefined }): ThemeChoice {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as ThemeChoice
}

function read(storage: Surroundings['storage']): Stored {
  try {
    return JSON.parse(storage.getItem(STORED) ?? '{}') as Stored
  } catch {
    return {}
  }
}

function write(storage: Surroundings['storage'], stored: Stored): void {
  try {
    storage.setItem(STORED, JSON.stringify(stored))
  } catch {
    // A frame without storage: a reload forgets them, which only costs looks.
  }
}
