import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { SetupAnswer } from '../api/setup'
import { tell } from '../session/channel'
import { useApp } from '../shell/AppContext'
import { returnUrl } from './flows'

/** Begins a set-up. */
export function useInitiate(): (connectorId: string) => Promise<SetupAnswer> {
  const { api } = useApp()
  const client = useQueryClient()
  return useCallback(
    async (connectorId) => {
      const answer = await api.initiate(connectorId, returnUrl())
      client.setQueryData(['setup', answer.id], answer)
      void client.invalidateQueries({ queryKey: ['connections'] })
      tell({ type: 'changed' })
      return answer
    },
    [api, client],
  )
}
