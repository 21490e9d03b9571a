#!/usr/bin/env bash
# with-postgres.sh CMD...: runs CMD beside a PostgreSQL cluster of its own, which lives in a temporary folder, hears
# only this machine, and is gone afterwards however CMD ends. CMD finds it in TEST_POSTGRES_URL.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

bin=$("$ROOT/.make/postgres-bin.sh")
[[ -n $bin ]] || fail "PostgreSQL is missing: run '.make/setup.sh postgres' and run this again."

# PostgreSQL refuses to run as root.
as_user=()
if [[ $EUID == 0 ]]; then
    user=nobody
    id postgres >/dev/null 2>&1 && user=postgres
    as_user=(setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups)
fi

folder=$(mktemp -d "${TMPDIR:-/tmp}/office-hours-postgres.XXXXXX")
[[ $EUID == 0 ]] && chown "$user" "$folder"
server=

stop() {
    trap - EXIT
    # SIGQUIT is PostgreSQL's immediate shutdown: nothing in there is worth saving.
    [[ -z $server ]] || { kill -QUIT "$server" && wait "$server"; } 2>/dev/null || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM HUP

cd "$folder"
password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
echo "$password" >"$folder/password"
[[ $EUID == 0 ]] && chown "$user" "$folder/password"
"${as_user[@]}" "$bin/initdb" --pgdata="$folder/data" --username=postgres --pwfile="$folder/password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$folder/log" 2>&1 ||
    { cat "$folder/log" >&2 && fail "The PostgreSQL test cluster could not be created: see the lines above."; }

port=$(python3 "$ROOT/.make/free-port.py")
# Tests throw the data away, so nothing has to survive a power cut; many tests connect at once.
"${as_user[@]}" "$bin/postgres" -D "$folder/data" -c listen_addresses=127.0.0.1 -c port="$port" \
    -c unix_socket_directories= -c max_connections=200 -c shared_buffers=128MB \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off \
    -c log_min_messages=fatal >>"$folder/log" 2>&1 &
server=$!

for _ in $(seq 100); do
    "$bin/pg_isready" -q -h 127.0.0.1 -p "$port" && break
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
done
"$bin/pg_isready" -q -h 127.0.0.1 -p "$port" ||
    { cat "$folder/log" >&2 && fail "The PostgreSQL test cluster did not start: see the lines above."; }

cd "$OLDPWD"
export TEST_POSTGRES_URL=postgres://postgres:$password@127.0.0.1:$port/postgres
"$@"
