# shellcheck shell=bash
# The packages that are compiled for the server, as one selection. Tests and lints name the same one, so that cargo
# settles on the same features for both and compiles each dependency once.
# shellcheck disable=SC2034
SERVER_ROOMS=(--no-default-features -p office-hours -p store -p services -p integrations -p migrations -p server -p app --features app/ssr)
