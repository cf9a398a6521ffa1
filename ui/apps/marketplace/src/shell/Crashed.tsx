import { ErrorState } from '@authproxy/components'
import { Button } from '@mantine/core'
import { useI18n } from '../i18n/I18nProvider'

/** A defect of ours, or a part of the app that an update has replaced: loading again helps with both. */
export function Crashed({ error }: { error: unknown }) {
  const { t } = useI18n()
  return (
    <ErrorState
      level={1}
      title={t('error.title')}
      actions={<Button onClick={() => location.reload()}>{t('error.reload')}</Button>}
      details={<code>{error instanceof Error ? error.message : String(error)}</code>}
    >
      {t('error.crash')}
    </ErrorState>
  )
}
