#!/usr/bin/env bash
# setup.sh STEP...: get what is missing, one file per step in setup/. A step that has nothing to do says nothing
# and takes milliseconds; one that fails ends with a sentence saying what is missing and how to get it.
# A step written as STEP? may fail: its sentence is shown and the set-up goes on.
set -euo pipefail
here=$(dirname "$0")

for step in "$@"; do
    if ! "$here/setup/${step%\?}.sh"; then
        [[ $step == *\? ]] || exit 1
        echo "  Going on without it." >&2
    fi
done
