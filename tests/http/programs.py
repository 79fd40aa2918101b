"""The two programs under test: building an index, starting and stopping the daemon.

Test programs are called with the paths of timtin-index and timtind."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

import client

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parent / "data" / "sample"
SAMPLE_GOLD = HERE.parent / "data" / "sample_gold.jsonl"
RECORDS = HERE / "records.jsonl"      # what the sample lacks; source "Bản tin Thử"
EXCLUDED = HERE / "excluded.txt"      # two of them, taken down
SKIPPED = 77                          # meson's exit status for a test that was left out
LONG = 120                            # seconds; only what hangs takes longer
FOUND = 99                            # exit status when a sanitizer found something

INDEXER = DAEMON = None               # set by main()


def clean_environment():
    """The caller's environment without options for the daemon. A sanitizer that finds
    something ends the program, with a status that nothing else has."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("TIMTIN_")}
    for name in "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS":
        found = f"exitcode={FOUND}:halt_on_error=1:print_stacktrace=1"
        kept[name] = ":".join(filter(None, [kept.get(name), found]))
    return kept


def run_indexer(*arguments, stdin=b"", timeout=LONG):
    """Runs timtin-index to its end; the result has returncode, stdout and stderr as text."""
    result = subprocess.run([INDEXER, *map(str, arguments)], input=stdin, capture_output=True,
                            timeout=timeout, env=clean_environment(), check=False)
    result.stdout = result.stdout.decode("utf-8")
    result.stderr = result.stderr.decode("utf-8", "replace")
    if result.returncode not in (0, 1, 2):
        raise AssertionError(f"timtin-index ended with {result.returncode}: {result.stderr}")
    return result


def build(index, *paths, options=(), stdin=b""):
    """A build that must succeed; the name of its generation."""
    result = run_indexer("build", "--index", index, *options, *paths, stdin=stdin)
    if result.returncode != 0:
        raise AssertionError(f"build exited with {result.returncode}: {result.stderr}")
    return current(index)


def current(index):
    return (Path(index) / "CURRENT").read_text(encoding="ascii").strip()


def check(index):
    """Fails unless `timtin-index check` finds the served generation sound."""
    result = run_indexer("check", "--index", index)
    if result.returncode != 0:
        raise AssertionError(f"check exited with {result.returncode}: {result.stderr}")


class Daemon:
    """timtind on free ports of the loopback. With `with` it is stopped at the end."""

    def __init__(self, index, *options, environment=None):
        command = [DAEMON, "--index", str(index), "--listen", "127.0.0.1:0",
                   "--ops-listen", "127.0.0.1:0", *options]
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self.log,
                                        env={**clean_environment(), **(environment or {})})
        line = self._first_line()
        found = re.fullmatch(r"timtind listening on (http://\S+) \(ops (http://\S+)\)\n", line)
        if not found:
            self.process.kill()
            raise AssertionError(f"timtind said {line!r}, no addresses: {self.messages()}")
        self.url, self.ops = found.groups()

    def _first_line(self):
        """The line with the addresses; a daemon that stays silent is ended."""
        silence = threading.Timer(LONG, self.process.kill)
        silence.start()
        line = self.process.stdout.readline().decode("utf-8", "replace")
        silence.cancel()
        return line

    def messages(self):
        self.log.seek(0)
        return self.log.read().decode("utf-8", "replace")

    def get(self, path, headers=()):
        return client.fetch(self.url, path, headers)

    def search(self, **parameters):
        """The JSON of a search that must succeed."""
        answer = self.get("/v1/search?" + client.query(**parameters))
        if answer.status != 200:
            raise AssertionError(f"search {parameters} gave {answer.status}: {answer.text}")
        return answer.json

    def reload(self):
        return client.fetch(self.ops, "/-/reload", method="POST", body=b"")

    def metric(self, name):
        """The value behind a metric's name and labels."""
        for line in client.fetch(self.ops, "/metrics").text.splitlines():
            if line.startswith(name + " "):
                return float(line.rsplit(" ", 1)[1])
        return None

    def alive(self):
        return self.process.poll() is None

    def signal(self, number):
        self.process.send_signal(number)

    def wait(self, timeout=LONG):
        """The exit status."""
        return self.process.wait(timeout)

    def stop(self):
        """SIGTERM and the exit status; a daemon that does not end is killed by its id."""
        if self.alive():
            self.signal(signal.SIGTERM)
        try:
            return self.wait()
        finally:
            if self.alive():
                self.process.kill()
                self.process.wait()
            self.process.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        status = self.stop()
        if status != 0:
            print(self.messages(), file=sys.stderr)
            if kind is None:
                raise AssertionError(f"timtind ended with status {status}")
        self.log.close()


def eventually(what, seconds=30):
    """Waits until `what()` is true; its last value."""
    until = time.monotonic() + seconds
    while True:
        value = what()
        if value or time.monotonic() > until:
            return value
        time.sleep(0.02)


def shared_or_skip():
    """The shared folder with real pages, or a loud end of the whole program."""
    shared = Path(os.environ.get("TIMTIN_SHARED", HERE.parents[2] / "shared"))
    if not (shared / "corpus" / "seeds").is_dir():
        print(f"SKIPPED: no pages in {shared}/corpus/seeds (TIMTIN_SHARED)", file=sys.stderr)
        sys.exit(SKIPPED)
    return shared


def take_paths():
    """Takes the programs' paths off the command line; the remaining arguments."""
    global INDEXER, DAEMON
    if len(sys.argv) < 3:
        sys.exit(f"usage: {sys.argv[0]} TIMTIN-INDEX TIMTIND [...]")
    INDEXER, DAEMON = (os.path.abspath(p) for p in sys.argv[1:3])
    return sys.argv[3:]


def main():
    """Runs the calling module's test cases."""
    rest = take_paths()
    unittest.main(module="__main__", argv=[sys.argv[0], *rest], verbosity=2)
