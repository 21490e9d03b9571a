#!/usr/bin/env bash
# visual.sh [ARGUMENT...]: the pages beside the pictures of them in end2end/visual/pictures. With --update-snapshots they
# are taken anew. What differs is shown in target/end2end/visual: as it was, as it is, and where.
#
# Another version of Chromium draws letters otherwise. With one that has not taken the pictures nothing is compared, and
# it says so.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
cd "$ROOT"

pictures=end2end/visual/pictures
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
export CHROMIUM
# "Chromium 148.0.7778.167 built on …": the number up to the second point says how it draws.
version=$("$CHROMIUM" --version 2>/dev/null | grep -oE '[0-9]+\.[0-9]+' | head -n1)

if [[ " $* " == *" --update-snapshots"* ]]; then
    .make/end2end.sh --config visual.config.ts "$@"
    echo "$version" >"$pictures/chromium"
elif [[ ! -f $pictures/chromium ]]; then
    say "Skipped: no pictures were taken yet ('make visual-update' takes them)"
elif [[ $(<"$pictures/chromium") == "$version" ]]; then
    exec .make/end2end.sh --config visual.config.ts "$@"
else
    say "Skipped: the pictures were taken by Chromium $(<"$pictures/chromium"), this is $version ('make visual-update' takes them anew)"
fi
