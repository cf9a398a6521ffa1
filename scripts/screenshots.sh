#!/usr/bin/env bash
# Pictures of every screen of the marketplace into ui/screenshots, against a quickstart that runs.
set -euo pipefail

usage() {
  cat <<'USAGE'
Usage: scripts/screenshots.sh [options]

  --data-dir DIR   data directory of the running quickstart (default: data, in the project)
  --url URL        where the marketplace is (default: http://127.0.0.1:8080)
  --out DIR        where the pictures go (default: ui/screenshots)
  --help           this text

Needs `npm ci` in ui and Chromium (CHROMIUM=/path, default /usr/bin/chromium).
USAGE
}

root=$(cd "$(dirname "$0")/.." && pwd -P)
data_dir=$root/data
url=http://127.0.0.1:8080
out=$root/ui/screenshots
while [ $# -gt 0 ]; do
  case $1 in
    --data-dir) data_dir=${2:?--data-dir needs a value} && shift ;;
    --url) url=${2:?--url needs a value} && shift ;;
    --out) out=${2:?--out needs a value} && shift ;;
    -h | --help) usage && exit 0 ;;
    *) usage >&2 && exit 2 ;;
  esac
  shift
done

key=$data_dir/keys/demo
[ -f "$key" ] || { echo "screenshots: there is no $key; does the quickstart run from there?" >&2 && exit 1; }
token=$(printf '%q sign-jwt --actorId demo --privateKeyPath %q --ttl 1m --apis public' "$root/scripts/authproxy" "$key")
node "$root/ui/apps/marketplace/tools/screenshots.mjs" "$out" "$url" "$token"
echo "Pictures: $out"
