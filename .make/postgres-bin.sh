#!/usr/bin/env bash
# Prints the folder of PostgreSQL's server programs: the newest of Debian's, else the one on PATH, else nothing.
set -euo pipefail

newest=$(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n1)
[[ -x $newest ]] || newest=$(command -v initdb || true)
[[ -z $newest ]] || dirname "$newest"
