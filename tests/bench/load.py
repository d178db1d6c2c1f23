"""A small closed-loop load: some connections, each sends when its answer has come.

Bounded by a time in seconds; one thread and raw sockets, so that it costs the machine less
than the server it measures.
"""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Run:
    """Latencies in seconds of answers with the expected status; others are counted."""

    seconds: float
    latencies: list[float] = field(default_factory=list)
    others: int = 0

    @property
    def rate(self) -> float:
        """Good answers a second."""
        return len(self.latencies) / self.seconds

    def quantile(self, share: float) -> float:
        """Latency in seconds below which `share` of the answers stayed."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


@dataclass
class Connection:
    peer: socket.socket
    sent_at: float = 0.0
    buffer: bytes = b""

    def send(self, request: bytes) -> None:
        self.buffer = b""
        self.sent_at = time.perf_counter()
        self.peer.sendall(request)

    def answer(self) -> int | None:
        """The status once the whole answer is here, else None."""
        piece = self.peer.recv(65536)
        if not piece:
            raise ConnectionError("the server closed the connection")
        self.buffer += piece
        head, gap, body = self.buffer.partition(b"\r\n\r\n")
        if not gap:
            return None
        status = int(head[9:12])
        if status == 304:
            return status
        lower = head.lower()
        if b"transfer-encoding: chunked" in lower:
            return status if body.endswith(b"0\r\n\r\n") else None
        start = lower.find(b"content-length:")
        if start < 0:
            raise ConnectionError("an answer without a length")
        length = int(lower[start + 15 :].split(b"\r\n", 1)[0])
        return status if len(body) >= length else None


def load(
    port: int, requests: Iterator[bytes], expected: int, seconds: float, connections: int = 8
) -> Run:
    """Send `requests` to 127.0.0.1:`port` for `seconds`; answers must have status `expected`."""
    run, selector = Run(seconds), selectors.DefaultSelector()
    peers = [
        Connection(socket.create_connection(("127.0.0.1", port), 5)) for _ in range(connections)
    ]
    for peer in peers:
        peer.peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(peer.peer, selectors.EVENT_READ, peer)
        peer.send(next(requests))
    end = time.perf_counter() + seconds
    while (now := time.perf_counter()) < end:
        for key, _ in selector.select(end - now):
            status = key.data.answer()
            if status is None:
                continue
            if status == expected:
                run.latencies.append(time.perf_counter() - key.data.sent_at)
            else:
                run.others += 1
            key.data.send(next(requests))
    for peer in peers:
        peer.peer.close()
    return run
