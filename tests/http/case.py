"""Reads a case file: what is asked, and what must be so.

    A year filter keeps that year alone, and the year facet stays whole.

    GET /v1/search?source=ban-tin-thu&year=2024
    Accept-Encoding: gzip

    status 200
    header Vary contains Accept-Encoding
    .total == 2
    .hits[*].year == 2024
    .facets.year[value=2023].count == 2

The first line is the sentence that must hold. A request is its line and its headers, up to
an empty line; then come expectations (check.py) until the next request. `ops GET /metrics`
asks the ops port. `#` begins a comment.

Requests are written as people write: the runner percent-encodes spaces and marks. `+` and
what is percent-encoded already stay as they are. In requests and expectations
    $name            is what `save name = header ETag` or `save name = .total` kept before,
    {nfd TEXT}       is the text with its marks apart,
    {repeat N TEXT}  is the text N times."""

import re
from dataclasses import dataclass, field

from client import decomposed

REQUEST = re.compile(r"(ops )?([A-Z]+) ([/$].*|\*)")
HEADER = re.compile(r"([A-Za-z0-9-]+): ?(.*)")


@dataclass
class Exchange:
    line: int
    ops: bool
    method: str
    path: str
    headers: list = field(default_factory=list)  # pairs
    expectations: list = field(default_factory=list)  # (line number, text)


@dataclass
class Case:
    sentence: str
    exchanges: list


def read(path):
    """The case in a file; ValueError when it does not follow the rules."""
    lines = path.read_text(encoding="utf-8").split("\n")
    case = Case(lines[0], [])
    if not lines[0].endswith("."):
        raise ValueError("the first line is a sentence and ends with a full stop")
    in_head = False
    for number, line in enumerate(lines[1:], 2):
        line = line.strip()
        if line.startswith("#"):
            continue
        if not line:
            in_head = False
        elif found := REQUEST.fullmatch(line):
            ops, method, target = found.groups()
            case.exchanges.append(Exchange(number, bool(ops), method, target))
            in_head = True
        elif not case.exchanges:
            raise ValueError(f"line {number}: an expectation before the first request")
        elif in_head:
            case.exchanges[-1].headers.append(_header(number, line))
        else:
            case.exchanges[-1].expectations.append((number, line))
    if not case.exchanges or not all(e.expectations for e in case.exchanges):
        raise ValueError("a case has a request, and every request an expectation")
    return case


def _header(number, line):
    found = HEADER.fullmatch(line)
    if not found:
        raise ValueError(f"line {number}: not a header (an empty line ends the request)")
    return found.groups()


def filled(text, saved):
    """The text with its $names, {nfd ...} and {repeat ...} replaced."""
    text = re.sub(r"\$([a-z]\w*)", lambda m: str(saved.get(m[1], m[0])), text)
    text = re.sub(r"\{repeat (\d+) ([^}]*)\}", lambda m: m[2] * int(m[1]), text)
    return re.sub(r"\{nfd ([^}]*)\}", lambda m: decomposed(m[1]), text)
