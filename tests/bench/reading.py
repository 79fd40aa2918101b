#!/usr/bin/env python3
"""How well pages are read: runs `timtin-index extract` on pages and compares with gold answers.

    tests/bench/reading.py [--program PROGRAM] [--extracted FILE] [--failures] PAGES GOLD ...

PAGES is what `extract` takes (a .jsonl file of pages or a folder of .txt files), GOLD a .jsonl
file with one right answer a line: `id` and any of `title`, `published` (YYYY-MM-DD, YYYY or
null), `published_basis`, `author`, `agencies` (names; null: not judged), `boilerplate_lines`,
`body_has`, `body_lacks`, `body`, `cluster`. Several pairs are measured together.
An answer is found by its id, or by the file's name in the provenance.
--extracted FILE   compare this output of `extract` instead of running the program
--failures         list what is wrong
Exit status: 0 measured, 1 the program failed, 2 wrong usage.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import unicodedata

QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\xa0": " "})


def plain(text):
    """Text for comparing: one form, one kind of quote and space, no case."""
    text = unicodedata.normalize("NFC", text or "").translate(QUOTES).lower()
    text = re.sub(r"^\s*[*•·-] +", "", text)
    return re.sub(r"\s+", " ", text).strip(" .")


def slug(text):
    text = plain(text).replace("đ", "d")
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


def read_lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def extract(program, pages):
    run = subprocess.run([program, "extract", pages], stdout=subprocess.PIPE, check=False)
    if run.returncode != 0:
        sys.exit(f"{program} extract {pages}: exit status {run.returncode}")
    return [json.loads(line) for line in run.stdout.decode("utf-8").splitlines() if line.strip()]


def page_texts(pages):
    if os.path.isdir(pages):
        return {}
    return {page["id"]: page for page in read_lines(pages) if "id" in page}


def answers_by_id(answers):
    found = {}
    for answer in answers:
        name = (answer.get("provenance") or {}).get("input") or answer.get("input") or ""
        for key in (answer.get("id"), name, os.path.basename(name)):
            if key:
                found.setdefault(key, answer)
    return found


class Share:
    """Right ones of all, with the wrong ones kept."""

    def __init__(self, name, target, most=False):
        self.name, self.target, self.most = name, target, most
        self.right = self.all = 0
        self.wrong = []

    def add(self, ok, what, amount=1):
        self.all += amount
        self.right += amount if ok else 0
        if bool(ok) == self.most:
            self.wrong.append(what)

    def value(self):
        return self.right / self.all if self.all else None

    def row(self):
        value = self.value()
        if value is None:
            return f"| {self.name} | - | {self.target} | 0 |"
        return f"| {self.name} | {100 * value:.1f} % | {self.target} | {self.right}/{self.all} |"


class Measures:
    def __init__(self):
        self.read = Share("read as an article", "")
        self.title = Share("title right", ">= 97 %")
        self.year = Share("year right where one is known", ">= 97 %")
        self.year_page = Share("- the same, metadata that the page does not show left out", "")
        self.day = Share("full date right where the gold has one", ">= 90 %")
        self.day_page = Share("- the same, metadata that the page does not show left out", "")
        self.unknown_day = Share("unknown date claimed to the day", "<= 5 %", most=True)
        self.unknown_year = Share("unknown date claimed to the year", "", most=True)
        self.author = Share("author right", "")
        self.lines = Share("gold boilerplate lines in the body", "<= 1 %", most=True)
        self.lacks = Share("gold foreign texts anywhere in the answer", "", most=True)
        self.has = Share("gold sentences in the body", "")
        self.kept = Share("body characters kept", ">= 98 %")
        self.true = self.claimed = self.wanted = 0
        self.agency_wrong = []
        self.pairs = {"true": 0, "claimed": 0, "wanted": 0}

    def dates(self, gold, answer, shown):
        want, got = gold["published"], answer.get("published") or ""
        what = f"{gold['id']}: {got or 'unknown'} for {want} ({gold.get('published_basis', '')})"
        if want is None:
            self.unknown_day.add(len(got) == 10, what)
            self.unknown_year.add(len(got) == 4, what)
            return
        self.year.add(got[:4] == want[:4], what)
        if shown:
            self.year_page.add(got[:4] == want[:4], what)
        if len(want) == 10:
            self.day.add(got == want, what)
            if shown:
                self.day_page.add(got == want, what)

    def agencies(self, gold, answer):
        want = {slug(name) for name in gold["agencies"]}
        got = {agency["id"] for agency in answer.get("agencies") or []}
        self.true += len(want & got)
        self.claimed += len(got)
        self.wanted += len(want)
        if want != got:
            self.agency_wrong.append(f"{gold['id']}: missing {sorted(want - got)}, "
                                     f"too many {sorted(got - want)}")

    def body(self, gold, answer, page):
        body = answer.get("body") or ""
        lines = {plain(line) for line in body.split("\n")}
        for line in gold.get("boilerplate_lines") or []:
            through = plain(line) in lines or (len(line) >= 30 and plain(line) in plain(body))
            self.lines.add(through, f"{gold['id']}: {line}")
        whole = json.dumps(answer, ensure_ascii=False)
        for text in gold.get("body_lacks") or []:
            self.lacks.add(text in whole, f"{gold['id']}: {text}")
        for text in gold.get("body_has") or []:
            self.has.add(plain(text) in plain(body), f"{gold['id']}: {text}")
        self.kept_of(gold, reference(gold, page), plain(body))

    def kept_of(self, gold, text, body):
        for paragraph in (text or "").split("\n"):
            for sentence in re.split(r"(?<=[.!?…]) ", paragraph):
                if plain(sentence):
                    self.kept.add(plain(sentence) in body, f"{gold['id']}: {sentence}",
                                  len(plain(sentence)))

    def add(self, gold, answer, page):
        self.read.add(answer is not None and "title" in answer, gold["id"])
        answer = answer or {}
        if gold.get("title"):
            ok = plain(answer.get("title")) == plain(gold["title"])
            self.title.add(ok, f"{gold['id']}: {answer.get('title')!r} for {gold['title']!r}")
        if "published" in gold:
            shown = gold.get("published_basis") != "metadata" or page.get("published")
            self.dates(gold, answer, shown)
        if "author" in gold:
            self.author.add(answer.get("author") == gold["author"],
                            f"{gold['id']}: {answer.get('author')!r} for {gold['author']!r}")
        if gold.get("agencies") is not None:
            self.agencies(gold, answer)
        self.body(gold, answer, page)

    def clusters(self, golds, answers):
        """Pairs of copies: wanted by `cluster`, claimed by the answers' `duplicates`."""
        ids = [gold["id"] for gold in golds if gold.get("cluster")]
        cluster = {gold["id"]: gold["cluster"] for gold in golds if gold.get("cluster")}
        wanted = {(a, b) for a in ids for b in ids if a < b and cluster[a] == cluster[b]}
        claimed = set()
        for answer in answers:
            group = [answer.get("id")] + [d["id"] for d in answer.get("duplicates") or []]
            claimed |= {(a, b) for a in group for b in group if a and b and a < b}
        claimed = {pair for pair in claimed if pair[0] in cluster and pair[1] in cluster}
        self.pairs["true"] += len(wanted & claimed)
        self.pairs["claimed"] += len(claimed)
        self.pairs["wanted"] += len(wanted)


def reference(gold, page):
    """The article's own text where it is known: given, or a page without noise."""
    if gold.get("body"):
        return gold["body"]
    if page.get("form") != "extracted_body":
        return None
    lines = page["text"].split("\n")
    return "\n".join(line for line in lines if plain(line) != plain(gold.get("title")))


def ratio(name, true, of, target):
    return f"| {name} | {true / of:.3f} | {target} | {true}/{of} |" if of else \
        f"| {name} | - | {target} | 0 |"


def table(m):
    rows = ["| measure | value | target | count |", "|---|---|---|---|"]
    shares = [m.read, m.title, m.year, m.year_page, m.day, m.day_page, m.unknown_day,
              m.unknown_year, m.author]
    rows += [share.row() for share in shares]
    rows.append(ratio("agencies, precision", m.true, m.claimed, ""))
    rows.append(ratio("agencies, recall", m.true, m.wanted, ""))
    rows.append(ratio("agencies, micro F1", 2 * m.true, m.claimed + m.wanted, ">= 0.85"))
    rows += [share.row() for share in (m.lines, m.lacks, m.has, m.kept)]
    if m.pairs["wanted"] or m.pairs["claimed"]:
        rows.append(ratio("duplicate pairs, precision", m.pairs["true"], m.pairs["claimed"],
                          ">= 0.99"))
        rows.append(ratio("duplicate pairs, recall", m.pairs["true"], m.pairs["wanted"], ">= 0.97"))
    return "\n".join(rows)


def failures(m):
    for share in (m.read, m.title, m.year, m.day, m.unknown_day, m.unknown_year, m.author,
                  m.lines, m.lacks, m.has, m.kept):
        for what in share.wrong:
            yield f"{share.name}: {what}"
    for what in m.agency_wrong:
        yield f"agencies: {what}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--program", default="build/index/timtin-index")
    parser.add_argument("--extracted", action="append", default=[])
    parser.add_argument("--failures", action="store_true")
    parser.add_argument("paths", nargs="+", metavar="PAGES GOLD")
    options = parser.parse_args()
    if len(options.paths) % 2:
        parser.error("PAGES and GOLD come in pairs")
    measures = Measures()
    for i in range(0, len(options.paths), 2):
        pages, golds = options.paths[i], read_lines(options.paths[i + 1])
        given = options.extracted[i // 2] if i // 2 < len(options.extracted) else None
        answers = read_lines(given) if given else extract(options.program, pages)
        found, texts = answers_by_id(answers), page_texts(pages)
        for gold in golds:
            measures.add(gold, found.get(gold["id"]), texts.get(gold["id"], {}))
        measures.clusters(golds, answers)
    print(table(measures))
    if options.failures:
        print("\n".join(failures(measures)))


if __name__ == "__main__":
    main()
