import type { ControlProps, JsonSchema } from '@jsonforms/core'
import { Button } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import { Notice } from '../feedback/States'
import { AfterAWhile, Bone } from '../feedback/Skeleton'
import { Choice } from './Choice'
import { control } from './control'
import { useFormEnvironment, type Option } from './environment'
import styles from './choices.module.css'

const isScalar = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number'

/** The choices that a schema itself names, by `enum` or by `oneOf` with `const` and `title`. */
export function namedOptions(schema: JsonSchema): Option[] {
  if (Array.isArray(schema.enum)) return schema.enum.filter(isScalar).map((value) => ({ value, label: String(value) }))
  const entries = (schema.oneOf ?? []) as { const?: unknown; title?: string }[]
  return entries.flatMap((entry) => (isScalar(entry.const) ? [{ value: entry.const, label: entry.title ?? String(entry.const) }] : []))
}

/** The data source that fills a field: named by the field, or by the items of a list. */
export function dataSource(schema: JsonSchema): string | undefined {
  const own = (schema as Record<string, unknown>)['x-data-source']
  const items = Array.isArray(schema.items) ? undefined : (schema.items as Record<string, unknown> | undefined)
  const name = own ?? items?.['x-data-source']
  return typeof name === 'string' ? name : undefined
}

function choiceProps(props: ControlProps, onLeave: (path: string) => void) {
  return {
    id: props.id,
    label: props.label,
    description: props.description,
    error: props.errors || undefined,
    required: props.required === true,
    disabled: !props.enabled,
    multiple: props.schema.type === 'array',
    value: props.data as unknown,
    onChange: (value: unknown) => props.handleChange(props.path, value),
    onLeave: () => onLeave(props.path),
  }
}

function Named(props: ControlProps) {
  const { onLeave } = useFormEnvironment()
  const items = Array.isArray(props.schema.items) ? undefined : props.schema.items
  const options = namedOptions(props.schema.type === 'array' && items !== undefined ? items : props.schema)
  return <Choice {...choiceProps(props, onLeave)} options={options} />
}

type Loaded = { state: 'loading' } | { state: 'failed'; reason: string } | { state: 'there'; options: Option[] }

function Live(props: ControlProps) {
  const { texts, loadOptions, onLeave } = useFormEnvironment()
  const source = dataSource(props.schema) ?? ''
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' })
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let current = true
    loadOptions(source).then(
      (options) => current && setLoaded({ state: 'there', options }),
      (reason: unknown) => current && setLoaded({ state: 'failed', reason: reason instanceof Error ? reason.message : '' }),
    )
    return () => {
      current = false
    }
  }, [loadOptions, source, attempt])
  const again = useCallback(() => {
    setLoaded({ state: 'loading' })
    setAttempt((count) => count + 1)
  }, [])
  if (loaded.state === 'there' && loaded.options.length > 0) {
    return <Choice {...choiceProps(props, onLeave)} options={loaded.options} />
  }
  return (
    <div className={styles.place}>
      <span className={styles.label}>{props.label}</span>
      {loaded.state === 'loading' ? (
        <div role="status" className={styles.waiting}>
          <AfterAWhile>
            <span className={styles.hint}>{texts.optionsLoading(props.label)}</span>
          </AfterAWhile>
          <Bone height={44} />
        </div>
      ) : (
        <Notice
          tone={loaded.state === 'failed' ? 'failed' : 'attention'}
          announce="alert"
          title={loaded.state === 'failed' ? texts.optionsFailed : texts.optionsEmpty}
          action={
            <Button variant="default" onClick={again}>
              {texts.retry}
            </Button>
          }
        >
          {loaded.state === 'failed' ? loaded.reason : undefined}
        </Notice>
      )}
    </div>
  )
}

export const NamedChoiceField = control(Named)
export const LiveChoiceField = control(Live)
