import { EmptyState } from '@authproxy/components'
import { LinkButton } from './LinkButton'
import { useI18n } from '../i18n/I18nProvider'
import { useTitle } from './useTitle'

/** Something that an address names is not there. */
export function Missing({ title, text }: { title: string; text: string }) {
  const { t } = useI18n()
  useTitle(title)
  return (
    <EmptyState
      level={1}
      title={title}
      action={
        <LinkButton to="/connectors">
          {t('action.browse')}
        </LinkButton>
      }
    >
      {text}
    </EmptyState>
  )
}

export function NotFound() {
  const { t } = useI18n()
  return <Missing title={t('notFound.title')} text={t('notFound.text')} />
}
