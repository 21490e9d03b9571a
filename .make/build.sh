#!/usr/bin/env bash
# The release build: target/release/office-hours and target/site, hashed and precompressed. cargo-leptos optimises and
# compresses anew each time it is called, so it is not called when nothing that goes into the build has changed.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
cd "$ROOT"

stamp=target/release/.office-hours-build
inputs() {
    { rustc -vV && echo "$CARGO_LEPTOS"; } | sha256sum
    find Cargo.toml Cargo.lock .cargo src app frontend server migrations languages public style \
        \( -name node_modules -o -name tests \) -prune -o -type f -print0 | sort -z | xargs -0 sha256sum
}

now=$(inputs | sha256sum)
if [[ -x target/release/office-hours && -d target/site/pkg && -f $stamp && $(<"$stamp") == "$now" ]]; then
    say "Nothing changed since the last build"
    exit
fi

say "Building the server and the pages (release)"
rm -f "$stamp"
cargo leptos build --release --precompress --split >&2
# Taken before the build, so that a file saved meanwhile is seen next time.
echo "$now" >"$stamp"
