#!/usr/bin/env bash
# Seeds many connections and measures list calls over HTTP: p95 of the first and of the 500th page. See bench/README.md.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
PORT=${BENCH_PORT:-19080}
SECONDS_EACH=${BENCH_SECONDS:-8}
PAGE=${BENCH_PAGE:-500}

# shellcheck source=scripts/lib/processes.sh
. "$root/scripts/lib/processes.sh"
# shellcheck source=bench/lib/servers.sh
. "$root/bench/lib/servers.sh"

die() {
  echo "bench: $1" >&2
  exit 1
}

# seed <JDBC URL> <user> <namespaces> <connections>
seed() {
  (cd "$work" && "$java_home/bin/jar" xf "$root/authproxy-server/target/authproxy-server.jar" BOOT-INF/lib)
  "$java_home/bin/java" --enable-native-access=ALL-UNNAMED -cp "$work/BOOT-INF/lib/*" \
    "$root/bench/lib/SeedConnections.java" "$@"
}

list() {
  api "http://127.0.0.1:$API/api/v1/connections?$1"
}

cursor_of() {
  sed -n 's/.*"cursor":"\([^"]*\)".*/\1/p'
}

# The cursor of page PAGE, or of the last one that is full.
walk() {
  local page cursor next
  cursor=$(list "$1&limit=100" | cursor_of)
  for ((page = 2; page < PAGE; page++)); do
    next=$(list "cursor=$cursor" | cursor_of)
    [ -n "$next" ] || break
    cursor=$next
  done
  echo "$page $cursor"
}

# measure_list <name> <query>: p95 in milliseconds and the number of items of a page
measure_list() {
  local items result
  items=$(list "$2" | grep -o '"id":"cxn_' | wc -l)
  result=$(wrk -t1 -c1 -d"${SECONDS_EACH}s" -s "$root/bench/lib/latency.lua" -H "Authorization: Bearer $token" \
    "http://127.0.0.1:$API/api/v1/connections?$2" | sed -n 's/^RESULT //p')
  # shellcheck disable=SC2086 # numbers
  set -- "$1" "$items" $result
  [ "$6" -eq 0 ] || die "$6 failed calls"
  awk -v db="$kind" -v name="$1" -v items="$2" -v n="$3" -v p50="$4" -v p95="$5" -v goal="$goal" 'BEGIN {
    printf "| %s | %s | %d | %d | %.1f | %.1f | %d | %s |\n", db, name, items, n, p50 / 1000, p95 / 1000, goal, \
      (p95 / 1000 <= goal ? "PASS" : "MISS") }'
}

# A cold JVM shows figures three to ten times too bad.
warm_up() {
  wrk -t1 -c1 -d"${BENCH_WARM_UP:-15}s" -H "Authorization: Bearer $token" \
    "http://127.0.0.1:$API/api/v1/connections?namespace=root.**&limit=100" >/dev/null
}

both_pages() {
  local found
  measure_list "$1, page 1" "$2&limit=100"
  found=$(walk "$2")
  measure_list "$1, page ${found% *}" "cursor=${found#* }"
}

# run <kind> <mode> <namespaces> <connections> <goal in ms>
run() {
  kind=$1 goal=$5
  [ "$2" != b ] || start_postgres
  start_authproxy "$2" ""
  make_connection
  stop_authproxy
  echo "seeding $4 connections in $3 namespaces on $1" >&2
  if [ "$2" = b ]; then
    seed "jdbc:postgresql://127.0.0.1:$DATABASE/postgres?reWriteBatchedInserts=true" postgres "$3" "$4"
  else
    seed "jdbc:sqlite:$work/authproxy/authproxy.db" "" "$3" "$4"
  fi
  launch_authproxy ""
  warm_up
  local tenants=root.t1.**
  both_pages "subtree of all" "namespace=root.**"
  both_pages "subtree of one tenant" "namespace=$tenants"
  both_pages "selector, common (env=prod)" "label_selector=env%3Dprod"
  both_pages "selector, 1 in 100 (tier=gold)" "label_selector=tier%3Dgold"
  both_pages "selector, one tenant" "label_selector=tenant%3Dt1"
  both_pages "subtree and selector" "namespace=$tenants&label_selector=env%3Dprod"
  both_pages "subtree and negation" "namespace=root.**&label_selector=tier%21%3Dbronze"
  stop_authproxy
  [ "$2" != b ] || stop_postgres
}

main() {
  local report
  command -v wrk >/dev/null || die "needs wrk; install it with: apt-get install wrk"
  [ -f "$root/authproxy-server/target/authproxy-server.jar" ] || die "not built; run ./mvnw -DskipTests package first"
  work=$(mktemp -d "${TMPDIR:-/tmp}/authproxy-bench.XXXXXX")
  chmod 755 "$work"
  trap clean_up EXIT
  trap 'exit 130' INT TERM
  mkdir -p "$root/bench/out"
  report=$root/bench/out/lists-$(date -u +%Y%m%dT%H%M%SZ).md
  {
    echo "| database | list | items | calls | p50 (ms) | p95 (ms) | goal (ms) | |"
    echo "|---|---|---|---|---|---|---|---|"
    case ${BENCH_DATABASES:-both} in
      *sqlite* | both) run SQLite a "${BENCH_NAMESPACES:-2000}" "${BENCH_CONNECTIONS:-100000}" 100 ;;
    esac
    case ${BENCH_DATABASES:-both} in
      *postgres* | both) run PostgreSQL b "${BENCH_NAMESPACES:-20000}" "${BENCH_CONNECTIONS:-1000000}" 50 ;;
    esac
  } | tee "$report"
}

java_home=$("$root/scripts/find-jdk.sh")
main "$@"
