#!/usr/bin/env python3
"""Makes a retrieval set of articles: queries as people half remember what they once read.

    tests/bench/known_items.py ARTICLES FOLDER [COUNT]

ARTICLES is what `timtin-index extract` prints, records, or the corpus of another set: JSON lines
with id, title, and body or text; .xz is unpacked.
Writes corpus.jsonl, queries.jsonl and qrels.tsv into FOLDER as tests/bench/relevance reads them:
COUNT (300) queries in all, a third each
    title      4-6 syllables of the title, side by side; of titles that no other article has
    lead       6-8 syllables of the first paragraph, every third one forgotten
    sentence   two pairs of neighbours of the body's rarest sentence, the later pair first
The right answer of each is its article. Equal input gives equal sets.
"""
import collections
import json
import lzma
import os
import random
import re
import sys

SYLLABLE = re.compile(r"\w+")


def open_text(path):
    return lzma.open(path, "rt", encoding="utf-8") if path.endswith(".xz") else open(
        path, encoding="utf-8")


def read_articles(path):
    with open_text(path) as file:
        articles = [json.loads(line) for line in file if line.strip()]
    for article in articles:
        article["body"] = article.get("body") or article.get("text")
    return [a for a in articles if a.get("id") and a.get("title") and a["body"]]


def with_own_title(articles):
    """Paragraphs of one text may share its title, which then says nothing of any of them."""
    times = collections.Counter(a["title"] for a in articles)
    return [a for a in articles if times[a["title"]] == 1]


def syllables(text):
    return SYLLABLE.findall(text)


def pairs(words):
    return [(a.lower(), b.lower()) for a, b in zip(words, words[1:])]


def count_pairs(articles):
    df = collections.Counter()
    for article in articles:
        df.update(set(pairs(syllables(article["body"]))))
    return df


def from_title(article, rng, _):
    words = syllables(article["title"])
    n = rng.randint(4, 6)
    at = rng.randrange(max(1, len(words) - n + 1))
    return words[at: at + n]


def from_lead(article, rng, _):
    words = syllables(article["body"].split("\n")[0])
    n = rng.randint(6, 8)
    at = rng.randrange(max(1, len(words) - n + 1))
    return [word for i, word in enumerate(words[at: at + n]) if i % 3 != 2]


def rarity(words, df):
    found = pairs(words)
    return sum(1 / df[pair] for pair in found) / len(found) if len(found) >= 6 else 0


def from_sentence(article, rng, df):
    sentences = [syllables(s) for s in re.split(r"[.!?\n]+", article["body"])[1:]]
    best = max(sentences, key=lambda words: rarity(words, df), default=[])
    if len(best) < 7:
        return []
    first = rng.randrange(len(best) - 5)
    second = rng.randrange(first + 3, len(best) - 1)
    return best[second: second + 2] + best[first: first + 2]


KINDS = {"title": from_title, "lead": from_lead, "sentence": from_sentence}


def make_queries(articles, count):
    rng = random.Random(1)
    df = count_pairs(articles)
    queries = []
    for kind, make in KINDS.items():
        from_these = with_own_title(articles) if kind == "title" else articles
        picks = rng.sample(from_these, min(len(from_these), count // len(KINDS)))
        for i, article in enumerate(picks):
            words = make(article, rng, df)
            if len(words) >= 3:
                queries.append((f"{kind}-{i:04}", " ".join(words), article["id"]))
    return queries


def write_set(folder, articles, queries):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "corpus.jsonl"), "w", encoding="utf-8") as out:
        for a in articles:
            line = {"id": a["id"], "title": a["title"], "text": a["body"]}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    with open(os.path.join(folder, "queries.jsonl"), "w", encoding="utf-8") as out:
        for query, text, _ in queries:
            out.write(json.dumps({"id": query, "text": text}, ensure_ascii=False) + "\n")
    with open(os.path.join(folder, "qrels.tsv"), "w", encoding="utf-8") as out:
        out.write("query_id\tdoc_id\tscore\n")
        for query, _, article in queries:
            out.write(f"{query}\t{article}\t1\n")


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    articles = read_articles(sys.argv[1])
    if not articles:
        sys.exit(f"{sys.argv[1]}: no article with id, title and body")
    write_set(sys.argv[2], articles,
              make_queries(articles, int(sys.argv[3]) if len(sys.argv) == 4 else 300))


if __name__ == "__main__":
    main()
