#!/bin/sh
# Runs every test: installs what is missing, builds as shipped, under ASan+UBSan and under
# TSan, runs all tests in each build, and ends with a line "N passed, N failed".
#
#   sh tests/run.sh        about five minutes
#
# TIMTIN_TEST_HOME (default: .timtin/tests beside this folder) holds the builds.
# TIMTIN_SHARED (default: ../shared) holds the original pages; their tests skip without it.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
home=${TIMTIN_TEST_HOME:-$root/.timtin/tests}
export TIMTIN_SHARED="${TIMTIN_SHARED:-$root/../shared}"
logs="$home/logs"
mkdir -p "$logs"

say() { printf '== %s\n' "$*"; }

sh "$root/server/quickstart.sh" --install-only libcmocka-dev zlib1g-dev python3 curl
[ -d "$TIMTIN_SHARED" ] || say "SKIPPING the tests of the original pages: $TIMTIN_SHARED is not there"

# name, meson options
configure() {
    name=$1
    shift
    [ -f "$home/$name/build.ninja" ] && return 0
    meson setup -Dwerror=true "$@" "$home/$name" "$root" >"$logs/$name-setup.txt" 2>&1 || {
        cat "$logs/$name-setup.txt"
        return 1
    }
}

failed_builds=0
# name, what it is, meson options
run() {
    name=$1
    what=$2
    shift 2
    say "$what: building"
    if ! configure "$name" "$@" || ! ninja -C "$home/$name" >"$logs/$name-build.txt" 2>&1; then
        tail -50 "$logs/$name-build.txt" 2>/dev/null || true
        say "$what: THE BUILD FAILED"
        failed_builds=$((failed_builds + 1))
        return 0
    fi
    say "$what: testing"
    rm -f "$home/$name/meson-logs/testlog.json"
    meson test -C "$home/$name" --no-rebuild --print-errorlogs ||
        say "$what: some tests failed"
}

run plain "as shipped" --buildtype=release -Db_ndebug=false
run asan "under ASan and UBSan" --buildtype=debugoptimized -Db_sanitize=address,undefined \
    -Db_lundef=false
run tsan "under TSan" --buildtype=debugoptimized -Db_sanitize=thread -Db_lundef=false

python3 "$root/tests/tally.py" "$failed_builds" "$home"/*/meson-logs/testlog.json
