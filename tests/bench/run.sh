#!/bin/sh
# Builds and serves a generated archive and prints what it costs.
#
#   tests/bench/run.sh BUILD [COUNT]      BUILD: a release build folder; COUNT: 100000
#
# Word statistics come from TIMTIN_SHARED/lexicon/lm (default: ../shared beside the project).
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
build=$(cd "$1" && pwd)
count=${2:-100000}
lm=${TIMTIN_SHARED:-$root/../shared}/lexicon/lm
[ -d "$lm" ] || { echo "no word statistics in $lm: nothing measured" >&2; exit 77; }

work=$(mktemp -d)
daemon=
cleanup() {
    [ -z "$daemon" ] || kill "$daemon" 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

"$build/tests/bench/generate" "$lm" "$count" 1 >"$work/records.jsonl"
python3 "$root/tests/bench/queries.py" "$work/records.jsonl" 1000 >"$work/queries"

echo "== build, $count records"
python3 - "$build/index/timtin-index" "$work" <<'PYTHON'
import os, resource, subprocess, sys, time
program, work = sys.argv[1:]
began = time.monotonic()
run = subprocess.run([program, "build", "--index", f"{work}/index", f"{work}/records.jsonl"],
                     stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
wall = time.monotonic() - began
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(run.stdout.decode().strip())
generation = open(f"{work}/index/CURRENT").read().strip()
size = sum(entry.stat().st_size for entry in os.scandir(f"{work}/index/{generation}"))
kept = os.path.getsize(f"{work}/index/.readings")
records = int(run.stdout.decode().split(" indexed")[0].split()[-1])
print(f"{wall:.1f} s wall, {used.ru_utime + used.ru_stime:.1f} s CPU, "
      f"peak {used.ru_maxrss / 1024:.0f} MiB, {size / records:.0f} bytes an article served, "
      f"{kept / records:.0f} more kept for the next build")
PYTHON

echo "== two-word query with year and agency facets, one connection, no cache of answers"
"$build/server/timtind" --index "$work/index" --listen 127.0.0.1:0 --ops-listen 127.0.0.1:0 \
    --response-cache 0 >"$work/out" 2>"$work/err" &
daemon=$!
for _ in $(seq 100); do
    grep -q listening "$work/out" && break
    sleep 0.1
done
port=$(sed -n 's|.*listening on http://127.0.0.1:\([0-9]*\) .*|\1|p' "$work/out")
for round in 1 2 3; do
    echo "round $round"
    "$build/tests/bench/http_load" "$port" "$work/queries" 1 "$daemon"
done
