import type { ControlProps } from '@jsonforms/core'
import { withJsonFormsControlProps } from '@jsonforms/react'
import type { ComponentType } from 'react'

/** A field that obeys the rules of a UI schema: one that is hidden is not there at all. */
export function control(Field: ComponentType<ControlProps>) {
  return withJsonFormsControlProps((props: ControlProps) => (props.visible === false ? null : <Field {...props} />))
}
