"""Copies in an archive of one build, against a gold file: each story stands once.

tests/data/duplicates: made pages, of which some reprint others in every way that reprints are
changed, and some are other texts that look like copies. All cross pairs count."""

import itertools
import json
import tempfile
import unittest
from pathlib import Path

import articles
import programs

DATA = programs.HERE.parent / "data" / "duplicates"
PRECISION, RECALL = 0.99, 0.97


def pairs(groups):
    return {frozenset(pair) for group in groups.values()
            for pair in itertools.combinations(group, 2)}


def grouped(ids, key):
    groups = {}
    for i in ids:
        groups.setdefault(key(i), []).append(i)
    return groups


class Duplicates(unittest.TestCase):
    def canonical(self, pages, gold):
        """For each article the id of the one that stands for it, as the report tells."""
        found = {i: i for i in gold}
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.jsonl"
            programs.build(Path(folder) / "index", pages, options=["--report", report])
            for row in articles.read_lines(report):
                self.assertEqual(row["status"], "duplicate", row)
                found[row["id"]] = row["of"]
        return found

    def expect_found(self, name):
        gold = {g["id"]: g for g in articles.read_lines(DATA / f"{name}gold.jsonl")}
        of = self.canonical(DATA / f"{name}pages.jsonl", gold)
        wanted = pairs(grouped(gold, lambda i: gold[i]["cluster"]))
        claimed = pairs(grouped(gold, of.get))
        true = len(wanted & claimed)
        print(f"precision {true / len(claimed):.4f} ({true}/{len(claimed)}), "
              f"recall {true / len(wanted):.4f} ({true}/{len(wanted)})")
        for what, which in ("wrong", claimed - wanted), ("missed", wanted - claimed):
            for pair in sorted(map(sorted, which)):
                print(f"    {what}:", *(f"{i} ({gold[i]['kind']})" for i in pair))
        self.assertGreaterEqual(true / len(claimed), PRECISION)
        self.assertGreaterEqual(true / len(wanted), RECALL)
        return gold, of

    def test_reprints(self):
        """Reprints are found, and what only looks like one is not; the earliest copy stands."""
        gold, of = self.expect_found("")
        for i in gold:
            with self.subTest(i):
                first = gold[of[i]]["published"] or "9999"
                self.assertLessEqual(first, gold[i]["published"] or "9999")

    def test_other_kinds(self):
        """The same over changes and look-alikes of other kinds."""
        self.expect_found("other_")


class Ids(unittest.TestCase):
    def ids(self, *records):
        """The ids of records that are read alone: what a source shares is learnt anew."""
        found = []
        with tempfile.TemporaryDirectory() as folder:
            for number, record in enumerate(records):
                path = Path(folder) / f"{number}.jsonl"
                path.write_text(json.dumps(record), encoding="utf-8")
                found += [a["id"] for a in articles.extract(path).values()]
        return found

    def test_ids(self):
        """An id is the record's or follows from its URL, whatever was read of the page."""
        pages = articles.read_lines(DATA / "pages.jsonl")
        page = next(p for p in pages if "text" in p)
        named = {"text": page["text"], "url": page["url"]}
        bare = {"url": page["url"],
                "body": "Một thân bài khác hẳn, đủ dài để được nhận là bài."}
        ids = self.ids(named, bare, dict(named, published="2001-02-03"))
        self.assertEqual(len(ids), 3)
        self.assertEqual(len(set(ids)), 1, ids)
        own = self.ids(dict(named, id="rieng"), dict(bare, id="rieng"))
        self.assertEqual(own, ["rieng", "rieng"])


if __name__ == "__main__":
    programs.main()
