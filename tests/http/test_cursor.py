"""Deep pages: following `next` to the end visits every article of a search once, beyond the bound
of offsets too, and a cursor is good for its own search on its own generation alone."""

import json
import re
import tempfile
import unittest
from pathlib import Path
from urllib.parse import parse_qsl

import client
import made
import programs

RECORDS = 10400     # more than an offset reaches
RANKED = 10000      # so many hits come by score, the rest newest first
WORD = "chung"      # stands in every text

# What is asked, and whether a record (its words, as a set) is a hit; None: every one.
WALKS = [
    ({}, None),
    ({"sort": "oldest"}, None),
    ({"q": WORD}, lambda r, words: True),
    ({"q": "biển OR đảo OR sông", "limit": 97}, lambda r, words: words & {"biển", "đảo", "sông"}),
    ({"q": WORD, "sort": "newest", "year": "2005..2025,2026", "explain": "true"},
     lambda r, words: True),
    ({"q": f"{WORD} -biển", "limit": 89}, lambda r, words: "biển" not in words),
    ({"agency": "bo-ngoai-giao", "sort": "oldest"}, lambda r, words: "Bộ Ngoại giao" in r["agencies"]),
]


def words_of(record):
    return set(re.findall(r"\w+", (record["title"] + " " + record["body"]).lower()))


class Cursor(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.index = Path(folder.name) / "index"
        path = made.write(Path(folder.name) / "made.jsonl", RECORDS, "cursor", WORD)
        cls.records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        cls.words = {r["id"]: words_of(r) for r in cls.records}
        cls.published = {r["id"]: r["published"] for r in cls.records}
        cls.generation = programs.build(cls.index, path, options=["--keep-duplicates"])
        cls.daemon = cls.enterClassContext(programs.Daemon(cls.index))

    def walk(self, path):
        """All pages from the address on."""
        while path:
            answer = self.daemon.get(path)
            self.assertEqual(answer.status, 200, answer.text)
            yield answer.json
            path = answer.json["next"]

    def beyond(self, request, limit=100):
        """The address of the first page that lies beyond the offsets."""
        answer = self.daemon.search(**{**request, "limit": limit, "offset": RANKED - limit + 1,
                                       "fields": "id"})
        self.assertIn("cursor=", answer["next"])
        return answer["next"]

    # ---- every article once ---------------------------------------------------------------

    def test_walks(self):
        for request, is_hit in WALKS:
            with self.subTest(**request):
                wanted = {r["id"] for r in self.records
                          if not is_hit or is_hit(r, self.words[r["id"]])}
                self.check_walk({"limit": 100, "fields": "id,score", **request}, wanted)

    def check_walk(self, request, wanted):
        hits, first = [], None
        for page in self.walk("/v1/search?" + client.query(**request)):
            first = first or page
            self.assertEqual(page["offset"], len(hits))
            self.assertEqual((page["total"], page["facets"], page["query"]),
                             (first["total"], first["facets"], first["query"]))
            hits += page["hits"]
        ids = [hit["id"] for hit in hits]
        self.assertEqual(first["total"], len(wanted))
        self.assertEqual(len(ids), len(set(ids)))
        self.assertEqual(set(ids), wanted)
        self.check_order(request, hits)

    def check_order(self, request, hits):
        ranked = "q" in request and "sort" not in request
        days = [self.published[hit["id"]] for hit in hits]
        if ranked:
            scores = [hit["score"] for hit in hits[:RANKED]]
            self.assertEqual(scores, sorted(scores, reverse=True))
            self.assertEqual({hit["score"] for hit in hits[RANKED:]} - {None}, set())
            days = days[RANKED:]
        self.assertEqual(days, sorted(days, reverse=request.get("sort") != "oldest"))

    def test_pages_by_cursor_are_cut_from_the_order_of_offsets(self):
        for request in {"q": WORD}, {"sort": "newest"}, {"sort": "oldest"}:
            with self.subTest(**request):
                path = self.beyond(request)
                by_cursor = [h["id"] for page in self.walk(path) for h in page["hits"]]
                other = self.daemon.get(path.replace("limit=100", "limit=7")).json
                self.assertEqual([h["id"] for h in other["hits"]], by_cursor[:7])
                by_offset = self.daemon.search(**request, offset=RANKED, limit=100, fields="id")
                self.assertEqual([h["id"] for h in by_offset["hits"]][1:], by_cursor[:99])

    # ---- what a cursor is good for ----------------------------------------------------------

    def test_a_cursor_is_of_its_search(self):
        path = self.beyond({"q": WORD})
        for said, other, status in (
                ("limit=100", "limit=1", 200), ("fields=id", "fields=title,snippet", 200),
                ("fields=id", "highlight=false", 200), ("fields=id", "explain=true", 200),
                ("fields=id", "facets=source", 200), ("fields=id", "sort=relevance", 200),
                ("fields=id", "sort=newest", 400), (f"q={WORD}", "q=khác", 400),
                ("fields=id", "year=2020", 400), ("fields=id", "match=any", 400),
                ("fields=id", "from=2000-01-01", 400), ("fields=id", "accents=exact", 400),
                ("fields=id", "freshness=true", 400), ("fields=id", "freshness=false", 200),
                ("fields=id", "offset=0", 400)):
            with self.subTest(other):
                answer = self.daemon.get(path.replace(said, other))
                self.assertEqual(answer.status, status, answer.text)
                if status != 200:
                    self.assertEqual(answer.json["parameter"], "cursor")
                    self.assertEqual(answer.json["code"], "bad_parameter")

    def test_explain_has_nothing_to_say_of_what_is_not_ranked(self):
        answer = self.daemon.get(self.beyond({"q": WORD, "explain": "true"})).json
        self.assertTrue(answer["hits"])
        for hit in answer["hits"]:
            self.assertEqual(hit["explain"], {"score": None, "parts": []})

    def test_a_damaged_cursor_is_refused(self):
        path = self.beyond({"q": WORD})
        token = dict(parse_qsl(path))["cursor"]
        for at in range(len(token)):
            other = token[:at] + ("B" if token[at] == "A" else "A") + token[at + 1:]
            answer = self.daemon.get(path.replace(token, other))
            self.assertEqual((answer.status, answer.json["parameter"]), (400, "cursor"))

    def test_tags(self):
        path = self.beyond({"q": WORD})
        answer = self.daemon.get(path)
        again = self.daemon.get(path, [("If-None-Match", answer.header("ETag"))])
        self.assertEqual((again.status, again.raw), (304, b""))
        behind = self.daemon.get(answer.json["next"])
        self.assertNotEqual(behind.header("ETag"), answer.header("ETag"))
        head = client.fetch(self.daemon.url, path, method="HEAD")
        self.assertEqual((head.status, head.header("ETag")), (200, answer.header("ETag")))

    def test_a_cursor_is_of_its_generation(self):
        """Another generation answers 410; the old one, activated again, goes on."""
        path = self.beyond({"q": WORD})
        with tempfile.TemporaryDirectory() as folder:
            programs.build(self.index, made.write(Path(folder) / "made.jsonl", 3, "other", WORD))
        self.assertEqual(self.daemon.reload().status, 200)
        answer = self.daemon.get(path)
        self.assertEqual(answer.status, 410)
        self.assertEqual(answer.json["code"], "cursor_expired")
        self.assertEqual(answer.json["parameter"], "cursor")
        programs.run_indexer("activate", "--index", self.index, self.generation)
        self.assertEqual(self.daemon.reload().status, 200)
        self.assertEqual(self.daemon.get(path).status, 200)


if __name__ == "__main__":
    programs.main()
