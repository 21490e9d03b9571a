#!/usr/bin/env bash
# wasm-from-rust-src.sh VERSION: fetches Debian's rust-src of exactly this version, without installing it and
# without touching the system's package sources, and builds the standard library for the browser from it.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
version=$1

for tool in apt-get dpkg-deb; do
    command -v "$tool" >/dev/null || { echo "  This is no Debian system." >&2 && exit 1; }
done

# The mirror is the one this machine uses already: the source its own release comes from.
release=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
mirror=$(apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages' 'Component: main' |
    awk -v release="$release" '$1 == release { print $2; exit }')
[[ -n $mirror ]] || { echo "  No Debian mirror among this machine's package sources." >&2 && exit 1; }

scratch=$(mktemp -d "$CACHE/rust-src.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch"/{lists,archives}/partial

private_apt() {
    local command=$1
    shift
    "$command" -q -o Dir::Etc::SourceList="$scratch/sources.list" -o Dir::Etc::SourceParts=/dev/null \
        -o Dir::State::Lists="$scratch/lists" -o Dir::Cache="$scratch" \
        -o Acquire::Languages=none -o APT::Sandbox::User="$(id -un)" "$@"
}

# Small indexes first; the big ones only when the version is in none of them.
for suite in "$release-backports" trixie-backports forky-backports "$release" testing unstable; do
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$scratch/sources.list"
    private_apt apt-get update >"$scratch/log" 2>&1 || continue
    package=$(private_apt apt-cache madison rust-src 2>/dev/null |
        awk -v wanted="$version" '{ split($3, upstream, /[+~-]/) } upstream[1] == wanted { print $3; exit }')
    [[ -n $package ]] && break
done
[[ -n ${package:-} ]] || { echo "  The mirror has no rust-src $version." >&2 && exit 1; }

echo "  Found rust-src $package in $suite (45 MB)" >&2
(cd "$scratch" && private_apt apt-get download "rust-src=$package" >&2 && dpkg-deb -x rust-src_*.deb unpacked) || exit 1
"$ROOT/.make/wasm-std.sh" "$scratch"/unpacked/usr/src/rustc-*/library "$(rustc --print sysroot)"
