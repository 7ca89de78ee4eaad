"""What a story may be asked to have (TinyStories, 2305.07759, §2), and how a teacher is told."""

from __future__ import annotations

import re
from random import Random

FEATURES = {
    "dialogue": "The story should contain at least one dialogue, with what is said in quotes.",
    "plot twist": "Something unexpected should happen, so that things turn out otherwise than "
    "it seemed.",
    "bad ending": "The story should not end well.",
    "moral value": "The story should teach a lesson, which is told at its end.",
    "foreshadowing": "Early in the story there should be a small hint of what happens later.",
    "conflict": "Two characters should disagree about something, or be cross with each other.",
}
_SHARE = 0.35  # of the stories that have a feature

_QUOTED = re.compile(r"[\"“][^\"“”]{2,}[\"”]")
_MOST_TOGETHER = 3


def draw_features(source: Random, most: int = _MOST_TOGETHER) -> tuple[str, ...]:
    """A random subset, in the order of `FEATURES`; about one story in thirteen has none.

    Of more than ``most`` some are left out: a story of a few paragraphs has no room for them.
    """
    drawn = [name for name in FEATURES if source.random() < _SHARE]
    while len(drawn) > most:
        drawn.remove(source.choice(drawn))
    return tuple(drawn)


def asked(features: tuple[str, ...]) -> str:
    """The sentences that a prompt has for them."""
    return " ".join(FEATURES[name] for name in features)


def quotes(text: str) -> int:
    """How many times somebody speaks."""
    return len(_QUOTED.findall(text))
