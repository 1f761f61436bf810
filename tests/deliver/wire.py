"""A Slack on the wire that answers as told, or breaks the line."""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

Reply = Callable[[BaseHTTPRequestHandler], None]


def answers(status: int, body: str, **headers: str) -> Reply:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body.encode())))
        handler.end_headers()
        handler.wfile.write(body.encode())

    return reply


def says(**data: Any) -> Reply:
    return answers(200, json.dumps(data), Content_Type="application/json")


def closes(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True


def resets(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def cuts(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "500")
    handler.end_headers()
    handler.wfile.write(b'{"ok": tr')
    handler.close_connection = True


class Server:
    """A Slack that answers as told, and keeps what it was asked."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.hold = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
                is_json = body and "json" in self.headers.get("Content-Type", "")
                data = json.loads(body) if is_json else {k: v[0] for k, v in parse_qs(body).items()}
                server.asked.append((self.path, data))
                server.replies.pop(0)(self)

            def log_message(self, *_: object) -> None:
                pass

            def finish(self) -> None:
                with contextlib.suppress(OSError, ValueError):
                    super().finish()

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.handle_error = lambda *_: None  # type: ignore[method-assign]
        self.url = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True).start()

    def holds(self, _: BaseHTTPRequestHandler) -> None:
        self.hold.wait(5)

    def close(self) -> None:
        self.hold.set()
        self.http.shutdown()
        self.http.server_close()
