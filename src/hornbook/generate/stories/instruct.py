"""The instruct variant: what is wanted of a story before the story (TinyStories, §5)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from random import Random

PARTS = ("Words", "Features", "Sentence", "Summary")

_SENTENCE = re.compile(r"[^.!?]+[.!?][\"”]?(?=\s|\Z)")
_FEWEST, _MOST = 5, 25  # words of a sentence worth asking for


def instructed(
    story: str,
    *,
    words: Sequence[str],
    features: Sequence[str],
    summary: str,
    seed: object,
) -> tuple[str, Mapping[str, str]]:
    """A story with instructions before it: a random subset of `PARTS`, at least one, in any order.

    ``Sentence`` is one of the story's own sentences, drawn at random.

    Returns:
        The text, and the instructions in it.
    """
    source = Random(f"instruct/{seed}")
    sentence = drawn_sentence(story, source)
    have = {
        "Words": ", ".join(words),
        "Features": ", ".join(name.title().replace(" ", "") for name in features),
        "Sentence": sentence,
        "Summary": summary,
    }
    filled = [name for name in PARTS if have[name]]
    chosen = source.sample(filled, source.randint(1, len(filled)))
    instructions = {name: have[name] for name in chosen}
    head = "\n".join(f"{name}: {value}" for name, value in instructions.items())
    return f"{head}\nStory:\n\n{story}", instructions


def drawn_sentence(story: str, source: Random) -> str:
    """One of the sentences that aren't very short or long and in which nobody speaks, if any."""
    sentences = [
        sentence.strip()
        for paragraph in story.split("\n\n")
        for sentence in _SENTENCE.findall(paragraph)
    ]
    fit = [
        sentence
        for sentence in sentences
        if _FEWEST <= len(sentence.split()) <= _MOST and not set(sentence) & set('"“”')
    ]
    return source.choice(fit) if fit else ""
