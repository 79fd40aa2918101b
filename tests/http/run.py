"""Runs the cases in cases/ against one daemon; every expectation that fails is printed with
what was seen.

usage: run.py TIMTIN-INDEX TIMTIND [CASE...]    a case is a file or a part of its name"""

import sys
import tempfile
from pathlib import Path

import case
import check
import client
import programs

CASES = programs.HERE / "cases"


def kept(line, answer):
    """`save name = header NAME` or `save name = .path`: the name and its value."""
    name, _, source = line.removeprefix("save ").partition(" = ")
    if source.startswith("header "):
        return name, answer.header(source.removeprefix("header "))
    return name, check.find(source, answer.json)[0]


def run_exchange(exchange, daemon, saved):
    """Yields a line for every expectation that does not hold."""
    base = daemon.ops if exchange.ops else daemon.url
    path = case.filled(exchange.path, saved)
    headers = [(name, case.filled(value, saved)) for name, value in exchange.headers]
    body = b"" if exchange.method in ("POST", "PUT", "PATCH") else None
    answer = client.fetch(base, path, headers, exchange.method, body)
    for number, line in exchange.expectations:
        if line.startswith("save "):
            name, value = kept(line, answer)
            saved[name] = value
            continue
        seen = check.check(case.filled(line, saved), answer)
        if seen is not None:
            yield f"    line {number}: {line}\n        seen: {seen}"


def run_case(path, daemon):
    """The failures of one case, as lines."""
    saved, failures = {}, []
    try:
        for exchange in case.read(path).exchanges:
            failures += run_exchange(exchange, daemon, saved)
    except Exception as problem:  # a broken case or connection is that case's failure
        failures.append(f"    {type(problem).__name__}: {problem}")
    return failures


def chosen(words):
    every = sorted(CASES.glob("*.case"))
    names = [Path(word).stem for word in words]
    return [p for p in every if not names or any(n in p.stem for n in names)]


def main():
    paths = chosen(programs.take_paths())
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        programs.build(index, programs.SAMPLE, programs.RECORDS,
                       options=["--exclude", programs.EXCLUDED])
        with programs.Daemon(index) as daemon:
            for path in paths:
                failures = run_case(path, daemon)
                failed += bool(failures)
                if failures:
                    sentence = path.read_text(encoding="utf-8").split("\n")[0]
                    print(f"FAILED {path.name}: {sentence}", *failures, sep="\n")
    print(f"{len(paths) - failed} of {len(paths)} cases hold")
    return 1 if failed or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
