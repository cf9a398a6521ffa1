# shellcheck shell=bash disable=SC2154 # variables come from bench/run.sh and bench/lib/servers.sh
# Load, CPU and memory figures, and their judgement.

TICKS=$(getconf CLK_TCK)

# CPU ticks so far of the recorded process and its children.
cpu_ticks() {
  local pid child total=0 stat
  pid=$(recorded_pid "$1")
  [ -n "$pid" ] || { echo 0 && return; }
  for child in "$pid" $(cat "/proc/$pid/task/$pid/children" 2>/dev/null); do
    stat=$(cat "/proc/$child/stat" 2>/dev/null) || continue
    stat=${stat##*) }
    # Fields 14 to 17 of the file: user and system time, its own and that of children that have ended.
    # shellcheck disable=SC2086 # split on purpose
    set -- $stat
    total=$((total + ${12} + ${13} + ${14} + ${15}))
  done
  echo "$total"
}

url_of() {
  case $1 in
    direct) echo "http://127.0.0.1:$UPSTREAM/$2" ;;
    bare) echo "http://127.0.0.1:$BARE/$2" ;;
    authproxy) echo "$proxied/$2" ;;
  esac
}

header_of() {
  case $1 in
    direct) echo "X-Api-Key: $KEY" ;;
    bare) echo "X-Bench: none" ;;
    authproxy) echo "Authorization: Bearer $token" ;;
  esac
}

# Every path must hand on exactly the upstream's bytes.
check_bodies() {
  local target size
  for target in direct bare authproxy; do
    for size in $SIZES; do
      curl -sS --fail -H "$(header_of "$target")" "$(url_of "$target" "$size")" | cmp -s - "$work/files/$size" ||
        die "$target did not hand on the upstream's body for $size; see $work/authproxy.log: $(tail -n 5 "$work/authproxy.log")"
    done
  done
  [ "$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$UPSTREAM/1k")" = 401 ] ||
    die "the upstream does not check the key"
}

# load <target> <size> <connections> <seconds>: prints requests, microseconds, bytes, errors, p99 microseconds
load() {
  wrk -t2 -c"$3" -d"${4}s" --timeout 10s -s "$root/bench/lib/report.lua" -H "$(header_of "$1")" "$(url_of "$1" "$2")" |
    sed -n 's/^RESULT //p'
}

warm_up() {
  local size half=$((WARM_UP_SECONDS / 2))
  for size in $SIZES; do
    load authproxy "$size" 64 "$half" >/dev/null
    load bare "$size" 64 2 >/dev/null
  done
}

# measure <target> <size> <connections>: prints req/s, CPU microseconds per call, p99 ms, database CPU per call
measure() {
  local before after database_before database_after result
  before=$(cpu_ticks "$work/$1.process")
  database_before=$(cpu_ticks "$work/postgres.process")
  result=$(load "$1" "$2" "$3" "$SECONDS_EACH")
  after=$(cpu_ticks "$work/$1.process")
  database_after=$(cpu_ticks "$work/postgres.process")
  # shellcheck disable=SC2086 # five numbers
  set -- "$1" "$2" $result
  [ $# -eq 7 ] || die "wrk gave no result for $1"
  [ "$6" -eq 0 ] || die "$6 failed calls at $1, $2"
  [ "$5" -ge $(($3 * $(size_in_bytes "$2"))) ] || die "$1, $2: fewer bytes than calls times size"
  awk -v n="$3" -v us="$4" -v p99="$7" -v cpu=$((after - before)) -v db=$((database_after - database_before)) -v hz="$TICKS" \
    'BEGIN { printf "%.0f %.1f %.2f %.1f\n", n / us * 1e6, cpu / hz * 1e6 / n, p99 / 1000, db / hz * 1e6 / n }'
}

size_in_bytes() {
  case $1 in
    *k) echo $((${1%k} * 1024)) ;;
    *) echo "$1" ;;
  esac
}

# compare <mode> <size> <connections>: one row of the table
compare() {
  local round target
  rm -f "$work"/round.*
  for round in $(seq "$ROUNDS"); do
    for target in direct bare authproxy; do
      measure "$target" "$2" "$3" >>"$work/round.$target" || die "round $round of $target failed"
    done
  done
  paste -d ' ' "$work/round.direct" "$work/round.bare" "$work/round.authproxy" | judge "$@"
}

# Reads one line per round: 4 figures each of direct, bare, authproxy. Ratios are taken per round, then the median.
judge() {
  awk -v mode="$1" -v size="$2" -v connections="$3" '
    function median(list, n,    i, j, t) {
      for (i = 2; i <= n; i++) for (j = i; j > 1 && list[j] < list[j - 1]; j--) { t = list[j]; list[j] = list[j - 1]; list[j - 1] = t }
      return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
    }
    function verdict(name, value, goal, atLeast) {
      return name " " ((atLeast ? value >= goal : value <= goal) ? "PASS" : "MISS")
    }
    {
      n++; direct[n] = $1; brps[n] = $5; bcpu[n] = $6; bp99[n] = $7; arps[n] = $9; acpu[n] = $10; ap99[n] = $11; dcpu[n] = $12
      rcpu[n] = $10 / ($6 > 0 ? $6 : 0.1); rrps[n] = $9 / $5; rp99[n] = $11 / ($7 > 0 ? $7 : 0.01)
    }
    END {
      cpu = median(rcpu, n); rps = median(rrps, n); p99 = median(rp99, n)
      goals = "reported"
      if (mode == "a")
        goals = verdict("CPU", cpu, size == "1k" ? 1.9 : 1.6, 0) ", " verdict("req/s", rps, 0.7, 1) ", " verdict("p99", p99, 3, 0)
      if (mode == "b")
        goals = verdict("CPU", cpu, size == "1k" ? 2.3 : 1.8, 0)
      printf "| %s | %s | %s | %.0f | %.0f | %.1f | %.2f | %.0f | %.1f | %.2f | %s | %.2f | %.2f | %.2f | %s |\n", mode, size, connections, \
        median(direct, n), median(brps, n), median(bcpu, n), median(bp99, n), median(arps, n), median(acpu, n), median(ap99, n), \
        (mode == "b" ? sprintf("%.1f", median(dcpu, n)) : "-"), cpu, rps, p99, goals
    }'
}

# In the modes with a request log there must be a row for a call made now.
check_log_rows() {
  local answer tries=50
  [ "$1" != a ] || return 0
  until answer=$(api "http://127.0.0.1:$API/api/v1/request-log?connection_id=$connection&limit=1&include_total=true") &&
    [[ $answer == *'"req_'* ]]; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || die "mode $1 wrote no request-log row"
    sleep 0.2
  done
  echo "request log in mode $1: $(grep -o '"total":[0-9]*' <<<"$answer")" \
    "$(curl -s "http://127.0.0.1:$API/metrics" | grep '^authproxy_request_log_dropped_total' || :)" >&2
}

rss_kib() {
  awk '/^VmRSS/ {print $2}' "/proc/$(recorded_pid "$work/authproxy.process")/status"
}

# Runs the command and prints the largest resident size seen meanwhile, in KiB.
peak_rss_during() {
  local job peak=0 now
  "$@" >"$work/stream.out" 2>"$work/stream.err" &
  job=$!
  while kill -0 "$job" 2>/dev/null; do
    now=$(rss_kib)
    [ "${now:-0}" -le "$peak" ] || peak=$now
    sleep 0.05
  done
  wait "$job" || die "streaming failed: $(cat "$work/stream.err")"
  echo "$peak"
}

download() {
  curl -sS --fail -H "Authorization: Bearer $token" "$proxied/header/bytes/$1" | wc -c
}

upload() {
  head -c "$1" /dev/zero |
    curl -sS --fail -T - -X POST -H 'Content-Type: application/octet-stream' -H "Authorization: Bearer $token" "$proxied/header/sink"
}

# One stream of STREAM_BYTES each way through a small heap; the resident size must stay flat.
run_stream() {
  local before peak verdict direction
  start_demo
  start_authproxy a -Xmx256m "$DEMO"
  make_connection
  wrk -t2 -c32 -d20s -H "Authorization: Bearer $token" "$proxied/header/bytes/65536" >/dev/null
  peak_rss_during download 268435456 >/dev/null
  peak_rss_during upload 268435456 >/dev/null
  {
    echo
    echo "| $((STREAM_BYTES >> 20)) MiB streamed at -Xmx256m | RSS before (MiB) | highest RSS (MiB) | growth (MiB) | goal: under 64 |"
    echo "|---|---|---|---|---|"
    for direction in download upload; do
      before=$(rss_kib)
      peak=$(peak_rss_during "$direction" "$STREAM_BYTES")
      grep -q "$STREAM_BYTES" "$work/stream.out" || die "$direction: not all bytes arrived: $(head -c 200 "$work/stream.out")"
      verdict=PASS
      [ $((peak - before)) -lt 65536 ] || verdict=MISS
      echo "| $direction | $((before >> 10)) | $((peak >> 10)) | $(((peak - before) >> 10)) | $verdict |"
    done
  } | tee -a "$report"
  stop_authproxy
}
