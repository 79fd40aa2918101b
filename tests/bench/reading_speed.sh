#!/bin/sh
# Generates an archive of pages and prints what reading and deduplicating costs as it grows.
#
#   tests/bench/reading_speed.sh BUILD [COUNT...]     BUILD: a release build folder
#
# COUNTs, ascending (100000 300000 1000000): 4 KB each in TMPDIR. Word statistics come from
# TIMTIN_SHARED/lexicon/lm (default: ../shared beside the project).
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
build=$(cd "$1" && pwd)
shift
[ $# -gt 0 ] || set -- 100000 300000 1000000
lm=${TIMTIN_SHARED:-$root/../shared}/lexicon/lm
[ -d "$lm" ] || { echo "no word statistics in $lm: nothing measured" >&2; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

for most; do :; done
"$build/tests/bench/generate" "$lm" "$most" 1 pages >"$work/all.jsonl"
echo 'CPU us a page for each phase:'
echo '| pages | copies | pages/s | learn | read | cluster | all | bytes a page | peak MiB |'
echo '|---|---|---|---|---|---|---|---|---|'
for count; do
    head -n "$count" "$work/all.jsonl" >"$work/pages.jsonl"
    "$build/tests/bench/reading_speed" "$work/index" "$work/pages.jsonl"
done
