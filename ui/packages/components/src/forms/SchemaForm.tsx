import './forms.css'
import { Generate, UPDATE_CORE, type JsonFormsCore, type JsonSchema, type Middleware, type UISchemaElement } from '@jsonforms/core'
import { JsonFormsDispatch, JsonFormsStateProvider, useJsonForms } from '@jsonforms/react'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type FormEvent, type ReactNode, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import { FormContext, type FormTexts, type Option } from './environment'
import { renderers } from './renderers'
import { validate } from './validate'

type Data = Record<string, unknown>
type Errors = NonNullable<JsonFormsCore['additionalErrors']>

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
  /** How often the form was sent with findings of its own. */
  sent: number
  serverFindings: SchemaFormProps['serverFindings']
  form: RefObject<HTMLElement | null>
}

/** Brings the focus to the first field with a finding, once the fields show the findings: they get them a render later. */
function Guide({ sent, serverFindings, form }: GuideProps) {
  const shown = useJsonForms().core?.additionalErrors
  const last = useRef<Pick<GuideProps, 'sent' | 'serverFindings'>>({ sent: 0, serverFindings: undefined })
  const before = useRef<unknown>(null)
  useEffect(() => {
    if (last.current.sent !== sent || last.current.serverFindings !== serverFindings) {
      last.current = { sent, serverFindings }
      before.current = shown
    }
    if (before.current === null || before.current === shown) return
    before.current = null
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [form, sent, serverFindings, shown])
  return null
}

/**
 * The state of JSON Forms with our findings in it. The fields own the data: what a later render brings from outside never goes
 * over what was typed meanwhile. Findings are made with the data, in one step: a step of its own for each of many fields that
 * are filled in one go is more than React allows.
 */
function useCore(mark: (data: Data) => Errors): { middleware: Middleware; additionalErrors: Errors } {
  const middleware = useCallback<Middleware>(
    (state, action, reducer) => {
      const next = reducer(state, action.type === UPDATE_CORE ? { ...action, data: state.data as unknown } : action)
      return next.data === state.data && action.type !== UPDATE_CORE ? next : { ...next, additionalErrors: mark(next.data as Data) }
    },
    [mark],
  )
  // A list of its own for each way to mark makes JSON Forms take the step above again.
  const additionalErrors = useMemo(() => ({ mark, list: [] as Errors }), [mark]).list
  return { middleware, additionalErrors }
}

/**
 * A form made from a JSON Schema and a JSON Forms UI schema. A finding is shown when its field has been left, and all of them
 * when the form is sent; then the first field with a finding has the focus.
 */
export default function SchemaForm(props: SchemaFormProps) {
  const { schema, texts, loadOptions, serverFindings, onChange } = props
  const form = useRef<HTMLFormElement>(null)
  const [initial] = useState(props.initial)
  const latest = useRef(initial)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [sent, setSent] = useState(0)
  const uiSchema = useMemo(
    () => (props.uiSchema ?? Generate.uiSchema(schema as JsonSchema, undefined, undefined, schema as JsonSchema)) as UISchemaElement,
    [props.uiSchema, schema],
  )
  const onData = useCallback(
    (next: Data) => {
      latest.current = next
      onChange(next)
    },
    [onChange],
  )
  const onLeave = useCallback((path: string) => setLeft((before) => (before.has(path) ? before : new Set(before).add(path))), [])
  const environment = useMemo(() => ({ texts, loadOptions, onLeave }), [texts, loadOptions, onLeave])
  const mark = useCallback(
    (data: Data) => {
      const shown = validate(schema, data).filter(({ path, keyword }) => sent > 0 || (keyword !== 'required' && left.has(asPath(path))))
      const own = shown.map(({ path, keyword, limit }) => formError(path, texts.finding(keyword, limit)))
      return [...own, ...(serverFindings ?? []).map(({ path, message }) => formError(pointer(path), message))] as unknown as Errors
    },
    [left, schema, sent, serverFindings, texts],
  )
  const { middleware, additionalErrors } = useCore(mark)

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
            core: { data: initial, schema: schema as JsonSchema, uischema: uiSchema, validationMode: 'NoValidation', additionalErrors },
            renderers,
            cells: NO_CELLS,
            readonly: props.disabled,
          }}
          middleware={middleware}
        >
          <Follow initial={initial} onData={onData} />
          <Guide sent={sent} serverFindings={serverFindings} form={form} />
          <JsonFormsDispatch />
        </JsonFormsStateProvider>
      </FormContext.Provider>
      {props.children}
    </form>
  )
}
