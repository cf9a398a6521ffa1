import { createContext, useContext } from 'react'

/** A choice that a data source offers. */
export interface Option {
  value: string | number
  label: string
}

/** Every word that a form says by itself, in the language of the page. */
export interface FormTexts {
  optional: string
  choose: string
  example: (value: string) => string
  nothingFound: string
  optionsLoading: (what: string) => string
  optionsEmpty: string
  optionsFailed: string
  retry: string
  addItem: (what: string) => string
  removeItem: (what: string) => string
  itemNumber: (position: number) => string
  showSecret: string
  finding: (keyword: string, limit: unknown) => string
}

export interface FormEnvironment {
  texts: FormTexts
  /** Asks the data source with this name. A rejection's message is shown below the general text. */
  loadOptions: (name: string) => Promise<Option[]>
  /** The user left the field with this JSON Forms path: its findings may be shown from now on. */
  onLeave: (path: string) => void
}

export const FormContext = createContext<FormEnvironment | null>(null)

export function useFormEnvironment(): FormEnvironment {
  const environment = useContext(FormContext)
  if (environment === null) throw new Error('a form renderer outside of a SchemaForm')
  return environment
}
