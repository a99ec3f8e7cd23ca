"""A language model's server for tests: the real protocol over real sockets on 127.0.0.1, each answer as a test wants.

In comes a function from a request to a `Reply`; out come the requests that were made. It speaks HTTP/1.1 as
llama.cpp, Ollama and hosted services do, and fails in the ways they do.
"""

from __future__ import annotations

import contextlib
import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True)
class Reply:
    """One answer. `body` is sent as it is; `delay_s` before the first byte, `drip_s` between single bytes of the body.

    `cut_at`: the connection is closed after so many bytes of a body whose whole length was announced.
    """

    status: int = 200
    body: bytes = b"{}"
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "application/json"),)
    delay_s: float = 0.0
    drip_s: float = 0.0
    cut_at: int | None = None


@dataclass(frozen=True)
class Asked:
    """One request as it came: its path, its headers in lower case, its JSON body."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def report(self) -> str:
        """The text between the two marker lines, which is all that a model sees of a document."""
        words = self.body["messages"][1]["content"]
        match = re.search(r"----- report (\w{16}) begins -----\n(.*)\n----- report \1 ends -----", words, re.DOTALL)
        assert match is not None, words
        return match[2]


def envelope(content: Any, *, usage: tuple[int, int] | None = (900, 60), **more: Any) -> bytes:
    """What a server wraps a model's words in."""
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}
    choice.update({key: value for key, value in more.items() if key == "finish_reason"})
    choice["message"].update({key: value for key, value in more.items() if key != "finish_reason"})  # type: ignore[attr-defined]
    data: dict[str, Any] = {"id": "x", "object": "chat.completion", "model": "stub", "choices": [choice]}
    if usage:
        data["usage"] = {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}
    return json.dumps(data).encode()


def says(*claims: Any, **more: Any) -> Reply:
    """A model that gives these claims."""
    return Reply(body=envelope(json.dumps({"claims": claims}, ensure_ascii=False), **more))


@dataclass
class StubModel:
    """The server. `answer` gives the reply to each request; an iterable gives one after the other."""

    answer: Callable[[Asked], Reply] | Iterable[Reply]
    asked: list[Asked] = field(default_factory=list)

    def __enter__(self) -> Self:
        replies = None if callable(self.answer) else iter(self.answer)
        stub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                size = int(self.headers.get("Content-Length", 0))
                asked = Asked(
                    self.path, {k.lower(): v for k, v in self.headers.items()}, json.loads(self.rfile.read(size))
                )
                stub.asked.append(asked)
                reply = next(replies) if replies is not None else stub.answer(asked)  # type: ignore[operator]
                with contextlib.suppress(OSError):  # a client that gave up is no fault of the server
                    self._send(reply)

            def _send(self, reply: Reply) -> None:
                time.sleep(reply.delay_s)
                self.send_response(reply.status)
                for name, value in reply.headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                if reply.drip_s:
                    for byte in reply.body:
                        self.wfile.write(bytes([byte]))
                        self.wfile.flush()
                        time.sleep(reply.drip_s)
                    return
                self.wfile.write(reply.body[: reply.cut_at])
                if reply.cut_at is not None:
                    self.wfile.flush()
                    self.close_connection = True
                    self.connection.shutdown(socket.SHUT_RDWR)

            def log_message(self, format: str, *args: object) -> None:
                """Nothing: what was asked is kept in `asked`."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        port: int = self._server.server_address[1]
        return port

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"
