import { describe, expect, test } from 'vitest'
import { en } from '../src/i18n/en'
import { LANGUAGES, loadMessages, pickLanguage, type Language } from '../src/i18n/messages'
import { createTranslator } from '../src/i18n/translator'

const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()
const keys = Object.keys(en) as (keyof typeof en)[]

describe.each(Object.keys(LANGUAGES) as Language[])('%s', (language) => {
  test('has every text, each with the same values', async () => {
    const texts = (await loadMessages(language)) as Record<string, string | undefined>
    const plural = new Intl.PluralRules(language).resolvedOptions().pluralCategories
    for (const key of keys) {
      if (key.endsWith('_one') && !plural.includes('one')) continue
      expect(texts[key]?.trim(), key).toBeTruthy()
      expect(names(texts[key] ?? ''), key).toEqual(names(en[key]))
    }
    expect(Object.keys(texts).filter((key) => !(key in en))).toEqual([])
  })

  if (language !== 'en') test('is translated', async () => {
    const texts = (await loadMessages(language)) as Record<string, string>
    const same = keys.filter((key) => texts[key] === en[key] && en[key].length > 14)
    expect(same).toEqual([])
  })
})

test('the operator’s texts come first', async () => {
  const { t } = createTranslator('de', await loadMessages('de', { 'nav.apps': 'Programme' }))
  expect(t('nav.apps')).toBe('Programme')
})

test('numbers choose their plural form', async () => {
  const { n } = createTranslator('fr', await loadMessages('fr'))
  expect([n('catalogue.count', 1), n('catalogue.count', 2)]).toEqual(['1 application', '2 applications'])
  expect(createTranslator('ja', await loadMessages('ja')).n('catalogue.count', 1)).toBe('1 件のアプリ')
})

test('the first wish that is offered wins', () => {
  expect(pickLanguage([undefined, 'pt-BR', 'de-AT', 'fr'])).toBe('de')
  expect(pickLanguage(['xx'])).toBe('en')
})
