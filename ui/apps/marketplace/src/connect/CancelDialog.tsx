import { Dialog } from '@authproxy/components'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Problem } from '../api/problem'
import type { Connector } from '../api/types'
import { useI18n } from '../i18n/I18nProvider'
import { tell } from '../session/channel'
import { ActionError } from '../shared/problems'
import { useApp } from '../shell/AppContext'
import { dropDrafts } from './drafts'

interface CancelDialogProps {
  connector: Connector
  connectionId: string
  /** Whether the connection works already and only a change of it is cancelled. */
  rerun: boolean
  onStay: () => void
  onCancelled: () => void
}

export function CancelDialog({ connector, connectionId, rerun, onStay, onCancelled }: CancelDialogProps) {
  const { t } = useI18n()
  const { api, start } = useApp()
  const client = useQueryClient()
  const navigate = useNavigate()
  const cancel = useMutation({
    mutationFn: async () => {
      try {
        await (rerun ? api.cancelSetup(connectionId) : api.abort(connectionId))
      } catch (error) {
        // Ended by another window, which is what was wanted.
        if (!['no_active_step', 'not_found', 'invalid_transition'].includes(Problem.of(error).code)) throw error
      }
    },
    onSuccess: async () => {
      dropDrafts(sessionStorage, connectionId)
      await client.invalidateQueries({ queryKey: ['connections'] })
      tell({ type: 'changed' })
      onCancelled()
      if (start.connector !== undefined) return
      if (rerun) await navigate({ to: '/connections/$id', params: { id: connectionId } })
      else await navigate({ to: '/connectors/$id', params: { id: connector.id } })
    },
  })
  return (
    <Dialog
      title={t('connect.cancel.title', { name: connector.display_name })}
      onClose={onStay}
      nearPointer={start.embedded}
      footer={
        <>
          <Button variant="default" onClick={onStay}>
            {t('connect.cancel.stay')}
          </Button>
          <Button variant="danger" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('connect.cancel.confirm')}
          </Button>
        </>
      }
    >
      <p>{t(rerun ? 'connect.cancel.rerun' : 'connect.cancel.text')}</p>
      {cancel.isError ? <ActionError problem={Problem.of(cancel.error)} /> : null}
    </Dialog>
  )
}
