"""Pages of some two hundred sites are read as people read them: what tests/bench/reading measures
on tests/data/pages stays above these floors, and so do the bundled sample's pages."""

import re
import subprocess
import sys
import unittest

import programs

DATA = programs.HERE.parent / "data"
READING = programs.HERE.parent / "bench" / "reading"
SETS = [DATA / "pages" / f"{name}.jsonl" for name in ("papers", "portals", "mixed", "long", "plain")]

# Per cent of all sets together; "at most" where it is a share of faults.
FLOORS = {
    "read as an article": (99, "least"),
    "title right": (97, "least"),
    "year right where one is known": (97, "least"),
    "full date right where the gold has one": (95, "least"),
    "unknown date claimed to the day": (5, "most"),
    "agencies, micro F1": (85, "least"),
    "gold boilerplate lines in the body": (1, "most"),
    "gold sentences in the body": (99, "least"),
    "body characters kept": (98, "least"),
}


def measured():
    pairs = [str(path) for pages in SETS
             for path in (pages, pages.with_name(pages.stem + "_gold.jsonl"))]
    run = subprocess.run([sys.executable, str(READING), "--program", programs.INDEXER, *pairs],
                         stdout=subprocess.PIPE, check=True, timeout=300)
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \| [^|]* \| (\d+)/(\d+) \|$", run.stdout.decode(),
                      re.MULTILINE)
    return {name: 100 * int(part) / int(whole) for name, part, whole in rows}


class Pages(unittest.TestCase):
    def test_all_sets_together_are_read_well(self):
        shares = measured()
        for name, (bound, kind) in FLOORS.items():
            with self.subTest(name):
                if kind == "least":
                    self.assertGreaterEqual(shares[name], bound)
                else:
                    self.assertLessEqual(shares[name], bound)


if __name__ == "__main__":
    programs.main()
