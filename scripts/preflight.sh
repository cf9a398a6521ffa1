#!/usr/bin/env bash
# Finds in a few minutes what would fail in continuous integration: formatting, style, scripts,
# compilation of everything including the integration tests, stale generated documents. Runs before a push (scripts/install-hooks.sh).
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

step() {
  printf '== %s\n' "$1"
}

step "formatting and style"
./mvnw -B -ntp -q validate

step "compilation, and that the dependencies of every test resolve"
./mvnw -B -ntp -q -Dspotless.check.skip=true -Dcheckstyle.skip=true test-compile

step "OpenAPI and configuration documents (generated again; a difference has to be committed)"
./mvnw -B -ntp -q -Dspotless.check.skip=true -Dcheckstyle.skip=true -pl authproxy-server -am test \
  -Dtest=ConfigurationSchemaTests,OpenApiTests -Dsurefire.failIfNoSpecifiedTests=false -Dauthproxy.update=true
git diff --exit-code --stat -- docs || { echo "preflight: docs were stale; commit the changes above" >&2 && exit 1; }

if command -v shellcheck >/dev/null; then
  step "scripts"
  shellcheck -x .ci/run scripts/*.sh scripts/lib/*.sh scripts/authproxy bench/run.sh bench/lib/*.sh
else
  step "scripts: skipped, shellcheck is not installed"
fi

echo "preflight: all good"
