#!/usr/bin/env bash
# cargo-leptos and wasm-bindgen, kept in the cache for every clone on this machine. Compiling them takes long,
# so a ready-made program is taken where `cargo binstall` is there, else they are compiled with a cheap profile.
set -euo pipefail
source "$(dirname "$0")/../lib.sh"

wasm_bindgen=$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p}' "$ROOT/Cargo.lock")
[[ -n $wasm_bindgen ]] || fail "Cargo.lock names no wasm-bindgen: restore it with 'git checkout Cargo.lock' and run this again."

# present PROGRAM PACKAGE VERSION: is it there already, in exactly this version? (cargo's own record; quicker than starting it)
present() {
    [[ -x $TOOLS/bin/$1 ]] && grep -q "^\"$2 $3 " "$TOOLS/.crates.toml" 2>/dev/null
}

missing() {
    present cargo-leptos cargo-leptos "$CARGO_LEPTOS" || echo "cargo-leptos@$CARGO_LEPTOS"
    present wasm-bindgen wasm-bindgen-cli "$wasm_bindgen" || echo "wasm-bindgen-cli@$wasm_bindgen"
}

[[ -n $(missing) ]] || exit 0
lock_cache

for tool in $(missing); do
    "$ROOT/.make/install-tool.sh" "$tool" ||
        fail "${tool/@/ } could not be installed: run 'cargo install --root $TOOLS --version ${tool#*@} ${tool%@*}' to see why, and run this again."
done

# What was compiled on the way is two gigabytes that nobody needs again.
rm -rf "$CACHE/build"
