"""Reads a passage of prose out of a teacher's answer, or says why it isn't one."""

from __future__ import annotations

import re

from hornbook.generate.answers import CUT_OFF, echoed_share
from hornbook.generate.piece import Piece
from hornbook.generate.prose.styles import DIALOGUE, QUESTIONS
from hornbook.generate.prose.topics import normal_form

FEWEST_WORDS, MOST_WORDS = 50, 900
MOST_COPIED = 0.3  # share of the 8-grams that stand in the excerpt

TOO_SHORT = f"fewer than {FEWEST_WORDS} words"
TOO_LONG = f"more than {MOST_WORDS} words"
NO_END = "doesn't end with a sentence"
STRAYS = "no word of the topic occurs"
COPIES = "copies the excerpt"
CODE = "has code in it"
NO_QUESTIONS = "asked for questions and answers, and has none"
NO_DIALOGUE = "asked for a dialogue, and fewer than two speak"

_CHAT = re.compile(
    r"\A(?:sure|certainly|of course|absolutely|okay|here(?:'s| is| are))\b[^\n]*[:.!]\s*\n+",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…][\"”'’)*_]*(?=\s|\Z)")
_ENDED = re.compile(r"[.!?…][\"”'’)*_]*\Z")
_LOOSE = re.compile(r"\n\s*(?:#[^\n]*|[^\n]*:)\s*\Z")
_SPEAKER = re.compile(r"^\W*([A-Z][\w.' -]{0,30}?)\W*:", re.MULTILINE)
_QUESTION = re.compile(r"^\W*question\b", re.IGNORECASE | re.MULTILINE)
_ANSWER = re.compile(r"^\W*answer\b", re.IGNORECASE | re.MULTILINE)


def read_prose(
    answer: str, topic: str, style: str = "", excerpt: str = "", *, truncated: bool = False
) -> Piece:
    """The passage without what isn't part of it, checked; its reason is empty if it is one.

    A first line of chat is taken off, and so is what stands after the last sentence: a heading or
    an announcement that nothing follows, or, in an answer that was cut off, half a sentence.

    Args:
        answer: as it came.
        topic: what it should be about; one of its words, small ones aside, has to occur.
        style: of `STYLES`; questions and dialogues are looked for.
        excerpt: text that the prompt showed, which it shouldn't repeat.
        truncated: whether the answer was cut off.
    """
    text = tidied(answer, truncated=truncated)
    words = len(text.split())
    asks = _QUESTION.search(text) and _ANSWER.search(text)
    checks = (
        (CUT_OFF, truncated and words < FEWEST_WORDS),
        (CODE, "```" in text),
        (TOO_SHORT, words < FEWEST_WORDS),
        (TOO_LONG, words > MOST_WORDS),
        (NO_END, not _ENDED.search(text)),
        (STRAYS, not speaks_of(topic, text)),
        (COPIES, bool(excerpt) and echoed_share(text, excerpt) > MOST_COPIED),
        (NO_QUESTIONS, style == QUESTIONS and not asks),
        (NO_DIALOGUE, style == DIALOGUE and len(set(_SPEAKER.findall(text))) < 2),
    )
    reason = next((reason for reason, wrong in checks if wrong), "")
    return Piece(text=text or answer, columns={"words": words}, reason=reason)


def tidied(answer: str, *, truncated: bool = False) -> str:
    """The answer without chat before it and loose ends after it."""
    text = _CHAT.sub("", answer.replace("\0", "").strip()).strip()
    if truncated:
        ends = [match.end() for match in _SENTENCE_END.finditer(text)]
        text = text[: ends[-1]] if ends else ""
    while loose := _LOOSE.search(text):
        text = text[: loose.start()].rstrip()
    return text


def speaks_of(topic: str, text: str) -> bool:
    """Whether a word of the topic occurs in the text, in singular or plural."""
    return not set(normal_form(topic).split()).isdisjoint(normal_form(text).split())
