"""Reads a story out of a teacher's answer, or says why it isn't one."""

from __future__ import annotations

import re

from hornbook.generate.answers import CUT_OFF
from hornbook.generate.piece import Piece
from hornbook.generate.stories.features import quotes
from hornbook.generate.stories.inflect import occurs
from hornbook.generate.stories.words import Triple

FEWEST_WORDS, MOST_WORDS = 60, 600
MOST_PARAGRAPHS = 12

TOO_SHORT = f"fewer than {FEWEST_WORDS} words"
TOO_LONG = f"more than {MOST_WORDS} words"
NO_END = "doesn't end with a sentence"
NOT_PROSE = "has lists, headings or code in it"
SCATTERED = f"more than {MOST_PARAGRAPHS} paragraphs"
NO_WORD = "one of the three words doesn't occur"
LONG_SUMMARY = "the summary is nearly as long as the story, or over 80 words"
MOST_SUMMARY = 80
NO_DIALOGUE = "asked for a dialogue, and nobody speaks"

_CHAT = re.compile(
    r"\A(?:sure|certainly|of course|absolutely|okay|great|here(?:'s| is| are))\b[^\n]*[:.!]\s*\n+",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\A\s*(?:#+\s*[^\n]+|\*\*[^\n*]+\*\*:?|(?:title|story)\s*:[^\n]*|[\"“][^\n]{1,60}[\"”])\n\s*\n?",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\A\W*summary\W*:\W*", re.IGNORECASE)
_THE_END = re.compile(r"(?<=[.!?\"”])\s+[*_#\s]*the end\W*\Z", re.IGNORECASE)
_ENDED = re.compile(r"[.!?…][\"”'’)*_]*\Z")
_MARKED = re.compile(r"^\s*(?:#|```|[-*•]\s|\d+[.)]\s)", re.MULTILINE)


def read_story(
    answer: str, triple: Triple, features: tuple[str, ...] = (), *, truncated: bool = False
) -> Piece:
    """The story without what isn't part of it, checked; its reason is empty if it is one.

    Taken off are a first line of chat ("Sure, here is …"), a title and "The end". Then the story
    has to be prose of `FEWEST_WORDS` to `MOST_WORDS` words with an end, and to hold the three
    words in one of their forms; with the feature "dialogue" somebody has to speak. The other
    features are a matter of judgement and aren't checked.

    Args:
        answer: as it came.
        triple: the words that were asked for.
        features: what else was.
        truncated: whether the answer was cut off: a story without its end is none.
    """
    text = tidied(answer)
    missing = [word for word in triple.words if not occurs(word, text)]
    columns = {
        "noun": triple.noun,
        "verb": triple.verb,
        "adjective": triple.adjective,
        "features": list(features),
        "missing": missing,
        "words": len(text.split()),
    }
    reason = CUT_OFF if truncated else fault(text, missing, features)
    return Piece(text=text or answer, columns=columns, reason=reason)


def read_summary(answer: str, story: str, *, truncated: bool = False) -> tuple[str, str]:
    """A summary of one paragraph that is shorter than its story, and what is wrong with it."""
    text = " ".join(_LABEL.sub("", _CHAT.sub("", answer.strip())).split())
    if truncated:
        return text, CUT_OFF
    if not _ENDED.search(text):
        return text, NO_END
    if len(text.split()) > min(MOST_SUMMARY, len(story.split()) // 2):
        return text, LONG_SUMMARY
    return text, ""


def tidied(answer: str) -> str:
    """The answer from its first to its last sentence, paragraphs apart by a blank line."""
    text = answer.replace("\0", "").strip()
    text = _TITLE.sub("", _CHAT.sub("", text)).strip()
    text = _THE_END.sub("", text)
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text)]
    if not _MARKED.search(text):
        text = "\n\n".join(part for part in paragraphs if part)
    return text


def fault(text: str, missing: list[str], features: tuple[str, ...]) -> str:
    """What is wrong with a story, or nothing."""
    words = len(text.split())
    checks = (
        (NOT_PROSE, bool(_MARKED.search(text))),
        (TOO_SHORT, words < FEWEST_WORDS),
        (TOO_LONG, words > MOST_WORDS),
        (SCATTERED, text.count("\n\n") >= MOST_PARAGRAPHS),
        (NO_END, not _ENDED.search(text)),
        (NO_WORD, bool(missing)),
        (NO_DIALOGUE, "dialogue" in features and not quotes(text)),
    )
    return next((reason for reason, wrong in checks if wrong), "")
