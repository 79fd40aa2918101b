#!/usr/bin/env python3
"""Requests by class for a served archive, in the form of requests.h.

    queries.py RECORDS WORDS PORT COUNT

RECORDS: what the archive was built from; WORDS: `bare_xapian INDEX --words`; PORT: a daemon that
serves it and says which years and agencies a query has. COUNT requests a class, fewer where each
is heavy. The same arguments give the same requests.
"""
import http.client
import itertools
import json
import random
import re
import sys
import unicodedata
import urllib.parse

SAMPLE = 20000  # records that words are drawn from
FREQUENT = 0.05  # of the articles
USUAL, HEAVY = 1, 0.2  # shares of COUNT; heavy are the classes that are meant to hurt
NEIGHBOURS = re.compile(r"[^\W_]+(?: [^\W_]+)*")


class Archive:
    def __init__(self, records, words, port):
        with open(records, encoding="utf-8") as lines:
            bodies = [json.loads(line)["body"].lower() for line in itertools.islice(lines, SAMPLE)]
        self.runs = [[run.split() for run in NEIGHBOURS.findall(body)] for body in bodies]
        self.daemon = http.client.HTTPConnection("127.0.0.1", port)
        self.documents = self.ask("/v1/stats")["documents"]
        with open(words, encoding="utf-8") as lines:
            counts = (line.rstrip("\n").split("\t") for line in lines)
            self.df = {word: int(df) for word, df in counts if word.isalpha()}
        self.by_df = sorted(self.df, key=lambda word: (-self.df[word], word))

    def ask(self, path):
        self.daemon.request("GET", path)
        answer = self.daemon.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"queries: {path}: {answer.status}")
        return json.loads(body)

    def words(self, dice):
        """Those of one article, each once, in a random order."""
        words = list(dict.fromkeys(itertools.chain.from_iterable(dice.choice(self.runs))))
        words = [word for word in words if word in self.df and len(word) > 1]
        dice.shuffle(words)
        return words

    def neighbours(self, dice, n):
        while True:
            runs = [run for run in dice.choice(self.runs) if len(run) >= n]
            if runs:
                run = dice.choice(runs)
                at = dice.randrange(len(run) - n + 1)
                return run[at:at + n]

    def frequent(self, word):
        return self.df[word] >= FREQUENT * self.documents


def search(q, **more):
    return "/v1/search?" + urllib.parse.urlencode({"q": q, **more})


def line(kind, path, op="none", offset=0, year=0, agency="", words=()):
    return "\t".join([kind, path, op, str(offset), str(year), agency, " ".join(words)])


# ---- what users ask -----------------------------------------------------------------

def any_of(archive, dice, kind):
    while True:
        words = archive.words(dice)
        some = [word for word in words if archive.frequent(word)]
        if some:
            break
    words = [some[0]] + [word for word in words if word != some[0]][:dice.randint(1, 5)]
    dice.shuffle(words)
    return line(kind, search(" ".join(words), match="any"), "or", words=words)


def some_words(archive, dice, most):
    while True:
        words = archive.words(dice)[:dice.randint(2, most)]
        if len(words) > 1:
            return words


def all_of(archive, dice, kind):
    words = some_words(archive, dice, 4)
    return line(kind, search(" ".join(words), match="all"), "and", words=words)


def phrase(archive, dice, kind):
    words = archive.neighbours(dice, dice.randint(2, 4))
    return line(kind, search(f'"{" ".join(words)}"', match="all"), "phrase", words=words)


def exact_phrase(archive, dice, kind):
    """As an index finds it that has words as they are written alone."""
    words = archive.neighbours(dice, dice.randint(2, 4))
    path = search(f'"{" ".join(words)}"', match="all", accents="exact")
    return line(kind, path, "phrase", words=words)


def has_two_spellings(begun):
    """ti* is also the word tỷ, hoạ* also họa: what that finds is the engine's own matter."""
    plain = "".join(c for c in unicodedata.normalize("NFD", begun) if not unicodedata.combining(c))
    return plain[-1] in "iy" or re.search("oa|oe|uy", plain)


def prefix(archive, dice, kind):
    """Two or three letters behind a word."""
    while True:
        word, begun = archive.neighbours(dice, 2)
        begun = begun[:dice.randint(2, 3)]
        if len(begun) > 1 and begun.isalpha() and not has_two_spellings(begun):
            words = [word, begun + "*"]
            return line(kind, search(" ".join(words), match="all"), "prefix", words=words)


def filtered(archive, dice, kind):
    """Two words, a year and an agency that some article has together."""
    while True:
        words = some_words(archive, dice, 2)
        asked = {"match": "all", "limit": 20, "fields": "id,year,agencies"}
        hits = archive.ask(search(" ".join(words), **asked))["hits"]
        hits = [hit for hit in hits if hit["agencies"] and hit["year"]]
        if hits:
            break
    hit = dice.choice(hits)
    agency = dice.choice(hit["agencies"])["id"]
    path = search(" ".join(words), match="all", year=hit["year"], agency=agency)
    return line(kind, path, "and", year=hit["year"], agency=agency, words=words)


def newest(archive, dice, kind):
    words = some_words(archive, dice, 4)
    return line(kind, search(" ".join(words), match="all", sort="newest"), "newest", words=words)


def newest_plain(archive, dice, kind):
    words = some_words(archive, dice, 4)
    path = search(" ".join(words), match="all", sort="newest", facets="")
    return line(kind, path, "newest", words=words)


def rare(archive, dice, kind):
    words = [word for word in archive.by_df if 2 <= archive.df[word] <= 20]
    word = dice.choice(words or archive.by_df[-50:])
    return line(kind, search(word, match="all"), "and", words=[word])


def fetch(archive, dice, kind):
    hits = archive.ask(search("", limit=1, offset=dice.randrange(min(archive.documents, 10000)),
                              facets="", fields="id"))["hits"]
    return line(kind, "/v1/articles/" + urllib.parse.quote(hits[0]["id"]))


# ---- what hurts ---------------------------------------------------------------------

def two_letters(archive, dice, kind):
    word = dice.choice(archive.by_df[:300])
    while len(word) < 3 or has_two_spellings(word[:2]):
        word = dice.choice(archive.by_df[:300])
    begun = [word[:2] + "*"]
    return line(kind, search(begun[0], match="all"), "prefix", words=begun)


def many_words(archive, dice, kind):
    words = dice.sample(archive.by_df[:40], 32)
    return line(kind, search(" ".join(words), match="any"), "or", words=words)


def long_phrase(archive, dice, kind):
    tries = [archive.neighbours(dice, dice.randint(5, 8)) for _ in range(50)]
    words = max(tries, key=lambda run: min(archive.df.get(word, 0) for word in run))
    return line(kind, search(f'"{" ".join(words)}"', match="all"), "phrase", words=words)


def far_page(archive, dice, kind):
    words = dice.sample(archive.by_df[:60], 3)
    offset = min(10000, archive.documents // 4)
    return line(kind, search(" ".join(words), match="any", offset=offset), "or", offset=offset,
                words=words)


def many_facets(archive, dice, kind):
    words = dice.sample(archive.by_df[:60], 2)
    path = search(" ".join(words), match="all", facets="year,month,agency,source", facet_limit=1000)
    return line(kind, path, "and", words=words)


CLASSES = {  # how each is made, and its share of COUNT
    "or": (any_of, USUAL),
    "and": (all_of, USUAL),
    "phrase": (phrase, USUAL),
    "exact_phrase": (exact_phrase, USUAL),
    "prefix": (prefix, USUAL),
    "filtered": (filtered, USUAL),
    "newest": (newest, USUAL),
    "newest_plain": (newest_plain, USUAL),
    "rare": (rare, USUAL),
    "fetch": (fetch, USUAL),
    "two_letters": (two_letters, HEAVY),
    "many_words": (many_words, HEAVY),
    "long_phrase": (long_phrase, HEAVY),
    "far_page": (far_page, HEAVY),
    "many_facets": (many_facets, HEAVY),
}


def main():
    archive = Archive(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    for kind, (make, share) in CLASSES.items():
        dice = random.Random(kind)
        for _ in range(max(1, int(int(sys.argv[4]) * share))):
            print(make(archive, dice, kind))
    print(all_of(archive, random.Random(1), "cached"))
    print(line("healthz", "/healthz"))
    print(line("hello", "/"))


if __name__ == "__main__":
    main()
