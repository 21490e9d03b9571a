#!/usr/bin/env bash
# Rust's standard library for the browser (wasm32-unknown-unknown). rustup has it; where rustup cannot download,
# it is built from Debian's copy of the same sources, and where Debian has no such version, Debian's own compiler
# takes over for this project. Says which of the three was used.
set -euo pipefail
source "$(dirname "$0")/../lib.sh"

std_is_there() {
    local lib # the name carries a hash when rustup ships it, none when it was built here
    lib=$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib
    compgen -G "$lib/libstd-*.rlib" >/dev/null || [[ -f $lib/libstd.rlib ]]
}

std_is_there && exit
lock_cache
std_is_there && exit

say "Rust's standard library for WebAssembly is missing: trying rustup"
if command -v rustup >/dev/null && timeout 300 rustup target add wasm32-unknown-unknown >&2 && std_is_there; then
    say "WebAssembly target: from rustup"
    exit
fi

version=$(rustc --version | cut -d' ' -f2)
say "rustup cannot provide it: trying Debian's sources of Rust $version"
if "$ROOT/.make/wasm-from-rust-src.sh" "$version" && std_is_there; then
    say "WebAssembly target: built from Debian's rust-src $version"
    exit
fi

say "Debian has no sources of Rust $version: trying Debian's own compiler (rustc-web)"
if "$ROOT/.make/wasm-from-rustc-web.sh"; then
    say "WebAssembly target: Debian's rustc-web, which compiles this project from now on"
    exit
fi

fail "The WebAssembly target of Rust $version is missing: run 'rustup target add wasm32-unknown-unknown' where rustup can download, and run this again."
