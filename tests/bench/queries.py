#!/usr/bin/env python3
"""Search paths from generated records: queries.py RECORDS COUNT [WORDS] -> one path a line.

Each query is WORDS (2) neighbouring syllables of a random body, with facets as the default.
"""
import itertools
import json
import random
import sys
import urllib.parse


def main():
    records, count = sys.argv[1], int(sys.argv[2])
    words = int(sys.argv[3]) if len(sys.argv) > 3 else 2
    random.seed(7)
    with open(records, encoding="utf-8") as lines:
        bodies = [json.loads(line)["body"].split() for line in itertools.islice(lines, 2000)]
    for _ in range(count):
        body = random.choice(bodies)
        at = random.randrange(len(body) - words)
        text = " ".join(body[at:at + words])
        print("/v1/search?" + urllib.parse.urlencode({"q": text, "facets": "year,agency"}))


main()
