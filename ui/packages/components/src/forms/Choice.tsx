import { MultiSelect, Select } from '@mantine/core'
import { useFormEnvironment, type Option } from './environment'
import styles from './Choice.module.css'

/** Up to this many choices are laid open: one look instead of two clicks. */
const LAID_OPEN = 5

export interface ChoiceProps {
  id: string
  label: string
  description?: string | undefined
  error?: string | undefined
  required: boolean
  disabled: boolean
  options: Option[]
  multiple?: boolean
  value: unknown
  onChange: (value: unknown) => void
  onLeave: () => void
}

/** One or several of a few options. Values keep their type: a select of the kit knows only text. */
export function Choice(props: ChoiceProps) {
  const { texts } = useFormEnvironment()
  const label = props.required ? props.label : `${props.label} (${texts.optional})`
  if (props.options.length <= LAID_OPEN) return <LaidOpen {...props} label={label} />
  const shared = {
    id: props.id,
    label,
    description: props.description,
    error: props.error,
    disabled: props.disabled,
    'aria-required': props.required,
    data: props.options.map((option) => ({ value: String(option.value), label: option.label })),
    searchable: props.options.length > 8,
    nothingFoundMessage: texts.nothingFound,
    // The list itself scrolls: a scrolling box around it would be a place that no keyboard can reach.
    withScrollArea: false,
    styles: { options: { maxHeight: 280, overflowY: 'auto' as const } },
    onBlur: props.onLeave,
  }
  const typed = (text: string) => props.options.find((option) => String(option.value) === text)?.value
  if (props.multiple === true) {
    const chosen = Array.isArray(props.value) ? props.value.map(String) : []
    return <MultiSelect {...shared} placeholder={chosen.length === 0 ? texts.choose : ''} value={chosen} onChange={(next) => props.onChange(next.map(typed))} />
  }
  return (
    <Select
      {...shared}
      placeholder={texts.choose}
      value={props.value === undefined || props.value === null ? null : String(props.value)}
      allowDeselect={!props.required}
      onChange={(next) => props.onChange(next === null ? undefined : typed(next))}
    />
  )
}

function LaidOpen(props: ChoiceProps) {
  const chosen = props.multiple === true && Array.isArray(props.value) ? props.value : [props.value]
  const toggle = (value: Option['value'], on: boolean) => {
    if (props.multiple !== true) return props.onChange(value)
    const others = chosen.filter((other) => other !== value && other !== undefined)
    props.onChange(on ? [...others, value] : others)
  }
  const describedBy = [props.description ? `${props.id}-about` : '', props.error ? `${props.id}-error` : ''].filter(Boolean).join(' ')
  return (
    <fieldset className={styles.set} disabled={props.disabled} aria-describedby={describedBy || undefined} onBlur={props.onLeave}>
      <legend className={styles.legend}>{props.label}</legend>
      {props.description ? (
        <p id={`${props.id}-about`} className={styles.about}>
          {props.description}
        </p>
      ) : null}
      <div className={styles.options}>
        {props.options.map((option) => (
          <label key={String(option.value)} className={styles.option}>
            <input
              type={props.multiple === true ? 'checkbox' : 'radio'}
              name={props.id}
              checked={chosen.includes(option.value)}
              required={props.required && props.multiple !== true}
              aria-invalid={props.error !== undefined}
              onChange={(event) => toggle(option.value, event.currentTarget.checked)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {props.error === undefined ? null : (
        <p id={`${props.id}-error`} className={styles.error}>
          {props.error}
        </p>
      )}
    </fieldset>
  )
}
