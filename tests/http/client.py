"""One HTTP exchange, as a stranger would do it: nothing is hidden, nothing is followed."""

import gzip
import http.client
import json
import unicodedata
from urllib.parse import quote, urlsplit

PATIENCE = 60  # seconds for one answer; sanitizers are slow, a hang is longer


class Answer:
    """What came back. `body` is unpacked, `raw` as it came."""

    def __init__(self, response, raw):
        self.status = response.status
        self.headers = response.headers
        self.raw = raw
        packed = self.header("Content-Encoding") == "gzip" and raw
        self.body = gzip.decompress(raw) if packed else raw

    def header(self, name):
        """All lines of the name joined by commas; None when there is none."""
        lines = self.headers.get_all(name)
        return None if lines is None else ", ".join(lines)

    @property
    def text(self):
        return self.body.decode("utf-8")

    @property
    def json(self):
        return json.loads(self.body)


def target(text):
    """Percent-encodes what a request line cannot hold; what is encoded stays."""
    return quote(text, safe="%/:?#[]@!$&'()*+,;=-._~")


def connect(base):
    parts = urlsplit(base)
    return http.client.HTTPConnection(parts.hostname, parts.port, timeout=PATIENCE)


def exchange(connection, method, path, headers=(), body=None):
    """One request on an open connection; headers are pairs."""
    connection.putrequest(method, target(path), skip_accept_encoding=True)
    for name, value in headers:
        connection.putheader(name, value.encode("utf-8"))
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    response = connection.getresponse()
    return Answer(response, response.read())


def fetch(base, path, headers=(), method="GET", body=None):
    """One request on a connection of its own."""
    connection = connect(base)
    try:
        return exchange(connection, method, path, headers, body)
    finally:
        connection.close()


def query(**parameters):
    """A query string; lists repeat. A trailing _ keeps a name out of Python's keywords' way."""
    pairs = []
    for name, value in parameters.items():
        for one in value if isinstance(value, (list, tuple)) else [value]:
            pairs.append(name.rstrip("_") + "=" + quote(str(one), safe=""))
    return "&".join(pairs)


def decomposed(text):
    return unicodedata.normalize("NFD", text)
