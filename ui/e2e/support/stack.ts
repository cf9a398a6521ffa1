import { execFileSync } from 'node:child_process'
import { createServer } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const quickstart = join(here, '../../../scripts/quickstart.sh')
const PORTS = 8

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}

/** The first of several ports in a row; AUTHPROXY_E2E_PORT_BASE names it instead. */
async function portBase(): Promise<number> {
  const named = process.env['AUTHPROXY_E2E_PORT_BASE']
  if (named !== undefined) return Number(named)
  for (let base = 21_140; base < 30_000; base += 20) {
    const free = await Promise.all(Array.from({ length: PORTS }, (_, index) => isFree(base + index)))
    if (free.every(Boolean)) return base
  }
  throw new Error('no ports are free for the end-to-end tests')
}

/**
 * Starts what the quickstart starts, from what was built, and ends it afterwards. AUTHPROXY_E2E_RUNNING names the first port
 * of a quickstart that runs already; it stays as it is.
 */
export default async function start(): Promise<() => void> {
  const running = process.env['AUTHPROXY_E2E_RUNNING']
  if (running !== undefined) {
    name(Number(running))
    return () => {}
  }
  const base = await portBase()
  const folder = mkdtempSync(join(tmpdir(), 'authproxy-browser-'))
  const common = ['--data-dir', folder, '--port-base', String(base)]
  const stop = (): void => {
    execFileSync(quickstart, ['--stop', ...common], { stdio: 'inherit' })
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    execFileSync(quickstart, ['--no-build', '--no-start-cache', '--detach', ...common], { stdio: ['ignore', 'ignore', 'inherit'] })
  } catch (failure) {
    stop()
    throw failure
  }
  name(base)
  return stop
}

function name(base: number): void {
  const host = `http://localhost:${base + 5}`
  process.env['MARKETPLACE_URL'] = `http://localhost:${base}`
  process.env['HOST_URL'] = host
  process.env['PROVIDER_URL'] = `http://127.0.0.1:${base + 6}`
  process.env['HANDOFF_TOKEN_COMMAND'] = `"${process.execPath}" "${join(here, 'token.js')}" ${host}`
}
