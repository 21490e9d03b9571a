#!/usr/bin/env bash
# npm-ci.sh FOLDER: exactly what its lock file says, once per lock file. No package may run a script of its own.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

folder=$ROOT/$1
stamp=$folder/node_modules/.installed
lock=$(sha256sum <"$folder/package-lock.json")
[[ -f $stamp && $(<"$stamp") == "$lock" ]] && exit

command -v node >/dev/null && command -v npm >/dev/null ||
    fail "Node.js is missing: install Node $NODE_AT_LEAST or newer with npm and run this again."
have=$(node --version)
at_least "${have#v}" "$NODE_AT_LEAST" ||
    fail "Node $have is too old: install Node $NODE_AT_LEAST or newer and run this again."

say "Installing the tools of $1/package-lock.json"
(cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund >&2) ||
    fail "The packages of $1/package-lock.json could not be fetched: check that npm reaches its registry ('npm ping') and run this again."
echo "$lock" >"$stamp"
