"""Takes the key out of what an endpoint says, since some repeat it."""

from __future__ import annotations

import base64
import re
from urllib.parse import quote

INSTEAD = "[key]"

# Servers without a key are given words like "none" for one; in an answer those are just words.
_REAL = 16


class Redaction:
    """Knows a key in the forms in which it may be repeated: as it is, in a URL, in base64.

    Args:
        secret: the key; empty when there is none.
    """

    def __init__(self, secret: str) -> None:
        forms = {secret, quote(secret, safe=""), *_base64(secret)} - {""}
        longest_first = sorted(forms, key=lambda form: (-len(form), form))
        pattern = "|".join(map(re.escape, longest_first))
        self._text = re.compile(pattern) if pattern else None
        real = pattern and len(secret) >= _REAL
        self._bytes = re.compile(pattern.encode()) if real else None

    def message(self, text: str) -> str:
        """A message for the user, without the key."""
        return self._text.sub(INSTEAD, text) if self._text else text

    def content(self, content: bytes) -> bytes:
        """What is to be kept, without the key; one too short to be a key is left alone."""
        return self._bytes.sub(INSTEAD.encode(), content) if self._bytes else content


def _base64(secret: str) -> set[str]:
    """What doesn't depend on what stands before and after, for each of the three alignments."""
    forms = set()
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + secret.encode()).decode().rstrip("=")
        whole = (shift + len(secret)) // 3 * 4  # letters that depend on nothing behind
        forms.add(encoded[-(-shift * 8 // 6) : whole])
    return {form for form in forms if len(form) >= _REAL}
