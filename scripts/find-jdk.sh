#!/usr/bin/env bash
# Prints the home directory of a Java 21 or newer; one clear line and exit 1 if there is none.
# Order: AUTHPROXY_JAVA_HOME, JAVA_HOME, PATH, JAVA*_HOME, then the newest of the usual places.
set -euo pipefail
shopt -s nullglob

readonly WANTED=21
too_old=

# The major version of a Java home; nothing if it is not one.
major_of() {
  local line version=
  [ -x "$1/bin/java" ] || return 0
  if [ -r "$1/release" ]; then
    while IFS= read -r line; do
      case $line in
        JAVA_VERSION=*) version=${line#JAVA_VERSION=} && version=${version//\"/} ;;
      esac
    done <"$1/release"
  fi
  if [ -z "$version" ]; then
    version=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p' | head -n 1) || :
  fi
  version=${version#1.}
  version=${version%%[!0-9]*}
  printf '%s' "$version"
}

# Ends the search if this home is new enough.
try_home() {
  local major
  major=$(major_of "$1")
  [ -n "$major" ] || return 0
  if [ "$major" -ge "$WANTED" ]; then
    printf '%s\n' "$1"
    exit 0
  fi
  too_old=${too_old:-"Java $major in $1"}
}

fail() {
  printf 'authproxy: needs a JDK %s or newer, but %s; install one (for example from https://adoptium.net) or set %s.\n' \
    "$WANTED" "$1" AUTHPROXY_JAVA_HOME >&2
  exit 1
}

# The home of the java that PATH finds, through symbolic links.
home_on_path() {
  local java link
  java=$(command -v java) || return 0
  while [ -L "$java" ]; do
    link=$(readlink "$java")
    case $link in
      /*) java=$link ;;
      *) java=$(dirname "$java")/$link ;;
    esac
  done
  (cd "$(dirname "$java")/.." && pwd -P)
}

newest_of() {
  local home major best='' best_major=0
  for home in "$@"; do
    major=$(major_of "$home")
    if [ -n "$major" ] && [ "$major" -gt "$best_major" ]; then
      best=$home best_major=$major
    fi
  done
  [ -z "$best" ] || try_home "$best"
}

if [ -n "${AUTHPROXY_JAVA_HOME-}" ]; then
  try_home "$AUTHPROXY_JAVA_HOME"
  fail "AUTHPROXY_JAVA_HOME=$AUTHPROXY_JAVA_HOME is ${too_old:-no Java home}"
fi
[ -z "${JAVA_HOME-}" ] || try_home "$JAVA_HOME"
path_home=$(home_on_path)
[ -z "$path_home" ] || try_home "$path_home"
for name in $(compgen -e | grep -E '^JAVA.*_HOME|^JAVA_HOME_' || :); do
  try_home "${!name}"
done
newest_of /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*jdk* \
  /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
  /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
  "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* "${HOME-}"/.asdf/installs/java/* \
  "${HOME-}"/.local/share/mise/installs/java/*
fail "found ${too_old:-none}"
