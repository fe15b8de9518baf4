#!/usr/bin/env bash
# Turns a review that a fork's own code has written into text that may be posted in our name.
#
#   stranger.sh FOLDER FILE
#
# Reads FOLDER/review.md, writes FILE: a warning, and below it the review as a quotation. Nothing of a fork is run. What is
# no review is refused. Nothing in the text can end the quotation, stand outside of it or cover the warning, and nobody is
# notified.
set -euo pipefail
# Bytes, whatever the machine speaks.
export LC_ALL=C

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
if ! tr -d '\000-\010\013\014\016-\037\177' < "$review" | cmp -s - "$review"; then
  refuse 'it holds control characters'
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# A carriage return ends a line of Markdown, too, and every line is to be quoted.
sed 's/\r$//' "$review" | tr '\r' '\n' > "$scratch/lines"

# The first line is read as what `trustloom review` writes there, and left out: what a program reads must not be a fork's.
IFS= read -r first < "$scratch/lines" || true
comment='^<!-- trustloom:review (\{.*\}) -->$'
marker=
if [[ $first =~ $comment ]]; then marker=${BASH_REMATCH[1]}; fi
if [[ $marker =~ [\<\>]|[^\ -~] ]] || ! jq --slurp --exit-status '
  length == 1 and .[0].version == 1 and (.[0].digest | strings | test("^sha256:[0-9a-f]{64}$"))
' <<< "$marker" > "$scratch/marker" 2>&1; then
  refuse 'it does not begin as a review does'
fi

# A word joiner is not seen, and keeps two signs from meaning something together:
#   - @ and a name: a mention, also where the @ is written by its number;
#   - < and the name of a tag, but for the few that a review has;
#   - [^1] a footnote and [x]: a definition, which take effect outside of the quotation;
#   - three backticks or tildes, which begin a formula or a diagram. So does a dollar sign, which becomes a wide one.
joiner=$'\xe2\x81\xa0' wide=$'\xef\xbc\x84'
tail -n +2 "$scratch/lines" | sed -E \
  -e 's/&(#0*64|#[xX]0*40|commat);/@/g' \
  -e "s/@/@$joiner/g" \
  -e 's/<(\/?details|\/?summary|\/?code|br|!----)>/\x01\1\x02/g' \
  -e "s/</<$joiner/g" \
  -e 's/\x01/</g; s/\x02/>/g' \
  -e "s/\[\^/[$joiner^/g; s/\]:/]$joiner:/g" \
  -e "s/(\`\`)\`/\1$joiner\`/g; s/(\`\`)\`/\1$joiner\`/g; s/(~~)~/\1$joiner~/g; s/(~~)~/\1$joiner~/g" \
  -e "s/\\$/$wide/g" \
  -e 's/^/> /; s/ +$//' > "$scratch/quotation"

{
  echo '<!-- trustloom:fork -->'
  echo
  echo '> [!CAUTION]'
  echo '> **This comment was made from the review of a fork, by code that nobody here has read.** It may say anything.'
  echo '> Read the files. Everything below is quoted from the fork, to the end of the comment.'
  echo
  echo '> **The run of the fork wrote:**'
  echo '>'
  cat "$scratch/quotation"
} > "$scratch/text"

# In base64 and on one line: see comment.sh. Marks that stand on top of each other would reach into the lines above.
base64 "$scratch/text" | tr -d '\n' | jq --raw-input --slurp --exit-status '
  @base64d
  | if length > 65000 then error("it is too long")
    elif test("[\\p{M}\\p{Cf}]{8}") then error("it piles up marks")
    else true end
' > "$scratch/checked" || refuse 'see above'
mv "$scratch/text" "$2"
