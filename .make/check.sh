#!/usr/bin/env bash
# check.sh [PART...]: what must hold without running anything. Without a part: all of them, to the end.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/rooms.sh"
cd "$ROOT"

# Clippy in the release profile: it shares proc macros and build scripts (SQLite's C code among them) with the build.
check() {
    case $1 in
    format) cargo fmt --all -- --check ;;
    arrows) .make/arrows.sh ;;
    machete) cargo machete --skip-target-dir ;;
    licences) python3 .make/licences.py ;;
    lints-server) cargo clippy --release --locked --all-targets "${SERVER_ROOMS[@]}" -- -D warnings ;;
    lints-browser) cargo clippy --release --locked -p frontend --target wasm32-unknown-unknown -- -D warnings ;;
    *) fail "check.sh knows no part '$1'." ;;
    esac
}

parts=("$@")
[[ ${#parts[@]} -gt 0 ]] || parts=(format arrows machete licences lints-server lints-browser)

failed=()
for part in "${parts[@]}"; do
    say "check: $part"
    check "$part" >&2 || failed+=("$part")
done
[[ ${#failed[@]} == 0 ]] || fail "Failed: ${failed[*]}"
