"""Builds that are killed: what is served stays served, and nothing is left behind."""

import itertools
import random
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

import made
import programs


class Killed(unittest.TestCase):
    """Builds that die at any moment."""

    DEATHS = 20
    ATTEMPTS = 40

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.index = self.folder / "index"

    def generations(self):
        return [p.parent.name for p in self.index.glob("*/manifest.json")]

    def killed_build(self, path, seconds):
        """Starts a build and kills it; True when it had ended before."""
        build = subprocess.Popen([programs.INDEXER, "build", "--index", self.index, path],
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                 env=programs.clean_environment())
        try:
            build.wait(seconds)
        except subprocess.TimeoutExpired:
            build.kill()
        return build.wait(programs.LONG) == 0

    def moments(self):
        """Parts of a build's time, without end: half of them near 1, where publishing is."""
        dice = random.Random(20)
        while True:
            yield dice.uniform(0, 1)
            yield dice.uniform(0.8, 1.1)

    def test_killed(self):
        """However a build dies, the index is sound, served, and the next build cleans up."""
        old = made.write(self.folder / "old.jsonl", 50, "old", "tiền")
        new = made.write(self.folder / "new.jsonl", 1200, "new", "hậu")
        began = time.monotonic()
        programs.build(self.index, new)
        whole = time.monotonic() - began
        programs.build(self.index, old)
        deaths = 0
        with programs.Daemon(self.index) as daemon:
            for part in itertools.islice(self.moments(), self.ATTEMPTS):
                seconds = part * whole
                before = programs.current(self.index)
                began = time.monotonic()
                ended = self.killed_build(new, seconds)
                deaths += not ended
                if ended:  # this machine builds faster than it did: aim earlier
                    whole = min(whole, time.monotonic() - began)
                with self.subTest(f"killed after {seconds:.3f} of {whole:.3f} s"):
                    self.check_after(daemon, before, ended)
                if programs.current(self.index) != before:
                    programs.build(self.index, old)
                if deaths == self.DEATHS:
                    break
        self.assertGreater(deaths, 0)
        programs.build(self.index, old)
        self.assertEqual(len(self.generations()), 2)
        self.assertEqual({p.name for p in self.index.iterdir()},
                         {"CURRENT", "lock", ".readings", *self.generations()})

    def check_after(self, daemon, before, ended):
        now = programs.current(self.index)
        if ended:
            self.assertNotEqual(now, before)
        programs.check(self.index)
        answer = daemon.reload()
        self.assertEqual((answer.status, answer.json["generation"]), (200, now))
        wanted = {"q": "tiền", "total": 50} if now == before else {"q": "hậu", "total": 1200}
        self.assertEqual(daemon.search(q=wanted["q"])["total"], wanted["total"])


if __name__ == "__main__":
    programs.main()
