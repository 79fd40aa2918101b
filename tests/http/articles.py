"""Comparing what the indexer understood with a gold file."""

import html
import json
import re
import unicodedata

import programs

INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")


def plain(text):
    """For comparisons: composed, without entities and invisible characters, white space as one."""
    text = INVISIBLE.sub("", html.unescape(text or ""))
    return " ".join(unicodedata.normalize("NFC", text).split())


def read_lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def extract(*paths):
    """What `timtin-index extract` prints: articles by the input's name."""
    result = programs.run_indexer("extract", *paths)
    if result.returncode != 0:
        raise AssertionError(f"extract exited with {result.returncode}: {result.stderr}")
    articles = [json.loads(line) for line in result.stdout.splitlines()]
    return {a["provenance"]["input"]: a for a in articles}


def of_file(articles, name):
    """The article whose input's name ends with the gold's."""
    found = [a for path, a in articles.items() if path.endswith(name)]
    if len(found) != 1:
        raise AssertionError(f"{len(found)} articles come from {name}")
    return found[0]


def names(article):
    return {plain(agency["name"]) for agency in article["agencies"]}
