#!/bin/sh
# Stands in for a command: records how it was called and what its files held, and answers as STUBS/answers.sh says.
# A shell of few words, since it starts in a millisecond and Node takes a hundred.
name=${0##*/}
all=$*

{
  printf '%s\0' "$name" "$#" "$@"
  before=
  for each; do
    # What a call hands over in a file: `--input FILE` of gh, `@FILE` of curl.
    file=
    case $each in
      @*) file=${each#@} ;;
      *) if [ "$before" = --input ]; then file=$each; fi ;;
    esac
    if [ -f "$file" ]; then
      printf 'file\0'
      cat "$file"
      printf '\0'
    fi
    before=$each
  done
  printf 'end\0'
} >> "$STUBS/calls"

asked() {
  case $all in
    *"$1"*) ;;
    *) return 1 ;;
  esac
}

# The argument behind an option: after OPTION ARGUMENT...
after() {
  option=$1
  until [ "$2" = "$option" ]; do shift; done
  printf '%s' "$3"
}

# Exits where there is an answer.
. "$STUBS/answers.sh"

echo "stub: no answer for $name $all" >&2
exit 99
