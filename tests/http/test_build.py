"""timtin-index from outside: usage, inputs, reports, generations, damage."""

import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

import articles
import made
import programs
from programs import run_indexer

WRONG_USAGE = [
    [],
    ["nothing"],
    ["build"],
    ["build", "--index", "x"],
    ["build", "page.txt"],
    ["build", "--index"],
    ["build", "--index", "x", "--keep", "0", "page.txt"],
    ["build", "--index", "x", "--keep", "two", "page.txt"],
    ["build", "--index", "x", "--keep-duplicates=yes", "page.txt"],
    ["build", "--index", "x", "--no-such-option", "page.txt"],
    ["build", "--index", "x", "--threads", "0", "page.txt"],
    ["build", "--index", "x", "--threads", "1000", "page.txt"],
    ["build", "--index", "x", "--memory", "0", "page.txt"],
    ["extract"],
    ["extract", "--index", "x"],
    ["extract", "--threads", "many", "page.txt"],
    ["check"],
    ["check", "--index", "x", "y"],
    ["stats"],
    ["stats", "--index="],
    ["activate", "--index", "x"],
    ["activate", "--index", "x", "one", "two"],
]

FAILURES = [
    ["build", "--index", "{new}", "{folder}/not-there"],
    ["build", "--index", "{new}", "{folder}/unknown.pdf"],
    ["build", "--index", "{new}", "{folder}/empty"],
    ["build", "--index", "{new}", "--exclude", "{folder}/not-there", "{folder}/good.jsonl"],
    ["build", "--index", "{new}", "--report", "{folder}/not/there", "{folder}/good.jsonl"],
    ["extract", "{folder}/not-there"],
    ["check", "--index", "{folder}/not-there"],
    ["stats", "--index", "{folder}/not-there"],
    ["activate", "--index", "{folder}/not-there", "20200101T000000Z"],
]

BODY = "Một đoạn văn đủ dài để được nhận là bài, kể chuyện bến sông và mấy con đò cuối chiều."

# One input a line: a record, or what is wrong with it.
REJECTED = [
    ("bad-json", '{"body": "chưa đóng'),
    ("not-an-object", '["một", "hai"]'),
    ("no-text", '{"title": "Có tiêu đề mà không có bài", "body": "", "text": null}'),
    ("bad-id", json.dumps({"id": "có dấu cách", "body": BODY})),
    ("bad-id", json.dumps({"id": "a" * 65, "body": BODY})),
    ("bad-field", json.dumps({"title": {"vi": "x"}, "body": BODY})),
]


class WithFolder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.index = self.folder / "index"

    def file(self, name, *lines):
        """A file of the lines; what is not text becomes JSON."""
        texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)
                 for line in lines]
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(texts) + "\n", encoding="utf-8")
        return path

    def stats(self):
        return json.loads(run_indexer("stats", "--index", self.index).stdout)


class CommandLine(WithFolder):
    def test_wrong_usage(self):
        """Wrong usage exits with 2, says why on stderr and prints nothing."""
        for arguments in WRONG_USAGE:
            with self.subTest(" ".join(arguments)):
                result = run_indexer(*arguments)
                self.assertEqual((result.returncode, result.stdout), (2, ""))
                self.assertIn("timtin-index: ", result.stderr)

    def test_help_and_version(self):
        """--help and --version print to stdout and exit with 0."""
        shown = run_indexer("--help")
        self.assertEqual((shown.returncode, shown.stderr), (0, ""))
        for command in "build", "extract", "check", "stats", "activate":
            self.assertIn(command, shown.stdout)
        self.assertEqual(run_indexer("build", "--help").returncode, 0)
        version = run_indexer("--version")
        self.assertEqual(version.returncode, 0)
        self.assertRegex(version.stdout, r"^timtin-index \d+\.\d+\.\d+\n$")

    def test_failures(self):
        """What cannot be done exits with 1, says why, and leaves no generation."""
        (self.folder / "empty").mkdir()
        self.file("unknown.pdf", "x")
        self.file("good.jsonl", {"body": BODY})
        for words in FAILURES:
            with self.subTest(" ".join(words)):
                result = run_indexer(*(w.format(new=self.index, folder=self.folder) for w in words))
                self.assertEqual((result.returncode, result.stdout), (1, ""))
                self.assertIn("timtin-index: ", result.stderr)
                self.assertFalse((self.index / "CURRENT").exists())


class Inputs(WithFolder):
    def test_forms(self):
        """A page, JSON lines, one object, an array and a folder are read alike."""
        def record(i):
            return made.record(i, "forms")
        self.file("in/a.jsonl", record(1), record(2))
        self.file("in/deep/er/b.ndjson", record(3))
        self.file("in/c.json", record(4))
        self.file("in/d.json", json.dumps([record(5), record(6)], ensure_ascii=False, indent=1))
        self.file("in/.hidden.jsonl", record(7))
        self.file("in/notes.md", "không phải bài")
        programs.build(self.index, self.folder / "in")
        self.assertEqual(self.stats()["documents"], 6)

    def test_stdin(self):
        """A dash is JSON lines on standard input."""
        lines = "\n".join(json.dumps(made.record(i, "stdin")) for i in range(4))
        programs.build(self.index, "-", stdin=lines.encode())
        self.assertEqual(self.stats()["documents"], 4)
        result = run_indexer("extract", "-", stdin=lines.encode())
        self.assertEqual([json.loads(x)["id"] for x in result.stdout.splitlines()],
                         ["m-0", "m-1", "m-2", "m-3"])

    def test_record_fields(self):
        """A record's fields are taken as they are given; empty and null ones count as not given."""
        full = {"id": "x.1_2-3", "title": "Tựa đề", "content": BODY, "published": "2019-07-08",
                "source": "Nguồn", "author": "Người viết", "url": "https://a.example/1",
                "agencies": ["Bộ Ngoại giao"], "unknown_key": 7}
        bare = {"id": "", "url": None, "title": "Tựa khác", "source": "", "body": BODY + " Hai."}
        path = self.file("a.jsonl", full, bare)
        first, second = articles.extract(path).values()
        self.assertEqual(first["id"], "x.1_2-3")
        self.assertEqual(first["body"], BODY)
        self.assertEqual((first["published"], first["date_precision"]), ("2019-07-08", "day"))
        self.assertEqual((first["source"], first["author"]), ("Nguồn", "Người viết"))
        self.assertEqual(first["agencies"], [{"id": "bo-ngoai-giao", "name": "Bộ Ngoại giao"}])
        self.assertRegex(second["id"], "^[0-9a-f]{16}$")
        self.assertEqual((second["url"], second["source"]), (None, None))

    def test_ids_stay(self):
        """Without an id of its own a record is named by its address, whatever its text."""
        one = {"url": "https://a.example/bai/7", "title": "Một", "body": BODY}
        other = {**one, "title": "Đã sửa", "body": BODY + " Thêm một câu về con đò."}
        ids = [a["id"] for a in articles.extract(self.file("a.jsonl", one, other)).values()]
        self.assertRegex(ids[0], "^[0-9a-f]{16}$")
        self.assertEqual(ids[0], ids[1])

    def test_rejects(self):
        """What cannot be read is left out, reported with the reason, and counted."""
        path = self.file("a.jsonl", {"id": "good", "body": BODY}, *(line for _, line in REJECTED))
        latin1 = b"Kh\xf4ng ph\xe3i UTF-8, nh\xfdng c\xf2n d\xe0i. "
        (self.folder / "b.txt").write_bytes(latin1 * 20)
        report = self.folder / "report.jsonl"
        result = run_indexer("build", "--index", self.index, "--report", report, path,
                             self.folder / "b.txt")
        self.assertEqual(result.returncode, 0, result.stderr)
        rejected = [r for r in articles.read_lines(report) if r["status"] == "rejected"]
        self.assertEqual([r["reason"] for r in rejected],
                         [reason for reason, _ in REJECTED] + ["not-utf8"])
        for number, line in enumerate(rejected[:-1], 2):
            self.assertTrue(line["input"].endswith(f"a.jsonl:{number}"), line)
            self.assertTrue(line["detail"], line)
        self.assertIn("1 indexed", result.stdout)
        self.assertIn(f"{len(rejected)} rejected", result.stdout)
        self.assertIn("bad-id 2", result.stdout)

    def test_only_rejects(self):
        """With nothing but rejects no generation is made, and the exit status says so."""
        path = self.file("a.jsonl", *(line for _, line in REJECTED))
        for command in ["build", "--index", self.index], ["extract"]:
            result = run_indexer(*command, path)
            self.assertEqual(result.returncode, 1)
            self.assertTrue(result.stderr)
        self.assertFalse((self.index / "CURRENT").exists())

    def test_extract_rejects(self):
        """extract says on stderr what it rejects and goes on."""
        result = run_indexer("extract", self.file("a.jsonl", REJECTED[0][1], {"body": BODY}))
        self.assertEqual((result.returncode, len(result.stdout.splitlines())), (0, 1))
        self.assertIn("bad-json", result.stderr)

    def test_same_id(self):
        """Two texts that claim one id: one is indexed, the other reported."""
        path = self.file("a.jsonl", {**made.record(1, "one"), "id": "same", "url": None},
                         {**made.record(2, "two"), "id": "same", "url": None})
        report = self.folder / "report.jsonl"
        programs.build(self.index, path, options=["--report", report])
        self.assertEqual(self.stats()["documents"], 1)
        line, = articles.read_lines(report)
        self.assertEqual((line["status"], line["reason"]), ("rejected", "superseded"))
        self.assertTrue(line["input"].endswith("a.jsonl:1"))
        self.assertIn("a.jsonl:2", line["detail"])

    def test_keep_duplicates(self):
        """Reprints merge, unless every input is to be indexed."""
        programs.build(self.index, programs.RECORDS)
        merged = self.stats()
        self.assertEqual((merged["documents"], merged["duplicates"]), (15, 2))
        programs.build(self.index, programs.RECORDS, options=["--keep-duplicates"])
        self.assertEqual((self.stats()["documents"], self.stats()["duplicates"]), (17, 0))

    def test_same_twice(self):
        """The same inputs give the same articles in the same order, byte for byte."""
        outputs = [run_indexer("extract", programs.SAMPLE).stdout for _ in range(2)]
        self.assertEqual(outputs[0], outputs[1])


class Generations(WithFolder):
    def build(self, n, *options):
        path = made.write(self.folder / "in.jsonl", n, "generations")
        return programs.build(self.index, path, options=options)

    def kept(self):
        return sorted(p.name for p in self.index.iterdir() if (p / "manifest.json").exists())

    def test_keep(self):
        """The previous generation stays, older ones go, --keep says how many."""
        names = [self.build(n) for n in (3, 4, 5)]
        self.assertEqual(self.kept(), sorted(names[1:]))
        names.append(self.build(6, "--keep", "3"))
        self.assertEqual(self.kept(), sorted(names[1:]))
        names.append(self.build(7, "--keep", "1"))
        self.assertEqual(self.kept(), names[-1:])
        self.assertEqual(self.stats()["kept"], names[-1:])

    def test_activate(self):
        """A kept generation is activated and served again; what is none is refused."""
        old, new = self.build(3), self.build(5)
        self.assertEqual(programs.current(self.index), new)
        with programs.Daemon(self.index) as daemon:
            self.assertEqual(daemon.search()["total"], 5)
            self.assertEqual(run_indexer("activate", "--index", self.index, old).returncode, 0)
            self.assertEqual(daemon.reload().json["generation"], old)
            self.assertEqual(daemon.search()["total"], 3)
        for name in "20200101T000000Z", "..", "../index", "CURRENT", "lock", "":
            with self.subTest(name):
                result = run_indexer("activate", "--index", self.index, name)
                self.assertNotEqual(result.returncode, 0)
                self.assertEqual(programs.current(self.index), old)

    def test_activate_damaged(self):
        """A damaged generation cannot be activated."""
        old, new = self.build(3), self.build(5)
        victim = max((self.index / old).iterdir(), key=lambda p: p.stat().st_size)
        victim.write_bytes(victim.read_bytes()[:-1])
        self.assertEqual(run_indexer("activate", "--index", self.index, old).returncode, 1)
        self.assertEqual(programs.current(self.index), new)

    def test_exclude(self):
        """What is taken down is not indexed and answers 410 in every later generation."""
        listed = self.file("out.txt", "m-1", "https://bia.example.vn/2", "https://bia.example.vn/x")
        report = self.folder / "report.jsonl"
        self.build(5, "--exclude", listed, "--report", report)
        self.assertEqual(sorted(r["id"] for r in articles.read_lines(report)), ["m-1", "m-2"])
        with programs.Daemon(self.index) as daemon:
            self.assertEqual(daemon.search()["total"], 3)
            for number, status in enumerate((200, 410, 410, 200, 200)):
                self.assertEqual(daemon.get(f"/v1/articles/m-{number}").status, status)
        self.build(2, "--exclude", listed)
        with programs.Daemon(self.index) as daemon:
            self.assertEqual(daemon.get("/v1/articles/m-1").status, 410)

    def test_exclude_original(self):
        """When the original is taken down its reprints do not bring it back."""
        listed = self.file("out.txt", "f-goc")
        programs.build(self.index, programs.RECORDS, options=["--exclude", listed])
        with programs.Daemon(self.index) as daemon:
            self.assertEqual(daemon.get("/v1/articles/f-goc").status, 410)
            hits = daemon.search(q='"thả thuyền giấy"')["hits"]
            self.assertNotIn("f-goc", [h["id"] for h in hits])

    def test_failed_build(self):
        """A build that fails leaves the served generation and nothing else."""
        name = self.build(3)
        before = sorted(p.name for p in self.index.iterdir())
        result = run_indexer("build", "--index", self.index, self.file("bad.jsonl", "{"))
        self.assertEqual(result.returncode, 1)
        self.assertEqual(programs.current(self.index), name)
        self.assertEqual(sorted(p.name for p in self.index.iterdir()), before)

    def test_one_at_a_time(self):
        """A second build at the same time is refused, and the first one ends well."""
        first = subprocess.Popen([programs.INDEXER, "build", "--index", self.index, "-"],
                                 stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                                 env=programs.clean_environment())
        self.assertTrue(programs.eventually((self.index / "lock").exists))
        path = made.write(self.folder / "second.jsonl", 3, "second")
        try:
            second = run_indexer("build", "--index", self.index, path)
            self.assertEqual(second.returncode, 1)
            self.assertIn("another build", second.stderr)
        finally:
            lines = "\n".join(json.dumps(made.record(i, "first")) for i in range(4))
            first.communicate(lines.encode(), timeout=programs.LONG)
        self.assertEqual(first.returncode, 0)
        self.assertEqual(self.stats()["documents"], 4)


class Damage(WithFolder):
    def damaged(self, data, dice):
        """Copies of a file that are not as they were."""
        at = dice.randrange(len(data))
        yield "bit", data[:at] + bytes([data[at] ^ (1 << dice.randrange(8))]) + data[at + 1:]
        yield "short", data[:-1]
        yield "long", data + b"\0"
        yield "empty", b""

    def expect_refused(self, what):
        with self.subTest(what):
            result = run_indexer("check", "--index", self.index)
            self.assertEqual((result.returncode, result.stdout), (1, ""))
            self.assertIn("timtin-index: ", result.stderr)

    def test_every_file(self):
        """check finds a changed bit, a missing and an additional byte in every file."""
        name = programs.build(self.index, programs.RECORDS)
        programs.check(self.index)
        dice = random.Random(7)
        for path in sorted((self.index / name).iterdir()):
            data = path.read_bytes()
            for how, changed in self.damaged(data, dice) if data else []:
                path.write_bytes(changed)
                self.expect_refused(f"{path.name} {how}")
            path.unlink()
            self.expect_refused(f"{path.name} missing")
            path.write_bytes(data)
        programs.check(self.index)

    def test_current(self):
        """check refuses a CURRENT that does not name a generation."""
        programs.build(self.index, programs.RECORDS)
        for text in "", "\n", "20200101T000000Z\n", "../index\n", "lock\n", "x" * 5000, "\0\0\0":
            (self.index / "CURRENT").write_text(text)
            self.expect_refused(f"CURRENT {text[:20]!r}")

    def test_foreign_file(self):
        """A generation under another one's name is refused or sound, never half of each."""
        first = programs.build(self.index, programs.RECORDS)
        second = programs.build(self.index, programs.SAMPLE)
        shutil.copy(self.index / second / "articles.bin", self.index / first / "articles.bin")
        self.assertEqual(run_indexer("activate", "--index", self.index, first).returncode, 1)


class Reused(WithFolder):
    """What was read of unchanged inputs is reused, and makes no difference."""

    def reused(self, index, *paths):
        result = run_indexer("build", "--index", index, *paths)
        self.assertEqual(result.returncode, 0, result.stderr)
        return int(re.search(r"(\d+) reused", result.stdout)[1])

    def files(self, index):
        """A hash of each file of the served generation, but of the one that tells its time."""
        folder = index / programs.current(index)
        return {p.name: hashlib.sha256(p.read_bytes()).hexdigest()
                for p in folder.iterdir() if p.name != "manifest.json"}

    def copy_of_sample(self):
        pages = self.folder / "pages"
        shutil.copytree(programs.SAMPLE, pages)
        return pages

    def test_all(self):
        """A second build of the same inputs reads none of them anew."""
        self.assertEqual(self.reused(self.index, programs.SAMPLE), 0)
        self.assertEqual(self.reused(self.index, programs.SAMPLE), 95)

    def test_changed_page(self):
        """A changed page and its site are read anew; the result is that of a fresh build."""
        pages = self.copy_of_sample()
        self.reused(self.index, pages)
        page = sorted((pages / "pages" / "baohuongviet").iterdir())[0]
        page.write_text(page.read_text(encoding="utf-8") + "\nMột dòng mới.\n", encoding="utf-8")
        again = self.reused(self.index, pages)
        self.assertGreater(again, 80)
        self.assertLess(again, 95)
        fresh = self.folder / "fresh"
        self.assertEqual(self.reused(fresh, pages), 0)
        self.assertEqual(self.files(self.index), self.files(fresh))

    def test_damaged(self):
        """Kept readings that are damaged count as none."""
        self.reused(self.index, programs.SAMPLE)
        kept = self.index / ".readings"
        data = bytearray(kept.read_bytes())
        for at in 5, len(data) // 2, len(data) - 40, len(data) - 1:
            broken = bytearray(data)
            broken[at] ^= 0x20
            kept.write_bytes(broken)
            self.assertEqual(self.reused(self.index, programs.SAMPLE), 0)
        kept.write_bytes(data[:100])
        self.assertEqual(self.reused(self.index, programs.SAMPLE), 0)


class Threads(WithFolder):
    """The number of threads, and memory, change nothing in what is read, reported and written."""

    def inputs(self):
        """Pages and records enough for many batches, with all that can befall them."""
        lines = [made.record(i, "threads") for i in range(600)]
        lines += [{**lines[i], "id": f"copy-{i}"} for i in range(0, 600, 7)]
        lines += [{**made.record(i + 900, "threads"), "id": f"m-{i}"} for i in range(0, 600, 13)]
        lines += [lines[i] for i in range(0, 600, 17)]
        lines += [text for _, text in REJECTED] * 5
        random.Random(5).shuffle(lines)
        self.file("in/a.jsonl", *lines)
        shutil.copytree(programs.SAMPLE, self.folder / "in" / "sample")
        self.file("in/z.txt", "\0" * 100)
        return self.folder / "in"

    def built(self, threads, memory, path, listed):
        """What a build of the path and one that reuses its readings leave behind."""
        index, report = self.folder / f"index-{threads}", self.folder / f"report-{threads}"
        seen = []
        for _ in range(2):
            result = run_indexer("build", "--index", index, "--threads", threads, "--memory",
                                 memory, "--exclude", listed, "--report", report, path)
            self.assertEqual(result.returncode, 0, result.stderr)
            counts = re.match(r"generation \S+ (.* reused)", result.stdout)[1]
            folder = index / programs.current(index)
            files = {p.name: hashlib.sha256(p.read_bytes()).hexdigest()
                     for p in folder.iterdir() if p.name != "manifest.json"}
            kept = hashlib.sha256((index / ".readings").read_bytes()).hexdigest()
            seen.append((counts, report.read_bytes(), files, kept))
        return seen

    def test_build(self):
        """Generations, reports, counts and kept readings are the same, byte for byte."""
        path, listed = self.inputs(), self.file("out.txt", "m-1", "https://bia.example.vn/2")
        one = self.built(1, 256, path, listed)
        self.assertRegex(one[0][0], r"[1-9]\d* duplicates, [1-9]\d* excluded, [1-9]\d* rejected")
        self.assertRegex(one[1][0], r"[1-9]\d* reused")
        for threads, memory in (2, 256), (4, 1):
            with self.subTest(threads=threads, memory=memory):
                self.assertEqual(self.built(threads, memory, path, listed), one)

    def test_extract(self):
        """Lines come in the order of the inputs, and so do the reasons of what is none."""
        path = self.inputs()
        one, four = (run_indexer("extract", "--threads", n, path) for n in (1, 4))
        self.assertEqual((four.stdout, four.stderr), (one.stdout, one.stderr))
        self.assertGreater(len(one.stdout.splitlines()), 600)

    def test_dry_run(self):
        """A dry run tells what a build would, and writes no generation."""
        path = self.inputs()
        dry = run_indexer("build", "--dry-run", "--index", self.index, path)
        self.assertEqual(dry.returncode, 0, dry.stderr)
        self.assertFalse((self.index / "CURRENT").exists())
        real = run_indexer("build", "--index", self.index, path)
        counts = [re.search(r": (.* rejected)", r.stdout)[1] for r in (dry, real)]
        self.assertEqual(*counts)


class Giants(WithFolder):
    """Inputs that are too large, or strange, are read or rejected in bounded time and memory."""

    SECONDS, MEBIBYTES = 60, 700

    def reasons(self, **files):
        """Builds from the files and an article beside them; the reasons by the file's name."""
        folder = self.folder / "in"
        folder.mkdir()
        for name, data in files.items():
            (folder / name.replace("_", ".")).write_bytes(data)
        (folder / "good.jsonl").write_text(json.dumps({"body": BODY}), encoding="utf-8")
        report = self.folder / "report.jsonl"
        command = [programs.INDEXER, "build", "--index", self.index, "--report", report, folder]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              env=programs.clean_environment()) as running:
            began = time.monotonic()
            told = running.stdout.read()
            _, status, used = os.wait4(running.pid, 0)
            running.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(running.returncode, 0, told)
        self.assertLess(time.monotonic() - began, self.SECONDS)
        if "ASAN_OPTIONS" not in os.environ:
            self.assertLess(used.ru_maxrss / 1024, self.MEBIBYTES)
        return {Path(line["input"]).name: line["reason"] for line in articles.read_lines(report)
                if line["status"] == "rejected"}

    def test_too_large(self):
        """A page of 50 MB and a line of 10 MB are rejected as too large."""
        line = b"Con thuyen giay troi ve phia cau go. "
        record = b'{"body": "' + line * (10_000_000 // len(line)) + b'"}\n'
        self.assertEqual(
            self.reasons(page_txt=(line + b"\n") * (50_000_000 // len(line)),
                         page_html=b"<p>" + line * (50_000_000 // len(line)),
                         line_jsonl=record + b'{"body": ""}\n',
                         one_json=b"[" + record + b"]"),
            {"page.txt": "too-large", "page.html": "too-large", "line.jsonl:1": "too-large",
             "line.jsonl:2": "no-text", "one.json[0]": "too-large"})

    def test_nearly_too_large(self):
        """Just below the bound a page is read, whatever its lines look like."""
        line, size = "Con thuyền giấy trôi về phía cầu gỗ. ".encode(), 7_900_000
        known = {"too-large", "too-complex", "too-deep", "no-text", "no-body", "no-title"}
        for form, text in (("page_txt", line),
                           ("page_txt", line + b"\n"),
                           ("page_txt", line * 20 + b"\n"),
                           ("page_txt", b"a b\n"),
                           ("page_txt", b"\n"),
                           ("page_txt", b"a"),
                           ("page_txt", b"12/3/2019 "),
                           ("page_txt", b"[x](y)![]("),
                           ("page_txt", b"&amp;<o:p>"),
                           ("page_txt", b"a\xcc\x81"),
                           ("page_txt", b"\xcc\x81"),
                           ("page_html", b"<p>" + line),
                           ("page_html", line),
                           ("page_html", b"<div>"),
                           ("page_html", b"<b><i>a"),
                           ("page_html", b"&amp;")):
            with self.subTest(form, text=text):
                shutil.rmtree(self.folder / "in", ignore_errors=True)
                told = self.reasons(**{form: text * (size // len(text))})
                self.assertLessEqual(set(told.values()), known)

    def test_strange(self):
        """Noise, nothing and deep nesting have their reasons."""
        noise = random.Random(3).randbytes(1_000_000)
        deep = b"[" * 4_000_000
        self.assertEqual(
            self.reasons(noise_txt=noise, noise_json=noise, empty_txt=b"", empty_json=b"",
                         empty_jsonl=b"", deep_jsonl=b'{"body": ' + deep + b"\n", deep_json=deep,
                         zeros_txt=b"\0" * 1_000_000),
            {"noise.txt": "not-utf8", "noise.json": "not-utf8", "empty.txt": "no-text",
             "empty.json": "bad-json", "deep.jsonl:1": "bad-json", "deep.json": "bad-json",
             "deep.json[0]": "bad-json",
             "zeros.txt": "no-text"})


class Progress(WithFolder):
    def test_summary(self):
        """A build ends with one line: read, indexed, duplicates, rejected, seconds, documents/s."""
        result = run_indexer("build", "--index", self.index, programs.RECORDS)
        self.assertRegex(result.stdout, r"17 read, 15 indexed, 2 duplicates, .*0 rejected.*"
                                        r"learn [\d.]+ \+ read [\d.]+ \+ cluster [\d.]+ \+ write "
                                        r"[\d.]+ \+ publish [\d.]+ = [\d.]+ s, \d+ documents/s\n$")

    def test_report(self):
        """The report has a line for every duplicate and where it went."""
        report = self.folder / "report.jsonl"
        programs.build(self.index, programs.RECORDS, options=["--report", report])
        self.assertEqual({(r["status"], r["id"], r["of"]) for r in articles.read_lines(report)},
                         {("duplicate", "f-chep", "f-goc"), ("duplicate", "f-chep-muon", "f-goc")})

    def test_stats(self):
        """stats prints JSON: counts, sizes, years, agencies, sources."""
        programs.build(self.index, programs.RECORDS)
        stats = self.stats()
        self.assertEqual((stats["documents"], stats["duplicates"]), (15, 2))
        self.assertEqual(sum(y["count"] for y in stats["years"]), 15)
        self.assertEqual(stats["sources"],
                         [{"value": "ban-tin-thu", "name": "Bản tin Thử", "count": 15}])
        self.assertGreater(stats["bytes"], 0)
        self.assertEqual(stats["generation"], programs.current(self.index))


if __name__ == "__main__":
    programs.main()
