#!/usr/bin/env python3
"""Fails when a file includes a layer above its own, skips one, or uses another's library.

    server -> api -> index -> shim

A file may include headers of its own layer and of the next lower one; each library belongs
to one layer (a few to more), or to one file of it.
"""
import pathlib
import re
import sys

LAYERS = ["server", "api", "index", "shim"]
LIBRARIES = {
    "microhttpd.h": {"server"},
    "libdeflate.h": {"server"},
    "pthread.h": {"server", "index/base/lanes.c"},
    "sys/socket.h": {"server"},
    "xapian.h": {"shim"},
    "utf8proc.h": {"index"},
    "jansson.h": {"index"},
    "gumbo.h": {"index"},
    "roaring/roaring.h": {"index"},
    "xxhash.h": {"index", "api"},
    "zstd.h": {"index/store/texts.c", "index/store/texts_learn.c"},
    "zstd_errors.h": {"index/store/texts_learn.c"},
    "zdict.h": {"index/store/texts_learn.c"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def faults_of(path, root):
    own = path.relative_to(root).as_posix()
    layer = own.split("/")[0]
    allowed = set(LAYERS[LAYERS.index(layer):][:2])
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        kind, name = match.groups()
        if kind == '"' and name.split("/")[0] not in allowed:
            yield f"{path}:{number}: {layer}/ must not include {name}"
        if kind == "<" and not {layer, own} & LIBRARIES.get(name, {layer}):
            yield f"{path}:{number}: <{name}> does not belong to {layer}/"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    faults, files = [], 0
    for layer in LAYERS:
        for path in sorted((root / layer).rglob("*")):
            if path.suffix in {".c", ".cc", ".h"}:
                files += 1
                faults += faults_of(path, root)
    print(*faults, f"{files} files, {len(faults)} faults", sep="\n")
    return 1 if faults or not files else 0


sys.exit(main())
