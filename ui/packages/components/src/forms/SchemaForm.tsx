import './forms.css'
import { Generate, UPDATE_CORE, type JsonSchema, type Middleware, type UISchemaElement } from '@jsonforms/core'
import { JsonFormsDispatch, JsonFormsStateProvider, useJsonForms, type JsonFormsInitStateProps } from '@jsonforms/react'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type FormEvent, type ReactNode, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import { FormContext, type FormTexts, type Option } from './environment'
import { renderers } from './renderers'
import { validate } from './validate'

type Data = Record<string, unknown>

export interface SchemaFormProps {
  schema: Data
  uiSchema?: object | undefined
  /** What the fields hold at first. From then on they say themselves what they hold. */
  initial: Data
  /** Called for each change before the event that made it is over. */
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

const NO_CELLS: never[] = []
const formError = (instancePath: string, message: string): FormError => ({ instancePath, message, keyword: 'finding', schemaPath: '', params: {} })
const pointer = (path: string) => (path === '' || path.startsWith('/') ? path : `/${path.replace(/^data\./, '').replaceAll('.', '/')}`)
const asPath = (instancePath: string) => instancePath.replace(/^\//, '').replaceAll('/', '.')

/** The fields own the data: what a later render brings from outside never goes over what was typed meanwhile. */
const keepTyped: Middleware = (state, action, reducer) =>
  reducer(state, action.type === UPDATE_CORE ? { ...action, data: state.data as unknown } : action)

/**
 * Tells what the fields hold as soon as they hold it. The `onChange` of JSON Forms comes ten milliseconds later: too late for
 * a password manager that fills and sends in one go, and for a reload right after typing.
 */
function Follow({ initial, onData }: { initial: Data; onData: (data: Data) => void }) {
  const data = useJsonForms().core?.data as Data
  const told = useRef(initial)
  useLayoutEffect(() => {
    if (told.current === data) return
    told.current = data
    onData(data)
  }, [data, onData])
  return null
}

interface GuideProps {
  errors: unknown
  /** How often the form was sent with findings of its own. */
  sent: number
  serverFindings: SchemaFormProps['serverFindings']
  form: RefObject<HTMLElement | null>
}

/** Brings the focus to the first field with a finding, once the fields show the findings: they get them a render later. */
function Guide({ errors, sent, serverFindings, form }: GuideProps) {
  const shown = useJsonForms().core?.additionalErrors
  const last = useRef<Pick<GuideProps, 'sent' | 'serverFindings'>>({ sent: 0, serverFindings: undefined })
  useEffect(() => {
    const { current } = last
    if (shown !== errors || (current.sent === sent && current.serverFindings === serverFindings)) return
    last.current = { sent, serverFindings }
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [errors, form, sent, serverFindings, shown])
  return null
}

/**
 * A form made from a JSON Schema and a JSON Forms UI schema. A finding is shown when its field has been left, and all of them
 * when the form is sent; then the first field with a finding has the focus.
 */
export default function SchemaForm(props: SchemaFormProps) {
  const { schema, texts, loadOptions, serverFindings, onChange } = props
  const form = useRef<HTMLFormElement>(null)
  const [initial] = useState(props.initial)
  const [data, setData] = useState(initial)
  const latest = useRef(initial)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [sent, setSent] = useState(0)
  const findings = useMemo(() => validate(schema, data), [schema, data])
  const uiSchema = useMemo(
    () => (props.uiSchema ?? Generate.uiSchema(schema as JsonSchema, undefined, undefined, schema as JsonSchema)) as UISchemaElement,
    [props.uiSchema, schema],
  )
  const onData = useCallback(
    (next: Data) => {
      latest.current = next
      setData(next)
      onChange(next)
    },
    [onChange],
  )
  const onLeave = useCallback((path: string) => setLeft((before) => (before.has(path) ? before : new Set(before).add(path))), [])
  const environment = useMemo(() => ({ texts, loadOptions, onLeave }), [texts, loadOptions, onLeave])
  const errors = useMemo(() => {
    const shown = findings.filter(({ path, keyword }) => sent > 0 || (keyword !== 'required' && left.has(asPath(path))))
    const own = shown.map(({ path, keyword, limit }) => formError(path, texts.finding(keyword, limit)))
    const all = [...own, ...(serverFindings ?? []).map(({ path, message }) => formError(pointer(path), message))]
    return all as unknown as NonNullable<JsonFormsInitStateProps['additionalErrors']>
  }, [findings, left, sent, texts, serverFindings])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    // A script may change a field and send the form before React has drawn the change.
    flushSync(() => {})
    if (validate(schema, latest.current).length === 0) return props.onSubmit(latest.current)
    setSent((count) => count + 1)
  }
  return (
    <form ref={form} onSubmit={submit} noValidate className="ap-form">
      <FormContext.Provider value={environment}>
        <JsonFormsStateProvider
          initState={{
            core: { data: initial, schema: schema as JsonSchema, uischema: uiSchema, validationMode: 'NoValidation', additionalErrors: errors },
            renderers,
            cells: NO_CELLS,
            readonly: props.disabled,
          }}
          middleware={keepTyped}
        >
          <Follow initial={initial} onData={onData} />
          <Guide errors={errors} sent={sent} serverFindings={serverFindings} form={form} />
          <JsonFormsDispatch />
        </JsonFormsStateProvider>
      </FormContext.Provider>
      {props.children}
    </form>
  )
}
