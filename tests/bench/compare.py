#!/usr/bin/env python3
"""What a request costs, in one run: the daemon, the engine in process, Xapian alone, hello world.

    compare.py BUILD INDEX RECORDS [--rounds 3] [--requests 100] [--only CLASS,...]

Every round asks each class of all, one after the other, and turns the order; what is told is
the median over the rounds. A request is never asked twice of the same program (but for the
classes that hurt and for what is cached), and some of each class are asked before it counts: it
is a daemon that has run for a while, and gets new questions. Times are milliseconds.
"""
import argparse
import contextlib
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time

BENCH = pathlib.Path(__file__).parent
USUAL = ["or", "and", "phrase", "prefix", "filtered", "newest", "newest_plain", "rare", "fetch"]
HEAVY = ["two_letters", "many_words", "long_phrase", "far_page", "many_facets"]
CACHED = 6000  # requests of one round; of these there are more, for they are short
UNASKED = {"engine": set(), "json": set(), "top": {"fetch"}, "spy": {"fetch"}}


class Figures:
    def __init__(self, line):
        n, errors, seconds, self.p50, self.p99, self.mean, self.cpu, hits = map(float, line.split())
        self.qps, self.n, self.hits = n / seconds, int(n), int(hits)
        if errors:
            raise SystemExit(f"compare: {errors:.0f} requests failed")


class Program:
    """One that takes commands (requests.h)."""

    def __init__(self, stack, *words, env=None):
        self.process = subprocess.Popen([str(word) for word in words], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True,
                                        env={**os.environ, **(env or {})})
        stack.callback(self.end)

    def tell(self, kind, first, count, connections=1):
        self.process.stdin.write(f"{kind} {first} {count} {connections}\n")
        self.process.stdin.flush()

    def hear(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"compare: {self.process.args[0]} ended")
        return Figures(line)

    def ask(self, *command):
        self.tell(*command)
        return self.hear()

    def end(self):
        self.process.stdin.close()
        self.process.wait(timeout=60)


class Daemon:
    def __init__(self, stack, build, index, *options):
        began = time.monotonic()
        words = [f"{build}/server/timtind", "--index", index, "--listen", "127.0.0.1:0",
                 "--ops-listen", "127.0.0.1:0", "--request-timeout", "60", *options]
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                        text=True)
        stack.callback(self.end)
        ports = None
        while not ports:
            line = self.process.stdout.readline()
            if not line:
                raise SystemExit("compare: the daemon did not start")
            ports = re.search(r"on http://127.0.0.1:(\d+) \(ops http://127.0.0.1:(\d+)", line)
        self.start = time.monotonic() - began
        self.port, self.ops = map(int, ports.groups())

    def memory(self):
        """MiB: resident, of it the daemon's own and not backed by files."""
        rollup = pathlib.Path(f"/proc/{self.process.pid}/smaps_rollup").read_text(encoding="utf-8")
        size = {name: int(kib) / 1024 for name, kib in re.findall(r"(\w+): +(\d+) kB", rollup)}
        return {"resident": size["Rss"], "private": size["Private_Clean"] + size["Private_Dirty"],
                "not of files": size["Anonymous"]}

    def end(self):
        self.process.terminate()
        self.process.wait(timeout=60)


def make_requests(build, index, records, count, folder):
    words, requests = f"{folder}/words", f"{folder}/requests"
    with open(words, "w", encoding="utf-8") as out:
        subprocess.run([f"{build}/tests/bench/bare_xapian", index, "--words"], stdout=out,
                       check=True)
    with contextlib.ExitStack() as stack, open(requests, "w", encoding="utf-8") as out:
        daemon = Daemon(stack, build, index)
        subprocess.run([sys.executable, str(BENCH / "queries.py"), records, words,
                        str(daemon.port), str(count)], stdout=out, check=True)
    return requests


# ---- what is asked, round by round -------------------------------------------------------

def columns_of(build, index, requests, daemon, stack):
    """How each column's figures come about: (command's connections, program)."""
    bench = pathlib.Path(build) / "tests/bench"
    load = Program(stack, bench / "http_load", daemon.port, requests, daemon.process.pid)
    columns = {"daemon": (1, load), "daemon, 8": (8, load)}
    for name in ("engine", "json"):
        mode = "bare" if name == "engine" else "json"
        columns[name] = (1, Program(stack, bench / "engine", index, requests, mode))
    for name in ("top", "spy"):
        columns[name] = (1, Program(stack, bench / "bare_xapian", index, requests, name))
    return columns


def measure_class(columns, kind, rounds, count):
    """{column: figures of each round}"""
    asked = [name for name in columns if kind not in UNASKED.get(name, ())]
    if kind in HEAVY:
        count = max(2, count // 5)
    found = {name: [] for name in asked}
    for name in asked:
        columns[name][1].ask(kind, 0, count, columns[name][0])
    for turn in range(rounds):
        for name in asked[turn % len(asked):] + asked[:turn % len(asked)]:
            connections, program = columns[name]
            slice_of = 1 + turn + (rounds if connections > 1 else 0)
            found[name].append(program.ask(kind, slice_of * count, count, connections))
    return found


def median(figures, what):
    return statistics.median(getattr(f, what) for f in figures)


def cell(figures, what, scale=1e-3):
    return f"{median(figures, what) * scale:.3f}" if figures else "-"


def ratio(over, under, what="cpu"):
    if not over or not under:
        return "-"
    ratios = [getattr(a, what) / getattr(b, what) for a, b in zip(over, under)]
    return f"{statistics.median(ratios):.2f}"


def print_table(title, heads, rows):
    print(f"\n{title}\n")
    print("| " + " | ".join(heads) + " |")
    print("|" + "---|" * len(heads))
    for row in rows:
        print("| " + " | ".join(str(value) for value in row) + " |")
    sys.stdout.flush()


def print_classes(measured):
    heads = ["class", "hits", "daemon", "json", "engine", "top 10", "with spy", "spy / engine",
             "spy / json", "top / engine", "daemon / engine", "daemon / json"]
    shown = ("daemon", "json", "engine", "top", "spy")
    rows = []
    for kind, f in measured.items():
        mine, theirs = f["json"][0], f.get("spy", f["json"])[0]
        hits = f"{'' if mine.hits == theirs.hits else '~'}{mine.hits // mine.n}"
        rows.append([kind, hits] +
                    [cell(f.get(name), "cpu") for name in shown] +
                    [ratio(f.get("spy"), f["engine"]), ratio(f.get("spy"), f["json"]),
                     ratio(f.get("top"), f["engine"]), ratio(f["daemon"], f["engine"]),
                     ratio(f["daemon"], f["json"])])
    print_table("CPU a request, milliseconds", heads, rows)
    heads = ["class", "daemon p50", "p99", "QPS", "of 8: p50", "p99", "QPS", "json p50", "p99",
             "engine p50", "p99", "top p50", "p99", "spy p50", "p99"]
    rows = []
    for kind, f in measured.items():
        row = [kind]
        for name in ("daemon", "daemon, 8"):
            row += [cell(f[name], "p50"), cell(f[name], "p99"), f"{median(f[name], 'qps'):.0f}"]
        for name in ("json", "engine", "top", "spy"):
            row += [cell(f.get(name), "p50"), cell(f.get(name), "p99")]
        rows.append(row)
    print_table("Wall, milliseconds; requests a second over 1 and 8 connections", heads, rows)


# ---- hello world, cached answers, health under load --------------------------------------

def hello_process(stack, build, size):
    process = subprocess.Popen([f"{build}/tests/bench/hello", str(size)], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, text=True)
    stack.callback(process.wait)
    stack.callback(process.stdin.close)
    return process, int(process.stdout.readline())


def measure_cached(build, index, requests, rounds):
    with contextlib.ExitStack() as stack:
        load = f"{build}/tests/bench/http_load"
        daemon = Daemon(stack, build, index)
        hello, port = hello_process(stack, build, 14)
        gzip = {"ACCEPT_ENCODING": "gzip"}
        asked = {
            "cached": ("cached", Program(stack, load, daemon.port, requests, daemon.process.pid)),
            "cached, gzip": ("cached", Program(stack, load, daemon.port, requests,
                                               daemon.process.pid, env=gzip)),
            "hello": ("hello", Program(stack, load, port, requests, hello.pid)),
        }
        found = {}
        for turn in range(5 * rounds):
            for connections in (1, 8):
                for name, (kind, program) in asked.items():
                    figures = program.ask(kind, turn, CACHED, connections)
                    found.setdefault((name, connections), []).append(figures)
    rows = [[f"{name}, {connections}", f"{median(f, 'qps'):.0f}",
             ratio(f, found[("hello", connections)], "qps"), cell(f, "p50"), cell(f, "p99"),
             cell(f, "cpu")] for (name, connections), f in found.items()]
    print_table("Answers from the cache against libmicrohttpd's hello world",
                ["what, connections", "QPS", "of hello's", "p50", "p99", "CPU"], rows)


def measure_health(build, requests, daemon, rounds):
    """While searches over 8 connections keep both cores busy."""
    rows = []
    with contextlib.ExitStack() as stack:
        load = f"{build}/tests/bench/http_load"
        search = Program(stack, load, daemon.port, requests, daemon.process.pid)
        health = Program(stack, load, daemon.ops, requests, daemon.process.pid, 2000)
        for kind in ("or", "many_words"):
            done = threading.Event()

            def saturate():
                while not done.is_set():
                    search.ask(kind, 0, 64, 8)

            found = []
            thread = threading.Thread(target=saturate)
            thread.start()
            for _ in range(rounds):
                found.append(health.ask("healthz", 0, 500))
            done.set()
            thread.join()
            rows.append([kind, cell(found, "p50"), cell(found, "p99")])
    print_table("/healthz while searches saturate", ["searches", "p50", "p99"], rows)


def print_daemon(daemon, before):
    rows = [[what, f"{before[what]:.0f}", f"{after:.0f}"]
            for what, after in daemon.memory().items()]
    print_table(f"The daemon: ready after {daemon.start:.2f} s; MiB", ["memory", "idle", "after"],
                rows)


def main():
    parser = argparse.ArgumentParser()
    for name in ("build", "index", "records"):
        parser.add_argument(name)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--requests", type=int, default=100, help="of a class, in one round")
    parser.add_argument("--only", default=",".join(USUAL + HEAVY))
    parser.add_argument("--json", help="file for the figures of the classes")
    a = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        requests = make_requests(a.build, a.index, a.records, a.requests * (1 + 2 * a.rounds),
                                 folder)
        daemon = Daemon(stack, a.build, a.index, "--response-cache", "0")
        before = daemon.memory()
        columns = columns_of(a.build, a.index, requests, daemon, stack)
        measured = {kind: measure_class(columns, kind, a.rounds, a.requests)
                    for kind in a.only.split(",") if kind}
        print_classes(measured)
        if a.json:
            figures = {kind: {name: [vars(f) for f in list_] for name, list_ in columns.items()}
                       for kind, columns in measured.items()}
            pathlib.Path(a.json).write_text(json.dumps(figures), encoding="utf-8")
        measure_health(a.build, requests, daemon, a.rounds)
        print_daemon(daemon, before)
        measure_cached(a.build, a.index, requests, a.rounds)


if __name__ == "__main__":
    main()
