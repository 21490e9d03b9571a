#!/usr/bin/env bash
# install-tool.sh PACKAGE@VERSION: one Rust program into the cache, the quickest way this machine offers.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

name=${1%@*} version=${1#*@}

if command -v cargo-binstall >/dev/null; then
    say "Fetching $name $version"
    cargo binstall --no-confirm --disable-strategies compile --root "$TOOLS" "$name@$version" >&2 && exit
fi

say "Compiling $name $version, once for this machine (the log below is its own)"
# These tools run for seconds: compiling them quickly is worth more than what optimisation would gain.
export CARGO_TARGET_DIR=$CACHE/build
export CARGO_PROFILE_RELEASE_LTO=false CARGO_PROFILE_RELEASE_OPT_LEVEL=1
export CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=false

options=(--root "$TOOLS" --version "$version")
# Everything it would download for itself comes from PATH.
[[ $name == cargo-leptos ]] && options+=(--features no_downloads)

cd "$CACHE" # away from the project's own .cargo/config.toml
# The author's lock file first; a registry that lags behind misses a crate of it now and then, newer ones do as well.
cargo install "$name" "${options[@]}" --locked >&2 || cargo install "$name" "${options[@]}" >&2
