#!/usr/bin/env bash
# Builds what is stale and starts AuthProxy with a demo third party on this machine. --help lists the options.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source=scripts/lib/processes.sh
. "$root/scripts/lib/processes.sh"

readonly SERVICES=(public api admin-api worker)
readonly DEMO_KEY=demo-key-not-a-secret-5f2c
readonly MARKER=.authproxy-quickstart
readonly READY_SECONDS=120
readonly STOP_SECONDS=40

action=start
detach=false
assume_yes=false
start_cache=true
build_first=true
data_dir=$root/data
port_base=8080

usage() {
  cat <<'USAGE'
Usage: scripts/quickstart.sh [options]

Builds AuthProxy if sources changed, starts its four services in one process, and in another a demo application that
embeds the marketplace, a demo third party and an OAuth2 provider. Ctrl-C stops both.

  --detach          return when all is ready; end it with --stop
  --stop            end what --detach started
  --reset           stop, then delete the data directory (asks first)
  --yes             do not ask
  --data-dir DIR    where keys, database, logs and configuration live (default: data, in the project)
  --port-base N     public N, api N+1, admin-api N+2, worker health N+3, demo third party N+4,
                    demo application N+5, demo OAuth2 provider N+6 (default: 8080)
  --no-build        start what was built last, however old
  --no-start-cache  do not prepare what makes later starts faster
  --help            this text
USAGE
}

die() {
  echo "quickstart: $1" >&2
  exit "${2:-1}"
}

say() {
  printf '%s\n' "$1"
}

parse_arguments() {
  while [ $# -gt 0 ]; do
    case $1 in
      --detach) detach=true ;;
      --stop) action=stop ;;
      --reset) action=reset ;;
      --yes) assume_yes=true ;;
      --no-start-cache) start_cache=false ;;
      --no-build) build_first=false ;;
      --data-dir | --port-base)
        [ $# -ge 2 ] || die "$1 needs a value" 2
        if [ "$1" = --data-dir ]; then data_dir=$2; else port_base=$2; fi
        shift
        ;;
      --data-dir=*) data_dir=${1#*=} ;;
      --port-base=*) port_base=${1#*=} ;;
      -h | --help) usage && exit 0 ;;
      *) die "unknown option $1; see --help" 2 ;;
    esac
    shift
  done
  case $port_base in
    '' | *[!0-9]* | ??????*) die "--port-base takes a number from 1024 to 65529" 2 ;;
  esac
  if [ "$port_base" -lt 1024 ] || [ "$port_base" -gt 65529 ]; then
    die "--port-base takes a number from 1024 to 65529" 2
  fi
  [ -n "$data_dir" ] || die "--data-dir needs a value" 2
  case $data_dir in
    /*) ;;
    *) data_dir=$PWD/$data_dir ;;
  esac
}

# --- building

jar_of() {
  printf '%s' "$root/authproxy-$1/target/authproxy-$1.jar"
}

# A source that is newer than the file; nothing if there is none.
newer_than() {
  find "$root/pom.xml" "$root"/authproxy-*/pom.xml "$root"/authproxy-*/src/main "$root"/ui/apps "$root"/ui/packages \
    "$root/ui/package-lock.json" \( -name node_modules -o -name dist -o -name test \) -prune -o \
    -newer "$1" -type f -print 2>/dev/null | head -n 1
}

# The machine's Node builds the marketplace; without one everything else works.
has_node() {
  command -v npm >/dev/null && node -e 'const [a, b] = process.versions.node.split(".").map(Number)
    process.exit((a === 20 && b >= 19) || (a === 22 && b >= 12) || a > 22 ? 0 : 1)' 2>/dev/null
}

# Whether a source is newer than the last build, by the stamp or by the jars themselves.
is_stale() {
  local part newer
  for part in server cli demo; do
    [ -f "$(jar_of "$part")" ] || return 0
  done
  for part in server cli demo; do
    newer=$(newer_than "$(jar_of "$part")")
    [ -n "$newer" ] || continue
    # Maven leaves a jar alone whose own sources did not change.
    [ -f "$root/target/quickstart.stamp" ] || return 0
    newer=$(newer_than "$root/target/quickstart.stamp")
    [ -z "$newer" ] || return 0
  done
  return 1
}

# Turns Maven's output into one line per module and a note for every hundred files fetched.
show_build_progress() {
  local line name fetched=0
  while IFS= read -r line; do
    case $line in
      *Downloaded\ from*)
        fetched=$((fetched + 1))
        [ $((fetched % 100)) -ne 0 ] || say "    $fetched files fetched"
        ;;
      *'[INFO] Building '*authproxy*\[*\]*)
        name=${line#*Building }
        say "    ${name%% *} [${line##*[}"
        ;;
    esac
  done
}

build() {
  local log=$data_dir/logs/build.log started=$SECONDS ui=-DskipE2e
  if ! $build_first || ! is_stale; then
    return 0
  fi
  if ! has_node; then
    say "Building without the marketplace: it needs Node ^20.19 or >=22.12 with npm"
    ui=-DskipUi
  fi
  say "Building (log: $log)"
  mkdir -p "$root/target"
  touch "$root/target/quickstart.building"
  [ -n "${JAVA_HOME-}" ] || command -v java >/dev/null || export JAVA_HOME=$java_home
  if ! (cd "$root" && ./mvnw -B "$ui" -DskipTests -Dspotless.check.skip=true -Dcheckstyle.skip=true \
    -pl authproxy-server,authproxy-cli,authproxy-demo -am package) 2>&1 | tee "$log" | show_build_progress; then
    grep -E '^\[ERROR\]' "$log" | head -n 20 >&2 || tail -n 20 "$log" >&2
    die "the build failed; see $log"
  fi
  # A source that changed during the build is newer than this.
  mv "$root/target/quickstart.building" "$root/target/quickstart.stamp"
  say "Built in $((SECONDS - started)) s"
}

make_start_cache() {
  local began=$SECONDS
  if ! $start_cache || (. "$root/scripts/lib/start-cache.sh" && start_cache_is_valid "$root" "$java_home"); then
    return 0
  fi
  say "Preparing a start-up cache, once per build (--no-start-cache skips this)"
  if "$root/scripts/start-cache.sh" >"$data_dir/logs/start-cache.log" 2>&1; then
    say "Prepared in $((SECONDS - began)) s"
  else
    say "No start-up cache, starting without: $(tail -n 1 "$data_dir/logs/start-cache.log")"
  fi
}

# --- state in the data directory

prepare_data_dir() {
  mkdir -p "$data_dir"
  data_dir=$(cd "$data_dir" && pwd -P)
  case $data_dir in
    *[\"\\]* | *$'\n'*) die "the data directory's path must not hold quotes, backslashes or line breaks" ;;
  esac
  chmod 700 "$data_dir"
  : >"$data_dir/$MARKER"
  mkdir -p "$data_dir"/{keys/actors,connectors,logs,run}
  chmod 700 "$data_dir/keys"
}

# The developer key of the demo user: its public part makes the actor "demo".
make_key() {
  local key=$data_dir/keys/demo public=$data_dir/keys/actors/demo.pub
  if [ ! -f "$key" ]; then
    if command -v ssh-keygen >/dev/null; then
      ssh-keygen -q -t ed25519 -N '' -C demo -f "$key"
      mv "$key.pub" "$public"
    else
      (umask 077 && "$java_home/bin/java" "$root/scripts/lib/MakeKeyPair.java" "$key" "$public" Ed25519)
    fi
    chmod 600 "$key"
  fi
}

# The demo application's own key: AuthProxy knows its public half as jwt_signing_key.
make_host_key() {
  local key=$data_dir/keys/host.pem
  if [ ! -f "$key" ]; then
    (umask 077 && "$java_home/bin/java" "$root/scripts/lib/MakeKeyPair.java" "$key" "$data_dir/keys/host.pub.pem" EC)
  fi
}

write_connectors() {
  local source
  for source in "$root"/authproxy-demo/connectors/*.yaml; do
    sed "s/@DEMO_PORT@/$demo_port/g; s/@OAUTH2_PORT@/$oauth2_port/g" "$source" >"$data_dir/connectors/demo-${source##*/}"
  done
}

# Contract 13.3 with the chosen ports, plus what local upstreams need: plain http and 127.0.0.0/8.
write_config() {
  local admin_login="http://127.0.0.1:$login_port/login-redirect"
  cat >"$data_dir/authproxy.yaml" <<YAML
# Written by scripts/quickstart.sh at every start.
data_dir: "$data_dir"
public: {port: $port_base, bind_address: 127.0.0.1, static: {mount_at: /}}
api: {port: $((port_base + 1)), bind_address: 127.0.0.1}
admin_api: {port: $((port_base + 2)), bind_address: 127.0.0.1, static: {mount_at: /}, ui: {enabled: true, base_url: "http://localhost:$((port_base + 2))", initiate_session_url: "$admin_login"}}
worker: {health_check_port: $((port_base + 3)), bind_address: 127.0.0.1}
host_application: {initiate_session_url: "$host_url/login-redirect", allowed_return_urls: ["$host_url", "http://127.0.0.1:$oauth2_port/done"]}
marketplace: {product_name: Larkspur, theme: {accent: "#5b3fc4", radius: 10}}
system_auth:
  global_aes_key: {path: "$data_dir/keys/global.key"}
  jwt_signing_key: {public_key: {path: "$data_dir/keys/host.pub.pem"}}
  actors: {keys_path: "$data_dir/keys/actors", permissions: [{namespace: root.**, resources: ["*"], verbs: ["*"]}]}
database: {provider: sqlite, path: "$data_dir/authproxy.db", auto_migrate: true}
redis: {provider: embedded}
http_logging: {database: {provider: sqlite, path: "$data_dir/request-log.db"}, blob_storage: {provider: filesystem, path: "$data_dir/blobs"}}
connectors: {load_from_dir: "$data_dir/connectors"}
outbound: {allow_plain_http: true, allowed_cidrs: [127.0.0.0/8]}
YAML
}

# --- processes

check_ports() {
  local index names=("${SERVICES[@]}" "demo third party" "demo application")
  for index in "${!names[@]}"; do
    if port_is_open $((port_base + index)); then
      die "port $((port_base + index)) (${names[index]}) is in use; end what uses it or choose others with --port-base N"
    fi
  done
  if port_is_open "$oauth2_port"; then
    die "port $oauth2_port (demo OAuth2 provider) is in use; end what uses it or choose others with --port-base N"
  fi
}

start_server() {
  (cd "$root" && exec nohup scripts/authproxy serve all --no-banner --config "$data_dir/authproxy.yaml") \
    >"$data_dir/logs/server.log" 2>&1 </dev/null &
  record_process "$data_dir/run/server.pid" $!
}

start_demo() {
  nohup "$java_home/bin/java" --enable-native-access=ALL-UNNAMED -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    -jar "$(jar_of demo)" "$demo_port" "$DEMO_KEY" "$oauth2_port" \
    "$host_port" "$public_url" "http://127.0.0.1:$((port_base + 1))" "$data_dir/keys/host.pem" >"$data_dir/logs/demo.log" 2>&1 </dev/null &
  record_process "$data_dir/run/demo.pid" $!
}

stop_all() {
  stop_recorded "$data_dir/run/server.pid" "$STOP_SECONDS"
  stop_recorded "$data_dir/run/demo.pid" 10
}

fail_start() {
  local log=$data_dir/logs/$2.log
  echo "--- the end of $log" >&2
  tail -n 30 "$log" >&2 || :
  stop_all
  die "$1"
}

wait_until_ready() {
  local deadline=$((SECONDS + READY_SECONDS)) index waiting
  while :; do
    waiting=
    for index in "${!SERVICES[@]}"; do
      [ "$(http_status $((port_base + index)) /readyz 2>/dev/null)" = 200 ] || waiting="$waiting ${SERVICES[index]}"
    done
    [ "$(http_status "$demo_port" /open 2>/dev/null)" = 200 ] || waiting="$waiting demo"
    [ "$(http_status "$oauth2_port" /done 2>/dev/null)" = 200 ] || waiting="$waiting demo-oauth2"
    [ "$(http_status "$host_port" /sign-in 2>/dev/null)" = 200 ] || waiting="$waiting demo-application"
    [ -n "$waiting" ] || return 0
    [ -n "$(recorded_pid "$data_dir/run/server.pid")" ] || fail_start "the server ended while starting" server
    [ -n "$(recorded_pid "$data_dir/run/demo.pid")" ] || fail_start "the demo third party ended while starting" demo
    [ "$SECONDS" -lt "$deadline" ] || fail_start "not ready after $READY_SECONDS s:$waiting" server
    sleep 0.2
  done
}

# --- what the user sees

print_usage_of_it() {
  local authproxy key done_url="http://127.0.0.1:$oauth2_port/done" api="http://127.0.0.1:$((port_base + 1))/api/v1"
  authproxy=$(printf '%q' "$root/scripts/authproxy")
  key=$(printf '%q' "$data_dir/keys/demo")
  cat <<TEXT

Open $host_url in a browser: a demo application that embeds the marketplace

  public      $public_url   (the marketplace)
  api         http://127.0.0.1:$((port_base + 1))
  admin-api   http://127.0.0.1:$((port_base + 2))
  worker      http://127.0.0.1:$((port_base + 3))/healthz
  demo API    http://127.0.0.1:$demo_port   (wants the key $DEMO_KEY)
  demo OAuth2 http://127.0.0.1:$oauth2_port   (its consent screen has three accounts and wants no password)
  data        $data_dir

Try it (paste line by line, or all at once):

# 1. mint a token for the actor "demo"
TOKEN=\$($authproxy sign-jwt --actorId demo --privateKeyPath $key --ttl 1h)

# 2. list the connectors, pick one
curl -s -H "Authorization: Bearer \$TOKEN" $api/connectors; echo
CONNECTOR=\$(curl -s -H "Authorization: Bearer \$TOKEN" "$api/connectors?label_selector=type%3Ddemo-header" | grep -o 'cxr_[0-9a-z]*' | head -n 1)

# 3. create a connection and give it the demo's API key
CONNECTION=\$(curl -s -H "Authorization: Bearer \$TOKEN" -H 'Content-Type: application/json' -d "{\"connector_id\":\"\$CONNECTOR\"}" $api/connections/_initiate | grep -o 'cxn_[0-9a-z]*' | head -n 1)
curl -s -H "Authorization: Bearer \$TOKEN" -H 'Content-Type: application/json' -d '{"step_id":"credentials","data":{"api_key":"$DEMO_KEY"}}' $api/connections/\$CONNECTION/_submit; echo

# 4. make a proxied call: the demo API gets the key, you never send it
curl -s -H "Authorization: Bearer \$TOKEN" "$api/connections/\$CONNECTION/_proxy_raw/hello?from=quickstart"; echo

# 5. read its row in the request log (written within a second)
sleep 2; curl -s -H "Authorization: Bearer \$TOKEN" "$api/request-log?connection_id=\$CONNECTION&limit=1"; echo

With OAuth2 (step 6 prints an address for your browser; go on when the browser is done):

# 6. create a connection, open the printed address within 30 seconds, choose an account, allow
CONNECTOR=\$(curl -s -H "Authorization: Bearer \$TOKEN" "$api/connectors?label_selector=type%3Ddemo-oauth2" | grep -o 'cxr_[0-9a-z]*' | head -n 1)
ANSWER=\$(curl -s -H "Authorization: Bearer \$TOKEN" -H 'Content-Type: application/json' -d "{\"connector_id\":\"\$CONNECTOR\",\"return_to_url\":\"$done_url\"}" $api/connections/_initiate)
CONNECTION=\$(echo "\$ANSWER" | grep -o 'cxn_[0-9a-z]*' | head -n 1)
echo "\$ANSWER" | grep -o 'http[^"]*/oauth2/redirect[^"]*'

#    too late? this prints a fresh one, and later says which step comes next
curl -s -H "Authorization: Bearer \$TOKEN" $api/connections/\$CONNECTION/_setup_step; echo

# 7. back from the browser: see the account's calendars, choose the first
curl -s -H "Authorization: Bearer \$TOKEN" $api/connections/\$CONNECTION/_data_source/calendars; echo
CALENDAR=\$(curl -s -H "Authorization: Bearer \$TOKEN" $api/connections/\$CONNECTION/_data_source/calendars | grep -o 'u-[0-9]*-main')
curl -s -H "Authorization: Bearer \$TOKEN" -H 'Content-Type: application/json' -d "{\"step_id\":\"calendar\",\"data\":{\"calendar_id\":\"\$CALENDAR\"}}" $api/connections/\$CONNECTION/_submit; echo

# 8. make a proxied call: the provider's API gets the access token, refreshed when it is due
curl -s -H "Authorization: Bearer \$TOKEN" $api/connections/\$CONNECTION/_proxy_raw/me; echo

TEXT
}

# --- actions

stop() {
  if [ -z "$(recorded_pid "$data_dir/run/server.pid")$(recorded_pid "$data_dir/run/demo.pid")" ]; then
    say "Nothing runs from $data_dir"
  else
    stop_all
    say "Stopped"
  fi
}

reset() {
  local answer=y
  [ -d "$data_dir" ] || { say "There is no $data_dir" && return 0; }
  [ -f "$data_dir/$MARKER" ] || die "$data_dir was not made by quickstart.sh; delete it yourself"
  if ! $assume_yes; then
    printf 'Delete %s with all keys, connections and logs? [y/N] ' "$data_dir"
    read -r answer || answer=n
  fi
  case $answer in
    y | Y | yes) ;;
    *) die "nothing deleted" ;;
  esac
  stop
  rm -rf -- "$data_dir"
  say "Deleted $data_dir"
}

interrupted() {
  trap '' INT TERM HUP
  echo
  say "Stopping"
  stop_all
  say "Stopped"
  exit 0
}

stay_in_front() {
  say "Ctrl-C stops everything."
  while [ -n "$(recorded_pid "$data_dir/run/server.pid")" ] && [ -n "$(recorded_pid "$data_dir/run/demo.pid")" ]; do
    sleep 1 &
    wait $! || :
  done
  if [ -z "$(recorded_pid "$data_dir/run/demo.pid")" ]; then
    fail_start "the demo third party ended" demo
  fi
  fail_start "the server ended" server
}

start() {
  local began
  java_home=$("$root/scripts/find-jdk.sh")
  say "Demo application: $host_url (once this says Ready)"
  prepare_data_dir
  if [ -n "$(recorded_pid "$data_dir/run/server.pid")" ]; then
    die "already running from $data_dir (process $(recorded_pid "$data_dir/run/server.pid")); end it with --stop"
  fi
  stop_recorded "$data_dir/run/demo.pid" 10
  check_ports
  build
  make_start_cache
  began=$SECONDS
  make_key
  make_host_key
  write_connectors
  write_config
  $detach || trap interrupted INT TERM HUP
  say "Starting (log: $data_dir/logs/server.log)"
  start_demo
  start_server
  wait_until_ready
  say "Ready after $((SECONDS - began)) s"
  print_usage_of_it
  if $detach; then
    say "It runs in the background; end it with: $(printf '%q' "$root/scripts/quickstart.sh") --stop$stop_options"
  else
    stay_in_front
  fi
}

parse_arguments "$@"
demo_port=$((port_base + 4))
oauth2_port=$((port_base + 6))
host_port=$((port_base + 5))
# By this name, as the public service is called: on 127.0.0.1 the frame would be on another site and lose its cookie.
host_url=http://localhost:$host_port
public_url=http://localhost:$port_base
login_port=8888
[ "$port_base" -eq 8080 ] || login_port=$((port_base + 7))
stop_options=
[ "$data_dir" = "$root/data" ] || stop_options=" --data-dir $(printf '%q' "$data_dir")"
"$action"
