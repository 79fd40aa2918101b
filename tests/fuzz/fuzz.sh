#!/bin/sh
# Searches for inputs that break a parser: every fuzz target for SECONDS (60) with clang's
# libFuzzer under ASan+UBSan, beginning with its corpus and with what earlier runs found worth
# keeping (grown/TARGET.tar.xz; runs here go on growing it). Stops at the first finding and says
# where the input is; add it to tests/fuzz/corpus/TARGET/ with the mend.
#
#   sh tests/fuzz/fuzz.sh [SECONDS [TARGET...]]
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
home=${TIMTIN_TEST_HOME:-$root/.timtin/tests}/fuzz
seconds=${1:-60}
[ $# = 0 ] || shift
sh "$root/server/quickstart.sh" --install-only libcmocka-dev clang libclang-rt-14-dev xz-utils

[ -f "$home/build.ninja" ] || CC=clang CXX=clang++ meson setup --buildtype=debugoptimized \
    -Db_sanitize=address,undefined -Db_lundef=false \
    -Dc_args=-fsanitize=fuzzer-no-link -Dcpp_args=-fsanitize=fuzzer-no-link "$home" "$root"

[ $# != 0 ] || set -- $(ls "$root/tests/fuzz/corpus")
for target in "$@"; do
    echo "== $target, $seconds s"
    ninja -C "$home" "tests/fuzz/fuzz_$target" >/dev/null
    [ -d "$home/found/$target" ] || {
        mkdir -p "$home/found/$target"
        [ ! -f "$root/tests/fuzz/grown/$target.tar.xz" ] ||
            tar -C "$home/found/$target" -xJf "$root/tests/fuzz/grown/$target.tar.xz"
    }
    "$home/tests/fuzz/fuzz_$target" -max_total_time="$seconds" -print_final_stats=1 \
        -artifact_prefix="$home/found/$target-" "$home/found/$target" \
        "$root/tests/fuzz/corpus/$target" 2>"$home/$target.txt" || {
        tail -40 "$home/$target.txt"
        exit 1
    }
    grep number_of_executed_units "$home/$target.txt"
done
