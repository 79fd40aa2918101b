"""Whether an answer's total is what Xapian finds, and if not, why: for compare.py.

A difference is asked for again without what may explain it. What then is Xapian's total after all
is told by that name; what is not has no explanation and is a fault of one of the two.
"""
import http.client
import json
import urllib.parse

UNEXPLAINED = "unexplained"


def quoted(q):
    """Quotation marks switch other ways of saying it off."""
    if '"' in q:
        return q
    return " ".join(word if word.endswith("*") else f'"{word}"' for word in q.split())


def cut(ask, theirs):
    """Only the most frequent words that begin so are looked for, and the answer says so."""
    answer = ask()
    return not answer["total_exact"] and answer["total"] <= theirs


def other_ways(ask, theirs):
    """tp finds thành phố too."""
    return ask(quoted)["total"] == theirs


def without_marks(ask, theirs):
    """A word without marks finds those with marks too; Xapian's phrases have words as written."""
    return ask(accents="exact")["total"] == theirs


REASONS = {"prefix cut": cut, "other ways of saying it": other_ways,
           "words without marks": without_marks}


class Judge:
    """Asks a daemon for the requests of a file."""

    def __init__(self, requests, port):
        self.daemon = http.client.HTTPConnection("127.0.0.1", port)
        self.paths = {}
        with open(requests, encoding="utf-8") as lines:
            for line in lines:
                kind, path = line.split("\t")[:2]
                self.paths.setdefault(kind, []).append(path)

    def get(self, target):
        """A daemon ends a connection that was idle while others were measured: one more try."""
        try:
            self.daemon.request("GET", target)
            return self.daemon.getresponse()
        except ConnectionError:
            self.daemon.close()
            self.daemon.request("GET", target)
            return self.daemon.getresponse()

    def ask(self, path, change=str, **more):
        url = urllib.parse.urlsplit(path)
        given = dict(urllib.parse.parse_qsl(url.query))
        given |= {"q": change(given["q"]), "limit": 0, "offset": 0, "facets": "", **more}
        answer = self.get(f"{url.path}?{urllib.parse.urlencode(given)}")
        body = json.loads(answer.read())
        if answer.status != 200:
            raise SystemExit(f"totals: {path}: {answer.status}")
        return body

    def why(self, path, theirs):
        def ask(change=str, **more):
            return self.ask(path, change, **more)
        return next((name for name, explains in REASONS.items() if explains(ask, theirs)),
                    UNEXPLAINED)

    def differences(self, kind, ours, theirs):
        """{reason: paths}, of the totals of the first requests of the class."""
        found = {}
        paths = self.paths[kind]
        for i, pair in enumerate(zip(ours, theirs)):
            if pair[0] != pair[1]:
                path = paths[i % len(paths)]
                found.setdefault(self.why(path, pair[1]), []).append((path, *pair))
        return found
