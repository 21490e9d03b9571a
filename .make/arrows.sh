#!/usr/bin/env bash
# Proves who may know whom, as style and README draw it:
#
#   frontend ─▶ app[hydrate] ─▶ office-hours        server ─▶ app[ssr] ─▶ services ─▶ store ─▶ office-hours
#   server ─▶ integrations ─▶ services, office-hours                      server ─▶ migrations
#
# Every rule runs; each broken arrow is named.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
cd "${1:-$ROOT}"

ROOMS='app|frontend|integrations|migrations|server|services|store'
FRAMEWORK='leptos.*|axum.*|tower.*|hyper.*|tokio.*|sea-.*|sqlx.*|reqwest.*'
broken=0

# crates PACKAGE [CARGO-TREE-OPTION...]: the names of what PACKAGE is built from, itself left out. Tests may know more.
crates() {
    cargo tree --locked --prefix none --format '{p}' --edges no-dev --package "$@" |
        cut -d' ' -f1 | sed "/^$1$/d" | sort -u
}

complain() {
    printf '  ✗ %s ─▶ %s: %s\n' "$1" "$2" "$3" >&2
    broken=1
}

# never PACKAGE PATTERN WHY [CARGO-TREE-OPTION...]: no crate of that name anywhere below PACKAGE.
never() {
    local package=$1 pattern=$2 why=$3 list name
    shift 3
    list=$(crates "$package" "$@") || fail "cargo tree cannot read $package: see the lines above."
    for name in $(grep -xE "$pattern" <<<"$list" || true); do complain "$package" "$name" "$why"; done
}

# directly PACKAGE: what its own Cargo.toml names, with every feature on.
directly() { crates "$1" --depth 1 --all-features --target all; }

# never_directly PACKAGE PATTERN WHY
never_directly() { never "$1" "$2" "$3" --depth 1 --all-features --target all; }

# The pure domain, for the server and for the browser.
never office-hours "$ROOMS|$FRAMEWORK" "the domain knows no other room, no I/O and no framework" --all-features
never office-hours "$ROOMS|$FRAMEWORK" "the domain must stay light in the browser" --target wasm32-unknown-unknown

# What reaches the browser.
never frontend "server|services|store|integrations|migrations|sea-.*|sqlx.*|tokio|axum|hyper|reqwest|candle-.*|tokenizers" \
    "server code must not reach the browser" --target wasm32-unknown-unknown
for name in $(directly frontend | grep -vxE 'app|leptos|console_error_panic_hook|wasm-bindgen|wasm-bindgen-futures|js-sys|web-sys' || true); do
    complain frontend "$name" "the entry point hydrates the app and knows nothing else"
done

# The layers of the server.
never app "server|integrations|migrations" "pages know use cases, not adapters or the process" --all-features
never_directly app "store|sea-.*|sqlx.*" "pages never touch the database"
never services "app|server|integrations|migrations|leptos.*|axum.*|reqwest" "use cases know the store and their own traits" --all-features
never store "app|server|services|integrations|migrations|leptos.*|axum.*|reqwest" "the store is below all of them" --all-features
never integrations "app|server|migrations|leptos.*" "adapters implement the traits of services" --all-features
never_directly integrations "store" "adapters get what they need through the traits"

# SeaORM.
for package in office-hours app frontend server services integrations; do
    never_directly "$package" "sea-.*" "only store and migrations know SeaORM"
done

# Within app, use cases are called from server functions only.
while IFS=: read -r file line _; do
    complain "$file:$line" "services" "use cases are called under app/src/api/ only"
done < <(grep -rnE '^[^/]*\bservices::|^[^/]*\buse services\b' app/src --include='*.rs' | grep -v '^app/src/api/' || true)

[[ $broken == 0 ]] || fail "The arrows above point where they must not: see 'who may know whom' in the README."
