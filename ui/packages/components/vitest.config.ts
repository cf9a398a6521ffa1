import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^ajv$/, replacement: file('src/forms/ajv-stand-in.ts') },
      { find: /^ajv-formats$/, replacement: file('src/forms/formats-stand-in.ts') },
    ],
  },
  test: {
    environment: 'happy-dom',
    include: ['test/**/*.test.{ts,tsx}'],
    server: { deps: { inline: [/@jsonforms/] } },
  },
})
