#!/usr/bin/env bash
# PostgreSQL's server programs, for the tests: they start a cluster of their own and delete it again.
set -euo pipefail
source "$(dirname "$0")/../lib.sh"

[[ -n $("$ROOT/.make/postgres-bin.sh") ]] && exit

# The package would create and start a server on port 5432 for good; nobody asked for that.
no_cluster=/etc/postgresql-common/createcluster.d/office-hours-tests.conf
if as_root mkdir -p "${no_cluster%/*}"; then
    trap 'as_root rm -f "$no_cluster"' EXIT
    echo 'create_main_cluster = false' | as_root tee "$no_cluster" >/dev/null
fi
apt_install "PostgreSQL" postgresql
