#!/usr/bin/env bash
# cargo-test.sh [ARGUMENT...]: unit and integration tests in the release profile, on the dependencies that the
# release build has compiled already.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/rooms.sh"
cd "$ROOT"

exec cargo test --release --locked "${SERVER_ROOMS[@]}" "$@"
