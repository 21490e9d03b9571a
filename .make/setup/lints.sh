#!/usr/bin/env bash
# rustfmt and clippy, which a minimal Rust installation leaves out.
set -euo pipefail
source "$(dirname "$0")/../lib.sh"

for pair in rustfmt:rustfmt clippy:cargo-clippy; do
    component=${pair%:*} program=${pair#*:}
    "$program" --version >/dev/null 2>&1 && continue
    say "Adding $component to the Rust toolchain"
    { command -v rustup >/dev/null && rustup component add "$component" >&2; } ||
        fail "$component is missing: run 'rustup component add $component' (or install your system's package) and run this again."
done
