"""Totals, facets and filters against counting by hand: every article is fetched, and what a
search says is compared with what a loop over them says, for many requests at random."""

import random
import tempfile
import unicodedata
import unittest
from pathlib import Path

import client
import made
import programs

ROUNDS = 250
RECORDS = 700
TODAY = 2026


class Counted(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        index = Path(folder.name) / "index"
        programs.build(index, programs.SAMPLE, programs.RECORDS,
                       made.write(Path(folder.name) / "made.jsonl", RECORDS, "counts"))
        cls.daemon = cls.enterClassContext(programs.Daemon(index))
        cls.articles = cls.fetch_all()
        cls.source_ids = {s["name"]: s["value"] for s in
                          cls.daemon.search(limit=0, facets="source", facet_limit=1000)
                          ["facets"]["source"]}

    @classmethod
    def fetch_all(cls):
        """Every article, by paging to the end and fetching by ids."""
        ids, offset = [], 0
        while page := cls.daemon.search(limit=100, offset=offset, fields="id")["hits"]:
            ids += [hit["id"] for hit in page]
            offset += 100
        assert len(ids) == len(set(ids)), "a page repeats an article"
        found = []
        for at in range(0, len(ids), 50):
            found += cls.daemon.get("/v1/articles?id=" + ",".join(ids[at:at + 50])).json["articles"]
        assert [a["id"] for a in found] == ids
        return found

    # ---- by hand --------------------------------------------------------------------------

    @staticmethod
    def day(article):
        """The day for ranges; a bare year counts as its 1 January."""
        published = article["published"]
        return published if published is None or len(published) > 4 else published + "-01-01"

    def predicates(self, request):
        """One predicate for each filter of the request."""
        tests = {}
        if years := request.get("year"):
            tests["year"] = lambda a: str(a["year"] or "unknown") in years
        if agencies := request.get("agency"):
            tests["agency"] = lambda a: any(g["id"] in agencies for g in a["agencies"])
        if sources := request.get("source"):
            tests["source"] = lambda a: self.source_ids.get(a["source"]) in sources
        if since := request.get("from_"):
            tests["from"] = lambda a: self.day(a) is not None and self.day(a) >= since
        if until := request.get("to"):
            tests["to"] = lambda a: self.day(a) is not None and self.day(a) <= until
        if word := request.get("q"):
            tests["q"] = lambda a: word in self.words(a)
        return tests

    @staticmethod
    def words(article):
        text = unicodedata.normalize("NFC", article["title"] + " " + article["body"]).lower()
        return set("".join(c if c.isalnum() else " " for c in text).split())

    def matching(self, tests, but=None):
        wanted = [test for name, test in tests.items() if name != but]
        return [a for a in self.articles if all(test(a) for test in wanted)]

    def facet_by_hand(self, facet, found):
        counts = {}
        for article in found:
            for value in self.values_of(facet, article):
                counts[value] = counts.get(value, 0) + 1
        return counts

    def values_of(self, facet, article):
        if facet == "year":
            return [str(article["year"] or "unknown")]
        if facet == "agency":
            return {g["id"] for g in article["agencies"]}
        return [self.source_ids[article["source"]]] if article["source"] else []

    # ---- at random --------------------------------------------------------------------------

    def request(self, dice):
        """A request at random; most have few filters."""
        request = {"facets": "year,agency,source", "facet_limit": 1000, "limit": 100}
        if dice.random() < 0.4:
            request["year"] = [str(dice.randint(2005, TODAY)) for _ in range(dice.randint(1, 4))]
            request["year"] += ["unknown"] * (dice.random() < 0.2)
        if dice.random() < 0.4:
            known = [g["id"] for a in dice.sample(self.articles, 8) for g in a["agencies"]]
            request["agency"] = dice.sample(known, min(len(known), dice.randint(1, 2)))
        if dice.random() < 0.3:
            request["source"] = dice.sample(sorted(self.source_ids.values()), dice.randint(1, 3))
        if dice.random() < 0.3:
            request["from_"] = f"{dice.randint(2005, 2018)}-{dice.randint(1, 12):02}-15"
        if dice.random() < 0.3:
            request["to"] = f"{dice.randint(2019, TODAY)}-{dice.randint(1, 12):02}-15"
        if dice.random() < 0.4:
            request["q"] = dice.choice(["biển", "đảo", "thuyền", "chợ", "khúc", "trưa", "xóm"])
            request["match"] = "all"
            request["accents"] = "exact"
        return request

    def test_random(self):
        """Totals, hits and disjunctive facets are exact for requests at random."""
        dice = random.Random(5)
        for number in range(ROUNDS):
            request = self.request(dice)
            with self.subTest(number=number, **request):
                self.compare(request, self.daemon.search(**request))

    def compare(self, request, answer):
        tests = self.predicates(request)
        found = self.matching(tests)
        self.assertEqual(answer["total"], len(found))
        if len(found) <= 100:
            self.assertEqual({h["id"] for h in answer["hits"]}, {a["id"] for a in found})
        for facet in "year", "agency", "source":
            by_hand = self.facet_by_hand(facet, self.matching(tests, but=facet))
            said = {v["value"]: v["count"] for v in answer["facets"][facet] if v["count"]}
            self.assertEqual(said, by_hand, facet)

    def test_order(self):
        """Newest first is by day, a bare year as its 1 January, unknown days last; so is oldest."""
        known = [self.day(a) for a in self.articles if self.day(a)]
        self.assertEqual(known, sorted(known, reverse=True))
        self.assertTrue(all(self.day(a) is None for a in self.articles[len(known):]))
        oldest = self.daemon.search(sort="oldest", limit=100)["hits"]
        self.assertEqual([self.day(h) for h in oldest], sorted(known)[:100])

    def test_pages(self):
        """The pages of a ranked search, put together, are each article once."""
        request = {"q": "biển đảo", "match": "any", "fields": "id,score", "facets": ""}
        whole = self.daemon.search(**request, limit=100)
        hits = []
        for offset in range(0, 100, 7):
            page = self.daemon.search(**request, limit=7, offset=offset)
            self.assertEqual(page["total"], whole["total"])
            hits += page["hits"]
        ids = [hit["id"] for hit in hits]
        self.assertEqual(len(ids), len(set(ids)))
        self.assertEqual(ids[:100], [hit["id"] for hit in whole["hits"]])
        scores = [hit["score"] for hit in hits]
        self.assertEqual(scores, sorted(scores, reverse=True))

    def test_next(self):
        """Following `next` visits every article once."""
        path, ids = "/v1/search?" + client.query(q="đêm", limit=60, fields="id", facets=""), []
        while path:
            page = self.daemon.get(path).json
            ids += [hit["id"] for hit in page["hits"]]
            path = page["next"]
        self.assertEqual(len(ids), page["total"])
        self.assertEqual(len(ids), len(set(ids)))


if __name__ == "__main__":
    programs.main()
