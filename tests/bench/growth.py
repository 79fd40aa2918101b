#!/usr/bin/env python3
"""How cost grows with the archive: growth.py SMALL.json LARGE.json, as compare.py wrote them.

p50 and CPU of the larger archive over those of the smaller, medians over the rounds.
"""
import json
import statistics
import sys

COLUMNS = ("daemon", "json", "engine", "top", "spy")


def growth(small, large, what):
    if not small or not large:
        return "-"
    values = [statistics.median(figures[what] for figures in rounds) for rounds in (large, small)]
    return f"{values[0] / values[1]:.1f}"


def main():
    small, large = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:3])
    print("| class | " + " | ".join(f"{name} p50 | CPU" for name in COLUMNS) + " |")
    print("|---" * (1 + 2 * len(COLUMNS)) + "|")
    for kind in small:
        row = [kind]
        for name in COLUMNS:
            pair = small[kind].get(name), large.get(kind, {}).get(name)
            row += [growth(*pair, "p50"), growth(*pair, "cpu")]
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
