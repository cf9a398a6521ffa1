// What Maven runs: node run.js build <directory> | test | e2e. Each says in one line what it did, and does nothing when
// nothing has changed since it last went well.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { findBrowser } from "./browser.js";
import { precompress } from "./precompress.js";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const LOCK_STAMP = join(root, "node_modules", ".authproxy-lock");
const TEST_STAMP = join(root, "node_modules", ".authproxy-tested");
const NOT_SOURCE = new Set(["node_modules", "dist", "test-results", "playwright-report"]);

function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  if (!fits) {
    fail(`Node ${process.versions.node} is too old for the UI: ^20.19 or >=22.12 is needed; -DskipUi builds without`);
  }
}

function fail(text) {
  console.error(`UI: ${text}`);
  process.exit(1);
}

function npm(...args) {
  run(process.platform === "win32" ? "npm.cmd" : "npm", args, {});
}

function run(command, args, more) {
  const done = spawnSync(command, args, { cwd: root, stdio: "inherit", ...more });
  if (done.error) {
    fail(`${command} cannot be run: ${done.error.message}; -DskipUi builds without the UI`);
  }
  if (done.status !== 0) {
    fail(`${command} ${args.join(" ")} failed`);
  }
}

/** The hash of every source below the folders; tests and their runs count only where asked for. */
function hashOf(folders) {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0]);
  const visit = (path) => {
    for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const child = join(path, entry.name);
      if (entry.isDirectory() && !NOT_SOURCE.has(entry.name)) {
        visit(child);
      } else if (entry.isFile() && !entry.name.endsWith(".tsbuildinfo")) {
        hash.update(relative(root, child)).update("\0").update(readFileSync(child)).update("\0");
      }
    }
  };
  folders.forEach((folder) => visit(join(root, folder)));
  for (const file of readdirSync(root).filter((name) => /\.(json|js|ts)$/.test(name)).sort()) {
    hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest("hex");
}

function isStamped(file, value) {
  return existsSync(file) && readFileSync(file, "utf8") === value;
}

/** `npm ci` once for each lock file. */
function install() {
  const lock = createHash("sha256").update(readFileSync(join(root, "package-lock.json"))).digest("hex");
  if (!isStamped(LOCK_STAMP, lock)) {
    npm("ci", "--no-audit", "--no-fund", "--loglevel=error");
    writeFileSync(LOCK_STAMP, lock);
  }
}

function build(target) {
  const stamp = `${target}.stamp`;
  const sources = hashOf(["apps", "packages", "scripts"]);
  if (isStamped(stamp, sources) && existsSync(join(target, "index.html"))) {
    console.log("UI: nothing changed, not built again");
    return;
  }
  install();
  npm("run", "build");
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  cpSync(join(root, "apps/marketplace/dist"), target, { recursive: true });
  cpSync(join(root, "packages/embed/dist/embed.js"), join(target, "embed.js"));
  precompress(target);
  writeFileSync(stamp, sources);
  console.log(`UI: built into ${target}`);
}

function test() {
  const sources = hashOf(["apps", "packages"]);
  if (isStamped(TEST_STAMP, sources)) {
    console.log("UI: nothing changed, not tested again");
    return;
  }
  install();
  npm("test");
  writeFileSync(TEST_STAMP, sources);
}

/** In a real browser, where there is one; AUTHPROXY_E2E=required makes it a failure that there is none. */
function e2e(args) {
  const browser = findBrowser();
  if (!browser) {
    const text = "end-to-end tests need Chromium (apt install chromium, or AUTHPROXY_BROWSER=<path>)";
    if (process.env.AUTHPROXY_E2E === "required") {
      fail(text);
    }
    console.log(`UI: SKIPPED: ${text}`);
    return;
  }
  install();
  run(process.execPath, ["node_modules/@playwright/test/cli.js", "test", "--config", "e2e/playwright.config.ts", ...args], {
    env: { ...process.env, AUTHPROXY_BROWSER: browser },
  });
}

const [, , command, ...args] = process.argv;
requireNode();
if (command === "build" && args[0]) {
  build(args[0]);
} else if (command === "test") {
  test();
} else if (command === "e2e") {
  e2e(args);
} else {
  fail("usage: node run.js build <directory> | test | e2e");
}
