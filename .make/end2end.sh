#!/usr/bin/env bash
# end2end.sh [ARGUMENT...]: the browser tests against the release build. Playwright starts and stops the server.
# Its data folder is kept when a test failed: the mails and the database tell more than the trace.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
cd "$ROOT/end2end"

E2E_PORT=${E2E_PORT:-$(python3 "$ROOT/.make/free-port.py")}
export E2E_PORT
# The set-up takes Chromium from wherever it is; Playwright knows fewer places.
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
export CHROMIUM
npx --no-install playwright test "$@"
rm -rf "$ROOT/target/end2end/data-$E2E_PORT"
