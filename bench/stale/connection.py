"""A reader's connection: HTTP/1.1 on a bare socket, so that a thousand reads a second leave the
processor to the servers."""

import gzip
import socket
from typing import NamedTuple

import brotli

TIMEOUT_SECONDS = 60


class Broken(Exception):
    """The connection ended before the answer had come, as when its worker is killed."""


class Answer(NamedTuple):
    status: int
    body: bytes
    etag: str


class Connection:
    """Opened at the first request, and again after it broke or was closed."""

    def __init__(self, port: int, headers: dict[str, str]) -> None:
        self._port = port
        self._headers = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self._socket: socket.socket | None = None

    def get(self, path: str, *, encoding: str, etag: str) -> Answer:
        """Raises Broken."""
        known = f"If-None-Match: {etag}\r\n" if etag else ""
        request = (
            f"GET {path} HTTP/1.1\r\n{self._headers}Accept-Encoding: {encoding}\r\n{known}\r\n"
        )
        try:
            if self._socket is None:
                self._socket = socket.create_connection(
                    ("127.0.0.1", self._port), timeout=TIMEOUT_SECONDS
                )
            self._socket.sendall(request.encode())
            return self._read(self._socket)
        except OSError as error:
            self.close()
            raise Broken from error
        except Broken:
            self.close()
            raise

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _read(self, source: socket.socket) -> Answer:
        received = b""
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += _more(source)
        first, *lines = received[:end].decode("latin-1").split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines if ": " in line)
        status = int(first.split()[1])
        body = received[end + 4 :]
        length = 0 if status == 304 else int(headers["content-length"])
        while len(body) < length:
            body += _more(source)
        if headers.get("connection") == "close":
            self.close()
        etag = next((line[6:] for line in lines if line.lower().startswith("etag: ")), "")
        return Answer(status, _decoded(body, headers.get("content-encoding", "")), etag)


def _more(source: socket.socket) -> bytes:
    part = source.recv(262_144)
    if not part:
        raise Broken
    return part


def _decoded(body: bytes, encoding: str) -> bytes:
    match encoding:
        case "gzip":
            return gzip.decompress(body)
        case "br":
            decoded: bytes = brotli.decompress(body)
            return decoded
        case _:
            return body
