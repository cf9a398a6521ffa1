import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { isLanguage, loadMessages, type Language, type Messages } from './messages'
import { createTranslator, type Translator } from './translator'

interface I18n extends Translator {
  choose: (language: Language) => void
}

const I18nContext = createContext<I18n | null>(null)
const STORED = 'authproxy.language'

/** The language that this person chose here before. */
export function rememberedLanguage(): string | undefined {
  try {
    return localStorage.getItem(STORED) ?? undefined
  } catch {
    return undefined
  }
}

export interface I18nProviderProps {
  first: { language: Language; messages: Messages }
  overrides: Record<string, Record<string, string>>
  /** Tells about languages that the host asks for; returns its end. */
  onHostLanguage: (listener: (language: string) => void) => () => void
  children: ReactNode
}

export function I18nProvider({ first, overrides, onHostLanguage, children }: I18nProviderProps) {
  const [current, setCurrent] = useState(first)
  const value = useMemo<I18n>(() => {
    const show = async (language: Language) => setCurrent({ language, messages: await loadMessages(language, overrides[language]) })
    return {
      ...createTranslator(current.language, current.messages),
      choose: (language) => {
        try {
          localStorage.setItem(STORED, language)
        } catch {
          // Without storage the choice holds until the page is left.
        }
        void show(language)
      },
    }
  }, [current, overrides])
  useEffect(() => {
    document.documentElement.lang = current.language
  }, [current.language])
  useEffect(
    () =>
      onHostLanguage((wish) => {
        const language = wish.toLowerCase().split(/[-_]/)[0] ?? ''
        if (isLanguage(language)) void loadMessages(language, overrides[language]).then((messages) => setCurrent({ language, messages }))
      }),
    [onHostLanguage, overrides],
  )
  return <I18nContext value={value}>{children}</I18nContext>
}

export function useI18n(): I18n {
  const i18n = useContext(I18nContext)
  if (i18n === null) throw new Error('no language has been loaded')
  return i18n
}
