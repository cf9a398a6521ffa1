import { Button } from '@mantine/core'
import type { Connection } from '../api/types'
import { useI18n } from '../i18n/I18nProvider'
import { statusOf } from '../shared/status'
import { useRerun } from './useRerun'

const LABELS = { reconnect: 'connection.reconnect', continue: 'connection.continue' } as const

/** The one thing that makes a connection work again, when there is one. */
export function FixButton({ connection }: { connection: Connection }) {
  const { t } = useI18n()
  const rerun = useRerun(connection)
  const { fix } = statusOf(connection)
  if (fix === undefined) return null
  return (
    <Button variant="light" loading={rerun.isPending} onClick={() => rerun.mutate(fix)}>
      {t(LABELS[fix])}
    </Button>
  )
}
