"""An endpoint with a known latency and a known limit, for `benchmarks/teacher.py`.

    python benchmarks/latency_server.py --latency 0.5 --spread 0.2 --capacity 4096

Prints its port. It speaks just enough HTTP/1.1 to answer POSTs with a completion after a drawn
latency, and 429 when more than ``capacity`` requests are under way. It is a bare asyncio protocol,
so that one core serves several thousand requests a second and the client is what is measured.
``GET /`` gives the counts so far.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import resource
from typing import Any

ANSWER = {
    "id": "chatcmpl-1",
    "object": "chat.completion",
    "created": 1,
    "model": "m",
    "choices": [
        {
            "index": 0,
            "message": {"role": "assistant", "content": "word " * 40},
            "finish_reason": "stop",
        }
    ],
    "usage": {"prompt_tokens": 20, "completion_tokens": 40, "total_tokens": 60},
}


def reply(status: str, body: dict[str, Any]) -> bytes:
    content = json.dumps(body).encode()
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n"
    )
    return head.encode() + b"\r\n" + content


class Endpoint:
    """Counts what is under way, and decides how long each answer takes."""

    def __init__(self, latency: float, spread: float, capacity: int) -> None:
        self.latency, self.spread, self.capacity = latency, spread, capacity
        self.busy = self.busiest = self.answered = self.refused = 0
        self.answer = reply("200 OK", ANSWER)
        self.refusal = reply("429 Too Many Requests", {"error": {"message": "too many"}})

    def counts(self) -> bytes:
        """What was answered and refused so far, as a response."""
        usage = resource.getrusage(resource.RUSAGE_SELF)
        return reply(
            "200 OK",
            {
                "answered": self.answered,
                "refused": self.refused,
                "busiest": self.busiest,
                "cpu": usage.ru_utime + usage.ru_stime,
            },
        )


class Connection(asyncio.Protocol):
    """One keep-alive connection; requests on it come one after another."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to answer."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer when a request is whole."""
        self.received += data
        head, found, rest = self.received.partition(b"\r\n\r\n")
        if not found:
            return
        length = 0
        for line in head.split(b"\r\n")[1:]:
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if len(rest) < length:
            return
        self.received = rest[length:]
        if head.startswith(b"GET"):
            self.transport.write(self.endpoint.counts())
        else:
            self.answer()

    def answer(self) -> None:
        """Turn the request away, or begin to think."""
        endpoint = self.endpoint
        if endpoint.busy >= endpoint.capacity:
            endpoint.refused += 1
            self.transport.write(endpoint.refusal)
            return
        endpoint.busy += 1
        endpoint.busiest = max(endpoint.busiest, endpoint.busy)
        drawn = endpoint.latency * random.uniform(1 - endpoint.spread, 1 + endpoint.spread)
        asyncio.get_running_loop().call_later(drawn, self.finish)

    def finish(self) -> None:
        """Say the answer."""
        self.endpoint.busy -= 1
        self.endpoint.answered += 1
        if not self.transport.is_closing():
            self.transport.write(self.endpoint.answer)


async def serve(endpoint: Endpoint) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(endpoint), "127.0.0.1", 0, backlog=4096)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--latency", type=float, default=0.5, help="seconds")
    parser.add_argument("--spread", type=float, default=0.2, help="as a share of the latency")
    parser.add_argument("--capacity", type=int, default=4096, help="requests at a time")
    arguments = parser.parse_args()
    asyncio.run(serve(Endpoint(arguments.latency, arguments.spread, arguments.capacity)))


if __name__ == "__main__":
    main()
