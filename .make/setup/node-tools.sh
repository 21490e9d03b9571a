#!/usr/bin/env bash
# tailwindcss and wasm-opt, which cargo-leptos takes from PATH.
set -euo pipefail
exec "$(dirname "$0")/../npm-ci.sh" style
