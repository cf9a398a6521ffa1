import type { en } from './en'

type Keys = keyof typeof en
type Base<Key extends string> = Key extends `${infer Name}_other` ? Name : never
type Singular = `${Base<Keys>}_one`

/** A text without plural forms. */
export type TextKey = Exclude<Keys, `${string}_one` | `${string}_other`>

/** A text that depends on `{count}`. */
export type PluralKey = Base<Keys>

/** A whole language: all texts, and each plural form that the language has. */
export type Messages = Record<Exclude<Keys, Singular>, string> & Partial<Record<Singular | `${PluralKey}_many`, string>>

export const LANGUAGES = { en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español', ja: '日本語' } as const

export type Language = keyof typeof LANGUAGES

const LOADERS: Record<Language, () => Promise<Messages>> = {
  en: async () => (await import('./en')).en,
  de: async () => (await import('./de')).de,
  fr: async () => (await import('./fr')).fr,
  es: async () => (await import('./es')).es,
  ja: async () => (await import('./ja')).ja,
}

export function isLanguage(text: string): text is Language {
  return Object.hasOwn(LANGUAGES, text)
}

/** The first wish that is offered, by its language alone where the region is not; else English. */
export function pickLanguage(wishes: readonly (string | undefined)[]): Language {
  for (const wish of wishes) {
    const language = wish?.toLowerCase().split(/[-_]/)[0] ?? ''
    if (isLanguage(language)) return language
  }
  return 'en'
}

/** Loads a language, with the operator's own texts in place of ours. */
export async function loadMessages(language: Language, overrides: Record<string, string> = {}): Promise<Messages> {
  const messages = await LOADERS[language]()
  const known = Object.entries(overrides).filter(([, text]) => typeof text === 'string')
  return { ...messages, ...Object.fromEntries(known) }
}
