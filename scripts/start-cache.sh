#!/usr/bin/env bash
# Makes a start-up cache for the server, which more than halves the work of a start (JEP 514 from JDK 25 on, a class
# archive before). It starts the server once on a throw-away data directory, asks it a little, and ends it.
# scripts/authproxy uses the result as long as the server's jar and the JDK stay the same.
# --if-needed: do nothing if that is the case already.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source=scripts/lib/processes.sh
. "$root/scripts/lib/processes.sh"
# shellcheck source=scripts/lib/start-cache.sh
. "$root/scripts/lib/start-cache.sh"

jar=$root/authproxy-server/target/authproxy-server.jar
cache=$root/authproxy-server/target/start-cache

die() {
  echo "start-cache: $1" >&2
  exit 1
}

java_home=$("$root/scripts/find-jdk.sh")
java=$java_home/bin/java
[ -f "$jar" ] || die "the server is not built yet"
if [ "${1-}" = --if-needed ] && start_cache_is_valid "$root" "$java_home"; then
  exit 0
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/authproxy-start-cache.XXXXXX")
finish() {
  stop_recorded "$work/server.process" 60
  rm -rf -- "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

# Four ports in a row that nobody uses.
free_ports() {
  local base port
  while :; do
    base=$((20000 + RANDOM % 20000))
    for port in 0 1 2 3; do
      ! port_is_open $((base + port)) || continue 2
    done
    echo "$base"
    return
  done
}

write_config() {
  mkdir -p "$work/keys/actors" "$work/connectors"
  cat >"$work/authproxy.yaml" <<YAML
data_dir: "$work"
public: {port: $1, bind_address: 127.0.0.1}
api: {port: $(($1 + 1)), bind_address: 127.0.0.1}
admin_api: {port: $(($1 + 2)), bind_address: 127.0.0.1}
worker: {health_check_port: $(($1 + 3)), bind_address: 127.0.0.1}
host_application: {initiate_session_url: "http://127.0.0.1:8888/login-redirect"}
system_auth:
  global_aes_key: {path: "$work/keys/global.key"}
  actors: {keys_path: "$work/keys/actors", permissions: [{namespace: root.**, resources: ["*"], verbs: ["*"]}]}
database: {provider: sqlite, path: "$work/authproxy.db", auto_migrate: true}
redis: {provider: embedded}
http_logging: {database: {provider: sqlite, path: "$work/request-log.db"}, blob_storage: {provider: filesystem, path: "$work/blobs"}}
connectors: {load_from_dir: "$work/connectors"}
YAML
}

# Sets the option that records a start, and writes those that use the record. A cache that the JVM finds unfit is
# not worth a message: it starts without.
choose_kind() {
  local version
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$java_home/release")
  if [ "${version:-0}" -ge 25 ]; then
    record_option=-XX:AOTCacheOutput=$cache/app.aot
    printf '%s\n' "-XX:AOTCache=$cache/app.aot" '-Xlog:aot*=off' '-Xlog:cds*=off' >"$work/options"
  else
    record_option=-XX:ArchiveClassesAtExit=$cache/app.jsa
    printf '%s\n' "-XX:SharedArchiveFile=$cache/app.jsa" '-Xlog:cds*=off' >"$work/options"
  fi
}

train() {
  local base=$1 tries=600
  "$java" --enable-native-access=ALL-UNNAMED -Dio.netty.allocator.type=pooled -XX:+UseParallelGC \
    "$record_option" -jar "$cache/app/authproxy-server.jar" \
    serve all --no-banner --config "$work/authproxy.yaml" >"$work/log" 2>&1 </dev/null &
  record_process "$work/server.process" $!
  until [ "$(http_status $((base + 1)) /readyz 2>/dev/null)" = 200 ] &&
    [ "$(http_status $((base + 2)) /readyz 2>/dev/null)" = 200 ]; do
    tries=$((tries - 1))
    if [ "$tries" -eq 0 ] || [ -z "$(recorded_pid "$work/server.process")" ]; then
      die "the server did not start: $(tail -n 5 "$work/log")"
    fi
    sleep 0.2
  done
  http_status $((base + 1)) /api/v1/connectors >/dev/null
  http_status $((base + 1)) /healthz >/dev/null
  # The cache is written while the process ends.
  stop_recorded "$work/server.process" 120
  [ -s "${record_option#*=}" ] || die "the JDK wrote no cache: $(tail -n 5 "$work/log")"
}

rm -rf -- "$cache"
mkdir -p "$cache"
"$java" -Djarmode=tools -jar "$jar" extract --destination "$cache/app" >"$work/log" 2>&1 ||
  die "cannot unpack the server: $(tail -n 5 "$work/log")"
base=$(free_ports)
write_config "$base"
choose_kind
train "$base"
cp "$java_home/release" "$cache/jdk"
# Last, since its presence makes the cache valid.
mv "$work/options" "$cache/options"
