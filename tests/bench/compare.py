#!/usr/bin/env python3
"""What a request costs, in one run: the daemon, the engine in process, Xapian alone, hello world.

    compare.py BUILD INDEX RECORDS [--rounds 3] [--requests 100] [--only CLASS,...]
               [--positions FOLDER] [--positions-most 200000] [--cached 6000] [--json FILE]

Every round asks each class of all, one after the other, and turns the order; what is told is
the median over the rounds. A request is never asked twice of the same program (but for the
classes that hurt and for what is cached), and some of each class are asked before it counts: it
is a daemon that has run for a while, and gets new questions. Times are milliseconds.

Totals are compared with those that Xapian finds; where they differ without a reason that totals.py
knows, the exit status is 1.

Phrases of Xapian alone want a database of its own with positions (positions.cc): FOLDER, made when
it is not there or does not fit, if the archive has at most so many articles, and kept.
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

import totals

BENCH = pathlib.Path(__file__).resolve().parent
HOME = os.environ.get("TIMTIN_BENCH_HOME", BENCH.parent.parent / ".timtin" / "bench")
USUAL = ["or", "and", "phrase", "exact_phrase", "prefix", "filtered", "newest", "newest_plain",
         "rare", "fetch"]
HEAVY = ["two_letters", "many_words", "long_phrase", "far_page", "many_facets"]
PHRASES = {"phrase", "exact_phrase", "long_phrase"}
SKIPPED = 77


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

class Column:
    """Whose figures it shows, over how many connections; phrases may be another program's."""

    def __init__(self, program, connections=1, phrases=None, unasked=()):
        self.program, self.connections, self.unasked = program, connections, unasked
        self.phrases = phrases or program

    def ask(self, kind, first, count):
        program = self.phrases if kind in PHRASES else self.program
        return program.ask(kind, first, count, self.connections)

    def totals(self, kind, count):
        return [self.ask(kind, i, 1).hits for i in range(count)]


def columns_of(build, index, requests, daemon, positions, stack):
    bench = pathlib.Path(build) / "tests/bench"
    load = Program(stack, bench / "http_load", daemon.port, requests, daemon.process.pid)
    columns = {"daemon": Column(load), "daemon, 8": Column(load, 8)}
    for name in ("engine", "json"):
        mode = "bare" if name == "engine" else "json"
        columns[name] = Column(Program(stack, bench / "engine", index, requests, mode))
    for name in ("top", "spy"):
        words = [bench / "bare_xapian", index, requests, name]
        phrases = Program(stack, *words, positions) if positions else None
        columns[name] = Column(Program(stack, *words), phrases=phrases,
                               unasked={"fetch"} | (set() if positions else PHRASES))
    return columns


def asked_of(kind, count):
    return max(2, count // 5) if kind in HEAVY else count


def measure_class(columns, kind, rounds, count, judge):
    """{column: figures of each round}, and how totals differ (None: from none of Xapian's)"""
    asked = {name: column for name, column in columns.items() if kind not in column.unasked}
    count = asked_of(kind, count)
    found = {name: [] for name in asked}
    for name in set(asked) - {"json", "spy"}:
        asked[name].ask(kind, 0, count)
    ours = asked["json"].totals(kind, count)
    theirs = asked["spy"].totals(kind, count) if "spy" in asked else None
    names = list(asked)
    for turn in range(rounds):
        for name in names[turn % len(names):] + names[:turn % len(names)]:
            slice_of = 1 + turn + (rounds if asked[name].connections > 1 else 0)
            found[name].append(asked[name].ask(kind, slice_of * count, count))
    return found, judge.differences(kind, ours, theirs) if theirs else None


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


def print_totals(differing, count):
    """Whether all differences are explained."""
    heads = ["class", "requests", "the same total", *totals.REASONS, totals.UNEXPLAINED]
    rows, examples = [], []
    for kind, reasons in differing.items():
        if reasons is None:
            continue
        n = asked_of(kind, count)
        numbers = [len(reasons.get(name, ())) for name in heads[3:]]
        rows.append([kind, n, n - sum(numbers), *numbers])
        examples += reasons.get(totals.UNEXPLAINED, ())
    print_table("Totals against those of Xapian", heads, rows)
    for path, ours, theirs in examples[:10]:
        print(f"compare: {path}: {ours}, Xapian {theirs}", file=sys.stderr)
    return not examples


def print_classes(measured, differing):
    heads = ["class", "hits", "daemon", "json", "engine", "top 10", "with spy", "spy / engine",
             "spy / json", "top / engine", "daemon / engine", "daemon / json"]
    shown = ("daemon", "json", "engine", "top", "spy")
    rows = []
    for kind, f in measured.items():
        mine = f["json"][0]
        hits = f"{'~' if differing[kind] else ''}{mine.hits // mine.n}"
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


# ---- Xapian with positions ---------------------------------------------------------------

def make_positions(build, index, folder, most):
    """The folder; None, said on standard error too: it is not there, and shall not be made."""
    made = subprocess.run([f"{build}/tests/bench/positions", index, folder, str(most)],
                          stdout=subprocess.PIPE, text=True, check=False)
    if made.returncode == SKIPPED:
        print(f"compare: PHRASES OF XAPIAN ALONE ARE NOT MEASURED: more than {most} articles, and "
              f"no {folder} that fits (--positions-most)", file=sys.stderr)
        return None
    if made.returncode:
        raise SystemExit("compare: no database with positions")
    cost = json.loads(made.stdout)
    articles = cost["articles"]
    print_table(f"A database of Xapian's own with positions, {'made' if cost['made'] else 'kept'} "
                f"in {folder}",
                ["articles", "wall s", "CPU s", "articles/CPU s", "bytes an article",
                 "of it positions"],
                [[articles, f"{cost['seconds']:.1f}", f"{cost['cpu']:.1f}",
                  f"{articles / cost['cpu']:.0f}", f"{cost['bytes'] / articles:.0f}",
                  f"{cost['of positions'] / articles:.0f}"]])
    return folder


# ---- hello world, cached answers, health under load --------------------------------------

def hello_process(stack, build, size):
    process = subprocess.Popen([f"{build}/tests/bench/hello", str(size)], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, text=True)
    stack.callback(process.wait)
    stack.callback(process.stdin.close)
    return process, int(process.stdout.readline())


def measure_cached(build, index, requests, rounds, count):
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
                    figures = program.ask(kind, turn, count, connections)
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


def arguments():
    parser = argparse.ArgumentParser()
    for name in ("build", "index", "records"):
        parser.add_argument(name)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--requests", type=int, default=100, help="of a class, in one round")
    parser.add_argument("--only", default=",".join(USUAL + HEAVY))
    parser.add_argument("--positions", help="folder of the database with positions")
    parser.add_argument("--positions-most", type=int, default=200000,
                        help="with more articles it is not made")
    parser.add_argument("--cached", type=int, default=6000,
                        help="cached ones, in one of five times as many rounds: they are short")
    parser.add_argument("--json", help="file for the figures of the classes")
    a = parser.parse_args()
    a.positions = a.positions or f"{HOME}/positions-{pathlib.Path(a.index).resolve().name}"
    return a


def write_figures(path, measured):
    figures = {kind: {name: [vars(f) for f in rounds] for name, rounds in columns.items()}
               for kind, columns in measured.items()}
    pathlib.Path(path).write_text(json.dumps(figures), encoding="utf-8")


def main():
    a = arguments()
    kinds = [kind for kind in a.only.split(",") if kind]
    positions = None
    if PHRASES & set(kinds):
        positions = make_positions(a.build, a.index, a.positions, a.positions_most)
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        requests = make_requests(a.build, a.index, a.records, a.requests * (1 + 2 * a.rounds),
                                 folder)
        daemon = Daemon(stack, a.build, a.index, "--response-cache", "0")
        before = daemon.memory()
        columns = columns_of(a.build, a.index, requests, daemon, positions, stack)
        judge = totals.Judge(requests, daemon.port)
        measured, differing = {}, {}
        for kind in kinds:
            measured[kind], differing[kind] = measure_class(columns, kind, a.rounds, a.requests,
                                                            judge)
        print_classes(measured, differing)
        explained = print_totals(differing, a.requests)
        if a.json:
            write_figures(a.json, measured)
        measure_health(a.build, requests, daemon, a.rounds)
        print_daemon(daemon, before)
        measure_cached(a.build, a.index, requests, a.rounds, a.cached)
    return 0 if explained else 1


if __name__ == "__main__":
    sys.exit(main())
