#!/usr/bin/env bash
# Removes all local containers of AuthProxy, also those started by hand, with their volumes and the network.
# The next "docker compose up -d" begins with empty stores.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
command -v docker >/dev/null || { echo "teardown-docker: docker is not installed" >&2 && exit 1; }

docker compose --profile server --profile tools down --volumes --remove-orphans

# The names that the manual set-up in the README uses.
for name in redis-server postgres-server clickhouse-server minio; do
  if docker container inspect "$name" >/dev/null 2>&1; then
    docker rm --force --volumes "$name"
  fi
done
if docker network inspect authproxy >/dev/null 2>&1; then
  docker network rm authproxy
fi
echo "Removed containers, volumes and network"
