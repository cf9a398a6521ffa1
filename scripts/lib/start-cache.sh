# shellcheck shell=bash
# The server's start-up cache: scripts/start-cache.sh makes it, scripts/authproxy uses it.
#   app/      the server's jar unpacked, as the JVM cannot cache classes of a jar within a jar
#   options   one JVM option a line
#   jdk       the release file of the JDK it was made with; another one cannot use it

# start_cache_is_valid <project> <Java home>
start_cache_is_valid() {
  local jar=$1/authproxy-server/target/authproxy-server.jar cache=$1/authproxy-server/target/start-cache
  [ -f "$cache/options" ] && [ ! "$jar" -nt "$cache/options" ] && cmp -s "$cache/jdk" "$2/release" 2>/dev/null
}
