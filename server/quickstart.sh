#!/bin/sh
# From a fresh Debian 12 to a first answer: installs what is missing, builds a release,
# indexes PATH... (the bundled sample when none is given) and runs the daemon in the
# foreground until Ctrl-C.
#
#   sh server/quickstart.sh [PATH...]
#   sh server/quickstart.sh --install-only [PACKAGE...]    these packages too
#
# TIMTIN_HOME (default: .timtin beside this folder) holds the build and the index;
# TIMTIN_LISTEN and TIMTIN_OPS_LISTEN choose other addresses.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
home=${TIMTIN_HOME:-$root/.timtin}
listen=${TIMTIN_LISTEN:-127.0.0.1:8080}
ops=${TIMTIN_OPS_LISTEN:-127.0.0.1:9464}
packages="gcc g++ meson ninja-build pkg-config libxapian-dev libmicrohttpd-dev libjansson-dev
    libutf8proc-dev libroaring-dev libxxhash-dev libzstd-dev libdeflate-dev
    libgumbo-dev"

say() { printf '== %s\n' "$*" >&2; }

# Installs those of the named packages that are not there; asks for nothing.
install_missing() {
    missing=
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
            missing="$missing $package"
    done
    [ -z "$missing" ] && return 0
    say "installing$missing (about a minute)"
    as_root=
    [ "$(id -u)" = 0 ] || as_root=sudo
    $as_root apt-get update -qq >&2
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
        --no-install-recommends $missing >"${TMPDIR:-/tmp}/timtin-apt.$$" 2>&1 || {
        cat "${TMPDIR:-/tmp}/timtin-apt.$$" >&2
        exit 1
    }
    rm -f "${TMPDIR:-/tmp}/timtin-apt.$$"
}

if [ "${1:-}" = --install-only ]; then
    shift
    # shellcheck disable=SC2086
    install_missing $packages "$@"
    exit 0
fi
# shellcheck disable=SC2086
install_missing $packages

mkdir -p "$home"
if [ ! -f "$home/build/build.ninja" ]; then
    say "building (about a minute; the next time a few seconds)"
    meson setup --buildtype=release "$home/build" "$root" >"$home/meson.log" 2>&1 || {
        cat "$home/meson.log" >&2
        exit 1
    }
fi
ninja -C "$home/build" index/timtin-index server/timtind >"$home/ninja.log" 2>&1 || {
    cat "$home/ninja.log" >&2
    exit 1
}

if [ $# = 0 ]; then
    set -- "$root/tests/data/sample"
    say "indexing the bundled sample (a second)"
else
    say "indexing $* (about five hundred articles a second)"
fi
"$home/build/index/timtin-index" build --index "$home/index" --report "$home/report.jsonl" "$@"
say "what was not indexed and why: $home/report.jsonl"

say "try, in another terminal:

  curl -s 'http://$listen/v1/search?q=thong+tin+doi+ngoai&limit=3'
  curl -s -G 'http://$listen/v1/search' --data-urlencode 'q=\"chuyển đổi số\"' -d year=2018..2023
  curl -s 'http://$listen/v1/facets?facets=year,agency'

Ctrl-C stops the daemon."
exec "$home/build/server/timtind" --index "$home/index" --listen "$listen" --ops-listen "$ops"
