import type { FormTexts } from '@authproxy/components/forms'
import { useMemo } from 'react'
import type { TextKey } from '../i18n/messages'
import { useI18n } from '../i18n/I18nProvider'

const FINDINGS: Record<string, TextKey> = {
  required: 'form.error.required',
  minLength: 'form.error.minLength',
  maxLength: 'form.error.maxLength',
  minimum: 'form.error.minimum',
  exclusiveMinimum: 'form.error.minimum',
  maximum: 'form.error.maximum',
  exclusiveMaximum: 'form.error.maximum',
  minItems: 'form.error.minItems',
  maxItems: 'form.error.maxItems',
  uniqueItems: 'form.error.uniqueItems',
  pattern: 'form.error.pattern',
  type: 'form.error.type',
  enum: 'form.error.choice',
  const: 'form.error.choice',
  oneOf: 'form.error.choice',
  anyOf: 'form.error.other',
}

const FORMATS: Record<string, TextKey> = {
  email: 'form.error.email',
  uri: 'form.error.uri',
  date: 'form.error.date',
  'date-time': 'form.error.date',
}

/** What a finding says; an empty text that is needed is simply missing. */
export function findingKey(keyword: string, limit: unknown): TextKey {
  if (keyword === 'minLength' && limit === 1) return 'form.error.required'
  if (keyword === 'format') return FORMATS[String(limit)] ?? 'form.error.pattern'
  return FINDINGS[keyword] ?? 'form.error.other'
}

/** The words of forms in the language of the page. */
export function useFormTexts(): FormTexts {
  const { t } = useI18n()
  return useMemo(
    () => ({
      optional: t('form.optional'),
      choose: t('form.choose'),
      example: (value) => t('form.example', { value }),
      nothingFound: t('form.nothingFound'),
      optionsLoading: (what) => t('form.loading', { what }),
      optionsEmpty: t('form.empty'),
      optionsFailed: t('form.failed'),
      retry: t('action.retry'),
      addItem: (what) => t('form.add', { what }),
      removeItem: (what) => t('form.remove', { what }),
      itemNumber: (position) => t('form.item', { position }),
      showSecret: t('form.show'),
      finding: (keyword, limit) => t(findingKey(keyword, limit), typeof limit === 'number' ? { limit } : {}),
    }),
    [t],
  )
}
