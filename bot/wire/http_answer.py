"""Owns reading an HTTP/1.1 answer from bytes as they come (RFC 9112), within bounds. It must not know any socket."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LONGEST_HEAD = 64 * 1024
LONGEST_BODY = 1024 * 1024
HEAD_END = b"\r\n\r\n"
LINE_END = b"\r\n"
FIRST_FINAL_STATUS = 200
BODYLESS_STATUSES = frozenset({204, 304})


class BadAnswer(Exception):
    """The far end does not speak HTTP, or says too much."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class AnswerReader:
    """Reads one answer. `finished` is the answer once it is whole, and `keeps_open` whether another may follow it."""

    __slots__ = ("_body", "_buffer", "_headers", "_left", "_status", "finished", "keeps_open")

    def __init__(self) -> None:
        self._buffer = b""
        self._status = 0
        self._headers: dict[str, str] = {}
        self._body = b""
        self._left: int | None = 0
        self.finished: Answer | None = None
        self.keeps_open = True

    def feed(self, received: bytes) -> None:
        """Take in bytes; raises BadAnswer, also for bytes beyond the answer's end."""
        self._buffer = self._buffer + received if self._buffer else received
        try:
            while not self._status and self._read_head():
                pass
            if self._status:
                self._read_body()
        except ValueError:
            raise BadAnswer("malformed") from None

    def end(self) -> None:
        """The far end has closed: that ends an answer without a length, and cuts any other short. Raises BadAnswer."""
        if self._status and self._left is None:
            self._finish(self._buffer)
        if self.finished is None:
            raise BadAnswer("cut short")

    def _read_head(self) -> bool:
        end = self._buffer.find(HEAD_END)
        if end < 0:
            if len(self._buffer) > LONGEST_HEAD:
                raise BadAnswer("head too long")
            return False
        lines = self._buffer[:end].decode("latin-1").split("\r\n")
        self._buffer = self._buffer[end + len(HEAD_END) :]
        version, _, rest = lines[0].partition(" ")
        status = int(rest[:3])
        if not version.startswith("HTTP/1."):
            raise BadAnswer("not HTTP/1")
        if status < FIRST_FINAL_STATUS:
            return True
        headers: dict[str, str] = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        self._take_head(version, status, headers)
        return False

    def _take_head(self, version: str, status: int, headers: dict[str, str]) -> None:
        self._status = status
        self._headers = headers
        self.keeps_open = version == "HTTP/1.1" and headers.get("connection", "").lower() != "close"
        if status in BODYLESS_STATUSES:
            self._left = 0
        elif "transfer-encoding" in headers:
            if headers["transfer-encoding"].lower() != "chunked":
                raise BadAnswer("unknown transfer coding")
            self._left = -1
        elif "content-length" in headers:
            self._left = int(headers["content-length"])
            if not 0 <= self._left <= LONGEST_BODY:
                raise BadAnswer("body too long")
        else:
            self._left = None
            self.keeps_open = False

    def _read_body(self) -> None:
        if self.finished is not None:
            raise BadAnswer("more than was announced")
        if len(self._buffer) + len(self._body) > LONGEST_BODY + LONGEST_HEAD:
            raise BadAnswer("body too long")
        if self._left is None:
            return
        if self._left < 0:
            self._read_chunks()
        elif len(self._buffer) >= self._left:
            self._finish(self._buffer[: self._left], rest=self._buffer[self._left :])

    def _read_chunks(self) -> None:
        while True:
            line_end = self._buffer.find(LINE_END)
            if line_end < 0:
                return
            size = int(self._buffer[:line_end].split(b";")[0], 16)
            if not 0 <= size <= LONGEST_BODY:
                raise BadAnswer("body too long")
            start = line_end + len(LINE_END)
            if size == 0:
                self._read_trailer(start)
                return
            after = start + size + len(LINE_END)
            if len(self._buffer) < after:
                return
            self._body += self._buffer[start : start + size]
            self._buffer = self._buffer[after:]

    def _read_trailer(self, start: int) -> None:
        """The last chunk is followed by trailer fields, most often none, and an empty line."""
        if self._buffer[start : start + 2] == LINE_END:
            end = start + 2
        else:
            found = self._buffer.find(HEAD_END, start)
            if found < 0:
                return
            end = found + len(HEAD_END)
        self._finish(self._body, rest=self._buffer[end:])

    def _finish(self, body: bytes, rest: bytes = b"") -> None:
        if rest:
            raise BadAnswer("more than was announced")
        self.finished = Answer(self._status, self._headers, body)
        self._buffer = b""
