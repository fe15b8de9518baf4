#!/usr/bin/env bash
# Puts a review into the one note of its kind on a merge request: updates it in place, or makes it.
#
#   note-gitlab.sh FILE KEY
#
# GITLAB_NOTE_TOKEN: a project access token (scope api, role Reporter). GitLab sets CI_API_V4_URL, CI_PROJECT_ID and
# CI_MERGE_REQUEST_IID. The text travels in files: neither arguments nor the environment can hold it.
set -euo pipefail

if (($# != 2)) || [[ ! $2 =~ ^[a-z0-9-]+$ ]]; then
  echo 'usage: note-gitlab.sh FILE KEY' >&2
  exit 1
fi
file=$1
marker="<!-- trustloom-comment:$2 -->"
notes="$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID/notes"

umask 077
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# Every process of the machine can read arguments, and so no token may be one.
printf 'PRIVATE-TOKEN: %s\n' "$GITLAB_NOTE_TOKEN" > "$scratch/token"
ask() {
  curl --silent --show-error --fail --header "@$scratch/token" --header 'Content-Type: application/json' "$@"
}

# In base64 and on one line: see comment.sh.
base64 "$file" | tr -d '\n' | jq --raw-input --slurp --arg marker "$marker" '{body: ($marker + @base64d)}' > "$scratch/new.json"

ask "${CI_API_V4_URL}/user" > "$scratch/me.json"
page=1
until [[ -z $page || $page -gt 100 ]]; do
  ask --dump-header "$scratch/head" "$notes?per_page=100&order_by=created_at&sort=asc&page=$page" >> "$scratch/notes.json"
  page=$(tr -d '\r' < "$scratch/head" | sed -n 's/^[Xx]-[Nn]ext-[Pp]age: *\([0-9]*\)$/\1/p')
done
id=$(
  jq --slurp --raw-output --arg marker "$marker" --slurpfile me "$scratch/me.json" '
    [flatten[] | select(.author.id == $me[0].id and (.body | startswith($marker)))] | first // empty | .id | numbers
  ' "$scratch/notes.json"
)
if [[ -z $id ]]; then
  ask --request POST --data-binary "@$scratch/new.json" "$notes" > "$scratch/answer.json"
else
  ask --request PUT --data-binary "@$scratch/new.json" "$notes/$id" > "$scratch/answer.json"
fi
