"""What a piece of English prose looks like to a classifier; nothing learned, nothing looked up."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*(?:\s|$)")
_BULLET = ("-", "*", "•", "‣", "–", "+")
_LINK = re.compile(r"https?://|www\.|\]\(")
_NUMBER = re.compile(r"\d[\d.,]*")

STOP_WORDS = frozenset("the be to of and that have with".split())
"""Gopher's eight (Rae et al. 2021, arXiv:2112.11446, §A.1.1)."""

COMMON = frozenset(
    """
    a about after all also an and any are as at be because been but by can could did do each even
    first for from had has have he her his how i if in into is it its just like made make many may
    more most much must my new no not now of on one only or other our out over she should so some
    such than that the their them then there these they this those through time to two under up
    use used very was way we were what when where which while who will with would you your
    """.split()
)
_EXPLAINING = (
    "because because therefore thus hence since means example instance consider suppose imagine"
    " notice recall define called known whether why how first second third next then finally"
    " however although unlike similarly reason result"
).split()
_ADDRESSING = frozenset("i me my mine we us our you your yours".split())
_SELLING = (
    "buy free offer discount sale price shop order deal subscribe sign click download join login"
    " register account cookie cookies privacy policy terms conditions rights reserved copyright"
    " newsletter email contact share follow"
).split()
_TEACHING = (
    "theory principle concept understand explain learn question answer problem solution method"
    " step cause effect history science nature energy number equation theorem proof experiment"
    " observe measure evidence function value variable algorithm"
).split()


def words_of(text: str) -> list[str]:
    """The words of a text, without numbers and punctuation."""
    return _WORD.findall(text)


def prose_features(text: str) -> dict[str, float]:
    """Shares and sizes of words, sentences, lines and characters, by name."""
    lines = [line.strip() for line in text.split("\n") if line.strip()] or [""]
    words = [word.lower() for word in words_of(text)]
    counts = Counter(words)
    number, size = max(len(words), 1), max(len(text), 1)
    sentences = max(len(_SENTENCE_END.findall(text)), 1)
    lengths = [len(word) for word in words] or [0]
    paragraphs = [part for part in re.split(r"\n\s*\n", text) if part.strip()] or [""]
    return {
        "words": len(words),
        "characters": len(text),
        "sentences": sentences,
        "sentence_words": number / sentences,
        "paragraphs": len(paragraphs),
        "paragraph_words": number / len(paragraphs),
        "lines": len(lines),
        "line_length": sum(map(len, lines)) / len(lines),
        "word_length": sum(lengths) / number,
        "long_words": sum(length > 8 for length in lengths) / number,
        "variety": len(counts) / number,
        "once": sum(count == 1 for count in counts.values()) / number,
        "entropy": _entropy(counts, number),
        "common_words": sum(counts[word] for word in COMMON) / number,
        "stop_words": sum(counts[word] for word in STOP_WORDS) / number,
        "explaining_words": _share(counts, _EXPLAINING, number),
        "selling_words": _share(counts, _SELLING, number),
        "teaching_words": _share(counts, _TEACHING, number),
        "addressing": sum(counts[word] for word in _ADDRESSING) / number,
        "questions": text.count("?") / sentences,
        "exclamations": text.count("!") / sentences,
        "commas": text.count(",") / number,
        "semicolons": (text.count(";") + text.count(":")) / number,
        "parentheses": text.count("(") / number,
        "quotes": sum(map(text.count, '"“”')) / number,
        "numbers": len(_NUMBER.findall(text)) / number,
        "digits": sum(map(text.count, "0123456789")) / size,
        "capitals": sum(letter.isupper() for letter in text) / size,
        "capital_words": sum(word.isupper() and len(word) > 1 for word in words_of(text)) / number,
        "letters": sum(map(str.isalpha, text)) / size,
        "symbols": sum(map(text.count, "#{}[]<>|\\=_~^")) / size,
        "not_ascii": sum(letter > "\x7f" for letter in text) / size,
        "links": len(_LINK.findall(text)) / number,
        "bullets": sum(line.startswith(_BULLET) for line in lines) / len(lines),
        "ended_lines": sum(line[-1:] in '.!?"”:' for line in lines) / len(lines),
        "short_lines": sum(len(line) < 30 for line in lines) / len(lines),
        "repeated_lines": 1 - len(set(lines)) / len(lines),
        "top_bigram": _top_share(list(pairwise(words))),
    }


def prose_pages(text: str, characters: int = 3000) -> Iterator[str]:
    """Cut a text between paragraphs into pages of about so many characters; none is lost."""
    waiting: list[str] = []
    size = 0
    for part in re.split(r"(?<=\n)(?=[ \t]*\n)", text):
        if waiting and size + len(part) > characters:
            yield "".join(waiting)
            waiting, size = [], 0
        waiting.append(part)
        size += len(part)
    yield "".join(waiting)


def _share(counts: Counter[str], vocabulary: list[str], number: int) -> float:
    return sum(counts[word] for word in dict.fromkeys(vocabulary)) / number


def _entropy(counts: Counter[str], number: int) -> float:
    """Bits a word."""
    return -sum(n / number * math.log2(n / number) for n in counts.values()) if counts else 0.0


def _top_share(items: list[tuple[str, str]]) -> float:
    return max(Counter(items).values()) / len(items) if items else 0.0
