import type { Messages, PluralKey, TextKey } from './messages'

type Values = Record<string, string | number>

export interface Translator {
  readonly language: string
  /** A text with its `{values}` put in. */
  t: (key: TextKey, values?: Values) => string
  /** The plural form that the language wants for `count`. */
  n: (key: PluralKey, count: number, values?: Values) => string
  /** A text that only an operator may have written, else the given one. */
  own: (key: string, otherwise: string) => string
}

export function createTranslator(language: string, messages: Messages): Translator {
  const texts = messages as Record<string, string | undefined>
  const plural = new Intl.PluralRules(language)
  const number = new Intl.NumberFormat(language)
  const fill = (text: string, values: Values) =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name]
      return value === undefined ? whole : typeof value === 'number' ? number.format(value) : value
    })
  return {
    language,
    t: (key, values = {}) => fill(texts[key] ?? key, values),
    n: (key, count, values = {}) => {
      const text = texts[`${key}_${plural.select(count)}`] ?? texts[`${key}_other`] ?? key
      return fill(text, { count, ...values })
    },
    own: (key, otherwise) => texts[key] ?? otherwise,
  }
}
