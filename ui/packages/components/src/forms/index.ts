export { default as SchemaForm, type SchemaFormProps } from './SchemaForm'
export type { FormTexts, Option } from './environment'
export { secretFields, validate, withDefaults } from './validate'
