import { createContext, useContext } from 'react'
import type { Api } from '../api/api'
import type { UiConfig } from '../boot/config'
import type { StartParameters } from '../boot/startParameters'
import type { Host } from '../embed/host'
import type { Http } from '../session/http'
import type { ColorScheme } from '@authproxy/components'

/** What is made once at the start and used everywhere. */
export interface App {
  config: UiConfig
  start: StartParameters
  host: Host
  http: Http
  api: Api
}

/** The look that a person may choose, when the host leaves it open. */
export interface Appearance {
  logo: string | undefined
  scheme: ColorScheme
  /** Absent: the host decides. */
  choose?: (scheme: ColorScheme) => void
}

export const AppContext = createContext<App | null>(null)
export const AppearanceContext = createContext<Appearance>({ logo: undefined, scheme: 'system' })

export function useApp(): App {
  const app = useContext(AppContext)
  if (app === null) throw new Error('the app has not been started')
  return app
}

export function useAppearance(): Appearance {
  return useContext(AppearanceContext)
}
