#!/usr/bin/env bash
# Chromium from the system (Playwright's own cannot be downloaded everywhere) and Playwright from npm.
set -euo pipefail
source "$(dirname "$0")/../lib.sh"

chromium_is_there() {
    [[ -x ${CHROMIUM:-} ]] || command -v chromium chromium-browser google-chrome >/dev/null
}

# The fonts are for screenshots: without any, text has no width.
chromium_is_there || apt_install "Chromium" chromium fonts-liberation
"$ROOT/.make/npm-ci.sh" end2end
