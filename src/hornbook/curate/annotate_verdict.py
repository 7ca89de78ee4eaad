"""Reads a score from 0 to 5 out of an annotator's answer, or says why there is none."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from hornbook.teacher.logprobs import Token
from hornbook.teacher.schema import Misfit, read_json

LOWEST, HIGHEST = 0, 5

_LINE = re.compile(
    r"[\s*_#>-]{0,8}(?:final |total |overall )?score[\s*_]{0,8}(?:[:=]|is)?[\s*_]{0,8}"
    r"(\d{1,9}(?:\.\d{1,9})?)[\s*_]{0,8}(?:(?:/|out of)\s{0,8}(\d{1,9})[\s*_]{0,8})?"
    r"(?:points?)?[\s*_.]{0,8}",
    re.IGNORECASE,
)
# A digit as tokenizers cut it, perhaps with the JSON around it.
_DIGIT_TOKEN = re.compile(r"[\s\"':*]*([0-5])[\s\"'}*]*")


@dataclass(frozen=True)
class Score:
    """What an annotator thinks of a document.

    Attributes:
        value: from 0 to 5.
        coverage: how much of the probability the six scores have between them, of all there is;
            none for a score that was read from the text.
    """

    value: float
    coverage: float | None = None


@dataclass(frozen=True)
class Unjudged:
    """An answer that holds no score; the reason is a phrase that answers share."""

    reason: str


def written_score(text: str) -> Score | Unjudged:
    """The score that an answer states, to the letter.

    As JSON (``{"score": 3}``, bare or in a fenced block), as the number alone, or as a line of its
    own (``Score: 3``, ``**Score:** 3/5``); several lines must agree. Prose that mentions a number
    states none.
    """
    try:
        value = read_json(text)
    except Misfit:
        value = None
    if isinstance(value, dict):
        value = value.get("score")
        if isinstance(value, bool) or not isinstance(value, int | float):
            return Unjudged("JSON without a score")
        return _checked(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _checked(value)
    found = {match for line in text.splitlines() if (match := _LINE.fullmatch(line))}
    stated = {float(match[1]) for match in found if match[2] in (None, str(HIGHEST))}
    if any(match[2] not in (None, str(HIGHEST)) for match in found):
        return Unjudged(f"a score on another scale than {LOWEST} to {HIGHEST}")
    if len(stated) > 1:
        return Unjudged("several scores that differ")
    if not stated:
        return Unjudged("no score in the answer")
    return _checked(stated.pop())


def expected_score(tokens: Sequence[Token]) -> Score | Unjudged:
    """The mean of the scores 0 to 5, weighted by how likely they were where one was written.

    One that hesitates between 2 and 3 gets a value between them, where what is written is one of
    the two. Only the alternatives that the endpoint tells count, and only up to what they are
    worth together: ``coverage`` says how much that is.
    """
    for token in tokens:
        if _DIGIT_TOKEN.fullmatch(token.text):
            return _weighted(token)
    return Unjudged("no token of the answer is a score")


def _weighted(token: Token) -> Score | Unjudged:
    weights = dict.fromkeys(range(LOWEST, HIGHEST + 1), 0.0)
    for text, logprob in dict([(token.text, token.logprob), *token.alternatives]).items():
        found = _DIGIT_TOKEN.fullmatch(text)
        if found and not math.isnan(logprob):
            weights[int(found[1])] += math.exp(min(logprob, 0.0))
    total = sum(weights.values())
    if total <= 0:
        return Unjudged("scores without a probability")
    value = sum(score * weight for score, weight in weights.items()) / total
    return Score(min(value, float(HIGHEST)), min(total, 1.0))


def _checked(value: float) -> Score | Unjudged:
    if isinstance(value, float) and not value.is_integer():
        return Unjudged("a score that is no whole number")
    if not LOWEST <= value <= HIGHEST:
        return Unjudged(f"a score outside {LOWEST} to {HIGHEST}")
    return Score(float(value))
