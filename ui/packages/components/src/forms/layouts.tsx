import {
  createDefaultValue,
  Generate,
  type ArrayControlProps,
  type ControlElement,
  type ControlProps,
  type LabelElement,
  type Layout,
  type LayoutProps,
  type UISchemaElement,
} from '@jsonforms/core'
import {
  JsonFormsDispatch,
  withJsonFormsArrayControlProps,
  withJsonFormsControlProps,
  withJsonFormsLayoutProps,
} from '@jsonforms/react'
import { Button } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useEffect, useMemo, useRef } from 'react'
import { useFormEnvironment } from './environment'
import styles from './layouts.module.css'

/** Vertical and horizontal layouts, groups and categories: a row becomes a column where there is no room for it. */
function Arranged({ uischema, schema, path, enabled, visible, renderers, cells }: LayoutProps) {
  if (!visible) return null
  const layout = uischema as Layout & { label?: string }
  const children = layout.elements.map((element: UISchemaElement, index) => (
    <JsonFormsDispatch key={index} uischema={element} schema={schema} path={path} enabled={enabled} {...optional(renderers, cells)} />
  ))
  if (layout.type === 'HorizontalLayout') return <div className={styles.row}>{children}</div>
  if (layout.label === undefined) return <div className={styles.column}>{children}</div>
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{layout.label}</legend>
      <div className={styles.column}>{children}</div>
    </fieldset>
  )
}

function optional(renderers: LayoutProps['renderers'], cells: LayoutProps['cells']) {
  return { ...(renderers === undefined ? {} : { renderers }), ...(cells === undefined ? {} : { cells }) }
}

function Nested({ schema, path, label, description, enabled, visible, renderers, cells, uischema, rootSchema }: ControlProps) {
  const detail = useMemo(
    () => Generate.uiSchema(schema, 'VerticalLayout', undefined, rootSchema) ?? ({ type: 'VerticalLayout', elements: [] } as Layout),
    [schema, rootSchema],
  )
  if (!visible) return null
  const content = (
    <JsonFormsDispatch uischema={detail} schema={schema} path={path} enabled={enabled} {...optional(renderers, cells)} />
  )
  if ((uischema as ControlElement).scope === '#' || label === '') return content
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{label}</legend>
      {description ? <p className={styles.about}>{description}</p> : null}
      {content}
    </fieldset>
  )
}

/** Moves the focus once the list has changed: into what was added, and away from a button that is gone. */
function useFocusAfter(count: number) {
  const wanted = useRef<(() => HTMLElement | null | undefined) | null>(null)
  useEffect(() => {
    const found = wanted.current?.()
    wanted.current = null
    found?.focus()
  }, [count])
  return (find: () => HTMLElement | null | undefined) => {
    wanted.current = find
  }
}

function Items(props: ArrayControlProps) {
  const { texts } = useFormEnvironment()
  const { data, path, schema, rootSchema, label, errors, enabled, renderers, cells } = props
  const count = Array.isArray(data) ? data.length : 0
  const list = useRef<HTMLFieldSetElement>(null)
  const focus = useFocusAfter(count)
  const itemUi = useMemo(() => ({ type: 'Control', scope: '#', label: '' }) as ControlElement, [])
  if (!props.visible) return null
  return (
    <fieldset ref={list} className={styles.group} disabled={!enabled}>
      <legend className={styles.legend}>{label}</legend>
      {props.description ? <p className={styles.about}>{props.description}</p> : null}
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={styles.item} data-entry>
          <div className={styles.itemContent}>
            <JsonFormsDispatch
              uischema={{ ...itemUi, label: texts.itemNumber(index + 1) } as ControlElement}
              schema={schema}
              path={`${path}.${index}`}
              {...optional(renderers, cells)}
            />
          </div>
          <Button
            variant="subtle"
            leftSection={<IconTrash size={16} aria-hidden="true" />}
            onClick={() => {
              focus(() => list.current?.querySelector<HTMLElement>(':scope > button'))
              props.removeItems?.(path, [index])()
            }}
          >
            {texts.removeItem(texts.itemNumber(index + 1))}
          </Button>
        </div>
      ))}
      <Button
        variant="default"
        leftSection={<IconPlus size={16} aria-hidden="true" />}
        onClick={() => {
          focus(() => list.current?.querySelector<HTMLElement>(':scope > :nth-last-child(1 of [data-entry]) :is(input, textarea, button)'))
          props.addItem(path, createDefaultValue(schema, rootSchema))()
        }}
      >
        {texts.addItem(label)}
      </Button>
      {errors ? (
        <p className={styles.error} role="alert">
          {errors}
        </p>
      ) : null}
    </fieldset>
  )
}

function Words({ uischema, visible }: LayoutProps) {
  return visible ? <p className={styles.about}>{(uischema as unknown as LabelElement).text}</p> : null
}

export const ArrangedLayout = withJsonFormsLayoutProps(Arranged)
export const WordsLayout = withJsonFormsLayoutProps(Words)
export const NestedField = withJsonFormsControlProps(Nested)
export const ItemsField = withJsonFormsArrayControlProps(Items)
