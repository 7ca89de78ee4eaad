"""The words that a small child knows, by class and kind, and how they are drawn.

TinyStories (2305.07759, §2) takes about 1,500 words that a child of three or four knows, split
into nouns, verbs and adjectives; its list isn't published, ours lies in ``vocabulary/``. A word
has one class and one kind; kinds are what the procedural author goes by, and no concern of a
teacher's.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from hornbook.errors import HornbookError
from hornbook.generate.stories.inflect import forms

CLASSES = ("nouns", "verbs", "adjectives")
_OWN = Path(__file__).parent / "vocabulary"
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


@dataclass(frozen=True)
class Triple:
    """The three words that a story has to hold."""

    noun: str
    verb: str
    adjective: str

    @property
    def words(self) -> tuple[str, str, str]:
        """All three."""
        return self.noun, self.verb, self.adjective


@dataclass(frozen=True)
class Vocabulary:
    """Words by class, each with its kind, in the order of the files.

    Attributes:
        nouns: with their kinds, which are empty in a list without headings.
        verbs: with their kinds.
        adjectives: with their kinds.
        phrases: of each verb, what may follow it, so that it makes sense.
        digest: of the files.
    """

    nouns: Mapping[str, str]
    verbs: Mapping[str, str]
    adjectives: Mapping[str, str]
    phrases: Mapping[str, tuple[str, ...]]
    digest: str

    @classmethod
    def load(cls, folder: str = "") -> Vocabulary:
        """Hornbook's words, or those of a folder with three files named after `CLASSES`.

        A file holds words between spaces; a line ``# animal`` says of what kind those below it
        are; ``verbs.txt`` has one verb a line, and may go on ``: over puddles / up and down``.

        Raises:
            HornbookError: when a file can't be read, holds no word or something that is none, or
                a word stands in two places, since it is drawn as one class.
        """
        place = Path(folder) if folder else _OWN
        texts = {name: _text(place / f"{name}.txt") for name in CLASSES}
        found: dict[str, dict[str, str]] = {}
        phrases: dict[str, tuple[str, ...]] = {}
        where: dict[str, Path] = {}
        for name, text in texts.items():
            path = place / f"{name}.txt"
            found[name] = {}
            for word, kind, after in _entries(path, text, verbs=name == "verbs"):
                if word in where:
                    raise HornbookError(
                        f"the word {word!r} stands in {where[word]} and in {path}; keep it in one"
                        if where[word] != path
                        else f"the word {word!r} stands twice in {path}; take one out"
                    )
                where[word] = path
                found[name][word] = kind
                phrases[word] = after
            if not found[name]:
                raise HornbookError(f"{path} holds no word; write some, with spaces between them")
        digest = sha256("\0".join(texts.values()).encode()).hexdigest()[:16]
        nouns, verbs, adjectives = (found[name] for name in CLASSES)
        return cls(nouns, verbs, adjectives, phrases, digest)

    def within(self, text: str) -> Vocabulary:
        """Only those words that stand in a text, in any form; all of a class if there are none."""
        said = frozenset(re.findall(r"[a-z]+", text.lower()))

        def some(words: Mapping[str, str]) -> Mapping[str, str]:
            return {word: kind for word, kind in words.items() if not said.isdisjoint(forms(word))}

        return Vocabulary(
            some(self.nouns) or self.nouns,
            some(self.verbs) or self.verbs,
            some(self.adjectives) or self.adjectives,
            self.phrases,
            self.digest,
        )


@lru_cache(maxsize=4)
def vocabulary(folder: str = "") -> Vocabulary:
    """As `Vocabulary.load`, read once."""
    return Vocabulary.load(folder)


def triples(words: Vocabulary, seed: object) -> Iterator[Triple]:
    """Draw triples without replacement, until there are no more; each class is drawn in rounds.

    A round takes every word of its class once, in a new order, so that all are used equally
    often; a triple that came before is passed over. The first n don't depend on n.
    """
    nouns, verbs, adjectives = (
        _rounds(tuple(some), f"{seed}/{name}")
        for name, some in zip(CLASSES, (words.nouns, words.verbs, words.adjectives), strict=True)
    )
    total = len(words.nouns) * len(words.verbs) * len(words.adjectives)
    seen: set[tuple[str, str, str]] = set()
    while len(seen) < total:
        triple = Triple(next(nouns), next(verbs), next(adjectives))
        if triple.words not in seen:
            seen.add(triple.words)
            yield triple


def seeded_triples(
    words: Vocabulary, documents: Iterable[tuple[str, str]], seed: object
) -> Iterator[tuple[Triple, str]]:
    """One triple for each document, of words that stand in it as far as it holds any.

    Args:
        words: to draw from.
        documents: ids and texts.
        seed: of the draw.

    Yields:
        Triples with the id of their document.
    """
    seen: set[tuple[str, str, str]] = set()
    for number, (name, text) in enumerate(documents):
        some = words.within(text)
        source = random.Random(f"{seed}/{number}")
        classes = [tuple(each) for each in (some.nouns, some.verbs, some.adjectives)]
        for _ in range(20):  # a short document has few triples, which then may come again
            triple = Triple(*map(source.choice, classes))
            if triple.words not in seen:
                break
        seen.add(triple.words)
        yield triple, name


def _rounds(words: tuple[str, ...], seed: str) -> Iterator[str]:
    source = random.Random(seed)
    while True:
        yield from source.sample(words, len(words))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise HornbookError(
            f"can't read the words in {path} ({error}); a vocabulary is a folder with "
            f"{', '.join(f'{name}.txt' for name in CLASSES)}"
        ) from None


def _entries(path: Path, text: str, *, verbs: bool) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Word, kind and phrases."""
    kind = ""
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            kind = line[1:].strip()
            continue
        head, _, rest = line.partition(":") if verbs else (line, "", "")
        after = tuple("" if part.strip() == "-" else part.strip() for part in rest.split("/"))
        for word in head.split():
            if not _WORD.fullmatch(word):
                raise HornbookError(
                    f"{path}, line {number}: {word!r} is no word in small letters; take it out"
                )
            yield word, kind, after
