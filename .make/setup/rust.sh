#!/usr/bin/env bash
# A Rust compiler that is new enough. Never installed for you: which one, and from where, is the user's choice.
set -euo pipefail
source "$(dirname "$0")/../lib.sh"

command -v cargo >/dev/null && command -v rustc >/dev/null ||
    fail "Rust is missing: install stable Rust ($RUST_AT_LEAST or newer) with rustup and run this again."
have=$(rustc --version | cut -d' ' -f2) ||
    fail "rustc does not start: run 'rustup default stable' and run this again."
at_least "${have%%-*}" "$RUST_AT_LEAST" ||
    fail "Rust $have is too old: run 'rustup update stable' to get $RUST_AT_LEAST or newer, and run this again."
