#!/usr/bin/env bash
# Compares AuthProxy's raw proxy with bare nginx and with no proxy at all. bench/README.md explains the figures.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
MODES=${BENCH_MODES:-"a b c"}
SIZES=${BENCH_SIZES:-"1k 64k"}
CONNECTIONS=${BENCH_CONNECTIONS:-"32 128"}
SECONDS_EACH=${BENCH_SECONDS:-8}
WARM_UP_SECONDS=${BENCH_WARM_UP:-60}
ROUNDS=${BENCH_ROUNDS:-3}
STREAM_BYTES=${BENCH_STREAM_BYTES:-1073741824}
PORT=${BENCH_PORT:-19080}

# shellcheck source=scripts/lib/processes.sh
. "$root/scripts/lib/processes.sh"
# shellcheck source=bench/lib/servers.sh
. "$root/bench/lib/servers.sh"
# shellcheck source=bench/lib/measure.sh
. "$root/bench/lib/measure.sh"

die() {
  echo "bench: $1" >&2
  exit 1
}

need() {
  command -v "$1" >/dev/null || die "needs $1; install it with: apt-get install $2 (or brew install $2)"
}

share_two_cores() {
  if [ -z "${BENCH_PINNED-}" ] && command -v taskset >/dev/null; then
    BENCH_PINNED=yes exec taskset -c "${BENCH_CORES:-0,1}" "$0" "$@"
  fi
}

main() {
  need wrk wrk
  need nginx nginx
  need curl curl
  need openssl openssl
  share_two_cores "$@"
  [ -f "$root/authproxy-server/target/authproxy-server.jar" ] || die "not built; run ./mvnw -DskipTests package first"
  work=$(mktemp -d "${TMPDIR:-/tmp}/authproxy-bench.XXXXXX")
  chmod 755 "$work"
  trap clean_up EXIT
  trap 'exit 130' INT TERM
  mkdir -p "$root/bench/out"
  report=$root/bench/out/$(date -u +%Y%m%dT%H%M%SZ)-$(commit).md
  start_upstream
  start_bare_nginx
  head_of_report | tee "$report"
  local mode
  for mode in $MODES; do
    run_mode "$mode"
  done
  [ "${BENCH_STREAM:-yes}" = no ] || run_stream
  echo
  echo "Written to $report"
}

commit() {
  local hash dirty=
  hash=$(git -C "$root" rev-parse --short HEAD 2>/dev/null || echo unknown)
  git -C "$root" diff --quiet HEAD 2>/dev/null || dirty=-dirty
  echo "$hash$dirty"
}

head_of_report() {
  cat <<MD
# Benchmark of commit $(commit)

$(date -u +%Y-%m-%dT%H:%MZ), $(uname -sr), $(awk -F': ' '/model name/ {print $2; exit}' /proc/cpuinfo), cores ${BENCH_CORES:-0,1}, $("$java_home/bin/java" -version 2>&1 | sed -n 3p), $(nginx -v 2>&1 | sed 's/.*: //').
Median of $ROUNDS rounds of $SECONDS_EACH s each, after $WARM_UP_SECONDS s of warm-up per mode. CPU is microseconds per call of the proxy's own process(es); p99 in milliseconds; ratios are against bare nginx in the same rounds.

| mode | size | connections | direct req/s | nginx req/s | nginx CPU | nginx p99 | authproxy req/s | authproxy CPU | authproxy p99 | database CPU | CPU ratio | req/s ratio | p99 ratio | goals |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
MD
}

run_mode() {
  local mode=$1 size connections
  [ "$mode" != b ] || start_postgres
  start_authproxy "$mode" ""
  make_connection
  check_bodies
  warm_up
  for size in $SIZES; do
    for connections in $CONNECTIONS; do
      compare "$mode" "$size" "$connections" | tee -a "$report"
    done
  done
  check_bodies
  check_log_rows "$mode"
  stop_authproxy
  [ "$mode" != b ] || stop_postgres
}

java_home=$("$root/scripts/find-jdk.sh")
main "$@"
