#!/usr/bin/env python3
"""Builds archives and prints what each costs: build_cost.py BUILD NAME=RECORDS=INDEX ...

Each INDEX folder is made anew from its RECORDS. Documents are what was read, articles what is
served: duplicates are read and not served.
"""
import os
import pathlib
import re
import subprocess
import sys
import time

HEADS = ["archive", "documents", "articles", "wall s", "documents/s", "CPU s", "documents/CPU s",
         "peak MiB", "bytes an article", "of it terms", "kept for the next build"]


def build(program, records, index):
    """(documents, articles, wall, CPU seconds, peak MiB)"""
    began = time.monotonic()
    words = [program, "build", "--index", index, records]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    told = process.stdout.read().decode()
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"build_cost: {program} failed on {records}")
    documents = int(re.search(r"(\d+) read", told).group(1))
    articles = int(re.search(r"(\d+) indexed", told).group(1))
    return (documents, articles, time.monotonic() - began, used.ru_utime + used.ru_stime,
            used.ru_maxrss / 1024)


def main():
    print("| " + " | ".join(HEADS) + " |\n" + "|---" * len(HEADS) + "|")
    for archive in sys.argv[2:]:
        name, records, index = archive.split("=")
        documents, articles, wall, cpu, peak = build(f"{sys.argv[1]}/index/timtin-index", records,
                                                     index)
        folder = pathlib.Path(index)
        served = folder / (folder / "CURRENT").read_text(encoding="utf-8").strip()
        size = sum(file.stat().st_size for file in served.iterdir())
        terms = (served / "terms.xapian").stat().st_size
        kept = (folder / ".readings").stat().st_size
        row = [name, documents, articles, f"{wall:.1f}", f"{documents / wall:.0f}", f"{cpu:.1f}",
               f"{documents / cpu:.0f}", f"{peak:.0f}", f"{size / articles:.0f}",
               f"{terms / articles:.0f}", f"{kept / articles:.0f}"]
        print("| " + " | ".join(map(str, row)) + " |", flush=True)


if __name__ == "__main__":
    main()
