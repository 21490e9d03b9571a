#!/usr/bin/env bash
# `make bench`: the figures that the budgets are about, on this machine, now. Nothing here passes or fails; it prints.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
cd "$ROOT"

exec python3 .make/bench.py "$@"
