import { ThemeProvider, type ColorScheme, type ThemeChoice } from '@authproxy/components'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { AppearanceContext, useApp, type Appearance } from './AppContext'

const STORED = 'authproxy.color_scheme'

function remembered(): ColorScheme | undefined {
  try {
    const text = localStorage.getItem(STORED)
    return text === 'light' || text === 'dark' || text === 'system' ? text : undefined
  } catch {
    return undefined
  }
}

/** The operator's theme, under the host's parameters, under its messages; a person chooses only what the host leaves open. */
export function Look({ children }: { children: ReactNode }) {
  const { config, start, host } = useApp()
  const [told, setTold] = useState<ThemeChoice>({})
  const [chosen, setChosen] = useState<ColorScheme | undefined>(remembered)
  useEffect(() => host.on('theme', ({ theme }) => setTold((before) => ({ ...before, ...theme }))), [host])
  const decided = told.color_scheme ?? start.theme.color_scheme
  const scheme = decided ?? chosen ?? config.theme.color_scheme ?? 'system'
  const choice = useMemo<ThemeChoice>(
    () => ({ ...config.theme, ...start.theme, ...told, color_scheme: scheme }),
    [config.theme, start.theme, told, scheme],
  )
  const appearance = useMemo<Appearance>(
    () => ({
      logo: choice.logo,
      scheme,
      ...(decided !== undefined
        ? {}
        : {
            choose: (wish: ColorScheme) => {
              setChosen(wish)
              try {
                localStorage.setItem(STORED, wish)
              } catch {
                // Then it holds until the page is left.
              }
            },
          }),
    }),
    [choice.logo, decided, scheme],
  )
  return (
    <ThemeProvider choice={choice}>
      <AppearanceContext value={appearance}>{children}</AppearanceContext>
    </ThemeProvider>
  )
}
