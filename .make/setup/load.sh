#!/usr/bin/env bash
# wrk, which makes load while costing hardly any: it shares the processor with the server that is measured.
set -euo pipefail
source "$(dirname "$0")/../lib.sh"

command -v wrk >/dev/null || apt_install "A load generator" wrk
