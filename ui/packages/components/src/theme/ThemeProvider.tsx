import { createTheme, defaultCssVariablesResolver, MantineProvider, mergeMantineTheme, DEFAULT_THEME } from '@mantine/core'
import { useLayoutEffect, useMemo, type ReactNode } from 'react'
import { block, darkVariables, lightVariables, sharedVariables } from './css'
import { controlRadius, fontStack, MONO_FONT, type ThemeChoice } from './tokens'

function kitTheme(choice: ThemeChoice) {
  const radius = `${controlRadius(choice.radius)}px`
  return createTheme({
    fontFamily: fontStack(choice.font),
    fontFamilyMonospace: MONO_FONT,
    defaultRadius: radius,
    cursorType: 'pointer',
    respectReducedMotion: true,
    focusRing: 'auto',
    fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
    lineHeights: { xs: '1.5', sm: '1.5', md: '1.5', lg: '1.5', xl: '1.4' },
    spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
    headings: { fontWeight: '600' },
    components: { Menu: { defaultProps: { transitionProps: { duration: 120 } } } },
  })
}

/** The kit's variables and ours as one style sheet. */
function sheetText(choice: ThemeChoice): string {
  const theme = mergeMantineTheme(DEFAULT_THEME, kitTheme(choice))
  const kit = defaultCssVariablesResolver(theme)
  return [
    block(':root', { ...kit.variables, ...sharedVariables(choice) }),
    block(':root[data-mantine-color-scheme="light"]', { ...kit.light, ...lightVariables(choice) }),
    block(':root[data-mantine-color-scheme="dark"]', { ...kit.dark, ...darkVariables(choice) }),
  ].join('\n')
}

/** For the few styles that the kit itself writes: the server puts the nonce of its policy into the page. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
}

/**
 * Applies a theme. The variables go into a constructed style sheet and not into a `style` element: a content security
 * policy without `unsafe-inline` allows the first and refuses the second.
 */
export function ThemeProvider({ choice, children }: { choice: ThemeChoice; children: ReactNode }) {
  const theme = useMemo(() => kitTheme(choice), [choice])
  const text = useMemo(() => sheetText(choice), [choice])
  useLayoutEffect(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(text)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet)
    }
  }, [text])
  const scheme = choice.color_scheme ?? 'system'
  return (
    <MantineProvider
      theme={theme}
      getStyleNonce={styleNonce}
      withCssVariables={false}
      withGlobalClasses={false}
      deduplicateCssVariables={false}
      deduplicateInlineStyles={false}
      defaultColorScheme={scheme === 'system' ? 'auto' : scheme}
      {...(scheme === 'system' ? {} : { forceColorScheme: scheme })}
    >
      {children}
    </MantineProvider>
  )
}
