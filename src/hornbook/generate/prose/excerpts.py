"""Samples of the user's own documents for prompts (phi-1.5, §2: "samples from web datasets")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from random import Random

from hornbook.errors import HornbookError
from hornbook.pipeline.context import Context
from hornbook.pipeline.split import Split

FEWEST_WORDS = 8
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n\s*\n")


def draw_excerpt(text: str, words: int, source: Random) -> str:
    """Some sentences in a row, of about ``words`` words together; empty when the text has none."""
    sentences = [" ".join(part.split()) for part in _SENTENCE.split(text)]
    sentences = [sentence for sentence in sentences if sentence]
    if not sentences:
        return ""
    start = source.randrange(len(sentences))
    taken: list[str] = []
    for sentence in sentences[start:]:
        taken.extend(sentence.split())
        if len(taken) >= words:
            break
    return " ".join(taken[:words])


def excerpts(
    documents: Split, words: int, seed: object, context: Context
) -> Iterator[tuple[str, str]]:
    """Excerpts with the ids of their documents, without end: one of each in turn, then others.

    Documents of which no excerpt has `FEWEST_WORDS` words are passed over.

    Raises:
        HornbookError: when that are all of them.
    """
    for turn in count():
        found = False
        for row in documents.rows(context, ["id", "text"]):
            excerpt = draw_excerpt(row["text"], words, Random(f"{seed}/{turn}/{row['id']}"))
            if len(excerpt.split()) >= FEWEST_WORDS:
                found = True
                yield row["id"], excerpt
        if not found:
            raise HornbookError(
                f"the split {documents.name} holds no text of {FEWEST_WORDS} words to show in "
                "prompts; give another"
            )
