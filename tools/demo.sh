#!/usr/bin/env bash
# The whole line on the bundled reports of a fictional war, each command printed before its output.
# Usage: tools/demo.sh PATH/TO/whence. Can be run again: the demo record is made anew each time.
set -euo pipefail
whence=${1:?usage: tools/demo.sh PATH/TO/whence}
cd "$(dirname "$0")/.."
case $whence in /*) ;; *) whence=$PWD/$whence ;; esac
here=$PWD
record=$here/demo-record

say() { printf '\n%s\n' "$*"; }
show() {
    printf '\n$ whence'
    printf ' %s' "$@"
    printf '\n'
    # 3 means done, with some input set aside: the demo has a duplicate on purpose.
    "$whence" "$@" || [ $? -eq 3 ]
}

rm -rf "$record"
mkdir "$record"
cd "$record"

say "1. A new record for the (fictional) war in Velmaria."
show init --pack "$here/demo/pack"
say "2. Read the reports: wire stories, state media, a rescue service, one web page, one feed."
show add "$here/demo/reports"
say "3. Who was killed, by whom? Copies count once; totals stand beside, never added."
show tally --by party --effect killed
say "4. Why 11 in Sarnesh, when the first reports said 12?"
show explain 11
say "5. Does a new article agree with the record?"
show check "$here/demo/article-to-check.txt"

say "Where to go next, in $record:"
cat <<'NEXT'
  whence tally --by month,effect        the same by month
  whence tally --policy ibc             the same evidence under another policy
  whence incidents                      what happened, one line each
  whence totals                         published totals beside the incidents on record
  whence review list                    what a person should look at first
  whence verify                         every quote, hash and journal line read again
How each number is made: docs/method.md. By hand, for this corpus: demo/TALLY.md. Your own war: docs/packs.md.
NEXT
printf '\nTo use whence from here:  . %s/bin/activate && cd %s\n' "$(dirname "$(dirname "$whence")")" "$record"
