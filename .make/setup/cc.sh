#!/usr/bin/env bash
# A C compiler and linker: SQLite is compiled into the server.
set -euo pipefail
source "$(dirname "$0")/../lib.sh"

command -v cc >/dev/null || apt_install "A C compiler" gcc libc6-dev
