import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const forms = (name: string) => fileURLToPath(new URL(`../../packages/components/src/forms/${name}`, import.meta.url))

/** Where the service `public` is while developing; the built app asks the origin it came from. */
const backend = process.env['AUTHPROXY_PUBLIC'] ?? 'http://127.0.0.1:8080'
const proxy = Object.fromEntries(['/api', '/ui', '/oauth2', '/setup'].map((path) => [path, { target: backend, changeOrigin: false }]))
const port = Number(process.env['PORT'] ?? 5173)

export default defineConfig({
  plugins: [react()],
  resolve: {
    alias: [
      // Both would make functions from strings; see the stand-in.
      { find: /^ajv$/, replacement: forms('ajv-stand-in.ts') },
      { find: /^ajv-formats$/, replacement: forms('formats-stand-in.ts') },
    ],
  },
  server: { host: '127.0.0.1', port, strictPort: true, proxy },
  preview: { host: '127.0.0.1', port, strictPort: true, proxy },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  test: { environment: 'happy-dom', include: ['test/**/*.test.{ts,tsx}'], server: { deps: { inline: [/@jsonforms/] } } },
})
