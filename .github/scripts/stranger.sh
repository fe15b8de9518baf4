#!/usr/bin/env bash
# Turns a review that a fork's own code has written into text that may be posted in our name.
#
#   stranger.sh FOLDER FILE
#
# Reads FOLDER/review.md, writes FILE. Nothing of a fork is run. What is no review is refused; nobody is notified.
set -euo pipefail

if (($# != 2)); then
  echo 'usage: stranger.sh FOLDER FILE' >&2
  exit 1
fi
review=$1/review.md
refuse() {
  echo "the review of the fork is refused: $1" >&2
  exit 1
}
if [[ -L $1 || -L $review || ! -f $review ]]; then refuse 'it is no file'; fi
if (($(wc -c < "$review") > 262144)); then refuse 'it is too large'; fi

# A word joiner after each @ mentions nobody, wherever it stands. In base64: see comment.sh.
base64 "$review" | jq --raw-input --slurp --join-output --exit-status '
  gsub("\n"; "") | @base64d
  | split("\n") as $lines
  | if length > 62000 then error("it is too long")
  elif $lines[0] // "" | test("^<!-- trustloom[ -~]*-->$") | not then error("it does not begin as a review does")
  elif test("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]") then error("it holds control characters")
  else
    [$lines[0], "> Written by the code of a fork, which nobody has reviewed: it may say anything. Read the files.", ""]
    + $lines[1:] | join("\n") | gsub("&(?:#0*64|#[xX]0*40|commat);"; "@") | split("@") | join("@\u2060")
  end
' > "$2" || refuse 'see above'
