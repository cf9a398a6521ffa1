import { deriveAccent } from './accent'
import { controlRadius, DARK, fontStack, LIGHT, MONO_FONT, surfaceColor, type Surface, type ThemeChoice } from './tokens'

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** Our own variables for one colour scheme. */
function variables(surface: Surface, accent: string | undefined): Record<string, string> {
  const entries = Object.entries(surface).map(([name, value]) => [`--ap-${kebab(name)}`, value])
  const accents = Object.entries(deriveAccent(accent, surfaceColor(surface))).map(([name, value]) => [
    `--ap-accent-${kebab(name)}`,
    value,
  ])
  return Object.fromEntries([...entries, ...accents]) as Record<string, string>
}

/** The kit's own variables, bound to ours, so that each of its components follows the theme. */
const BOUND: Record<string, string> = {
  '--mantine-color-body': 'var(--ap-page)',
  '--mantine-color-text': 'var(--ap-text)',
  '--mantine-color-dimmed': 'var(--ap-text-quiet)',
  '--mantine-color-placeholder': 'var(--ap-text-quiet)',
  '--mantine-color-anchor': 'var(--ap-accent-text)',
  '--mantine-color-error': 'var(--ap-failed)',
  '--mantine-color-default': 'var(--ap-card)',
  '--mantine-color-default-hover': 'var(--ap-hover)',
  '--mantine-color-default-color': 'var(--ap-text)',
  '--mantine-color-default-border': 'var(--ap-border)',
  '--mantine-color-disabled': 'var(--ap-sunken)',
  '--mantine-color-disabled-color': 'var(--ap-text-quiet)',
  '--mantine-color-disabled-border': 'var(--ap-border)',
  '--mantine-primary-color-filled': 'var(--ap-accent-fill)',
  '--mantine-primary-color-filled-hover': 'var(--ap-accent-fill-hover)',
  '--mantine-primary-color-contrast': 'var(--ap-accent-on-fill)',
  '--mantine-primary-color-light': 'var(--ap-accent-subtle)',
  '--mantine-primary-color-light-hover': 'var(--ap-accent-subtle-hover)',
  '--mantine-primary-color-light-color': 'var(--ap-accent-text)',
}

/** What belongs to neither colour scheme. */
export function sharedVariables(choice: ThemeChoice): Record<string, string> {
  const radius = controlRadius(choice.radius)
  return {
    '--ap-font': fontStack(choice.font),
    '--ap-mono': MONO_FONT,
    '--ap-radius': `${radius}px`,
    '--ap-radius-card': `${radius === 0 ? 0 : Math.round(radius * 1.5)}px`,
  }
}

export function lightVariables(choice: ThemeChoice): Record<string, string> {
  return { 'color-scheme': 'light', ...variables(LIGHT, choice.accent), ...BOUND }
}

export function darkVariables(choice: ThemeChoice): Record<string, string> {
  return { 'color-scheme': 'dark', ...variables(DARK, choice.accent), ...BOUND }
}

export function block(selector: string, values: Record<string, string>): string {
  const lines = Object.entries(values).map(([name, value]) => `${name}:${value};`)
  return `${selector}{${lines.join('')}}`
}
