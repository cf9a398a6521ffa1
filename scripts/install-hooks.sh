#!/usr/bin/env bash
# Makes git run scripts/preflight.sh before every push; an existing hook of another kind is left alone.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cd "$root"
hooks=$(git rev-parse --git-path hooks)
hook=$hooks/pre-push
# shellcheck disable=SC2016 # expanded when the hook runs
line='exec "$(git rev-parse --show-toplevel)/scripts/preflight.sh"'

if [ -e "$hook" ] && ! grep -qF "$line" "$hook"; then
  echo "install-hooks: $hook exists already; add this line to it yourself: $line" >&2
  exit 1
fi
mkdir -p "$hooks"
printf '#!/bin/sh\n%s\n' "$line" >"$hook"
chmod +x "$hook"
echo "Installed $hook"
