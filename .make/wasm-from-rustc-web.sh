#!/usr/bin/env bash
# The last resort: Debian's own recent compiler with the sources it was built from. It is installed beside what is
# there, and lib.sh puts it first on this project's PATH by the links made here.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
bin=$CACHE/debian-rust/bin

apt_get update || true
(apt_install "A Rust compiler with sources" rustc-web cargo-web rust-web-src rust-web-clippy) || exit 1
at_least "$(/usr/bin/rustc --version | cut -d' ' -f2)" "$RUST_AT_LEAST" ||
    { echo "  Debian's $(/usr/bin/rustc --version) is too old." >&2 && exit 1; }

# The linker of the LLVM this compiler was built with.
llvm=$(/usr/bin/rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
(apt_install "The WebAssembly linker" "lld-$llvm") || exit 1

PATH=/usr/bin:$PATH "$ROOT/.make/wasm-std.sh" /usr/src/rustc-*/library "$(/usr/bin/rustc --print sysroot)"
mkdir -p "$bin"
ln -sf /usr/bin/{cargo,rustc,rustdoc,cargo-clippy,clippy-driver} "$bin/"
ln -sf "/usr/bin/wasm-ld-$llvm" "$bin/wasm-ld"
