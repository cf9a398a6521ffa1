import { Notice } from '@authproxy/components'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { Problem } from '../api/problem'
import type { Connection, TestResult } from '../api/types'
import { useI18n } from '../i18n/I18nProvider'
import { ActionError } from '../shared/problems'
import { useApp } from '../shell/AppContext'
import { Action } from './ConnectionScreen'
import styles from './Connections.module.css'

/** Asks the third party now, and shows what it said in the same place. */
export function TestPanel({ connection }: { connection: Connection }) {
  const { t } = useI18n()
  const { api } = useApp()
  const { test: wanted } = useSearch({ from: '/connections/$id' })
  const client = useQueryClient()
  const name = connection.connector.display_name
  const test = useMutation({
    mutationFn: () => api.test(connection.id),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['connections'] }),
  })
  const { mutate } = test
  const begun = useRef(false)
  useEffect(() => {
    if (wanted !== true || begun.current) return
    begun.current = true
    mutate()
  }, [mutate, wanted])
  return (
    <Action
      title={t('connection.test')}
      text={t('connection.test.text', { name })}
      button={
        <Button variant="default" loading={test.isPending} onClick={() => mutate()}>
          {t('connection.test')}
        </Button>
      }
    >
      {test.isPending ? (
        <div role="status" className="ap-visually-hidden">
          {t('connection.test.running', { name })}
        </div>
      ) : null}
      {test.isSuccess ? <Result result={test.data} name={name} /> : null}
      {test.isError ? <ActionError problem={Problem.of(test.error)} /> : null}
    </Action>
  )
}

function Result({ result, name }: { result: TestResult; name: string }) {
  const { t } = useI18n()
  const results = result.results ?? []
  if (results.length === 0) {
    return (
      <div className={styles.result}>
        <Notice tone="neutral" announce="status">
          {t('connection.test.none', { name })}
        </Notice>
      </div>
    )
  }
  const ok = results.every((one) => one.ok === true)
  return (
    <div className={styles.result}>
      <Notice tone={ok ? 'ok' : 'failed'} announce="status" title={t(ok ? 'connection.test.ok' : 'connection.test.failed')}>
        <ul className={styles.probes}>
          {results.map((one) => (
            <li key={one.probe_id}>
              <code>{one.probe_id}</code> {t(one.ok === true ? 'connection.test.passed' : 'connection.test.notPassed')}
              {one.status_code === undefined ? null : ` · HTTP ${one.status_code}`}
              {one.duration_ms === undefined ? null : ` · ${t('connection.test.duration', { ms: one.duration_ms })}`}
              {one.error === undefined ? null : <div lang="en">{one.error}</div>}
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  )
}
