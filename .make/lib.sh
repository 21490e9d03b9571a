# shellcheck shell=bash
# What every script here shares: where things are, how they speak, how they ask for system packages.
# Sourced, never run. Puts the project's own tools first on PATH, so that nothing on the machine shadows them.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
CACHE=${OFFICE_HOURS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/office-hours}
TOOLS=$CACHE/tools

# shellcheck source=versions
source "$ROOT/.make/versions"

# The build writes target/site and the server beside it, so the target folder must be the project's own.
export CARGO_TARGET_DIR=$ROOT/target

PATH=$TOOLS/bin:$ROOT/style/node_modules/.bin:$PATH
# Present only where wasm-from-rustc-web.sh had to fall back on Debian's compiler.
if [[ -d $CACHE/debian-rust/bin ]]; then
    PATH=$CACHE/debian-rust/bin:$PATH
    export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$CACHE/debian-rust/bin/wasm-ld
fi
export PATH

say() { printf '\033[1m▸ %s\033[0m\n' "$*" >&2; }

# One sentence: what is missing and how to get it.
fail() {
    printf '\033[1;31m✗ %s\033[0m\n' "$*" >&2
    exit 1
}

# at_least HAVE WANT: is version HAVE the same or newer?
at_least() { [[ $(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n1) == "$2" ]]; }

# Two clones on one machine share the cache; only one may fill it at a time.
lock_cache() {
    mkdir -p "$CACHE"
    exec 9>"$CACHE/lock"
    flock --nonblock 9 && return
    say "Waiting for another Office Hours set-up on this machine"
    flock 9
}

# as_root CMD...: as root, through sudo when it asks for no password, else not at all.
as_root() {
    if [[ $EUID == 0 ]]; then
        "$@"
    else
        sudo -n true 2>/dev/null && sudo -n "$@"
    fi
}

# apt_install WHAT-FOR PACKAGE...
apt_install() {
    local purpose=$1
    shift
    local by_hand="$purpose is missing: install it with 'sudo apt-get install $*' (or your system's own package) and run this again."
    command -v apt-get >/dev/null || fail "$by_hand"
    as_root true || fail "$by_hand"
    say "Installing Debian's $* ($purpose)"
    apt_get install -y --no-install-recommends "$@" ||
        { apt_get update && apt_get install -y --no-install-recommends "$@"; } || fail "$by_hand"
}

apt_get() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -q "$@" >&2 </dev/null; }
