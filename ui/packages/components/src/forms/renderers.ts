import {
  isBooleanControl,
  isEnumControl,
  isIntegerControl,
  isNumberControl,
  isOneOfEnumControl,
  isStringControl,
  and,
  or,
  optionIs,
  rankWith,
  schemaMatches,
  schemaTypeIs,
  uiTypeIs,
  type JsonFormsRendererRegistryEntry,
  type JsonSchema,
} from '@jsonforms/core'
import { dataSource, LiveChoiceField, NamedChoiceField, namedOptions } from './choices'
import { MultiLineField, NumberField, SecretField, TextField, TruthField } from './fields'
import { ArrangedLayout, ItemsField, NestedField, WordsLayout } from './layouts'

const isControl = uiTypeIs('Control')
const isSecret = schemaMatches((schema) => schema.format === 'password' || (schema as { writeOnly?: boolean }).writeOnly === true)
const hasDataSource = schemaMatches((schema) => dataSource(schema) !== undefined)
const isListOfNamed = schemaMatches(
  (schema) => schema.type === 'array' && !Array.isArray(schema.items) && schema.items !== undefined && namedOptions(schema.items as JsonSchema).length > 0,
)
const isLayout = or(uiTypeIs('VerticalLayout'), uiTypeIs('HorizontalLayout'), uiTypeIs('Group'), uiTypeIs('Categorization'), uiTypeIs('Category'))

/** Which renderer takes which field; the highest number wins. */
export const renderers: JsonFormsRendererRegistryEntry[] = [
  { tester: rankWith(1, isStringControl), renderer: TextField },
  { tester: rankWith(2, or(isNumberControl, isIntegerControl)), renderer: NumberField },
  { tester: rankWith(2, isBooleanControl), renderer: TruthField },
  { tester: rankWith(2, and(isControl, schemaTypeIs('object'))), renderer: NestedField },
  { tester: rankWith(2, and(isControl, schemaTypeIs('array'))), renderer: ItemsField },
  { tester: rankWith(4, and(isStringControl, optionIs('multi', true))), renderer: MultiLineField },
  { tester: rankWith(5, or(isEnumControl, isOneOfEnumControl, and(isControl, isListOfNamed))), renderer: NamedChoiceField },
  { tester: rankWith(6, and(isStringControl, isSecret)), renderer: SecretField },
  { tester: rankWith(8, and(isControl, hasDataSource)), renderer: LiveChoiceField },
  { tester: rankWith(1, isLayout), renderer: ArrangedLayout },
  { tester: rankWith(1, uiTypeIs('Label')), renderer: WordsLayout },
]
