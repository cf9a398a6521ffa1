// Writes src/schema/*.ts from docs/openapi/*.json. The build compares the hash in the first line with the description.
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'

for (const service of ['api', 'admin-api']) {
  const source = new URL(`../../../docs/openapi/${service}.json`, import.meta.url)
  const hash = createHash('sha256').update(await readFile(source)).digest('hex')
  const types = astToString(await openapiTS(source))
  const target = new URL(`src/schema/${service}.ts`, import.meta.url)
  await writeFile(target, `// Generated from docs/openapi/${service}.json, sha256 ${hash}: npm run generate\n${types}`)
}
