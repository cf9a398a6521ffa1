import type { ControlProps, JsonSchema } from '@jsonforms/core'
import { Checkbox, NumberInput, PasswordInput, Textarea, TextInput } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { control } from './control'
import { useFormEnvironment } from './environment'

const INPUT_TYPES: Record<string, string> = { email: 'email', uri: 'url', date: 'date', time: 'time', 'date-time': 'datetime-local' }

/** What every field has in common. An empty field has no value at all, so that `required` finds it. */
function useField(props: ControlProps) {
  const { texts, onLeave } = useFormEnvironment()
  const example = exampleOf(props.schema)
  return {
    id: props.id,
    label: props.required === true ? props.label : `${props.label} (${texts.optional})`,
    description: props.description,
    error: props.errors || undefined,
    disabled: !props.enabled,
    placeholder: example === undefined ? undefined : texts.example(example),
    'aria-required': props.required === true,
    onBlur: () => onLeave(props.path),
  }
}

function exampleOf(schema: JsonSchema): string | undefined {
  const examples: unknown = (schema as { examples?: unknown }).examples
  const first: unknown = Array.isArray(examples) ? examples[0] : undefined
  return typeof first === 'string' || typeof first === 'number' ? String(first) : undefined
}

function textChange(props: ControlProps) {
  return (event: { currentTarget: { value: string } }) =>
    props.handleChange(props.path, event.currentTarget.value === '' ? undefined : event.currentTarget.value)
}

const asText = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

function Text(props: ControlProps) {
  const field = useField(props)
  return (
    <TextInput
      {...field}
      type={INPUT_TYPES[props.schema.format ?? ''] ?? 'text'}
      value={asText(props.data)}
      autoComplete="off"
      spellCheck={false}
      onChange={textChange(props)}
    />
  )
}

function Secret(props: ControlProps) {
  const field = useField(props)
  const { texts } = useFormEnvironment()
  return (
    <PasswordInput
      {...field}
      value={asText(props.data)}
      // A key of a third party is nothing for the browser's password store.
      autoComplete="new-password"
      spellCheck={false}
      onChange={textChange(props)}
      visibilityToggleIcon={({ reveal }) => (reveal ? <IconEyeOff size={18} aria-hidden="true" /> : <IconEye size={18} aria-hidden="true" />)}
      visibilityToggleButtonProps={{ 'aria-label': texts.showSecret, tabIndex: 0 }}
    />
  )
}

function MultiLine(props: ControlProps) {
  return <Textarea {...useField(props)} rows={5} value={asText(props.data)} onChange={textChange(props)} />
}

function Numeric(props: ControlProps) {
  const field = useField(props)
  const { schema } = props
  return (
    <NumberInput
      {...field}
      value={typeof props.data === 'number' ? props.data : ''}
      allowDecimal={schema.type !== 'integer'}
      hideControls
      inputMode={schema.type === 'integer' ? 'numeric' : 'decimal'}
      onChange={(value) => props.handleChange(props.path, typeof value === 'number' ? value : value === '' ? undefined : Number(value))}
    />
  )
}

function Truth(props: ControlProps) {
  const field = { ...useField(props), placeholder: undefined }
  return (
    <Checkbox
      {...field}
      label={props.label}
      className="ap-checkbox"
      checked={props.data === true}
      onChange={(event) => props.handleChange(props.path, event.currentTarget.checked)}
    />
  )
}

export const TextField = control(Text)
export const SecretField = control(Secret)
export const MultiLineField = control(MultiLine)
export const NumberField = control(Numeric)
export const TruthField = control(Truth)
