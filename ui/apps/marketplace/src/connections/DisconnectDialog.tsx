import { AfterAWhile, announce, Dialog, Notice } from '@authproxy/components'
import { Button, Loader } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, type RefObject } from 'react'
import { Problem } from '../api/problem'
import type { Connection } from '../api/types'
import { useI18n } from '../i18n/I18nProvider'
import { tell } from '../session/channel'
import { ActionError } from '../shared/problems'
import { useApp } from '../shell/AppContext'
import styles from './Connections.module.css'

const ASK_EVERY_MS = 1_500
const SLOW_MS = 10_000
const OVER = new Set(['completed', 'failed', 'unknown'])

interface DisconnectDialogProps {
  connection: Connection
  onClose: () => void
  onDone?: () => void
  returnTo?: RefObject<HTMLElement | null>
}

/** Says what will happen, does it, and shows how far it is. */
export function DisconnectDialog({ connection, onClose, onDone, returnTo }: DisconnectDialogProps) {
  const { t } = useI18n()
  const { api, start } = useApp()
  const client = useQueryClient()
  const name = connection.connector.display_name
  const account = connection.account?.name
  const disconnect = useMutation({ mutationFn: () => api.disconnect(connection.id), onSuccess: () => tell({ type: 'changed' }) })
  const task = useTask(disconnect.data?.task_id)
  const done = task.over && !task.failed
  useEffect(() => {
    if (done) announce(t('disconnect.done', { name }))
  }, [done, name, t])
  const leave = () => {
    if (disconnect.isSuccess) {
      void client.invalidateQueries({ queryKey: ['connections'] })
      onDone?.()
    }
    onClose()
  }
  const title = done
    ? t('disconnect.done', { name })
    : account === undefined
      ? t('disconnect.title', { name })
      : t('disconnect.titleAccount', { name, account })
  return (
    <Dialog
      title={title}
      onClose={leave}
      returnTo={returnTo}
      nearPointer={start.embedded}
      footer={
        disconnect.isSuccess ? (
          <Button variant={done ? 'filled' : 'default'} onClick={leave}>
            {t('action.close')}
          </Button>
        ) : (
          <>
            <Button variant="default" onClick={leave}>
              {t('disconnect.keep')}
            </Button>
            <Button variant="danger" loading={disconnect.isPending} onClick={() => disconnect.mutate()}>
              {t('disconnect.confirm')}
            </Button>
          </>
        )
      }
    >
      {disconnect.isSuccess ? (
        <Running name={name} task={task} />
      ) : (
        <ul className={styles.consequences}>
          <li>{t('disconnect.stop')}</li>
          <li>{t('disconnect.revoke', { name })}</li>
          <li>{t('disconnect.delete')}</li>
          <li>{t('disconnect.again', { name })}</li>
        </ul>
      )}
      {disconnect.isError ? <ActionError problem={Problem.of(disconnect.error)} /> : null}
    </Dialog>
  )
}

function Running({ name, task }: { name: string; task: { over: boolean; failed: boolean } }) {
  const { t } = useI18n()
  if (task.failed) return <Notice tone="attention" announce="alert">{t('disconnect.failed')}</Notice>
  if (task.over) return <p>{t('disconnect.doneText')}</p>
  return (
    <>
      <p className={styles.running} role="status">
        <Loader size="xs" aria-hidden="true" />
        {t('disconnect.running', { name })}
      </p>
      <AfterAWhile ms={SLOW_MS}>
        <Notice tone="neutral" announce="status">
          {t('disconnect.slow', { name })}
        </Notice>
      </AfterAWhile>
    </>
  )
}

/** Follows a task until it is over; one that is forgotten already has ended well. */
function useTask(token: string | undefined): { over: boolean; failed: boolean } {
  const { api } = useApp()
  const task = useQuery({
    queryKey: ['task', token],
    queryFn: async () => {
      try {
        return (await api.task(token ?? '')).state ?? 'unknown'
      } catch (error) {
        if (Problem.of(error).status === 404) return 'completed'
        throw error
      }
    },
    enabled: token !== undefined,
    refetchInterval: ({ state }) => (state.data !== undefined && OVER.has(state.data) ? false : ASK_EVERY_MS),
    gcTime: 0,
  })
  return { over: task.data !== undefined && OVER.has(task.data), failed: task.data === 'failed' }
}
