"""What queries find: for each what must come first, what must be found besides, and what must
not be there. The archive is query_archive.py's."""

import tempfile
import unicodedata
import unittest
from pathlib import Path

import client
import programs
import query_archive

# A query; the articles that come first, in any order among themselves; those found behind them;
# those that must not be found. "*": further parameters by name.
CASES = [
    # Abbreviations and full names find each other; as typed comes first.
    ("UBND xã Vân Hồ", "ubnd-ngan", "ubnd-dai", "ubnd-roi"),
    ("Ủy ban nhân dân xã Vân Hồ", "ubnd-dai", "ubnd-ngan", "ubnd-roi"),
    ("ubnd xã vân hồ", "ubnd-ngan", "ubnd-dai", "ubnd-roi"),
    ("uy ban nhan dan van ho", "ubnd-dai", "ubnd-ngan", "ubnd-roi"),
    ("\"UBND\" cầu treo", "ubnd-ngan", "", "ubnd-dai ubnd-roi"),
    ("\"ủy ban nhân dân\" cầu treo", "ubnd-dai", "", "ubnd-ngan ubnd-roi"),
    ("cầu treo -UBND", "ubnd-dai ubnd-roi", "", "ubnd-ngan"),
    ("title:UBND", "ubnd-ngan ubnd-dai", "", "ubnd-roi"),
    ("Bộ TT&TT", "tttt-ma", "tttt-lien tttt-dai", "tttt-roi khcn-ma"),
    ("Bộ TTTT", "tttt-lien", "tttt-ma tttt-dai", "tttt-roi"),
    ("TTTT", "tttt-lien", "tttt-ma tttt-dai", "tttt-roi"),
    ("bộ thông tin và truyền thông", "tttt-dai", "tttt-ma tttt-lien", "khcn-dai"),
    ("BTTTT", "tt22", "tttt-ma tttt-lien tttt-dai", "tttt-roi"),
    ("TT&TT OR TTXVN", "tttt-ma", "ttxvn-ma tttt-lien tttt-dai ttxvn-dai", "tttt-roi"),
    ("KH&CN máy gặt", "khcn-ma", "khcn-dai", "tttt-ma"),
    ("khoa học và công nghệ", "khcn-dai", "khcn-ma", "tttt-dai"),
    ("khcn", "khcn-ma khcn-dai", "", "tttt-ma"),
    ("cán bộ TW", "tw-ma", "tw-dai tw-cham", "tu-thuong"),
    ("cán bộ T.Ư", "tw-cham", "tw-dai tw-ma", "tu-thuong"),
    ("nghề gốm TƯ", "tw-cham tw-dai tw-ma", "tu-thuong", "hoa-sen"),
    ("nghề gốm thứ tư", "tu-thuong", "", "tw-dai tw-ma tw-cham"),
    ("cán bộ trung ương", "tw-dai", "tw-ma tw-cham", "tu-thuong"),
    ("Ban TGTW", "btg-ma", "btg-dai btg-tw", "tw-ma"),
    ("Ban Tuyên giáo Trung ương", "btg-dai", "btg-ma btg-tw", "tw-dai"),
    ("TP.HCM buýt", "hcm-ma", "hcm-dai", "ubnd-ngan"),
    ("thành phố hồ chí minh buýt", "hcm-dai", "hcm-ma", "ubnd-ngan"),
    ("TTXVN", "ttxvn-ma", "ttxvn-dai", "lhq-ma"),
    ("thông tấn xã việt nam", "ttxvn-dai", "ttxvn-ma", "dcs"),
    ("LHQ", "lhq-ma", "lhq-dai", "ttxvn-ma"),
    ("liên hợp quốc", "lhq-dai", "lhq-ma", "tttt-lien"),
    ("QĐND", "qdnd", "", "dcs hdnd"),
    ("QDND", "qdnd", "", "dcs hdnd"),
    ("ĐCSVN", "dcs", "", "qdnd"),
    ("HĐND huyện", "hdnd", "", "ubnd-dai"),
    ("MTTQ", "mttq", "", "hdnd"),
    # Capital letters decide.
    ("CA xã", "ca-lang", "ca-kich", "hdnd"),
    ("ca xã", "ca-kich", "", "ca-lang"),
    # The name of the time.
    ("Bộ Văn hóa - Thông tin", "vhtt-dai", "vhtt-xua", "ttdn-hai"),
    ("Bộ BCVT", "bcvt-ma", "bcvt-dai", "tttt-dai tttt-ma mic-en"),
    ("Bộ Thông tin và Truyền thông", "tttt-dai", "tttt-ma mic-en", "bcvt-dai bcvt-ma"),
    ("Bộ Nông nghiệp và Môi trường giống lúa", "nnmt", "nn-25", "nn-24"),
    ("Bộ NN&PTNT giống lúa", "nn-24", "", "nn-25 nnmt"),
    ("Ban Tuyên giáo và Dân vận Trung ương", "btgdv", "", "btg-dai btg-tu"),
    # English names and Vietnamese ones.
    ("Ministry of Foreign Affairs", "mofa-en", "mofa-fm mofa-ma bng-dai", "na-en"),
    ("foreign ministry lantern", "mofa-fm mofa-en", "", "na-en bng-dai"),
    ("MOFA", "mofa-ma", "mofa-en mofa-fm bng-dai", "na-en"),
    ("mofa", "mofa-ma", "mofa-en bng-dai", "na-en"),
    ("Bộ Ngoại giao", "bng-dai", "mofa-en mofa-fm mofa-ma", "na-en"),
    ("bo ngoai giao", "bng-dai", "mofa-en mofa-fm mofa-ma", "na-en"),
    ("Ministry of Information and Communications", "mic-en", "tttt-dai tttt-ma", "bcvt-dai"),
    ("MIC", "tttt-ma tttt-lien tttt-dai mic-en", "mic-hat", "bcvt-dai"),
    ("mic", "mic-hat", "", "mic-en tttt-dai"),
    ("Vietnam News Agency", "vna-en", "vna-viet vna-ma ttxvn-ma ttxvn-dai", "cpv-en"),
    ("VNA", "vna-ma", "vna-en vna-viet ttxvn-dai", "cpv-en"),
    ("Communist Party of Vietnam", "cpv-en", "dcs", "vna-en"),
    ("ĐCSVN giấy tờ OR ĐCSVN", "cpv-en dcs", "", "vna-en"),
    ("National Assembly", "na-en", "na-dai", "mofa-en"),
    ("quốc hội", "na-dai", "na-en", "cp-dai"),
    ("United Nations", "un-en", "lhq-ma lhq-dai", "mofa-en"),
    ("Government", "cp-dai", "", "mofa-en na-en"),
    ("People's Committee", "ubnd-ngan ubnd-dai", "", "ubnd-roi"),
    # The centre, the police of a city, who is called TBT.
    ("Ban Tuyên giáo TƯ", "btg-tu", "btg-dai btg-tw", "tu-thuong"),
    ("Ban Tuyên giáo Trung ương tranh cổ động", "btg-dai", "btg-tu btg-tw btg-ma", "tw-dai"),
    ("Ban Kinh tế Trung ương", "kt-tu", "", "kt-nhan"),
    ("ban kinh tế tư nhân", "kt-nhan", "", "kt-tu"),
    ("Công an TP Vinh", "catp-dai", "catp-ma", "catp-hat"),
    ("CA TP Vinh", "catp-ma", "catp-dai", ""),
    ("TBT", "tbt-ma", "tbt-dai tbt-bao", "cp-dai"),
    ("Tổng Bí thư thả diều", "tbt-dai", "", "tbt-bao"),
    ("VKSND", "vks-ma", "vks-dai", "hdnd"),
    ("viện kiểm sát nhân dân", "vks-dai", "vks-ma", "hdnd"),
    # Numbers of documents.
    ("57-KL/TW", "kl57-ma kl57-so", "kl57-chu", "qd57 kl157 kl57-roi"),
    ("KL 57", "kl57-ma kl57-so kl57-chu", "", "qd57 kl157"),
    ("Kết luận 57", "kl57-chu kl57-so kl57-ma", "kl57-roi", "qd57 kl157"),
    ("kết luận số 57-KL/TW", "kl57-so", "kl57-ma kl57-chu", "qd57 kl157 kl57-roi"),
    ("ket luan 57", "kl57-chu kl57-so kl57-ma", "kl57-roi", "qd57 kl157"),
    ("\"57-KL/TW\"", "kl57-ma kl57-so", "", "kl57-chu qd57 kl157"),
    ("Nghị quyết 68-NQ/TW", "nq68-tw", "nq68-lien", "nq68-cp"),
    ("NQ68", "nq68-lien", "nq68-tw nq68-cp", "nd72-15"),
    ("68/NQ-CP", "nq68-cp", "nq68-lien", "nq68-tw"),
    ("Nghị định 72/2015/NĐ-CP", "nd72-15", "", "nd72-13"),
    ("Nghị định 72/2015", "nd72-15", "", "nd72-13"),
    ("NĐ 72", "nd72-15 nd72-13", "", "nq68-cp"),
    ("Quyết định 1945", "qd1945", "", "qd57"),
    ("1945/QĐ-TTg", "qd1945", "", "qd57"),
    ("TT 22/2016/TT-BTTTT", "tt22", "", "tt22-khac"),
    ("Chỉ thị 25-CT/TW", "ct25", "", "kl57-ma"),
    ("57 KL/TW", "kl57-ma kl57-so kl57-chu", "", "qd57 kl157 kl57-roi kl57-dem"),
    ("57 KL TW", "kl57-ma kl57-so kl57-chu", "", "qd57 kl157 kl57-roi kl57-dem"),
    ("KL 57/TW", "kl57-ma kl57-so kl57-chu", "", "qd57 kl157"),
    ("Kết luận 57-KL/TW", "kl57-so", "kl57-ma kl57-chu", "qd57 kl157"),
    ("số 91-KL/TW ngày 12/8/2024", "kl91-ngay", "kl91-ma", "kl57-ma"),
    ("Quyết định số 1755", "qd1755-ma qd1755-so", "", "qd1945"),
    ("QĐ 1755/QĐ-TTg", "qd1755-ma", "qd1755-so", "qd1945"),
    ("TT 14/2016/TT-BNG", "tt14-bng", "", "tt14-bgd"),
    ("NĐ 72/2015", "nd72-15", "", "nd72-13"),
    ("CT 25", "ct25 ct25-so", "", "ct25-ngay kl57-ma"),
    ("chỉ thị 25", "ct25 ct25-so", "ct25-ngay", "kl57-ma"),
    ("57-k*", "kl57-ma kl57-so", "", "qd57 kl157"),
    ("57-*", "", "", ""),
    # Times help, and do not filter.
    ("lễ hội đua thuyền năm 2023", "hoi-23", "hoi-19 hoi-18 hoi-22", ""),
    ("lễ hội đua thuyền 12/2022", "hoi-22", "hoi-18 hoi-23", ""),
    ("lễ hội đua thuyền 27/12/2023", "hoi-23", "hoi-22 hoi-18", ""),
    ("năm 2019", "tw-ma tw-dai tw-cham tu-thuong hoi-19", "", "hoi-23"),
    ("đua thuyền 2022", "hoi-22", "hoi-18", ""),
    ("\"năm 2023\" đua thuyền", "hoi-19", "", "hoi-23"),
    # Adjacency, accents, tone placement.
    ("thông tin đối ngoại", "ttdn ttdn-hai", "ttdn-roi", "hoa-sen"),
    ("thong tin doi ngoai", "ttdn ttdn-hai", "ttdn-roi", "hoa-sen"),
    ("TTĐN", "ttdn ttdn-hai", "", "ttdn-roi"),
    ("hoà bình", "hoa-binh", "", "hoa-sen"),
    ("uỷ viên nhóm điều phối", "uy-vien", "", "ubnd-roi"),
]

# A query; the suggestion, or None; how many it finds.
SUGGESTIONS = [
    ("thoong tin đối ngoại", "thông tin đối ngoại", 5),
    ("thoong tin ddoois ngoaij", "thông tin đối ngoại", 5),
    ("tho6ng tin d9o6i1 ngoa5i", "thông tin đối ngoại", 5),
    ("thong tin doii ngoai", "thong tin doi ngoai", 5),
    ("thong tni doi ngoai", "thong tin doi ngoai", 5),
    ("thông tin đối ngoạ", "thông tin đối ngoại", 5),
    ("hoaf binhf", "hòa bình", 1),
    ("le hoi dua thuyn", "le hoi dua thuyen", 4),
    ("57-KL/TWW", "57-KL/TW", 3),
    ("thông tn đối ngoại", "thông tin đối ngoại", 5),
    ("thông tin đối nhoại", "thông tin đối ngoại", 5),
    ("lễ hội đua thuyềb", "lễ hội đua thuyền", 4),
    ("giống núa lùn", "giống lúa lùn", 3),
    ("hội thả riều", "hội thả diều", 3),
    ("phố đèn lòng", "phố đèn lồng", 1),
    ("thông tin đối ngoại", None, 0),
    ("vắng zzz", None, 0),
    ("", None, 0),
]

# A query that nothing has as it stands; how it gave way, and the words that no article has.
RELAXED = [
    ("thông tin hươu", ["words"], ["hươu"]),
    ("tranh cỏ động", ["accents"], []),
    ("thông tin hươu -nai", ["words"], ["hươu"]),
    ("thòng báo HƯƠU", ["words"], ["thòng", "HƯƠU"]),
]

# A query, an article that it finds, and what is marked in the title or the snippet.
MARKS = [
    ("UBND", "ubnd-dai", "<mark>Ủy ban nhân dân</mark>"),
    ("ủy ban nhân dân", "ubnd-ngan", "<mark>UBND</mark>"),
    ("TTTT", "tttt-ma", "<mark>TT&amp;TT</mark>"),
    ("57-KL/TW", "kl57-chu", "Theo <mark>Kết luận 57</mark>, báo chí"),
    ("kết luận 57", "kl57-so", "<mark>Kết luận số 57-KL</mark>/TW"),
    ("Bộ Ngoại giao", "mofa-en", "<mark>Ministry of Foreign Affairs</mark>"),
    ("Vietnam News Agency", "ttxvn-dai", "<mark>Thông tấn xã Việt Nam</mark>"),
    ("Ban Tuyên giáo Trung ương", "btg-tu", "<mark>Ban Tuyên giáo TƯ</mark>"),
    ("57 KL TW", "kl57-chu", "<mark>Kết luận 57</mark>"),
    ("57-k*", "kl57-ma", "<mark>57-KL</mark>/TW"),
    ("thong tin doi ngoai", "ttdn-hai", "<mark>Thông tin đối ngoại</mark> cần"),
    ("\"tin đối\" OR \"thông tin\"", "ttdn-hai", "<mark>Thông tin đối</mark> ngoại"),
    ("đua thuyền 12/2022", "hoi-22", "<mark>đua thuyền</mark>"),
]


class Queries(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        index = Path(folder.name) / "index"
        programs.build(index, query_archive.write(Path(folder.name) / "asked.jsonl"),
                       options=["--keep-duplicates"])
        cls.daemon = cls.enterClassContext(programs.Daemon(index))

    def ask(self, q, **more):
        return self.daemon.search(q=q, limit=100, **more)

    def test_cases(self):
        """Each query finds what it must, the first ones first, and nothing that it must not."""
        for q, first, behind, absent in CASES:
            with self.subTest(q=q):
                found = [hit["id"] for hit in self.ask(q)["hits"]]
                first, behind, absent = first.split(), behind.split(), absent.split()
                self.assertEqual(set(first), set(found[:len(first)]), found)
                self.assertLessEqual(set(behind), set(found), found)
                self.assertFalse(set(absent) & set(found), found)

    def test_words_of_a_number_stand_clearly_after(self):
        """Words that stand apart, however often, are no number of a document."""
        for q in "kết luận 57", "ket luan 57":
            score = {h["id"]: h["score"] for h in self.ask(q)["hits"]}
            least = min(score[i] for i in ("kl57-ma", "kl57-so", "kl57-chu"))
            self.assertLess(max(score["kl57-dem"], score["kl57-roi"]), 0.8 * least)

    def test_decomposed(self):
        """A query says the same when its letters are typed apart."""
        for q, *_ in CASES:
            with self.subTest(q=q):
                apart = unicodedata.normalize("NFD", q)
                self.assertEqual([h["id"] for h in self.ask(q)["hits"]],
                                 [h["id"] for h in self.ask(apart)["hits"]])

    def test_suggestions(self):
        """What nearly nothing has is suggested in another spelling, with what that finds."""
        for q, other, total in SUGGESTIONS:
            with self.subTest(q=q):
                suggestion = self.ask(q)["query"]["suggestion"]
                if other is None:
                    self.assertIsNone(suggestion)
                    continue
                self.assertEqual({"q": other, "total": total}, suggestion)
                self.assertEqual(total, self.ask(other)["total"])

    def test_suggestions_within_filters(self):
        """A suggestion counts what it finds within the filters."""
        narrow = self.ask("thoong tin đối ngoại", year="2020")["query"]["suggestion"]
        self.assertEqual(narrow["total"], self.ask(narrow["q"], year="2020")["total"])
        none = self.ask("thoong tin đối ngoại", year="1999")["query"]["suggestion"]
        self.assertIsNone(none)

    def test_relaxed(self):
        """What nothing has gives way, and says how."""
        for q, how, missing in RELAXED:
            with self.subTest(q=q):
                query = self.ask(q)["query"]
                self.assertEqual(how, query["relaxed"])
                self.assertEqual(missing, query["missing"])
        self.assertNotIn("relaxed", self.ask("thông tin")["query"])

    def test_marks(self):
        """What matched is marked as a whole, however it was said."""
        for q, article, marked in MARKS:
            with self.subTest(q=q):
                hit = next(h for h in self.ask(q)["hits"] if h["id"] == article)
                self.assertIn(marked, hit["title_highlighted"] + "\n" + hit["snippet"])

    def test_times_filter_nothing_in_all_words(self):
        """match=all wants the words of a time in the text; match=any finds no more for it."""
        self.assertEqual(["hoi-19"], [h["id"] for h in
                                      self.ask("đua thuyền năm 2023", match="all")["hits"]])
        found = {h["id"] for h in self.ask("12/2022", match="any")["hits"]}
        self.assertNotIn("hoi-22", found)

    def test_totals_stay_while_paging(self):
        """Alternatives are counted exactly: pages add up to the total, each article once."""
        for q in "TW", "thông tin", "UBND OR TTTT", "năm 2022":
            total, seen, offset = self.ask(q)["total"], [], 0
            while page := self.daemon.search(q=q, limit=3, offset=offset)["hits"]:
                seen += [h["id"] for h in page]
                offset += 3
            self.assertEqual(total, len(seen), q)
            self.assertEqual(total, len(set(seen)), q)

    def test_over_the_caps(self):
        """A query over a cap is a 400 that names q; at a cap, what is added breaks none."""
        for q in "a" * 1025, "a " * 129, "(" * 9 + "a":
            answer = self.daemon.get("/v1/search?" + client.query(q=q))
            self.assertEqual((400, "q"), (answer.status, answer.json["parameter"]))
        for q in "TW " * 128, "57-KL/TW " * 42, "năm 2023 " * 64:
            self.assertEqual(200, self.daemon.get("/v1/search?" + client.query(q=q)).status)


if __name__ == "__main__":
    programs.main()
