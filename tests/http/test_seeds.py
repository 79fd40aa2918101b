"""Five real pages, through extract, build and the daemon.

The pages lie outside the repository (TIMTIN_SHARED); without them all of this is skipped."""

import shutil
import tempfile
import unittest
from pathlib import Path

import articles
import client
import programs

# The pages by the beginning of their names.
FIRST, SECOND, THIRD, FOURTH, FIFTH = "000", "001", "002", "003", "004"

# query -> how many of the five it finds
TOTALS = [
    ({"q": "thong tin doi ngoai"}, 5),
    ({"q": "thông tin đối ngoại"}, 5),
    ({"q": "Thông Tin Đối Ngoại"}, 5),
    ({"q": client.decomposed("thông tin đối ngoại")}, 5),
    ({"q": "57-KL/TW"}, 1),
    ({"q": '"chuyển đổi số"'}, 2),
    ({"q": "hoà bình"}, 1),
    ({"q": "hòa bình"}, 1),
    ({"q": "XSMB"}, 0),
    ({"year": "2023"}, 2),
    ({"year": "2018..2019"}, 2),
    ({"agency": "ban-tuyen-giao-trung-uong"}, 3),
]


class Seeds(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        corpus = programs.shared_or_skip() / "corpus"
        cls.pages = corpus / "seeds"
        cls.gold = articles.read_lines(corpus / "seeds_gold.jsonl")


class Extracted(Seeds):
    def setUp(self):
        extracted = articles.extract(self.pages)
        self.pairs = [(g, articles.of_file(extracted, g["id"])) for g in self.gold]

    def same(self, of_article, of_gold):
        """What the first function makes of each article is what the second makes of its gold."""
        for gold, article in self.pairs:
            with self.subTest(page=gold["id"]):
                self.assertEqual(of_article(article), of_gold(gold))

    def test_title(self):
        """The title is the article's, not the site's."""
        self.same(lambda a: articles.plain(a["title"]), lambda g: articles.plain(g["title"]))

    def test_published(self):
        """The day is the article's own, not the crawler's nor a related title's."""
        self.same(lambda a: (a["published"], a["date_precision"]),
                  lambda g: (g["published"], "day"))

    def test_author(self):
        """The author is the byline's, or null."""
        self.same(lambda a: a["author"], lambda g: g["author"])

    def test_agencies(self):
        """All agencies that act are found, and none beside them."""
        self.same(articles.names, lambda g: set(g["agencies"]))

    def test_body(self):
        """The body is whole, and nothing around it is in it."""
        for gold, article in self.pairs:
            body = articles.plain(article["body"])
            with self.subTest(page=gold["id"]):
                self.assertEqual([t for t in gold["body_has"] if articles.plain(t) not in body], [])
                self.assertEqual([t for t in gold["body_lacks"] if articles.plain(t) in body], [])


class Served(Seeds):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        index = Path(cls.folder.name) / "index"
        programs.build(index, cls.pages)
        cls.daemon = cls.enterClassContext(programs.Daemon(index))

    def test_totals(self):
        """Each query finds what it must, however it is typed."""
        for parameters, total in TOTALS:
            with self.subTest(**parameters):
                self.assertEqual(self.daemon.search(**parameters)["total"], total)

    def ids_of(self, **parameters):
        return {hit["id"] for hit in self.daemon.search(**parameters)["hits"]}

    def pages_of(self, **parameters):
        """The beginnings of the names of the pages found."""
        return {self.daemon.get("/v1/articles/" + i).json["provenance"]["input"].split("/")[-1][:3]
                for i in self.ids_of(**parameters)}

    def test_which(self):
        """The phrase is in the first and the fourth page, the document number in the second."""
        self.assertEqual(self.pages_of(q='"chuyển đổi số"'), {FIRST, FOURTH})
        self.assertEqual(self.pages_of(q="57-KL/TW"), {SECOND})
        self.assertEqual(self.ids_of(q="hoà bình"), self.ids_of(q="hòa bình"))

    def test_year_facet(self):
        """The year facet stays whole while one year is chosen."""
        answer = self.daemon.search(year="2023")
        self.assertEqual({y["value"] for y in answer["facets"]["year"]},
                         {"2018", "2019", "2022", "2023"})

    def test_agency_facet(self):
        """An agency counts the articles in which it acts."""
        counts = {a["value"]: a["count"] for a in self.daemon.search()["facets"]["agency"]}
        self.assertEqual(counts["ban-tuyen-giao-trung-uong"], 3)
        self.assertEqual(counts["bo-ngoai-giao"], 1)


class Copied(Seeds):
    """The same pages twice, and one of them under another headline with another menu."""

    MENU = ["Trang nhất", "Thời cuộc", "Làng nghề", "Ẩm thực", "Xe cộ", "Bạn đọc viết",
            "Đăng ký bản tin", "Thứ Hai, 05/01/2026"]

    def changed(self, page, gold):
        lines = page.read_text(encoding="utf-8").split("\n")
        title = articles.plain(gold["title"])
        lines = ["Nhìn lại một chặng đường vừa qua" if articles.plain(line) == title else line
                 for line in lines]
        return "\n".join(self.MENU + lines + ["Liên hệ quảng cáo: 0900 111 222"])

    def test_copies(self):
        """There are still five articles, the copies are listed and their ids answer 301."""
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            for copy in "one", "two":
                shutil.copytree(self.pages, folder / copy)
            source = next(self.pages.glob(FOURTH + "*"))
            gold = next(g for g in self.gold if g["id"] == source.name)
            (folder / "changed.txt").write_text(self.changed(source, gold), encoding="utf-8")
            report = folder / "report.jsonl"
            programs.build(folder / "index", folder / "one", folder / "two",
                           folder / "changed.txt", options=["--report", report])
            # The same bytes have the same id: only the changed page has one of its own.
            copies = [r for r in articles.read_lines(report)
                      if r["status"] == "duplicate" and r["id"] != r["of"]]
            with programs.Daemon(folder / "index") as daemon:
                self.check_served(daemon, copies, gold)

    def check_served(self, daemon, copies, gold):
        self.assertEqual(daemon.search()["total"], 5)
        changed = articles.plain(daemon.search(q=gold["title"])["hits"][0]["title"])
        self.assertIn(changed, (gold["title"], "Nhìn lại một chặng đường vừa qua"))
        self.assertEqual(len(copies), 1)
        for copy in copies:
            answer = daemon.get("/v1/articles/" + copy["id"])
            self.assertEqual(answer.status, 301, copy)
            self.assertEqual(answer.header("Location"), "/v1/articles/" + copy["of"])
            listed = daemon.get(answer.header("Location")).json["duplicates"]
            self.assertIn(copy["id"], [d["id"] for d in listed])


if __name__ == "__main__":
    programs.main()
