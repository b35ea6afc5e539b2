"""Owns the two ways in which words stand with Graph: plain text and HTML, and whether two of them say the same.

What is sent may come back written otherwise: cleansed of signs, wrapped in a document, with tags of the service's own.
"""

from __future__ import annotations

import html
import re

_UNSEEN = re.compile(r"<(head|style|script)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def html_of(text: str) -> str:
    """Plain text as an HTML document: every sign is a sign, every line is a line."""
    lines = "<br>\n".join(html.escape(line) for line in text.splitlines())
    return f"<html>\n<body>\n<p>{lines}</p>\n</body>\n</html>\n"


def say_the_same(one: str, other: str) -> bool:
    """Whether two texts, plain or HTML, have the same letters and digits in the same order; signs alone, the same."""
    return (_letters(one) or one.strip()) == (_letters(other) or other.strip())


def _letters(text: str) -> str:
    seen = html.unescape(_TAG.sub(" ", _UNSEEN.sub(" ", text)))
    return "".join(sign for sign in seen.casefold() if sign.isalnum())
