"""Generations swapped under load, damaged generations refused, an orderly end."""

import http.client
import random
import signal
import socket
import tempfile
import threading
import time
import unittest
from pathlib import Path

import client
import made
import programs

CLIENTS = 8
SWAPS = 20
# Two generations that no answer can mix up: how many articles, the word in each of them,
# and the seed of their texts.
SIDES = [(60, "tiền", "left"), (90, "hậu", "right")]

# What the clients ask, and the numbers of an answer that must all be the number of articles.
# {word} is the word of one of the two: an answer of the other generation has none of it.
QUESTIONS = [
    ("/v1/search?q=tiền OR hậu&limit=100&fields=id,snippet", lambda b: [b["total"]]),
    ("/v1/search?limit=20", lambda b: [b["total"], total_of(b, "year")]),
    ("/v1/search?q=con thuyền&match=any&sort=oldest", lambda b: []),
    ("/v1/search?q={word}&facets=year,month&facet_limit=1000",
     lambda b: [b["total"], total_of(b, "year"), total_of(b, "month")]),
    ("/v1/facets?q=đêm trăng&match=any", lambda b: []),
    ("/v1/stats", lambda b: [b["documents"]]),
    ("/v1/articles/m-7", None),
    ("/v1/articles?id=m-1,m-2,m-59", None),
    ("/v1/agencies", None),
]


def total_of(body, facet):
    return sum(v["count"] for v in body["facets"][facet])


class Index:
    """An index with two generations that take turns."""

    def __init__(self, folder):
        self.path = folder / "index"
        self.names = []
        for n, word, seed in SIDES:
            path = made.write(folder / f"{seed}.jsonl", n, seed, word)
            self.names.append(programs.build(self.path, path, options=["--keep", "9"]))

    def activate(self, name):
        result = programs.run_indexer("activate", "--index", self.path, name)
        if result.returncode != 0:
            raise AssertionError(result.stderr)

    def turn(self):
        """Names the other generation; its name."""
        other = self.names[programs.current(self.path) == self.names[0]]
        self.activate(other)
        return other


class Client(threading.Thread):
    """Asks on one connection until told to stop; what is wrong it keeps."""

    def __init__(self, daemon, index, seed, over):
        super().__init__(daemon=True)
        self.base, self.index, self.over = daemon.url, index, over
        self.dice = random.Random(seed)
        self.answers, self.wrong, self.seen = 0, [], set()

    def run(self):
        connection = client.connect(self.base)
        while not self.over.is_set():
            path, numbers = self.dice.choice(QUESTIONS)
            word = self.dice.choice(SIDES)[1]
            try:
                self.ask(connection, path.format(word=word), numbers, "{word}" in path and word)
            except Exception as problem:
                self.wrong.append(f"{path}: {type(problem).__name__}: {problem}")
                connection.close()
            self.answers += 1
        connection.close()

    def ask(self, connection, path, numbers, word):
        answer = client.exchange(connection, "GET", path)
        if answer.status != 200:
            self.wrong.append(f"{path}: {answer.status} {answer.text[:200]}")
        elif numbers:
            self.check(path, answer.json, numbers, word)

    def check(self, path, body, numbers, word):
        """Everything in an answer belongs to the generation that it names."""
        side = self.index.names.index(body["generation"])
        self.seen.add(body["generation"])
        n, own, _ = SIDES[side]
        expected = 0 if word and word != own else n
        if any(number != expected for number in numbers(body)):
            self.wrong.append(f"{path}: {numbers(body)}, not {expected}, in {body['generation']}")
        foreign = f"<mark>{SIDES[1 - side][1]}</mark>"
        if any(foreign in hit.get("snippet", "") for hit in body.get("hits", [])):
            self.wrong.append(f"{path}: a hit of the other generation")


class WithIndex(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.index = Index(self.folder)

    def generation(self, daemon):
        return daemon.get("/v1/stats").json["generation"]


class UnderLoad(WithIndex):
    def swap(self, daemon, number):
        """The other generation, by signal and by request in turn."""
        name = self.index.turn()
        if number % 2:
            answer = daemon.reload()
            self.assertEqual((answer.status, answer.json["generation"]), (200, name), answer.text)
        else:
            daemon.signal(signal.SIGHUP)
        self.assertTrue(programs.eventually(lambda: self.generation(daemon) == name))

    def test_swaps(self):
        """Eight clients see twenty swaps without an error and without a mixed answer."""
        over = threading.Event()
        with programs.Daemon(self.index.path, "--workers", "3") as daemon:
            clients = [Client(daemon, self.index, i, over) for i in range(CLIENTS)]
            for one in clients:
                one.start()
            try:
                for number in range(SWAPS):
                    self.swap(daemon, number)
            finally:
                over.set()
                for one in clients:
                    one.join(programs.LONG)
            self.assertEqual([w for one in clients for w in one.wrong][:5], [])
            self.assertEqual({g for one in clients for g in one.seen}, set(self.index.names))
            self.assertGreater(min(one.answers for one in clients), 5)
            self.assertEqual(daemon.metric('timtin_reloads_total{result="failed"}'), 0)
            self.assertGreaterEqual(daemon.metric('timtin_reloads_total{result="ok"}'), SWAPS + 1)

    def test_old_generations_are_let_go(self):
        """After many swaps the daemon holds no more files than after a few."""
        with programs.Daemon(self.index.path) as daemon:
            counts = []
            for number in range(12):
                self.swap(daemon, 2 * number + 1)
                daemon.search(q="con")
                counts.append(daemon.metric("process_open_fds"))
            self.assertLessEqual(max(counts[6:]), max(counts[:6]) + 2, counts)

    def test_tag_follows_the_generation(self):
        """A tag of one generation does not stand for the other."""
        with programs.Daemon(self.index.path) as daemon:
            tag = daemon.get("/v1/search").header("ETag")
            self.assertEqual(daemon.get("/v1/search", [("If-None-Match", tag)]).status, 304)
            self.swap(daemon, 1)
            answer = daemon.get("/v1/search", [("If-None-Match", tag)])
            self.assertEqual(answer.status, 200)
            self.assertNotEqual(answer.header("ETag"), tag)


class Damaged(WithIndex):
    def damage(self, name):
        victim = max((self.index.path / name).iterdir(), key=lambda p: p.stat().st_size)
        data = bytearray(victim.read_bytes())
        data[len(data) // 2] ^= 0x55
        victim.write_bytes(data)

    def name_damaged(self):
        """Lets CURRENT name the generation that is not served, damaged; the served one's name."""
        served = programs.current(self.index.path)
        self.index.turn()
        self.damage(programs.current(self.index.path))
        return served

    def test_refused(self):
        """A damaged generation is refused and counted, and the old one keeps serving."""
        with programs.Daemon(self.index.path) as daemon:
            served = self.name_damaged()
            answer = daemon.reload()
            self.assertGreaterEqual(answer.status, 500)
            self.assertEqual(answer.header("Content-Type"), "application/problem+json")
            self.assertTrue(answer.json["detail"])
            self.assertEqual(self.generation(daemon), served)
            self.assertEqual(client.fetch(daemon.ops, "/readyz").status, 200)
            self.assertEqual(daemon.metric('timtin_reloads_total{result="failed"}'), 1)
            daemon.signal(signal.SIGHUP)
            failed = 'timtin_reloads_total{result="failed"}'
            self.assertTrue(programs.eventually(lambda: daemon.metric(failed) == 2))
            self.assertEqual(self.generation(daemon), served)
            self.index.activate(served)
            self.assertEqual(daemon.reload().status, 200)

    def test_other_version(self):
        """A generation whose manifest was changed is refused, too."""
        with programs.Daemon(self.index.path) as daemon:
            served = programs.current(self.index.path)
            other = self.index.turn()
            manifest = self.index.path / other / "manifest.json"
            text = manifest.read_text()
            for changed in text.replace('"documents": 60', '"documents": 61'), "{}", "":
                with self.subTest(changed[:40]):
                    self.assertNotEqual(changed, text)
                    manifest.write_text(changed)
                    self.assertGreaterEqual(daemon.reload().status, 500)
                    self.assertEqual(self.generation(daemon), served)

    def test_damaged_from_the_start(self):
        """With nothing sound to serve the daemon listens, is alive, and is not ready."""
        self.name_damaged()
        with programs.Daemon(self.index.path) as daemon:
            self.assertEqual(daemon.get("/healthz").status, 200)
            self.assertEqual(daemon.get("/readyz").status, 503)
            answer = daemon.get("/v1/search")
            self.assertEqual((answer.status, answer.json["code"]), (503, "not_ready"))
            self.assertRegex(answer.header("Retry-After"), r"^\d+$")
            self.index.turn()
            self.assertEqual(daemon.reload().status, 200)
            self.assertEqual(daemon.get("/readyz").status, 200)
            self.assertEqual(daemon.get("/v1/search").status, 200)


class End(WithIndex):
    def connect(self, base):
        """A connection that is closed with the test."""
        connection = client.connect(base)
        self.addCleanup(connection.close)
        return connection

    def test_drain(self):
        """SIGTERM amid load: readyz says 503, what is in flight is answered, the status is 0."""
        ending = threading.Event()
        with programs.Daemon(self.index.path, "--response-cache", "0") as daemon:
            asking = [Asker(daemon.url, ending) for _ in range(CLIENTS)]
            for one in asking:
                one.start()
            watcher = self.connect(daemon.ops)
            self.assertEqual(client.exchange(watcher, "GET", "/readyz").status, 200)
            self.assertTrue(programs.eventually(lambda: all(a.answers for a in asking)))
            ending.set()
            daemon.signal(signal.SIGTERM)
            self.assertTrue(programs.eventually(lambda: self.not_ready(watcher), seconds=5))
            self.assertEqual(daemon.wait(), 0)
            for one in asking:
                one.join(programs.LONG)
                self.assertEqual(one.wrong, [])

    @staticmethod
    def not_ready(watcher):
        return client.exchange(watcher, "GET", "/readyz").status == 503

    def test_answer_on_its_way(self):
        """An answer that is being read slowly when the end begins arrives whole."""
        with programs.Daemon(self.index.path) as daemon:
            connection = self.connect(daemon.url)
            connection.connect()
            connection.putrequest("GET", "/v1/search?limit=100")
            connection.endheaders()
            response = connection.getresponse()
            daemon.signal(signal.SIGTERM)
            data = b""
            while piece := response.read(4096):
                data += piece
                time.sleep(0.02)
            self.assertEqual(len(data), int(response.headers["Content-Length"]))
            self.assertEqual(daemon.wait(), 0)

    def test_pending_head(self):
        """A request whose head is on its way when the end begins is answered or refused."""
        with programs.Daemon(self.index.path) as daemon:
            connection = self.connect(daemon.url)
            connection.connect()
            connection.sock.sendall(b"GET /v1/stats HTTP/1.1\r\nHost: x\r\n")
            time.sleep(0.2)
            daemon.signal(signal.SIGTERM)
            time.sleep(0.1)
            try:
                connection.sock.sendall(b"\r\n")
                data = connection.sock.recv(65536)
            except OSError:
                data = b""
            self.assertTrue(data == b"" or data.startswith(b"HTTP/1.1 "), data[:100])
            self.assertEqual(daemon.wait(), 0)

    def test_idle_connections(self):
        """Idle connections do not hold up the end."""
        with programs.Daemon(self.index.path, "--drain-timeout", "60") as daemon:
            for _ in range(10):
                answer = client.exchange(self.connect(daemon.url), "GET", "/healthz")
                self.assertEqual(answer.status, 200)
            began = time.monotonic()
            self.assertEqual(daemon.stop(), 0)
            self.assertLess(time.monotonic() - began, 30)

    def test_scrapers(self):
        """Who scrapes the ops port to the very end neither holds up the end nor breaks it."""
        for _ in range(5):
            with programs.Daemon(self.index.path, "--drain-timeout", "3",
                                 "--workers", "32") as daemon:
                scrapers = [threading.Thread(target=self.scrape, args=[daemon.ops], daemon=True)
                            for _ in range(4)]
                for scraper in scrapers:
                    scraper.start()
                time.sleep(0.1)
                daemon.signal(signal.SIGTERM)
                self.assertEqual(daemon.wait(), 0)
                for scraper in scrapers:
                    scraper.join(30)
                self.assertNotIn("unfinished", daemon.messages())

    def scrape(self, base):
        """Asks for the metrics, again and again over one connection, until nobody listens."""
        host, port = base.removeprefix("http://").split(":")
        while True:
            try:
                with socket.create_connection((host, int(port)), 5) as connection:
                    while True:
                        connection.sendall(b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
                        if not connection.recv(1 << 16):
                            break
            except ConnectionRefusedError:
                return
            except OSError:
                pass

    def test_interrupt(self):
        """SIGINT ends the daemon as SIGTERM does."""
        with programs.Daemon(self.index.path) as daemon:
            daemon.signal(signal.SIGINT)
            self.assertEqual(daemon.wait(), 0)


class Asker(threading.Thread):
    """Asks, each time on a new connection, until the daemon takes no more. Before the end
    begins every question has its answer; afterwards a connection may be refused, but an
    answer that has begun is whole."""

    def __init__(self, base, ending):
        super().__init__(daemon=True)
        self.base, self.ending, self.answers, self.wrong = base, ending, 0, []

    def run(self):
        while True:
            try:
                answer = client.fetch(self.base, QUESTIONS[0][0])
            except http.client.IncompleteRead as problem:
                self.wrong.append(f"an answer was cut off: {problem}")
                return
            except (OSError, http.client.HTTPException) as problem:
                if not self.ending.is_set():
                    self.wrong.append(f"before the end: {type(problem).__name__}: {problem}")
                return
            self.answers += 1
            if answer.status != 200:
                self.wrong.append(answer.text)


if __name__ == "__main__":
    programs.main()
