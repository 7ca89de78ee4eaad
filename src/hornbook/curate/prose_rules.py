"""Tells junk from English prose by rules that need no annotations; a reason for each drop.

The thresholds of Gopher (Rae et al. 2021, arXiv:2112.11446, §A.1.1 and table A1) and what fits
of C4 (Raffel et al. 2020, arXiv:1910.10683, §2.2). C4 also drops every page with a curly bracket
and every line without a full stop; text about programming needs both, so they aren't here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hornbook.curate.prose import COMMON, STOP_WORDS, words_of

_BULLETS = ("•", "‣", "-", "*", "–", "◦", "●", "+")
_BOILERPLATE = re.compile(
    r"terms of (?:use|service)|privacy policy|cookie policy|use[sd]? (?:of )?cookies"
    r"|accept (?:all )?cookies|javascript (?:must|to) be|enable javascript"
    r"|all rights reserved|skip to (?:main )?content|\bsign (?:in|up)\b|\blog ?in\b|subscribe"
    r"|add to cart|share on|follow us|back to top|powered by|click here",
    re.IGNORECASE,
)
_NAVIGATION = re.compile(r"^[^|]\S*(?:\s+[|»›>·•]\s+\S+){3,}")
_SENTENCE = re.compile(r"[.!?](?=\s|[\"'”’)]|$)")


@dataclass(frozen=True)
class ProseRules:
    """Thresholds; None switches a rule off. Shares are from 0 to 1.

    Attributes:
        fewest_words: Gopher's 50; ``most_words``: its 100,000.
        word_length: mean characters of a word, at least and at most.
        symbols: most hash signs, or ellipses, a word.
        bullets: most lines that begin with a bullet.
        ellipses: most lines that end with an ellipsis.
        letters: fewest words that hold a letter.
        stop_words: fewest different ones of Gopher's eight.
        sentences: C4's fewest.
        common_words: fewest words that are among a hundred common English ones: a small test of
            language, where C4 asks langdetect.
        duplicate_lines: most lines that are a repetition; ``duplicate_line_characters``: most
            characters in them; the same for paragraphs.
        top_ngrams: most characters in the most frequent n words in a row, n = 2, 3, 4.
        duplicate_ngrams: most characters in any n words in a row that come again, n = 5 to 10.
        boilerplate: most lines that are about cookies, terms or logging in, or are navigation.
    """

    fewest_words: int = 50
    most_words: int = 100_000
    word_length: tuple[float, float] = (3.0, 10.0)
    symbols: float | None = 0.1
    bullets: float | None = 0.9
    ellipses: float | None = 0.3
    letters: float | None = 0.8
    stop_words: int = 2
    sentences: int = 3
    common_words: float | None = 0.15
    duplicate_lines: float | None = 0.3
    duplicate_line_characters: float | None = 0.2
    duplicate_paragraphs: float | None = 0.3
    duplicate_paragraph_characters: float | None = 0.2
    top_ngrams: tuple[float, ...] = (0.20, 0.18, 0.16)
    duplicate_ngrams: tuple[float, ...] = (0.15, 0.14, 0.13, 0.12, 0.11, 0.10)
    boilerplate: float | None = 0.2


def reason_to_drop_prose(text: str, rules: ProseRules) -> str | None:
    """Why a text is no English prose worth judging, with the figure; or None."""
    words = text.split()
    if not rules.fewest_words <= len(words) <= rules.most_words:
        few = len(words) < rules.fewest_words
        return f"too {'short' if few else 'long'}: {len(words):,} words"
    return (
        _words(text, words, rules)
        or _lines(text, rules)
        or _language(text, rules)
        or _repetition(text, words, rules)
    )


def _words(text: str, words: Sequence[str], rules: ProseRules) -> str | None:
    mean = sum(map(len, words)) / len(words)
    low, high = rules.word_length
    if not low <= mean <= high:
        return f"words of {mean:.1f} characters in the mean"
    ellipses = text.count("...") + text.count("…")
    symbols = max(text.count("#"), ellipses) / len(words)
    lettered = sum(any(map(str.isalpha, word)) for word in words) / len(words)
    return _above("symbols a word", symbols, rules.symbols) or _below(
        "words with a letter", lettered, rules.letters
    )


def _lines(text: str, rules: ProseRules) -> str | None:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    count = len(lines)
    bullets = sum(line.startswith(_BULLETS) for line in lines) / count
    ended = sum(line.endswith(("...", "…")) for line in lines) / count
    junk = sum(len(line) < 200 and _is_boilerplate(line) for line in lines) / count
    sentences = len(_SENTENCE.findall(text))
    few = f"too few sentences: {sentences}" if sentences < rules.sentences else None
    return (
        _above("lines with a bullet", bullets, rules.bullets)
        or _above("lines that trail off", ended, rules.ellipses)
        or _above("boilerplate lines", junk, rules.boilerplate)
        or few
    )


def _is_boilerplate(line: str) -> bool:
    return _BOILERPLATE.search(line) is not None or _NAVIGATION.search(line) is not None


def _language(text: str, rules: ProseRules) -> str | None:
    words = [word.lower() for word in words_of(text)]
    common = sum(word in COMMON for word in words) / max(len(words), 1)
    found = len(STOP_WORDS.intersection(words))
    return _below("not English: common words", common, rules.common_words) or (
        f"not English prose: {found} stop words" if found < rules.stop_words else None
    )


def _repetition(text: str, words: Sequence[str], rules: ProseRules) -> str | None:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
    for name, parts, most, most_characters in (
        ("lines", lines, rules.duplicate_lines, rules.duplicate_line_characters),
        (
            "paragraphs",
            paragraphs,
            rules.duplicate_paragraphs,
            rules.duplicate_paragraph_characters,
        ),
    ):
        count, characters = duplicates(parts)
        reason = _above(f"repeated {name}", count, most) or _above(
            f"characters in repeated {name}", characters / len(text), most_characters
        )
        if reason:
            return reason
    size = sum(map(len, words))
    for n, most in enumerate(rules.top_ngrams, 2):
        reason = _above(f"characters in one {n}-gram", top_ngram(words, n) / size, most)
        if reason:
            return reason
    for n, most in enumerate(rules.duplicate_ngrams, 5):
        share = repeated_ngrams(words, n) / size
        reason = _above(f"characters in repeated {n}-grams", share, most)
        if reason:
            return reason
    return None


def duplicates(parts: Sequence[str]) -> tuple[float, int]:
    """Share of parts that came before, and their characters."""
    seen: set[str] = set()
    count = characters = 0
    for part in parts:
        if part in seen:
            count += 1
            characters += len(part)
        seen.add(part)
    return count / max(len(parts), 1), characters


def top_ngram(words: Sequence[str], n: int) -> int:
    """Characters in all occurrences of the commonest n words in a row; 0 if none comes twice."""
    counts = Counter(zip(*(words[start:] for start in range(n)), strict=False))
    if not counts:
        return 0
    most = max(counts.values())
    if most == 1:
        return 0
    return max(sum(map(len, gram)) * most for gram, count in counts.items() if count == most)


def repeated_ngrams(words: Sequence[str], n: int) -> int:
    """Characters of words in any n in a row that came before, each word counted once."""
    seen: set[tuple[str, ...]] = set()
    characters = place = 0
    while place + n <= len(words):
        gram = tuple(words[place : place + n])
        if gram in seen:
            characters += sum(map(len, gram))
            place += n
        else:
            seen.add(gram)
            place += 1
    return characters


def _above(what: str, value: float, most: float | None) -> str | None:
    return f"{what}: {value:.2f} over {most:.2f}" if most is not None and value > most else None


def _below(what: str, value: float, least: float | None) -> str | None:
    return f"{what}: {value:.2f} under {least:.2f}" if least is not None and value < least else None
