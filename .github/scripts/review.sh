#!/usr/bin/env bash
# Reviews what the commits since BASE left HEAD change, without credentials and without touching the work tree.
#
#   review.sh BASE HEAD FOLDER
#
# Writes review.md, review.json, review.sarif, review.html and summary.md into FOLDER; ends as `trustloom review` does.
# FAIL_ON (a risk), MASK_ACCOUNTS (true), MESH_DIR and REPORT_URL (where the whole report will be) say more.
set -euo pipefail

if (($# != 3)); then
  echo 'usage: review.sh BASE HEAD FOLDER' >&2
  exit 1
fi
commit() {
  git rev-parse --verify --quiet --end-of-options "$1^{commit}" || {
    echo "$1 is no commit here: fetch the whole history first" >&2
    return 1
  }
}
tip=$(commit "$1")
head=$(commit "$2")
# What the base has gained since is no change of the head.
base=$(git merge-base "$tip" "$head") || {
  echo "$1 and $2 have no common commit here: fetch the whole history first" >&2
  exit 1
}
folder=$3
mkdir -p "$folder"

options=()
if [[ -n ${FAIL_ON:-} ]]; then options+=(--fail-on "$FAIL_ON"); fi
if [[ -n ${REPORT_URL:-} ]]; then options+=(--link "$REPORT_URL"); fi
if [[ ${MASK_ACCOUNTS:-} == true ]]; then options+=(--mask-accounts); fi

exec npx --no --offline trustloom review --base "$base" --head "$head" "${options[@]}" \
  --output "markdown=$folder/review.md" \
  --output "json=$folder/review.json" \
  --output "sarif=$folder/review.sarif" \
  --output "html=$folder/review.html" \
  --output "summary=$folder/summary.md"
