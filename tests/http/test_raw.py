"""What no proper client sends: the daemon answers 4xx or closes, answers nothing that was
smuggled behind it, and stays alive."""

import tempfile
import threading
import time
import unittest
from pathlib import Path

import client
import programs
import raw

# Stands behind a malformed request; its answer would carry the id.
SMUGGLED = b"GET /v1/stats HTTP/1.1\r\nHost: a\r\nX-Request-Id: smuggled\r\n\r\n"
HOST = b"Host: a\r\n"
STATS = b"GET /v1/stats HTTP/1.1\r\n" + HOST


def get(target=b"/v1/stats", headers=b""):
    return b"GET " + target + b" HTTP/1.1\r\n" + HOST + headers + b"\r\n"


def post(headers, body):
    return b"POST /v1/search HTTP/1.1\r\n" + HOST + headers + b"\r\n" + body


LENGTH = b"Content-Length: %d\r\n" % len(SMUGGLED)
CHUNKED = b"Transfer-Encoding: chunked\r\n"
CHUNKS = b"0\r\n\r\n" + SMUGGLED  # an empty body, and what hides behind it

# A request and what hides in it or follows it: 4xx (505 for a version) or nothing, then the end.
REFUSED = {
    "two different Content-Lengths": post(b"Content-Length: 0\r\n" + LENGTH, SMUGGLED),
    "two Content-Lengths, the larger first": post(LENGTH + b"Content-Length: 0\r\n", SMUGGLED),
    "twice the same Content-Length": post(LENGTH * 2, SMUGGLED),
    "a list of Content-Lengths": post(b"Content-Length: 0, 4\r\n", SMUGGLED),
    "a negative Content-Length": post(b"Content-Length: -1\r\n", SMUGGLED),
    "a signed Content-Length": post(b"Content-Length: +0\r\n", SMUGGLED),
    "a Content-Length in hexadecimal": post(b"Content-Length: 0x0\r\n", SMUGGLED),
    "an endless Content-Length": post(b"Content-Length: 99999999999999999999999\r\n", SMUGGLED),
    "a Content-Length of 2^64": post(b"Content-Length: 18446744073709551616\r\n", SMUGGLED),
    "an empty Content-Length": post(b"Content-Length:\r\n", SMUGGLED),
    "two Content-Lengths in a GET": get(headers=b"Content-Length: 0\r\n" + LENGTH) + SMUGGLED,
    "Content-Length and chunks": post(LENGTH + CHUNKED, CHUNKS),
    "chunks and Content-Length": post(CHUNKED + LENGTH, CHUNKS),
    "chunks in a GET": get(headers=CHUNKED) + CHUNKS,
    "chunks with a space before the colon":
        post(b"Transfer-Encoding : chunked\r\n" + LENGTH, CHUNKS),
    "Content-Length with a space before the colon": post(b"Content-Length : 4\r\n", SMUGGLED),
    "chunks with a tab before the colon": post(b"Transfer-Encoding\t: chunked\r\n", CHUNKS),
    "chunks in disguise": post(b"Transfer-Encoding: xchunked\r\n" + LENGTH, CHUNKS),
    "chunks behind a vertical tab":
        post(b"Transfer-Encoding: \x0bchunked\r\n" + LENGTH, CHUNKS),
    "two Transfer-Encodings": post(CHUNKED + b"Transfer-Encoding: identity\r\n", CHUNKS),
    "a chunk of a size that is none": post(CHUNKED, b"zz\r\n" + SMUGGLED),
    "a body in a GET": get(headers=LENGTH) + SMUGGLED,
    "a folded header": get(headers=b"X-One: 1\r\n Content-Length: 5\r\n") + SMUGGLED,
    "a header that begins with a space": b"GET /v1/stats HTTP/1.1\r\n Host: a\r\n\r\n" + SMUGGLED,
    "a header name with a space": get(headers=b"X One: 1\r\n") + SMUGGLED,
    "a header without a name": get(headers=b": 1\r\n") + SMUGGLED,
    "a header without a colon": get(headers=b"Nothing\r\n") + SMUGGLED,
    "a NUL in a header": get(headers=b"X-One: a\0b\r\n") + SMUGGLED,
    "a NUL in a header's name": get(headers=b"X\0One: a\r\n") + SMUGGLED,
    "a bare CR in a header": get(headers=b"X-One: a\rX-Two: b\r\n") + SMUGGLED,
    "no Host": b"GET /v1/stats HTTP/1.1\r\n\r\n" + SMUGGLED,
    "two Hosts": get(headers=b"Host: b\r\n") + SMUGGLED,
    "an empty Host": b"GET /v1/stats HTTP/1.1\r\nHost:\r\n\r\n" + SMUGGLED,
    "a NUL in the path": get(b"/v1/stats\0/x"),
    "an encoded NUL in the path": get(b"/v1/stats%00"),
    "an encoded NUL behind an id": get(b"/v1/articles/f-goc%00x"),
    "a path without a slash": get(b"v1/stats"),
    "a control character in the path": get(b"/v1/st\x01ats"),
    "bytes that are not UTF-8 in the path": get(b"/v1/\xff\xfe"),
    "a version of the future": b"GET /v1/stats HTTP/3.7\r\n" + HOST + b"\r\n",
    "a version that is none": b"GET /v1/stats HTTP/x\r\n" + HOST + b"\r\n",
    "HTTP/0.9": b"GET /v1/stats\r\n",
    "HTTP/2 without being asked": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a TLS handshake": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256)) * 2,
    "noise": bytes((i * 7 + 13) % 256 for i in range(4096)) + b"\r\n\r\n",
    "2,000 empty lines": b"\r\n" * 2000,
    "a method in lower case": b"get /v1/stats HTTP/1.1\r\n" + HOST + b"\r\n",
    "a method of 10,000 letters": b"G" * 10000 + b" / HTTP/1.1\r\n" + HOST + b"\r\n",
    "a proxy's CONNECT": b"CONNECT a:443 HTTP/1.1\r\n" + HOST + b"\r\n",
    "2,000 arguments": get(b"/v1/search?" + b"&".join(b"a%d=1" % i for i in range(2000))),
    "700 arguments": get(b"/v1/search?" + b"&".join(b"a%d" % i for i in range(700))),
    "20,000 arguments": get(b"/v1/search?" + b"&" * 20000),
    "a target of 1 MiB": get(b"/v1/search?q=" + b"a" * (1 << 20)),
    "a path of 20 KiB": get(b"/" + b"a" * 20480),
    "a header of 64 KiB": get(headers=b"X-One: " + b"a" * (64 << 10) + b"\r\n"),
    "a header of 12 KiB": get(headers=b"X-One: " + b"a" * (12 << 10) + b"\r\n"),
    "5,000 headers": get(headers=b"".join(b"X-%d: 1\r\n" % i for i in range(5000))),
    "150 headers": get(headers=b"".join(b"X-%d: 1\r\n" % i for i in range(150))),
    "a header without an end": STATS + b"X-One: " + b"a" * (1 << 20),
}

# What looks odd and is right, or can do no harm: one good answer.
ANSWERED = {
    "HTTP/1.0 without a Host": b"GET /v1/stats HTTP/1.0\r\n\r\n",
    "an empty line before the request": b"\r\n" + get(),
    "spaces around a value": get(headers=b"X-One:   a   \r\n"),
    "a header without a value": get(headers=b"X-One:\r\n"),
    "a range": get(headers=b"Range: bytes=0-3\r\n"),
    "an offer to upgrade": get(headers=b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"),
    "a Content-Length of 0": get(headers=b"Content-Length: 0\r\n"),
    "an Accept that nothing fits": get(headers=b"Accept: image/png\r\n"),
    "50 headers": get(headers=b"".join(b"X-%d: 1\r\n" % i for i in range(50))),
    "200 values": get(b"/v1/search?" + b"&".join(b"year=2020" for _ in range(200))),
}

# May be read in either way, but only as one request.
EITHER = {
    "lines that end in a bare LF": b"GET /v1/stats HTTP/1.1\nHost: a\n\n",
    "an absolute URI": get(b"http://a/v1/stats"),
    "an absolute URI of another scheme": get(b"ftp://a/v1/stats"),
    "a space in the target": get(b"/v1/search?q=a b"),
    "an expectation": get(headers=b"Expect: 200-ok\r\n"),
    "an asterisk": get(b"*"),
    "two spaces in the request line": b"GET  /v1/stats  HTTP/1.1\r\n" + HOST + b"\r\n",
    "an unknown method": b"BREW /v1/stats HTTP/1.1\r\n" + HOST + b"\r\n",
    "a bad percent sign": get(b"/v1/%zz%"),
    "a path of dots": get(b"/../../../../etc/passwd"),
    "an encoded path of dots": get(b"/%2e%2e/%2e%2e/etc/passwd"),
}


def with_one_head(received):
    """libmicrohttpd 0.9.75 writes the head of its own refusals of a Content-Length twice, and
    closes: odd, but one answer."""
    head, gap, rest = received.partition(b"\r\n\r\n")
    return rest if rest.startswith(head + gap) else received


class WithDaemon(unittest.TestCase):
    OPTIONS = ()

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        index = Path(folder.name) / "index"
        programs.build(index, programs.SAMPLE, programs.RECORDS)
        cls.daemon = cls.enterClassContext(programs.Daemon(index, *cls.OPTIONS))

    def expect_alive(self):
        self.assertTrue(self.daemon.alive(), self.daemon.messages())
        self.assertEqual(self.daemon.get("/healthz").status, 200)
        self.assertEqual(self.daemon.get("/v1/stats").status, 200)


class Malformed(WithDaemon):
    def ask(self, data, base=None):
        received, closed = raw.ask(base or self.daemon.url, data, patience=20)
        return raw.answers(with_one_head(received)), received, closed

    def expect_refused(self, name, data, base=None):
        with self.subTest(name):
            answers, received, closed = self.ask(data, base)
            self.assertLessEqual(len(answers), 1, received[:500])
            self.assertNotIn(b"smuggled", received)
            self.assertTrue(all(400 <= s < 500 or s == 505 for s, _ in answers), received[:500])
            self.assertTrue(answers or closed, "neither an answer nor the end")

    def test_refused(self):
        """A malformed request is answered with 4xx or not at all, and nothing behind it is."""
        for name, data in REFUSED.items():
            self.expect_refused(name, data)
        self.expect_alive()

    def test_refused_on_the_ops_port(self):
        """The ops port is as strict."""
        for name, data in REFUSED.items():
            self.expect_refused(name, data, self.daemon.ops)
        self.expect_alive()

    def test_answered(self):
        """What is odd but right has its answer."""
        for name, data in ANSWERED.items():
            with self.subTest(name):
                answers, received, _ = self.ask(data)
                self.assertEqual([status for status, _ in answers], [200], received[:500])
        self.expect_alive()

    def test_either(self):
        """What may be read in two ways is one request, and no answer of 5xx."""
        for name, data in EITHER.items():
            with self.subTest(name):
                answers, received, closed = self.ask(data)
                self.assertLessEqual(len(answers), 1, received)
                self.assertTrue(answers or closed, "neither an answer nor the end")
                self.assertTrue(all(200 <= status < 500 for status, _ in answers), received[:500])
                self.assertNotIn(b"root:", received)
        self.expect_alive()

    def test_bodies_of_a_reload(self):
        """A reload's body is read over; one over 64 KiB is refused, chunks are refused."""
        head = b"POST /-/reload HTTP/1.1\r\n" + HOST
        for name, headers, body, status in (
                ("small", b"Content-Length: 5\r\n", b"hello", 200),
                ("none", b"Content-Length: 0\r\n", b"", 200),
                ("large", b"Content-Length: 70000\r\n", b"a" * 70000, 413),
                ("chunked", CHUNKED, CHUNKS, 411)):
            with self.subTest(name):
                answers, received, _ = self.ask(head + headers + b"\r\n" + body, self.daemon.ops)
                self.assertEqual([s for s, _ in answers], [status], received)

    def test_pipelining(self):
        """Requests sent at once are answered one after the other, in order."""
        names = [b"p-%d" % i for i in range(20)]
        data = b"".join(get(headers=b"X-Request-Id: " + n + b"\r\n") for n in names)
        answers, received, _ = self.ask(data)
        self.assertEqual([status for status, _ in answers], [200] * len(names))
        for name, (_, answer) in zip(names, answers):
            self.assertIn(b"X-Request-Id: " + name + b"\r\n", answer)

    def test_pipelined_heads(self):
        """HEAD between GETs shifts no answer, and what follows a refusal is not answered."""
        head = b"HEAD" + get()[3:]
        received, _ = raw.ask(self.daemon.url, get() + head + get())
        self.assertEqual([s for s, _ in raw.answers(received, heads=(1,))], [200, 200, 200])
        received, closed = raw.ask(self.daemon.url, get() + REFUSED["two Hosts"])
        self.assertEqual([s for s, _ in raw.answers(received)], [200, 400])
        self.assertTrue(closed)

    def test_cut_in_pieces(self):
        """A request may come in pieces, cut anywhere."""
        data = get(b"/v1/search?q=%C4%91%E1%BA%A3o")
        for at in range(1, len(data), 9):
            with raw.Connection(self.daemon.url) as connection:
                connection.send(data[:at])
                time.sleep(0.005)
                connection.send(data[at:])
                answers = raw.answers(connection.receive_all())
                self.assertEqual([s for s, _ in answers], [200], data[:at])

    def test_hurried_clients(self):
        """Clients that leave before their answer do no harm."""
        for _ in range(200):
            with raw.Connection(self.daemon.url) as connection:
                connection.send(get(b"/v1/search?limit=100"))
        self.expect_alive()


class Slow(WithDaemon):
    """Slow heads, at once: each closed about 5 s after it began, while others are served."""

    OPTIONS = ("--head-timeout", "5")
    LATEST = 15

    def trickle(self, name, first, bytes_, times):
        """A byte now and then; how long the daemon bore it."""
        with raw.Connection(self.daemon.url) as connection:
            connection.send(first)
            if first.endswith(b"\r\n\r\n"):
                connection.receive_all()
            began = time.monotonic()
            while not connection.closed and time.monotonic() - began < 2 * self.LATEST:
                connection.send(bytes_)
                connection.receive(0.3)
            times[name] = time.monotonic() - began

    def test_trickling(self):
        """A head that trickles is cut after about 5 s, on a new and on a used connection."""
        kinds = {
            "nothing": (b"", b""),
            "request line": (b"GET /v1/st", b"a"),
            "headers": (STATS, b"X-One: 1\r\n"),
            "one header": (STATS + b"X-One: ", b"a"),
            "second request": (get(), b"G"),
            "empty lines": (b"", b"\r\n"),
            "body": (b"POST /v1/search HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r", b"\n"),
        }
        times = {}
        threads = [threading.Thread(target=self.trickle, args=(n, *k, times), daemon=True)
                   for n, k in kinds.items()]
        for thread in threads:
            thread.start()
        slowest = self.slowest_answer_while(threads)
        for name in kinds:
            with self.subTest(name):
                self.assertLess(times.get(name, 999), self.LATEST)
        for name in "nothing", "request line", "headers", "one header":
            with self.subTest(name):
                self.assertGreater(times[name], 3)
        self.assertLess(slowest, 5)
        self.expect_alive()
        self.assertGreater(self.daemon.metric("timtin_http_slow_connections_total"), 3)

    def slowest_answer_while(self, threads):
        slowest = 0
        while any(thread.is_alive() for thread in threads):
            began = time.monotonic()
            self.assertEqual(self.daemon.get("/v1/search?limit=1").status, 200)
            slowest = max(slowest, time.monotonic() - began)
            time.sleep(0.1)
        return slowest

    def test_many_open(self):
        """Three hundred connections that say nothing keep nobody from an answer."""
        silent = [raw.Connection(self.daemon.url) for _ in range(300)]
        try:
            for connection in silent[::2]:
                connection.send(b"GET /v1/sta")
            began = time.monotonic()
            self.expect_alive()
            self.assertLess(time.monotonic() - began, 5)
        finally:
            for connection in silent:
                connection.close()


class SlowReaders(WithDaemon):
    """Clients that ask for much and read nothing."""

    OPTIONS = ("--idle-timeout", "2")
    READERS = 40

    def test_slow_readers(self):
        """They pin little memory, keep nobody from an answer, and are cut."""
        before = self.daemon.metric("process_resident_memory_bytes")
        ask = get(b"/v1/search?limit=100&facets=year,month,agency,source&facet_limit=1000")
        readers = [raw.Connection(self.daemon.url, 4096) for _ in range(self.READERS)]
        try:
            for reader in readers:
                reader.send(ask * 60)
            time.sleep(1)
            self.expect_alive()
            grown = self.daemon.metric("process_resident_memory_bytes") - before
            self.assertLess(grown, 200 << 20)
            gone = programs.eventually(lambda: self.daemon.metric("timtin_http_connections") <= 2,
                                       seconds=60)
            self.assertTrue(gone, "slow readers keep their connections")
        finally:
            for reader in readers:
                reader.close()
        self.expect_alive()


if __name__ == "__main__":
    programs.main()
