import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Connection } from '../api/types'
import { returnUrl } from '../connect/flows'
import { useApp } from '../shell/AppContext'

/** Begins a change of a connection that works, or goes on with a set-up, and shows it. */
export function useRerun(connection: Connection) {
  const { api } = useApp()
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: async (what: 'reconnect' | 'reconfigure' | 'continue') => {
      if (what === 'continue') return what
      const answer = await (what === 'reconnect' ? api.reauth(connection.id, returnUrl()) : api.reconfigure(connection.id))
      client.setQueryData(['setup', connection.id], answer)
      return what
    },
    onSuccess: (what) =>
      navigate({
        to: '/connect/$id',
        params: { id: connection.connector.id },
        search: { connection: connection.id, ...(what === 'continue' ? {} : { intent: what }) },
      }),
  })
}
