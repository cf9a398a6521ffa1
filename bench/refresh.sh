#!/usr/bin/env bash
# Measures background refreshes on PostgreSQL: how many per second, and whether a crowd stays within the limits of its
# endpoints. See bench/README.md.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
PORT=${BENCH_PORT:-19080}
ENDPOINTS=10
DELAY=20

# shellcheck source=scripts/lib/processes.sh
. "$root/scripts/lib/processes.sh"
# shellcheck source=bench/lib/servers.sh
. "$root/bench/lib/servers.sh"
# shellcheck source=bench/lib/measure.sh
. "$root/bench/lib/measure.sh"

FIRST_ENDPOINT=$((PORT + 20))

die() {
  echo "bench: $1" >&2
  exit 1
}

# Replaces the shell that calls it, so that its process is the one that is recorded.
helper() {
  exec "$java_home/bin/java" --enable-native-access=ALL-UNNAMED \
    -cp "$work/helper:$work/BOOT-INF/lib/*:$work/BOOT-INF/classes" RefreshBench "$@"
}

# Not run from source: Spring makes proxies of interfaces that only one class loader may see.
compile_helper() {
  (cd "$work" && "$java_home/bin/jar" xf "$root/authproxy-server/target/authproxy-server.jar" BOOT-INF)
  "$java_home/bin/javac" -proc:none -cp "$work/BOOT-INF/lib/*:$work/BOOT-INF/classes" -d "$work/helper" \
    "$root/bench/lib/RefreshBench.java"
}

write_connectors() {
  local i port
  rm "$work/authproxy/connectors/bench.yaml"
  for ((i = 0; i < ENDPOINTS; i++)); do
    port=$((FIRST_ENDPOINT + i))
    cat >"$work/authproxy/connectors/bench-$i.yaml" <<YAML
labels: {type: bench-$i}
display_name: Bench $i
logo: "https://bench.example.test/logo.svg"
auth:
  type: OAuth2
  client_id: bench
  authorization: {endpoint: "http://127.0.0.1:$port/authorize"}
  token: {endpoint: "http://127.0.0.1:$port/token", auth_method: none}
proxy: {base_url: "http://127.0.0.1:$port/api", allowed_hosts: ["127.0.0.1:$port"]}
YAML
  done
  sed -i "s|^worker: {|&concurrency: ${BENCH_CONCURRENCY:-64}, |" "$work/authproxy/authproxy.yaml"
  echo 'oauth: {refresh_tokens_cron_schedule: "@every 10s"}' >>"$work/authproxy/authproxy.yaml"
}

start_provider() {
  helper provider "$FIRST_ENDPOINT" "$ENDPOINTS" "$DELAY" >"$work/provider.log" 2>&1 &
  record_process "$work/provider.process" $!
  wait_for_port "$FIRST_ENDPOINT" "$work/provider.log"
}

renewed() {
  curl -s "http://127.0.0.1:$((PORT + 3))/metrics" |
    awk '/^authproxy_token_refresh_total\{.*result="renewed"/ { print int($2); found = 1 } END { if (!found) print 0 }'
}

# run <name> <connections> <seconds to expiry> <spread in seconds> <limit in seconds>
run() {
  local begin=0 now first=0 done_now=0 before=0 end before_db=0
  start_postgres
  rm -rf -- "$work/authproxy"
  write_config b "$work/authproxy" 1
  write_connectors
  launch_authproxy ""
  stop_authproxy
  echo "seeding $2 connections" >&2
  (helper seed "$work/authproxy/authproxy.yaml" \
    "jdbc:postgresql://127.0.0.1:$DATABASE/postgres?reWriteBatchedInserts=true" "$2" "$3" "$4") >"$work/seed.log" 2>&1 ||
    die "seeding failed: $(tail -n 20 "$work/seed.log")"
  start_provider
  launch_authproxy "${BENCH_JVM-}"
  end=$(($(date +%s) + $5))
  while [ "$done_now" -lt "$2" ]; do
    sleep 1
    done_now=$(renewed)
    now=$(date +%s%N)
    if [ "$begin" = 0 ] && [ "$done_now" -gt 0 ]; then
      begin=$now first=$done_now
      before=$(cpu_ticks "$work/authproxy.process") before_db=$(cpu_ticks "$work/postgres.process")
    fi
    [ "$((now / 1000000000))" -lt "$end" ] || break
  done
  judge_run "$1" "$2" "$((done_now - first))" "$((now - begin))" "$(($(cpu_ticks "$work/authproxy.process") - before))" \
    "$(($(cpu_ticks "$work/postgres.process") - before_db))" "$(curl -s "http://127.0.0.1:$FIRST_ENDPOINT/report")" "$done_now"
  stop_authproxy
  stop_recorded "$work/provider.process" 10
  stop_postgres
}

# judge_run <name> <wanted> <measured refreshes> <nanoseconds> <ticks> <ticks of the database> <report> <renewed in all>
judge_run() {
  local calls median fullest together reused
  read -r calls median fullest together reused <<<"$7"
  awk -v name="$1" -v wanted="$2" -v n="$3" -v ns="$4" -v cpu="$5" -v db="$6" -v hz="$TICKS" -v calls="$calls" \
    -v median="$median" -v fullest="$fullest" -v together="$together" -v reused="$reused" -v all="$8" 'BEGIN {
    printf "| %s | %d | %d | %.0f | %d | %d | %d | %d | %.2f | %.2f | %s |\n", name, wanted, all, n / ns * 1e9, median, fullest, together, \
      reused, cpu / hz * 1e3 / n, db / hz * 1e3 / n, \
      (all == wanted && reused == 0 && together <= 20 && (name != "all at once" || n / ns * 1e9 >= 300) ? "PASS" : "MISS") }'
}

main() {
  local report
  [ -f "$root/authproxy-server/target/authproxy-server.jar" ] || die "not built; run ./mvnw -DskipTests package first"
  work=$(mktemp -d "${TMPDIR:-/tmp}/authproxy-bench.XXXXXX")
  chmod 755 "$work"
  trap clean_up EXIT
  trap 'exit 130' INT TERM
  compile_helper
  mkdir -p "$root/bench/out"
  report=$root/bench/out/refresh-$(date -u +%Y%m%dT%H%M%SZ).md
  {
    echo "| run | tokens | renewed | refreshes/s | median second | fullest second | most at one endpoint | refresh tokens sent twice | CPU of AuthProxy (ms) | CPU of PostgreSQL (ms) | |"
    echo "|---|---|---|---|---|---|---|---|---|---|---|"
    case ${BENCH_RUNS:-both} in
      *once* | both) run "all at once" "${BENCH_TOKENS:-20000}" 4 0 600 ;;
    esac
    case ${BENCH_RUNS:-both} in
      *minute* | both) run "in the same minute" "${BENCH_CROWD:-100000}" 600 60 900 ;;
    esac
  } | tee "$report"
}

java_home=$("$root/scripts/find-jdk.sh")
main "$@"
