"""timtind from outside: usage, options and the environment, addresses, limits, other sites."""

import subprocess
import tempfile
import threading
import unittest
from pathlib import Path

import client
import made
import programs
import raw

WRONG_USAGE = [
    [],
    ["--index"],
    ["--index", ""],
    ["--index", "x", "--no-such-option", "1"],
    ["--index", "x", "word"],
    ["--index", "x", "--listen", "nowhere"],
    ["--index", "x", "--listen", "127.0.0.1:99999"],
    ["--index", "x", "--workers", "many"],
    ["--index", "x", "--queue", "0"],
    ["--index", "x", "--drain-timeout", "-1"],
    ["--index", "x", "--response-cache", "1.5"],
    ["--index", "x", "--log-level", "loud"],
]


def run(*arguments, environment=None):
    """Runs timtind with arguments that must end it at once."""
    result = subprocess.run([programs.DAEMON, *arguments], capture_output=True, text=True,
                            timeout=programs.LONG, check=False,
                            env={**programs.clean_environment(), **(environment or {})})
    return result.returncode, result.stdout, result.stderr


class CommandLine(unittest.TestCase):
    def test_wrong_usage(self):
        """Wrong usage exits with 2, says why on stderr and prints nothing."""
        for arguments in WRONG_USAGE:
            with self.subTest(" ".join(arguments)):
                status, out, err = run(*arguments)
                self.assertEqual((status, out), (2, ""))
                self.assertTrue(err)

    def test_help(self):
        """--help names every option and its name in the environment."""
        status, out, err = run("--help")
        self.assertEqual((status, err), (0, ""))
        for flag in "index", "listen", "ops-listen", "response-cache", "workers", "queue":
            self.assertIn("--" + flag, out)
            self.assertIn("TIMTIN_" + flag.upper().replace("-", "_"), out)

    def test_version(self):
        """--version prints the version."""
        status, out, _ = run("--version")
        self.assertEqual(status, 0)
        self.assertRegex(out, r"^timtind \d+\.\d+\.\d+\n$")

    def test_wrong_environment(self):
        """A wrong value in the environment is wrong usage, too, and is named."""
        status, _, err = run("--index", "x", environment={"TIMTIN_WORKERS": "many"})
        self.assertEqual(status, 2)
        self.assertIn("TIMTIN_WORKERS", err)

    def test_port_taken(self):
        """A port that is taken ends the daemon with a reason."""
        with tempfile.TemporaryDirectory() as folder, programs.Daemon(folder) as first:
            address = first.url.removeprefix("http://")
            status, out, err = run("--index", folder, "--listen", address,
                                   "--ops-listen", "127.0.0.1:0")
            self.assertEqual((status, out), (1, ""))
            self.assertIn("listen", err)


class WithIndex(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.index = cls.folder / "index"
        programs.build(cls.index, made.write(cls.folder / "in.jsonl", 400, "daemon"))

    def daemon(self, *options, **more):
        return self.enterContext(programs.Daemon(self.index, *options, **more))


class Options(WithIndex):
    def test_environment(self):
        """An option from the environment counts, and the command line wins over it."""
        daemon = self.daemon(environment={"TIMTIN_CORS_ORIGIN": "https://a.example",
                                          "TIMTIN_WORKERS": "3",
                                          "TIMTIN_LISTEN": "127.0.0.1:1"})
        self.assertEqual(daemon.metric("timtin_workers"), 3)
        self.assertIsNone(daemon.get("/v1/stats").header("Access-Control-Allow-Origin"))

    def test_no_index_yet(self):
        """Without an index the daemon waits for one: alive, not ready, ready after a reload."""
        with tempfile.TemporaryDirectory() as folder:
            daemon = self.enterContext(programs.Daemon(folder))
            self.assertEqual(daemon.get("/healthz").status, 200)
            self.assertEqual(client.fetch(daemon.ops, "/readyz").status, 503)
            answer = daemon.get("/v1/search?q=x")
            self.assertEqual((answer.status, answer.json["code"]), (503, "not_ready"))
            self.assertEqual(daemon.metric("timtin_ready"), 0)
            self.assertGreaterEqual(daemon.reload().status, 400)
            programs.build(folder, programs.RECORDS)
            self.assertEqual(daemon.reload().status, 200)
            self.assertEqual(client.fetch(daemon.ops, "/readyz").status, 200)
            self.assertEqual(daemon.search()["total"], 15)

    def test_without_a_cache(self):
        """Without a cache of responses the answers are the same."""
        paths = ["/v1/search?q=biển", "/v1/stats", "/v1/search?q=biển"]
        plain, cached = self.daemon("--response-cache", "0"), self.daemon()
        for path in paths:
            one, other = plain.get(path), cached.get(path)
            self.assertEqual((one.body, one.header("ETag")), (other.body, other.header("ETag")))
        self.assertEqual(plain.metric("timtin_response_cache_bytes"), 0)
        self.assertGreater(cached.metric("timtin_response_cache_bytes"), 0)
        self.assertGreaterEqual(cached.metric("timtin_response_cache_hits_total"), 1)

    def test_cache_of_terms(self):
        """What a worker made of a query's terms is counted, and not made again."""
        daemon = self.daemon("--response-cache", "0", "--workers", "1")
        names = [f"timtin_term_cache_{of}" for of in ("hits_total", "misses_total", "bytes")]
        counts = []
        for path in (None, "/v1/search?q=biển+đảo", "/v1/search?q=biển+đảo&limit=5"):
            if path:
                daemon.get(path)
            counts.append([daemon.metric(name) for name in names])
        self.assertEqual(counts[0], [0, 0, 0])
        self.assertGreater(counts[1][1], 0)
        self.assertGreater(counts[1][2], 0)
        self.assertEqual(counts[2][1:], counts[1][1:])
        self.assertGreater(counts[2][0], counts[1][0])


class OtherSites(WithIndex):
    def test_allow_list(self):
        """With a list of sites these alone may read, and the answer says that it varies."""
        daemon = self.daemon("--cors-origin", "https://a.example,https://b.example")
        for origin, allowed in (("https://a.example", "https://a.example"),
                                ("https://b.example", "https://b.example"),
                                ("https://c.example", None), ("http://a.example", None),
                                ("https://a.example.evil.example", None), ("null", None)):
            with self.subTest(origin):
                answer = daemon.get("/v1/stats", [("Origin", origin)])
                self.assertEqual(answer.status, 200)
                self.assertEqual(answer.header("Access-Control-Allow-Origin"), allowed)
                self.assertIn("Origin", answer.header("Vary"))


class Crowded(WithIndex):
    CLIENTS = 150
    # Much to do for a worker, and another question each time.
    HEAVY = "/v1/search?limit=100&match=any&facets=year,month,agency,source&q=c{} " + " ".join(
        f"{a}*" for a in ("ba", "bi", "ch", "co", "da", "em", "gi", "ha", "kh", "la", "mu", "ng",
                          "nh", "ph", "qu", "ru", "sa", "so", "th", "ti", "tr", "tu", "va", "xa"))

    def test_busy(self):
        """Beyond the queue there is 503 with Retry-After at once; all others are answered."""
        daemon = self.daemon("--workers", "1", "--queue", "2", "--response-cache", "0")
        connections = [raw.Connection(daemon.url) for _ in range(self.CLIENTS)]
        request = "GET {} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        for number, connection in enumerate(connections):
            path = client.target(self.HEAVY.format(number))
            connection.send(request.format(path).encode("ascii"))
        statuses = []
        for connection in connections:
            answers = raw.answers(connection.receive_all())
            connection.close()
            self.assertEqual(len(answers), 1)
            statuses.append(answers[0][0])
            if statuses[-1] == 503:
                self.assertIn(b"\r\nRetry-After: ", answers[0][1])
                self.assertIn(b'"code":"busy"', answers[0][1])
        self.assertEqual(set(statuses), {200, 503})
        self.assertEqual(daemon.metric('timtin_http_rejected_total{reason="busy"}'),
                         statuses.count(503))
        self.assertEqual(daemon.search()["total"], 400)

    def test_many_clients(self):
        """Sixteen clients at once get what one alone gets."""
        daemon = self.daemon("--workers", "4")
        paths = [f"/v1/search?q={word}&facets=year,agency" for word in made.SYLLABLES[:20]]
        alone = {path: daemon.get(path).body for path in paths}
        wrong = []

        def ask_all():
            for path in paths:
                answer = daemon.get(path)
                if answer.body != alone[path]:
                    wrong.append(answer.text)

        threads = [threading.Thread(target=ask_all, daemon=True) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(programs.LONG)
        self.assertEqual(wrong[:1], [])


if __name__ == "__main__":
    programs.main()
