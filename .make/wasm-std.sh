#!/usr/bin/env bash
# wasm-std.sh LIBRARY SYSROOT: builds Rust's standard library for wasm32-unknown-unknown from the `library` folder
# of the compiler's own sources and puts it where the compiler looks. About a minute of CPU.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
library=$1 sysroot=$2

say "Building the standard library for WebAssembly from source"
work=$(mktemp -d "$CACHE/wasm-std.XXXXXX")
trap 'rm -rf "$work"' EXIT
cp -r "$library" "$work/library"

# A stable compiler may build its own library only when told that it is part of the bootstrap; the two flags are
# those Rust's release build uses: bitcode for link-time optimisation, and unstable marks as in the shipped library.
(
    cd "$work/library"
    unset CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_TARGET
    RUSTC_BOOTSTRAP=1 RUSTFLAGS="-Cembed-bitcode=yes -Zforce-unstable-if-unmarked" CARGO_TARGET_DIR="$work/target" \
        cargo build --release --target wasm32-unknown-unknown \
        --manifest-path sysroot/Cargo.toml --features compiler-builtins-mem >&2
)

into=$sysroot/lib/rustlib/wasm32-unknown-unknown/lib
put=()
mkdir -p "$into" 2>/dev/null && [[ -w $into ]] || put=(as_root)
"${put[@]}" mkdir -p "$into"
"${put[@]}" cp "$work"/target/wasm32-unknown-unknown/release/deps/*.rlib "$into/"
