import './forms.css'
import type { JsonSchema, UISchemaElement } from '@jsonforms/core'
import { JsonForms, type JsonFormsInitStateProps } from '@jsonforms/react'
import { useCallback, useEffect, useMemo, useRef, useState, type FormEvent, type ReactNode } from 'react'
import { FormContext, type FormTexts, type Option } from './environment'
import { renderers } from './renderers'
import { validate } from './validate'

type Data = Record<string, unknown>

export interface SchemaFormProps {
  schema: Data
  uiSchema?: object | undefined
  data: Data
  onChange: (data: Data) => void
  onSubmit: (data: Data) => void
  texts: FormTexts
  loadOptions: (name: string) => Promise<Option[]>
  disabled: boolean
  /** What the server found in the last submitted data: JSON Pointer or dotted path, and words. */
  serverFindings?: { path: string; message: string }[]
  /** The buttons below the fields. */
  children: ReactNode
}

interface FormError {
  instancePath: string
  message: string
  keyword: string
  schemaPath: string
  params: object
}

const formError = (instancePath: string, message: string): FormError => ({ instancePath, message, keyword: 'finding', schemaPath: '', params: {} })
const pointer = (path: string) => (path === '' || path.startsWith('/') ? path : `/${path.replace(/^data\./, '').replaceAll('.', '/')}`)
const asPath = (instancePath: string) => instancePath.replace(/^\//, '').replaceAll('/', '.')

/**
 * A form made from a JSON Schema and a JSON Forms UI schema. A finding is shown when its field has been left, and all of them
 * when the form is sent; then the first field with a finding has the focus.
 */
export default function SchemaForm(props: SchemaFormProps) {
  const { schema, data, texts, loadOptions, serverFindings } = props
  const form = useRef<HTMLFormElement>(null)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [sent, setSent] = useState(0)
  const findings = useMemo(() => validate(schema, data), [schema, data])
  const onLeave = useCallback((path: string) => setLeft((before) => (before.has(path) ? before : new Set(before).add(path))), [])
  const environment = useMemo(() => ({ texts, loadOptions, onLeave }), [texts, loadOptions, onLeave])
  const errors = useMemo(() => {
    const shown = findings.filter(({ path, keyword }) => sent > 0 || (keyword !== 'required' && left.has(asPath(path))))
    const own = shown.map(({ path, keyword, limit }) => formError(path, texts.finding(keyword, limit)))
    const all = [...own, ...(serverFindings ?? []).map(({ path, message }) => formError(pointer(path), message))]
    return all as unknown as NonNullable<JsonFormsInitStateProps['additionalErrors']>
  }, [findings, left, sent, texts, serverFindings])

  useEffect(() => {
    if (sent > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [sent])
  useEffect(() => {
    if (serverFindings !== undefined && serverFindings.length > 0) {
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
    }
  }, [serverFindings])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (findings.length === 0) return props.onSubmit(data)
    setSent((count) => count + 1)
  }
  return (
    <form ref={form} onSubmit={submit} noValidate className="ap-form">
      <FormContext.Provider value={environment}>
        <JsonForms
          schema={schema as JsonSchema}
          {...(props.uiSchema === undefined ? {} : { uischema: props.uiSchema as UISchemaElement })}
          data={data}
          renderers={renderers}
          cells={[]}
          readonly={props.disabled}
          validationMode="NoValidation"
          additionalErrors={errors}
          onChange={({ data: next }: { data: Data }) => {
            if (next !== data) props.onChange(next)
          }}
        />
      </FormContext.Provider>
      {props.children}
    </form>
  )
}
