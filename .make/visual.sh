#!/usr/bin/env bash
# visual.sh [ARGUMENT...]: the pages beside the pictures of them in end2end/visual/pictures. With --update-snapshots they
# are taken anew. What differs is shown in target/end2end/visual: as it was, as it is, and where.
set -euo pipefail
cd "$(dirname "$0")/.."
exec .make/end2end.sh --config visual.config.ts "$@"
