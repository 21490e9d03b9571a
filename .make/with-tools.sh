#!/usr/bin/env bash
# with-tools.sh CMD...: CMD with the project's own tools first on PATH.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
cd "$ROOT"
exec "$@"
