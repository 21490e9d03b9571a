#!/usr/bin/env bash
# stage.sh NAME CMD...: runs CMD under a headline and notes how long it took and how it ended in target/stages.tsv.
# stage.sh --table: prints those notes.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
notes=$ROOT/target/stages.tsv

if [[ $1 == --table ]]; then
    [[ -f $notes ]] || exit 0
    awk -F'\t' '
        function clock(s) { return sprintf("%3d:%02d", s / 60, s % 60) }
        BEGIN { print "\n  min:s  stage" }
        { total += $1; printf "%s  %-28s %s\n", clock($1), $2, $3 == 0 ? "" : "FAILED (" $3 ")" }
        END { printf "%s  %s\n\n", clock(total), "in all" }' "$notes"
    exit
fi

name=$1
shift
say "$name"
start=$SECONDS
status=0
"$@" || status=$?
printf '%s\t%s\t%s\n' "$((SECONDS - start))" "$name" "$status" >>"$notes"
exit "$status"
