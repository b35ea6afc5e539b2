"""Reading HTTP answers: however the bytes are cut, and whatever is wrong with them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wire.http_answer import Answer, AnswerReader, BadAnswer

PLAIN = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{"id":"1"}'
CHUNKED = b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n4;x=y\r\nabcd\r\nA\r\n0123456789\r\n0\r\n\r\n"
TRAILED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\nChecksum: 1\r\n\r\n"
CONTINUED = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n"
CLOSED = b"HTTP/1.1 200 OK\r\n\r\nall there is"
OLD = b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok"
LAST = b"HTTP/1.1 429 Too Many\r\nConnection: Close\r\nRetry-After:  7 \r\nContent-Length: 0\r\n\r\n"


def read(data: bytes, cuts: list[int]) -> tuple[Answer | None, bool]:
    """Feed the bytes in pieces; gives the answer and whether the connection may be used again."""
    reader = AnswerReader()
    places = [0, *sorted({cut % (len(data) + 1) for cut in cuts}), len(data)]
    for start, end in pairwise(places):
        if start < end:
            reader.feed(data[start:end])
    if reader.finished is None:
        reader.end()
    return reader.finished, reader.keeps_open


@pytest.mark.parametrize(
    ("data", "status", "body", "keeps_open"),
    [
        (PLAIN, 200, b'{"id":"1"}', True),
        (CHUNKED, 201, b"abcd0123456789", True),
        (TRAILED, 200, b"ab", True),
        (CONTINUED, 204, b"", True),
        (CLOSED, 200, b"all there is", False),
        (OLD, 200, b"ok", False),
        (LAST, 429, b"", False),
    ],
)
@given(cuts=st.lists(st.integers(0, 200), max_size=12))
def test_an_answer_is_the_same_however_it_is_cut(
    data: bytes, status: int, body: bytes, keeps_open: bool, cuts: list[int]
) -> None:
    """By length, in chunks, without a body, up to the close; in one piece or byte by byte."""
    answer, open_after = read(data, cuts)
    assert answer is not None
    assert (answer.status, answer.body, open_after) == (status, body, keeps_open)


def test_header_names_are_read_in_lower_case_without_the_space_around_values() -> None:
    """Which is how they are looked up."""
    answer, _ = read(LAST, [])
    assert answer is not None
    assert answer.headers["retry-after"] == "7"


@pytest.mark.parametrize(
    "data",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"HTTP/2 200\r\n\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n",
        PLAIN + b"HTTP/1.1 200 OK\r\n",
        PLAIN[:-1],
        b"x" * 70_000,
        b"",
    ],
    ids=lambda data: repr(data[-24:]),
)
def test_what_is_no_answer_is_refused(data: bytes) -> None:
    """Another protocol, a length that lies, an answer cut short or one too many."""
    with pytest.raises(BadAnswer):
        read(data, [])


@given(data=st.binary(max_size=300), head=st.sampled_from([b"", b"HTTP/1.1 200 OK\r\n", CHUNKED[:54]]))
def test_no_bytes_crash_the_reader(data: bytes, head: bytes) -> None:
    """An answer, or BadAnswer: nothing else ever."""
    reader = AnswerReader()
    try:
        reader.feed(head + data)
        reader.end()
    except BadAnswer:
        pass
