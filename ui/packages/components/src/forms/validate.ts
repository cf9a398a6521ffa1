import { Validator, type Schema } from '@cfworker/json-schema'

/** One finding about a form's data, in a shape that texts can be made of. */
export interface Finding {
  /** JSON Pointer of the field; of the missing field for `required`. */
  path: string
  /** The JSON Schema keyword that is not met. */
  keyword: string
  /** That keyword's value in the schema, for example the least length. */
  limit?: unknown
}

/** Keywords that only say that something below them failed. */
const CONTAINERS = new Set(['properties', 'items', 'prefixItems', 'allOf', '$ref', '$dynamicRef', 'if', 'then', 'else', 'dependentSchemas', 'additionalProperties', 'patternProperties', 'unevaluatedProperties', 'contains'])
const MISSING = /required property "(.*)"\.?$/

/**
 * Validates by interpreting the schema (2020-12, formats asserted). Nothing is compiled: the page's content security policy
 * allows no code from strings.
 */
export function validate(schema: object, data: unknown): Finding[] {
  const { errors } = new Validator(schema as Schema, '2020-12', false).validate(data ?? {})
  const findings = errors
    .filter((error) => !CONTAINERS.has(error.keyword))
    .map((error): Finding => {
      const parent = error.instanceLocation.replace(/^#/, '')
      const missing = error.keyword === 'required' ? MISSING.exec(error.error)?.[1] : undefined
      const path = missing === undefined ? parent : `${parent}/${escape(missing)}`
      return { path, keyword: error.keyword, limit: resolve(schema, error.keywordLocation) }
    })
  return firstOfEachField(findings)
}

function firstOfEachField(findings: Finding[]): Finding[] {
  const seen = new Set<string>()
  return findings.filter((finding) => !seen.has(finding.path) && seen.add(finding.path))
}

function escape(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}

function resolve(schema: unknown, location: string): unknown {
  let place: unknown = schema
  for (const part of location.replace(/^#\/?/, '').split('/').filter(Boolean)) {
    if (typeof place !== 'object' || place === null) return undefined
    const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')
    place = (place as Record<string, unknown>)[name]
  }
  return place
}

/** The values that a schema's `default`s give to fields without one. */
export function withDefaults(schema: Record<string, unknown>, data: Record<string, unknown>): Record<string, unknown> {
  const properties = (schema['properties'] ?? {}) as Record<string, { default?: unknown }>
  const defaults = Object.entries(properties)
    .filter(([name, property]) => property.default !== undefined && data[name] === undefined)
    .map(([name, property]) => [name, property.default])
  return { ...Object.fromEntries(defaults), ...data } as Record<string, unknown>
}

/** Names of top-level fields that hold secrets: they are never written down in the browser. */
export function secretFields(schema: Record<string, unknown>): Set<string> {
  const properties = (schema['properties'] ?? {}) as Record<string, { format?: string; writeOnly?: boolean }>
  const secret = Object.entries(properties).filter(([, property]) => property.format === 'password' || property.writeOnly === true)
  return new Set(secret.map(([name]) => name))
}
