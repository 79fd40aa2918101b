#!/usr/bin/env python3
"""How well pages are read: runs `timtin-index` on pages and compares with gold answers.

    tests/bench/reading.py [--program PROGRAM] [--extracted FILE] [--failures] PAGES GOLD ...

PAGES is what `extract` takes (a .jsonl file of pages or a folder of .txt files), GOLD a .jsonl
file with one right answer a line: `id` and any of `title`, `published` (YYYY-MM-DD, YYYY or
null), `published_basis`, `author`, `source` (a name or a host), `agencies` (names; null: not
judged), `boilerplate_lines`, `body_has`, `body_lacks`, `body`, `cluster` (the same value: the same
story) or `duplicate_of` (another's id, or null). Several pairs are measured together.
An answer is found by its id, or by the end of the file's path in the provenance.
Articles are those of `extract`; copies those that `build` finds when it makes an index of the
pages (a temporary one), as its report lists them.
--extracted FILE   compare this output of `extract` instead of running it; then copies are not
                   measured
--failures         list what is wrong
Exit status: 0 measured, 1 the program failed, 2 wrong usage.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata

QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\xa0": " "})


def plain(text):
    """Text for comparing: one form, one kind of quote and space, no case."""
    text = unicodedata.normalize("NFC", text or "").translate(QUOTES).lower()
    text = re.sub(r"^\s*(?:[*•·_-] *)+", "", text)
    return re.sub(r"\s+", " ", text).strip(" .")


def slug(text):
    text = plain(text).replace("đ", "d")
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


def host(text):
    """Of an address or a bare host, without scheme, "www.", port and path; "" for a name."""
    text = re.sub(r"^https?://", "", (text or "").strip().lower())
    text = re.sub(r"^www\.", "", re.split(r"[/:?#]", text)[0])
    return text if re.fullmatch(r"[a-z0-9.-]+\.[a-z]{2,}", text) else ""


def same_source(a, b):
    return slug(a) == slug(b) or (host(a) != "" and host(a) == host(b))


def sentences(text):
    for paragraph in (text or "").split("\n"):
        for sentence in re.split(r"(?<=[.!?…]) ", paragraph):
            if plain(sentence):
                yield sentence


def read_lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def extract(program, pages):
    run = subprocess.run([program, "extract", pages], stdout=subprocess.PIPE, check=False)
    if run.returncode != 0:
        sys.exit(f"{program} extract {pages}: exit status {run.returncode}")
    return [json.loads(line) for line in run.stdout.decode("utf-8").splitlines() if line.strip()]


def build(program, pages):
    """Groups of ids that the program takes for one article: [{id, ..}, ..]"""
    with tempfile.TemporaryDirectory() as folder:
        report = os.path.join(folder, "report.jsonl")
        run = subprocess.run([program, "build", "--index", os.path.join(folder, "index"),
                              "--report", report, pages], stderr=subprocess.PIPE, check=False)
        if run.returncode != 0:
            sys.exit(f"{program} build {pages}: {run.stderr.decode('utf-8', 'replace')}")
        groups = {}
        for line in read_lines(report):
            if line.get("status") == "duplicate":
                groups.setdefault(line["of"], {line["of"]}).add(line["id"])
        return list(groups.values())


def page_texts(pages):
    if os.path.isdir(pages):
        return {}
    return {page["id"]: page for page in read_lines(pages) if "id" in page}


def answers_by_id(answers):
    found = {}
    for answer in answers:
        name = (answer.get("provenance") or {}).get("input") or answer.get("input") or ""
        parts = name.split("/")
        for key in [answer.get("id")] + ["/".join(parts[i:]) for i in range(len(parts))]:
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
        self.source = Share("source right", "")
        self.lines = Share("gold boilerplate lines in the body", "<= 1 %", most=True)
        self.lacks = Share("gold foreign texts anywhere in the answer", "", most=True)
        self.has = Share("gold sentences in the body", "")
        self.ends = Share("- of them at the article's very end", "")
        self.kept = Share("body characters kept", ">= 98 %")
        self.foreign = Share("body characters that are not the article's", "", most=True)
        self.true = self.claimed = self.wanted = 0
        self.agency_wrong, self.pair_wrong = [], []
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
        for text in ends(gold, page):
            self.ends.add(plain(text) in plain(body), f"{gold['id']}: {text}")
        article = reference(gold, page)
        for text in sentences(article):
            self.kept.add(plain(text) in plain(body), f"{gold['id']}: {text}", len(plain(text)))
        for text in sentences(body) if article else []:
            self.foreign.add(plain(text) not in plain(article), f"{gold['id']}: {text}",
                             len(plain(text)))

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
            self.author.add(plain(answer.get("author")) == plain(gold["author"]),
                            f"{gold['id']}: {answer.get('author')!r} for {gold['author']!r}")
        if "source" in gold:
            self.source.add(same_source(answer.get("source"), gold["source"]),
                            f"{gold['id']}: {answer.get('source')!r} for {gold['source']!r}")
        if gold.get("agencies") is not None:
            self.agencies(gold, answer)
        self.body(gold, answer, page)

    def clusters(self, golds, found, groups):
        """Pairs of copies: those of one gold cluster against those of one group of the build."""
        clusters = {gold["id"]: cluster_of(gold) for gold in golds if cluster_of(gold)}
        if len(set(clusters.values())) == len(clusters):
            return  # no copies are known
        ids = {(found.get(id) or {}).get("id", id): id for id in clusters}
        wanted = pairs(id for id in clusters)
        wanted = {(a, b) for a, b in wanted if clusters[a] == clusters[b]}
        claimed = {pair for group in groups for pair in pairs(ids[id] for id in group if id in ids)}
        self.pairs["true"] += len(wanted & claimed)
        self.pairs["claimed"] += len(claimed)
        self.pairs["wanted"] += len(wanted)
        self.pair_wrong += [f"not found: {a}, {b}" for a, b in sorted(wanted - claimed)]
        self.pair_wrong += [f"no copies: {a}, {b}" for a, b in sorted(claimed - wanted)]


def pairs(ids):
    ids = sorted(ids)
    return {(a, b) for i, a in enumerate(ids) for b in ids[i + 1:]}


def cluster_of(gold):
    if "duplicate_of" in gold:
        return gold["duplicate_of"] or gold["id"]
    return gold.get("cluster")


def ends(gold, page):
    """The last sentence of a known body, and the expected texts in its last paragraph; of a body
    that is not known, the expected text that comes last on the page."""
    has, body = gold.get("body_has") or [], (gold.get("body") or "").rstrip()
    if body:
        last = body.split("\n")[-1]
        return {list(sentences(last))[-1]} | {text for text in has if plain(text) in plain(last)}
    text = plain(page.get("text"))
    return set(sorted(has, key=lambda one: text.rfind(plain(one)))[-1:]) if text else set()


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
              m.unknown_year, m.author, m.source]
    rows += [share.row() for share in shares]
    rows.append(ratio("agencies, precision", m.true, m.claimed, ""))
    rows.append(ratio("agencies, recall", m.true, m.wanted, ""))
    rows.append(ratio("agencies, micro F1", 2 * m.true, m.claimed + m.wanted, ">= 0.85"))
    rows += [share.row() for share in (m.lines, m.lacks, m.has, m.ends, m.kept,
                                         m.foreign)]
    if m.pairs["wanted"] or m.pairs["claimed"]:
        rows.append(ratio("duplicate pairs, precision", m.pairs["true"], m.pairs["claimed"],
                          ">= 0.99"))
        rows.append(ratio("duplicate pairs, recall", m.pairs["true"], m.pairs["wanted"], ">= 0.97"))
    return "\n".join(rows)


def failures(m):
    for share in (m.read, m.title, m.year, m.day, m.unknown_day, m.unknown_year, m.author,
                  m.source, m.lines, m.lacks, m.has, m.ends, m.kept, m.foreign):
        for what in share.wrong:
            yield f"{share.name}: {what}"
    for what in m.agency_wrong:
        yield f"agencies: {what}"
    for what in m.pair_wrong:
        yield f"copies: {what}"


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
        if not given and any(cluster_of(gold) for gold in golds):
            measures.clusters(golds, found, build(options.program, pages))
    print(table(measures))
    if options.failures:
        print("\n".join(failures(measures)))


if __name__ == "__main__":
    main()
