"""A faulty line between tablet and server: everything that a lobby's Wi-Fi can do to a request."""

from __future__ import annotations

import random
import socket
import struct
import threading
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, field

PORTAL = b"<!DOCTYPE html><title>Wi-Fi</title><h1>Please log in</h1>"
RESET = struct.pack("ii", 1, 0)  # SO_LINGER of no time: the peer gets a reset
STALL = 1.2  # seconds: longer than the tablet of these tests waits


def page(status: str, headers: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\n{headers}Content-Type: text/html\r\n"
    return head.encode() + b"Content-Length: %d\r\n\r\n" % len(PORTAL) + PORTAL


ANSWERS = {
    "portal": page("200 OK"),
    "redirect": page("302 Found", "Location: http://127.0.0.1/login\r\n"),
    "forbidden": page("403 Forbidden"),
    "too large": page("413 Payload Too Large"),
    "too many": page("429 Too Many Requests", "Retry-After: 1\r\n"),
    "bad gateway": page("502 Bad Gateway"),
}
FAULTS = (
    *ANSWERS,
    "reset before",
    "reset after",
    "stall",
    "cut body",
    "cut answer",
    "sent twice",
)


@dataclass
class Proxy:
    """Listens on `port` of 127.0.0.1 and passes on to `upstream`; one request a connection.

    `share` of the requests meet a fault. `met` counts what happened.
    """

    upstream: int
    seed: int
    share: float = 0.5
    met: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - repeatable faults
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _fault(self) -> str:
        with self._lock:
            faulty = self._random.random() < self.share
            fault = self._random.choice(FAULTS) if faulty else "passed on"
            self.met[fault] += 1
            return fault

    def _serve(self, client: socket.socket) -> None:
        with closing(client), suppress(OSError):
            client.settimeout(10)
            head, body = read_message(client)
            if head:
                self._meet(self._fault(), client, head, body)

    def _meet(self, fault: str, client: socket.socket, head: bytes, body: bytes) -> None:
        if fault in ANSWERS:
            client.sendall(ANSWERS[fault])
        elif fault == "reset before":
            reset(client)
        elif fault == "cut body":
            self._forward(head + body[: len(body) // 2], half=True)
            reset(client)
        else:
            answer = self._forward(head + body)
            if fault == "sent twice":
                answer = self._forward(head + body)
            if fault == "reset after":
                reset(client)
                return
            if fault == "stall":
                threading.Event().wait(STALL)
            client.sendall(answer[: len(answer) // 2] if fault == "cut answer" else answer)

    def _forward(self, request: bytes, half: bool = False) -> bytes:
        """The server's whole answer; empty when it is down."""
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.upstream), 5) as server:
            server.sendall(request)
            if half:
                return b""
            head, body = read_message(server)
            return head + body
        return b""


def reset(peer: socket.socket) -> None:
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    peer.close()


def read_message(peer: socket.socket) -> tuple[bytes, bytes]:
    """Head with its empty line, and a body of the announced length (less when it was cut)."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = peer.recv(65536)
        if not more:
            return b"", b""
        data += more
    head, body = data.split(b"\r\n\r\n", 1)
    length = 0
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        more = peer.recv(65536)
        if not more:
            break
        body += more
    return head + b"\r\n\r\n", body
