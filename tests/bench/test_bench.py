#!/usr/bin/env python3
"""That what measures works: test_bench.py BUILD. How long things take decides nothing here.

Small archives: the sample of tests/data, and generated ones where word statistics are at hand
(TIMTIN_SHARED, default ../shared beside the project).
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import totals

BENCH = pathlib.Path(__file__).resolve().parent
PROJECT = BENCH.parent.parent
SAMPLE = PROJECT / "tests/data/sample"
SHARED = pathlib.Path(os.environ.get("TIMTIN_SHARED", PROJECT.parent / "shared"))
BUILD = pathlib.Path(sys.argv.pop(1) if len(sys.argv) > 1 else ".").resolve()
SKIPPED = 77
LONG = 500    # seconds; only what hangs takes longer
CLASSES = 15  # of requests, 14 of them asked of Xapian


def run(*words, home=None, temporary=None):
    folders = {"TIMTIN_BENCH_HOME": home, "TMPDIR": temporary}
    more = {name: str(folder) for name, folder in folders.items() if folder}
    return subprocess.run(list(map(str, words)), capture_output=True, text=True, timeout=LONG,
                          env={**os.environ, **more}, check=False)


def index_of(folder, *inputs):
    made = run(BUILD / "index/timtin-index", "build", "--index", folder, *inputs)
    if made.returncode:
        raise AssertionError(made.stderr)


def write(path, lines):
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def rows_of(output, title):
    """{first column: the others} of the table behind a title."""
    table = output.split(f"\n{title}", 1)[1].split("\n\n")[1]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    return {row[0]: row[1:] for row in rows[2:]}


class Positions(unittest.TestCase):
    """Xapian's own database with positions."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.positions = self.folder / "new" / "positions"

    def make(self, index, *more):
        return run(BUILD / "tests/bench/positions", self.folder / index, self.positions, *more)

    def made(self, index):
        result = self.make(index)
        self.assertEqual(result.returncode, 0, result.stderr)
        return json.loads(result.stdout)

    def test_made_once_and_again_for_other_articles(self):
        index_of(self.folder / "pages", SAMPLE / "pages")
        index_of(self.folder / "all", SAMPLE)
        first = self.made("pages")
        self.assertTrue(first["made"])
        self.assertGreater(first["bytes"], first["of positions"])
        self.assertEqual(self.made("pages"), {**first, "made": False})
        other = self.made("all")
        self.assertTrue(other["made"])
        self.assertGreater(other["articles"], first["articles"])
        self.assertEqual([path.name for path in self.positions.parent.iterdir()], ["positions"])

    def test_the_same_articles_built_anew_fit(self):
        index_of(self.folder / "one", SAMPLE)
        index_of(self.folder / "two", SAMPLE)
        self.made("one")
        self.assertFalse(self.made("two")["made"])

    def test_not_of_too_many_articles_but_what_is_there_serves(self):
        index_of(self.folder / "all", SAMPLE)
        result = self.make("all", 10)
        self.assertEqual(result.returncode, SKIPPED, result.stderr)
        self.assertFalse(self.positions.exists())
        self.made("all")
        self.assertEqual(self.make("all", 10).returncode, 0)


class BareXapian(unittest.TestCase):
    """What Xapian alone finds."""

    RECORDS = [
        {"id": "a", "title": "Chuyện cá voi", "published": "2023-05-01", "agencies": ["Bộ Y tế"],
         "body": "Xanh biếc một vùng trời, đoàn tàu về cảng.\nMưa xuống từ sớm."},
        {"id": "b", "title": "Ngày hội làng", "published": "2022-05-01", "agencies": ["Bộ Y tế"],
         "body": "Người ta kể rằng cá voi xanh từng vào vịnh, ai nấy ra xem đoàn tàu về."},
        {"id": "c", "title": "Giá gạo", "published": "2022-01-05", "agencies": ["Bộ Nội vụ"],
         "body": "Thương lái mua nhiều, đoàn người chờ tàu từ tinh mơ, cảng mưa."},
    ]
    CASES = [  # operator, year, agency, words; articles of the index's terms, of positions
        ("phrase", 0, "", "cá voi", None, 2),
        ("phrase", 0, "", "voi xanh", None, 1),      # a title ends between them
        ("phrase", 0, "", "cảng mưa", None, 1),      # a line ends between them
        ("phrase", 0, "", "ca voi", None, 0),
        ("phrase", 0, "", "đoàn tàu về cảng", None, 1),
        ("and", 0, "", "cá voi", 2, 2),
        ("and", 0, "", "doan tau", 3, 0),
        ("and", 2022, "", "đoàn tàu", 2, 2),         # not the one before these two
        ("and", 2022, "bo-y-te", "đoàn tàu", 1, 1),
        ("and", 2023, "bo-y-te", "đoàn tàu", 1, 1),
        ("and", 2021, "", "đoàn tàu", 0, 0),
        ("or", 0, "", "gạo voi", 3, 3),
        ("prefix", 0, "", "đoàn t*", 3, 3),
        ("newest", 0, "", "mưa", 2, 2),
    ]

    def asked(self, folder, kind, *positions):
        result = subprocess.run(
            [BUILD / "tests/bench/bare_xapian", folder / "index", folder / "requests", "spy",
             *positions], input=f"{kind} 0 1\n", capture_output=True, text=True, check=False)
        return int(result.stdout.split()[-1]) if result.returncode == 0 else None

    def test_each(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            write(folder / "records.jsonl", map(json.dumps, self.RECORDS))
            index_of(folder / "index", folder / "records.jsonl")
            run(BUILD / "tests/bench/positions", folder / "index", folder / "positions")
            write(folder / "requests",
                  (f"{i}\t/\t{case[0]}\t0\t{case[1]}\t{case[2]}\t{case[3]}"
                   for i, case in enumerate(self.CASES)))
            for i, case in enumerate(self.CASES):
                with self.subTest(case=case):
                    self.assertEqual(self.asked(folder, i), case[4])
                    self.assertEqual(self.asked(folder, i, folder / "positions"), case[5])


class Reasons(unittest.TestCase):
    """Why totals differ: what a daemon would say to each question is given."""

    def why(self, path, theirs, answers):
        """answers: {what stands in the question: total}, the first that fits"""
        judge = totals.Judge.__new__(totals.Judge)

        def ask(path, change=str, **more):
            given = re.search(r"q=([^&]*)", path).group(1)
            told = f"{change(given)} {more}"
            total = next(total for part, total in answers.items() if part in told)
            return {"total": abs(total), "total_exact": total >= 0}
        judge.ask = ask
        judge.paths = {"and": [path]}
        return list(judge.differences("and", [3], [theirs]))

    def test_each(self):
        for path, theirs, answers, reasons in (
                ("?q=tp vinh", 3, {}, []),
                ("?q=tp vinh", 2, {'"tp" "vinh"': 2, "": 3}, ["other ways of saying it"]),
                ('?q="an ninh"', 2, {"exact": 2, "": 3}, ["words without marks"]),
                ("?q=t*", 9, {"": -3}, ["prefix cut"]),
                ("?q=t*", 2, {"": -3}, [totals.UNEXPLAINED]),
                ("?q=tp vinh", 2, {'"tp" "vinh"': 4, "": 3}, [totals.UNEXPLAINED]),
                ("?q=tp vinh", 4, {"": 3}, [totals.UNEXPLAINED])):
            with self.subTest(path=path, theirs=theirs):
                self.assertEqual(self.why(path, theirs, answers), reasons)

    def test_quotation_marks(self):
        for q, quoted in (("tp vinh", '"tp" "vinh"'), ('"an ninh"', '"an ninh"'),
                          ("tp vi*", '"tp" vi*')):
            self.assertEqual(totals.quoted(q), quoted)


class Compare(unittest.TestCase):
    """All classes, over real articles."""

    def test_totals_are_those_of_xapian(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            records = folder / "records.jsonl"
            extracted = run(BUILD / "index/timtin-index", "extract", SAMPLE)
            records.write_text(extracted.stdout, encoding="utf-8")
            index_of(folder / "index", records)
            words = [sys.executable, BENCH / "compare.py", BUILD, folder / "index", records,
                     "--rounds", 1, "--requests", 20, "--cached", 20]
            result = run(*words, home=folder / "home", temporary=folder)
            self.assertEqual(result.returncode, 0, result.stderr)
            rows = rows_of(result.stdout, "Totals against those of Xapian")
            self.assertEqual(len(rows), CLASSES - 1)
            self.assertEqual(rows["exact_phrase"][:2], ["20", "20"])
            self.assertEqual(len(rows_of(result.stdout, "CPU a request")), CLASSES)
            result = run(*words, "--positions-most", 10, "--only", "and,phrase",
                         home=folder / "none", temporary=folder)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertIn("NOT MEASURED", result.stderr)
            self.assertEqual(list(rows_of(result.stdout, "Totals against those of Xapian")),
                             ["and"])


class Whole(unittest.TestCase):
    """run.sh"""

    def test_wrong_usage(self):
        for words in ([], ["/nowhere"], [BUILD, "--bogus", "3"], [BUILD, "--index"],
                      [BUILD, "--index", "/nowhere"], [BUILD, "many"]):
            result = run("sh", BENCH / "run.sh", *words)
            self.assertEqual((result.returncode, result.stdout), (2, ""), words)

    @unittest.skipUnless((SHARED / "lexicon/lm").is_dir(), f"no word statistics in {SHARED}")
    @unittest.skipUnless((BUILD / "tests/bench/generate").exists(), "no archive is generated")
    def test_from_start_to_end(self):
        with tempfile.TemporaryDirectory() as name:
            home, temporary = pathlib.Path(name, "home"), pathlib.Path(name, "temporary")
            temporary.mkdir()
            result = run("sh", BENCH / "run.sh", BUILD, "--no-news", "--rounds", 1, "--requests",
                         5, "--cached", 20, 300, 600, home=home, temporary=temporary)
            self.assertEqual(result.returncode, 0, result.stderr)
            for title in ("== 300", "== 600", "CPU a request", "Totals against", "Growth from 300",
                          "/healthz while", "Answers from the cache", f"{home}, "):
                self.assertIn(title, result.stdout)
            self.assertEqual(sorted(path.name for path in home.iterdir()),
                             ["positions-300", "positions-600"])
            self.assertEqual(list(temporary.iterdir()), [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
