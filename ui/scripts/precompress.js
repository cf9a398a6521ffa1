import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const TEXT = /\.(js|css|svg|json|map|txt)$/;
const SMALLEST = 1024;

/** Writes .gz and .br beside every text file worth it, so that the server compresses nothing. */
export function precompress(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    const content = entry.isFile() && TEXT.test(entry.name) ? readFileSync(path) : undefined;
    if (content && content.length >= SMALLEST) {
      writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
      writeFileSync(`${path}.br`, brotliCompressSync(content));
    }
  }
}
