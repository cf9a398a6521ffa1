import { parseColor, type Rgb } from './color'

/** What a host application may choose; everything is optional and read at run time. */
export interface ThemeChoice {
  /** `#rrggbb` or `#rgb`. */
  accent?: string
  /** Corner radius of controls in px, 0 to 24. */
  radius?: number
  /** A font family that the page already has. Nothing is fetched. */
  font?: string
  /** https URL, path on this origin, or `data:image/..`. */
  logo?: string
  color_scheme?: ColorScheme
}

export type ColorScheme = 'light' | 'dark' | 'system'

const SYSTEM_FONT = 'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Hiragino Sans", "Noto Sans CJK JP", IPAGothic, sans-serif'

export const MONO_FONT = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace'

/** Colours that do not depend on the accent. Each `text` and state colour has at least 4.5:1 on each surface. */
export interface Surface {
  page: string
  card: string
  sunken: string
  hover: string
  border: string
  borderStrong: string
  text: string
  textQuiet: string
  ok: string
  okSubtle: string
  attention: string
  attentionSubtle: string
  failed: string
  failedSubtle: string
  neutralSubtle: string
  shadow: string
}

export const LIGHT: Surface = {
  page: '#ffffff',
  card: '#ffffff',
  sunken: '#f6f7f9',
  hover: '#f1f2f5',
  border: '#e3e5ea',
  borderStrong: '#868c99',
  text: '#16181d',
  textQuiet: '#5a606c',
  ok: '#146c43',
  okSubtle: '#e8f5ee',
  attention: '#8a4b00',
  attentionSubtle: '#fdf2e0',
  failed: '#b4232a',
  failedSubtle: '#fdecec',
  neutralSubtle: '#eff0f3',
  shadow: '0 1px 2px rgb(16 18 24 / 6%), 0 8px 24px rgb(16 18 24 / 10%)',
}

export const DARK: Surface = {
  page: '#121417',
  card: '#181b1f',
  sunken: '#1c1f24',
  hover: '#23272d',
  border: '#2c3138',
  borderStrong: '#7b8391',
  text: '#eceef1',
  textQuiet: '#a3aab6',
  ok: '#6fd3a0',
  okSubtle: '#15291f',
  attention: '#f0b45f',
  attentionSubtle: '#2e2311',
  failed: '#ff9a98',
  failedSubtle: '#341a1b',
  neutralSubtle: '#24282e',
  shadow: '0 1px 2px rgb(0 0 0 / 40%), 0 8px 24px rgb(0 0 0 / 50%)',
}

export function surfaceColor(surface: Surface): Rgb {
  return parseColor(surface.page) as Rgb
}

const FONT = /^[\p{L}\p{N} ,_-]{1,200}$/u
const GENERIC = new Set(['serif', 'sans-serif', 'monospace', 'system-ui', 'ui-sans-serif', 'ui-serif', 'ui-rounded'])
const MAX_RADIUS = 24
const DEFAULT_RADIUS = 8

/** The font stack; a text that could be anything but a list of families is dropped. */
export function fontStack(font: string | undefined): string {
  const plain = font?.replace(/['"]/g, '')
  if (plain === undefined || !FONT.test(plain)) return SYSTEM_FONT
  const families = plain.split(',').map((family) => family.trim()).filter(Boolean)
  return [...families.map((family) => (GENERIC.has(family) ? family : `"${family}"`)), SYSTEM_FONT].join(', ')
}

/** The corner radius in px; absent or nonsense is the default. */
export function controlRadius(radius: number | undefined): number {
  if (radius === undefined || !Number.isFinite(radius)) return DEFAULT_RADIUS
  return Math.min(MAX_RADIUS, Math.max(0, radius))
}

/** Whether an image may be shown: https, a path on this origin, or an inline image. */
export function isSafeImage(url: string | undefined): url is string {
  if (url === undefined) return false
  return /^https:\/\//i.test(url) || /^\/(?!\/)/.test(url) || /^data:image\/(png|jpeg|gif|webp|svg\+xml)[;,]/i.test(url)
}
