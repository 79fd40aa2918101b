#!/usr/bin/env python3
"""Records of the labelled news articles: news_records.py CORPUS.jsonl.xz > RECORDS

They come without dates and sources: both are given out by number, so that there is something
to filter by and to count.
"""
import json
import lzma
import sys

YEARS = range(2005, 2027)
SOURCES = 20


def main():
    with lzma.open(sys.argv[1], "rt", encoding="utf-8") as lines:
        for i, line in enumerate(lines):
            a = json.loads(line)
            day = f"{YEARS[i * 7919 % len(YEARS)]}-{1 + i % 12:02}-{1 + i * 31 % 28:02}"
            json.dump({"url": f"https://tin.example.vn/{a['id']}", "title": a["title"],
                       "body": a["text"], "published": day, "source": f"Nguồn {i % SOURCES}"},
                      sys.stdout, ensure_ascii=False)
            print()


if __name__ == "__main__":
    main()
