import { expect, test } from 'vitest'
import InterpretingAjv from '../src/forms/ajv-stand-in'
import { secretFields, validate, withDefaults } from '../src/forms/validate'

const schema = {
  type: 'object',
  required: ['name', 'a/b'],
  properties: {
    name: { type: 'string', minLength: 3 },
    'a/b': { type: 'string' },
    mail: { type: 'string', format: 'email' },
    key: { type: 'string', format: 'password' },
    years: { type: 'integer', maximum: 10, default: 2 },
  },
}

test('each field has its first finding, with the limit', () => {
  expect(validate(schema, { name: 'x', mail: 'no', years: 11 })).toEqual([
    { path: '/a~1b', keyword: 'required', limit: ['name', 'a/b'] },
    { path: '/name', keyword: 'minLength', limit: 3 },
    { path: '/mail', keyword: 'format', limit: 'email' },
    { path: '/years', keyword: 'maximum', limit: 10 },
  ])
  expect(validate(schema, { name: 'abc', 'a/b': '' })).toEqual([])
})

test('defaults fill what is empty, and secrets are known', () => {
  expect(withDefaults(schema, { name: 'x' })).toEqual({ name: 'x', years: 2 })
  expect(withDefaults(schema, { years: 5 })).toEqual({ years: 5 })
  expect(secretFields(schema)).toEqual(new Set(['key']))
})

test('rules are evaluated without code from strings', () => {
  expect(new InterpretingAjv().validate({ const: true }, true)).toBe(true)
  expect(new InterpretingAjv().validate({ const: true }, undefined)).toBe(false)
})
