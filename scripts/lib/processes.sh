# shellcheck shell=bash
# Recorded processes: a file "<pid> <start time>" names one process for good, also after its pid was given away again.

# The start time of a process in the system's own terms; nothing if there is no such process.
started_at() {
  local stat
  if [ -r "/proc/$1/stat" ]; then
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
    # The name in parentheses may hold blanks; field 22 is the twentieth after it.
    printf '%s' "${stat##*) }" | cut -d ' ' -f 20
  elif [ ! -d /proc/self ]; then
    ps -o lstart= -p "$1" 2>/dev/null | tr -s ' ' '_' || :
  fi
}

# record_process <file> <pid>
record_process() {
  printf '%s %s\n' "$2" "$(started_at "$2")" >"$1"
}

# Prints the pid if the recorded process still runs.
recorded_pid() {
  local pid start
  [ -f "$1" ] || return 0
  read -r pid start <"$1" || return 0
  if [ -n "$start" ] && [ "$(started_at "$pid")" = "$start" ]; then
    printf '%s' "$pid"
  fi
}

# stop_recorded <file> <seconds to wait before it is killed>; removes the file.
stop_recorded() {
  local pid tries=$(($2 * 10))
  pid=$(recorded_pid "$1")
  if [ -n "$pid" ]; then
    kill -TERM "$pid" 2>/dev/null || :
    while [ "$tries" -gt 0 ] && [ -n "$(recorded_pid "$1")" ]; do
      tries=$((tries - 1))
      sleep 0.1
    done
    if [ -n "$(recorded_pid "$1")" ]; then
      echo "process $pid did not end within $2 s; killing it" >&2
      kill -KILL "$pid" 2>/dev/null || :
    fi
  fi
  rm -f "$1"
}

# port_is_open <port> on 127.0.0.1
port_is_open() {
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# Prints the status code of GET http://127.0.0.1:<port><path>; nothing without an answer.
http_status() {
  local version code rest
  exec 3<>"/dev/tcp/127.0.0.1/$1" || return 0
  printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$2" "$1" >&3
  # shellcheck disable=SC2034 # only the second word matters
  read -r -t 5 version code rest <&3 || :
  exec 3>&-
  printf '%s' "${code-}"
}
