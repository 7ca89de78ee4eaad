"""Bad answers, told apart by kind: refusals, echoes, loops, other languages, nothing at all.

They are data too: a teacher's rejects say which prompt or which model to change. An answer that
was cut off isn't among them, since many a reader can use its beginning: see `CUT_OFF`.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Sequence

NOTHING = "empty answer"
REFUSED = "refuses"
ECHO = "echoes the prompt"
LOOP = "repeats itself"
LANGUAGE = "not in English"
CUT_OFF = "cut off at max_tokens"
"""For readers that can't use the beginning of an answer."""

NGRAM = 8  # words
MOST_REPEATED = 0.3  # share of the n-grams that stood there before
MOST_ECHOED = 0.5  # share of the n-grams that stand in the prompt
MOST_COMPRESSED = 12  # times; English prose shrinks to about a half, a list of numbers to a fifth
LEAST_COMPRESSED = 600  # characters; anything short compresses badly

_REFUSAL = re.compile(
    r"""\W*(?:
    (?:i['’]m\ |i\ am\ )?(?:so\ |very\ |really\ )?(?:sorry|afraid)\b[^.!\n]{0,40}?
      (?:can(?:not|['’]t|\ not)|(?:un|not\ )able|won['’]t|do(?:n['’]t|\ not)\ have)
    | (?:unfortunately|regrettably|apologies|my\ apologies|i\ apologi[sz]e)\b[^.!\n]{0,60}?
      (?:can(?:not|['’]t|\ not)|(?:un|not\ )able|won['’]t|do(?:n['’]t|\ not)\ have)
    | i\ (?:can(?:not|['’]t|\ not)|won['’]t|must\ decline|am\ (?:un|not\ )able|decline)\b
    | i['’]m\ (?:un|not\ )able\b
    | as\ an?\ (?:ai|large\ language|language|artificial)\b
    | i\ am\ (?:just\ |only\ )?an?\ (?:ai|large\ language|language\ model)\b
    | i['’]m\ (?:just\ |only\ )?an?\ (?:ai|large\ language|language\ model)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_FENCED = re.compile(r"^(```|~~~).*?^\1\s*$", re.MULTILINE | re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+")
# The words that each language has most of and that the others lack.
_COMMON = {
    "English": "the of and to is that it was for with as on are this be you at by from they",
    "Spanish": "el los las una por con para que del como pero este ser más también puede",
    "French": "les des une dans est pour qui que sur pas avec sont cette vous nous plus",
    "German": "der die das und ist ein eine nicht mit den von auf sich dem zu für auch werden",
    "Italian": "il gli della che per una sono con nel alla questo anche essere più",
    "Portuguese": "os uma não com para dos como mais por ser você também pode isso",
    "Dutch": "het een van dat niet zijn op met voor ook wordt deze naar",
}
_LANGUAGES = {name: frozenset(words.split()) for name, words in _COMMON.items()}
_FEWEST_WORDS = 12


def bad_answer(answer: str, prompt: str = "") -> str:
    """What is wrong with an answer as such, or nothing.

    Args:
        answer: as it came.
        prompt: what was asked, to recognise its echo.
    """
    text = answer.strip()
    if not any(character.isalnum() for character in text):
        return NOTHING
    if _REFUSAL.match(text):
        return REFUSED
    if prompt and echoed_share(text, prompt) > MOST_ECHOED:
        return ECHO
    if loops(text):
        return LOOP
    if not reads_as_english(text):
        return LANGUAGE
    return ""


def echoed_share(text: str, prompt: str, n: int = NGRAM) -> float:
    """Which share of the word n-grams stands in the prompt; 0 for texts of fewer words."""
    grams = list(_grams(text.split(), n))
    known = set(_grams(prompt.split(), n))
    return sum(gram in known for gram in grams) / len(grams) if grams else 0.0


def repeated_share(text: str, n: int = NGRAM) -> float:
    """Which share of the word n-grams stood in the text before; 0 for short texts."""
    grams = Counter(_grams(text.split(), n))
    total = grams.total()
    return (total - len(grams)) / total if total else 0.0


def loops(text: str) -> bool:
    """Whether a text says the same again and again, in words or without any spaces."""
    if repeated_share(text) > MOST_REPEATED:
        return True
    data = text.encode("utf-8", "surrogatepass")
    return len(data) >= LEAST_COMPRESSED and len(data) > MOST_COMPRESSED * len(zlib.compress(data))


def reads_as_english(text: str) -> bool:
    """Whether prose outside of code blocks isn't plainly in another script or language.

    A test of common words in seven languages, and of the Latin alphabet: it tells apart what a
    teacher is likely to answer in, and takes a text of a few words, or none, as it is.
    """
    prose = _FENCED.sub("", text)
    words = [word.lower() for word in _WORD.findall(prose)]
    letters = "".join(words)
    latin = sum(letter < "\u0250" for letter in letters)
    if len(letters) >= _FEWEST_WORDS and latin < 0.7 * len(letters):
        return False
    if len(words) < _FEWEST_WORDS:
        return True
    share = {name: sum(word in common for word in words) for name, common in _LANGUAGES.items()}
    best = max(share, key=lambda name: share[name])
    return share[best] < 3 or share["English"] * 2 >= share[best]


def _grams(words: Sequence[str], n: int) -> list[tuple[str, ...]]:
    return [tuple(words[start : start + n]) for start in range(len(words) - n + 1)]
