#!/usr/bin/env bash
# `make test`: everything, from set-up to browser. Without set-up and build nothing can go on; after that every stage
# runs even when an earlier one failed, so that one run tells all there is to tell.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
cd "$ROOT"

mkdir -p target
: >target/stages.tsv
trap '.make/stage.sh --table' EXIT

failed=()
stage() { .make/stage.sh "$@" || failed+=("$1"); }
must() { .make/stage.sh "$@" || exit 1; }

must "set-up: compiler" .make/setup.sh rust lints cc wasm-target
# The quick checks come before the long build: a formatting slip should not cost half an hour.
stage "format" .make/check.sh format
must "set-up: Rust tools" .make/setup.sh cargo-tools machete
must "set-up: packages" .make/setup.sh node-tools model browser postgres
stage "arrows" .make/check.sh arrows
stage "unused dependencies" .make/check.sh machete
stage "licences" .make/check.sh licences
must "build" .make/build.sh
stage "lints: server" .make/check.sh lints-server
stage "lints: browser" .make/check.sh lints-browser
stage "tests: compile" .make/cargo-test.sh --no-run
stage "tests: SQLite and PostgreSQL" .make/with-postgres.sh .make/cargo-test.sh
stage "tests: browser" .make/end2end.sh
stage "tests: pictures" .make/visual.sh

# What failed in the browser left a folder each, named after the test. Said once more at the end: the server's log is long.
left=$(find target/end2end/results target/end2end/visual -mindepth 1 -maxdepth 1 -type d -not -name '.*' 2>/dev/null || true)
[[ -z $left ]] || say $'Left by browser tests that failed:\n'"$left"

[[ ${#failed[@]} == 0 ]] || fail "Failed: $(printf '%s; ' "${failed[@]}" | sed 's/; $/./')"
