#!/usr/bin/env bash
# cargo-machete, which finds unused dependencies. Only the checks need it.
set -euo pipefail
source "$(dirname "$0")/../lib.sh"

present() { grep -q "^\"cargo-machete $CARGO_MACHETE " "$TOOLS/.crates.toml" 2>/dev/null && [[ -x $TOOLS/bin/cargo-machete ]]; }

present && exit
lock_cache
present || "$ROOT/.make/install-tool.sh" "cargo-machete@$CARGO_MACHETE" ||
    fail "cargo-machete could not be installed: run 'cargo install --root $TOOLS --version $CARGO_MACHETE cargo-machete' to see why, and run this again."

# What was compiled on the way is of no use again.
rm -rf "$CACHE/build"
