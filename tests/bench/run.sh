#!/bin/sh
# What building and searching cost, each beside what it is to be measured by: build_cost.py,
# compare.py and growth.py over generated archives, and over real articles where they are at hand.
#
#   tests/bench/run.sh BUILD [OPTION...] [COUNT...]
#
#   BUILD                          a release build folder
#   COUNT                          sizes of generated archives (10000 100000: about nine minutes)
#   --index DIR --records FILE     measures an archive that exists in place of any other
#   --rounds N, --requests N, --only CLASS,..., --positions-most N, --cached N
#                                  compare.py's
#   --no-news                      generated archives alone
#
# Word statistics and articles come from TIMTIN_SHARED (default: ../shared beside the project); exit
# status 77 without it. Archives and their indexes lie in a folder of TMPDIR and go with the end.
# What stays for the next run is Xapian's own databases with positions, in TIMTIN_BENCH_HOME
# (default: .timtin/bench in the project): they take longest to make, 5 KB an article.
#
# All is measured, whatever is found; the exit status is 1 if a total was not as Xapian's without a
# reason that is known.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
bench=$root/tests/bench
shared=${TIMTIN_SHARED:-$root/../shared}
news=$shared/eval/news-dev/corpus.jsonl.xz
export TIMTIN_BENCH_HOME="${TIMTIN_BENCH_HOME:-$root/.timtin/bench}"

usage() {
    sed -n '5,13s/^# \{0,1\}//p' "$0" >&2
    exit 2
}

[ -d "${1:-}" ] || usage
build=$(cd "$1" && pwd)
shift

index= records= counts= options=
while [ $# -gt 0 ]; do
    case $1 in
    --no-news) news= && shift && continue ;;
    --*) [ $# -gt 1 ] || usage ;;
    esac
    case $1 in
    --index) index=$2 && shift 2 ;;
    --records) records=$2 && shift 2 ;;
    --rounds | --requests | --only | --positions-most | --cached)
        options="$options $1 $2" && shift 2 ;;
    *[!0-9]* | '') usage ;;
    *) counts="$counts $1" && shift ;;
    esac
done

failed=0
compare() { # INDEX RECORDS [OPTION...]
    # shellcheck disable=SC2086
    python3 "$bench/compare.py" "$build" "$@" $options || failed=1
}

kept() {
    printf '\nKept for the next run: '
    du -sm "$TIMTIN_BENCH_HOME" 2>/dev/null | awk '{print $2 ", " $1 " MiB"}' | grep . || echo nothing
}

if [ -n "$index$records" ]; then
    [ -d "$index" ] || usage
    [ -f "$records" ] || usage
    compare "$index" "$records"
    kept
    exit $failed
fi
[ -d "$shared/lexicon/lm" ] || { echo "no $shared/lexicon/lm: nothing measured" >&2; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

archives=
for count in ${counts:-10000 100000}; do
    "$build/tests/bench/generate" "$shared/lexicon/lm" "$count" 1 >"$work/$count.jsonl"
    archives="$archives $count"
done
if [ -n "$news" ] && [ -f "$news" ]; then
    python3 "$bench/news_records.py" "$news" >"$work/news.jsonl"
    archives="$archives news"
fi

echo "== building"
# shellcheck disable=SC2046
python3 "$bench/build_cost.py" "$build" \
    $(for a in $archives; do echo "$a=$work/$a.jsonl=$work/$a"; done)
before=
for archive in $archives; do
    printf '\n== %s\n' "$archive"
    compare "$work/$archive" "$work/$archive.jsonl" --json "$work/$archive.json"
    if [ -n "$before" ] && [ "$archive" != news ] && [ -f "$work/$before.json" ] &&
        [ -f "$work/$archive.json" ]; then
        printf '\nGrowth from %s to %s\n\n' "$before" "$archive"
        python3 "$bench/growth.py" "$work/$before.json" "$work/$archive.json"
    fi
    rm -rf "$work/$archive" "$work/$archive.jsonl"
    before=$archive
done
kept
exit $failed
