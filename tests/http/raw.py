"""Bytes on a socket: for what no proper client would send."""

import re
import socket
import time
from urllib.parse import urlsplit

import client

QUIET = 0.25  # seconds without a byte after an answer: no further one comes


class Connection:
    def __init__(self, base, receive_buffer=None):
        parts = urlsplit(base)
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(client.PATIENCE)
        self.socket.connect((parts.hostname, parts.port))
        self.received, self.closed = b"", False

    def send(self, data):
        """False when the other side has closed already."""
        try:
            self.socket.sendall(data)
            return True
        except OSError:
            return False

    def receive(self, seconds):
        """Takes what comes within the time; False when nothing did."""
        if self.closed:
            return False
        self.socket.settimeout(max(seconds, 0.001))
        try:
            data = self.socket.recv(1 << 16)
        except TimeoutError:
            return False
        except OSError:
            data = b""
        self.closed = not data
        self.received += data
        return bool(data)

    def receive_all(self, patience=client.PATIENCE):
        """Everything that comes until the other side closes or falls silent after an answer."""
        if self.receive(patience):
            while self.receive(QUIET) or (not self.closed and not answers(self.received)):
                pass
        return self.received

    def wait_closed(self, seconds):
        """How long it took until the other side closed; None when it did not."""
        began = time.monotonic()
        while not self.closed and time.monotonic() - began < seconds:
            self.receive(0.2)
        return time.monotonic() - began if self.closed else None

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def answers(data, heads=()):
    """The answers in the bytes, as pairs of status and (head + body); `heads`: the places of
    those that answer HEAD and have no body. What is no answer has status 0."""
    found = []
    while data:
        head, gap, rest = data.partition(b"\r\n\r\n")
        status = re.match(rb"HTTP/1\.[01] (\d{3}) ", head)
        if not status or not gap:
            return found + [(0, data)]
        length = re.search(rb"(?im)^content-length: *(\d+)", head)
        bare = len(found) in heads or status[1] in (b"304", b"204", b"100")
        n = 0 if bare or not length else int(length[1])
        if len(rest) < n:
            return found  # not whole yet
        found.append((int(status[1]), head + gap + rest[:n]))
        data = rest[n:]
    return found


def ask(base, data, patience=client.PATIENCE):
    """What the bytes are answered with, and whether the connection was closed."""
    with Connection(base) as connection:
        connection.send(data)
        connection.receive_all(patience)
        return connection.received, connection.closed
