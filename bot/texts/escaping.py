"""Owns how plain text is made to stand where a client reads markdown or templates, so that it reads as it was typed.

What people type must never become a link, a heading, a mention or a date function. It must not decide what is shown.
"""

from __future__ import annotations

import re

# What begins emphasis, code, links, strikethrough, tables and escapes anywhere in a line. The backslash itself is one.
_INLINE = re.compile(r"[\\*_`\[\]~|{$]")
# "&" matters only where it would read as an entity; prose such as "Barn & unga" stays as it is.
_ENTITY = re.compile(r"&(?=#?\w+;)")
# What makes a heading, a list, a quotation or a rule of the line that it begins: "# ", "- ", "1. ", "=====".
_LINE_START = re.compile(r"^([#+\-=]|\d{1,9}(?=[.)]))")
_ORDERED = re.compile(r"^(\d{1,9})([.)])")
_LINE_BREAK = re.compile(r"\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029]")
# Characters that show nothing but steer how text is shown: controls, and the overrides that turn it round.
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f\x80-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
_TEMPLATE = re.compile(r"([{$])(?=\{)")
WORD_JOINER = "\u2060"
"""Takes no room and breaks no line; it parts `{{` and `${`, which clients would read as functions."""


def visible(text: str) -> str:
    """Text without what shows nothing and steers how the rest is shown: no name turns a sentence round."""
    return _UNSEEN.sub("", text)


def plain(text: str) -> str:
    """Text for where nothing but templates is read (titles, labels, values): `{{DATE()}}` and `${}` stay as typed."""
    return _TEMPLATE.sub(rf"\1{WORD_JOINER}", visible(text))


def preview(text: str) -> str:
    """Text where some clients read a little HTML and others none, such as a row of what was found.

    An entity would be shown as such by the one, so what opens a tag is written with a letter that looks like it.
    """
    return plain(text).replace("<", "‹").replace(">", "›")


def markdown(text: str) -> str:
    """Text for where markdown is read, escaped so that it reads as it was typed; a line break becomes a new paragraph.

    Only what would change the look is escaped, because some clients show the backslash.
    """
    lines = (_line(line.strip()) for line in _LINE_BREAK.split(visible(text)))
    return "\n\n".join(line for line in lines if line)


def _line(line: str) -> str:
    escaped = _INLINE.sub(r"\\\g<0>", _ENTITY.sub("&amp;", line)).replace("<", "&lt;").replace(">", "&gt;")
    if _ORDERED.match(escaped):
        return _ORDERED.sub(r"\1\\\2", escaped)
    return _LINE_START.sub(r"\\\1", escaped)
