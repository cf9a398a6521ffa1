#!/usr/bin/env bash
# Measures what the queue costs per job at a steady rate, on a real Redis. See bench/README.md.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

main() {
  local jar=$root/authproxy-server/target/authproxy-server.jar report
  [ -f "$jar" ] || {
    echo "bench: not built; run ./mvnw -DskipTests package first" >&2
    exit 1
  }
  work=$(mktemp -d "${TMPDIR:-/tmp}/authproxy-bench.XXXXXX")
  trap 'rm -rf -- "$work"' EXIT
  trap 'exit 130' INT TERM
  (cd "$work" && "$java_home/bin/jar" xf "$jar" BOOT-INF/lib)
  mkdir -p "$root/bench/out"
  report=$root/bench/out/jobs-$(date -u +%Y%m%dT%H%M%SZ).md
  "$java_home/bin/java" --enable-native-access=ALL-UNNAMED -cp "$work/BOOT-INF/lib/*" "$root/bench/lib/JobsBench.java" \
    "${BENCH_RATE:-2000}" "${BENCH_SECONDS:-30}" "${BENCH_WARM_UP:-15}" "${BENCH_CONCURRENCY:-32}" | tee "$report"
}

java_home=$("$root/scripts/find-jdk.sh")
main "$@"
