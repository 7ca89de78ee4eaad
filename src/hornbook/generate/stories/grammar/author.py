"""Writes a story of three words and some features; no teacher is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from random import Random

from hornbook.generate.stories.features import quotes
from hornbook.generate.stories.grammar.casting import Casting
from hornbook.generate.stories.grammar.ending import end_story
from hornbook.generate.stories.grammar.opening import open_story
from hornbook.generate.stories.grammar.plot import Plot, plots
from hornbook.generate.stories.grammar.tale import FEELINGS, Tale
from hornbook.generate.stories.grammar.weaving import weave
from hornbook.generate.stories.inflect import occurs
from hornbook.generate.stories.reading import fault
from hornbook.generate.stories.words import Triple, Vocabulary

_CARRIERS = {  # roles that a kind of noun can play, best first
    "near animal": ("animal",),
    "person": ("grown",),
    "thing": ("thing",),
    "wear": ("thing",),
    "flower": ("thing",),
    "soft thing": ("thing",),
    "food": ("food",),
    "dish": ("food",),
    "place in": ("place",),
    "place at": ("place",),
    "place on": ("place",),
}
_TOLD_ENDINGS = {"plot twist", "bad ending"}

NO_FEATURE = "one of the features isn't told"


@dataclass(frozen=True)
class Story:
    """A story with its plan.

    Attributes:
        text: three to six paragraphs.
        plot: the name of its plot.
        features: those asked for; more may be told.
        summary: what happens, in a sentence or two.
        missing: which of the three words don't occur.
        reason: what is wrong with it; empty when nothing is.
    """

    text: str
    plot: str
    features: tuple[str, ...]
    summary: str
    missing: list[str]
    reason: str


def agreeable(features: Sequence[str], source: Random) -> tuple[str, ...]:
    """The features without one of two that no plot can tell together: a story ends in one way."""
    if _TOLD_ENDINGS <= set(features):
        left_out = source.choice(sorted(_TOLD_ENDINGS))
        return tuple(name for name in features if name != left_out)
    return tuple(features)


def choose_plot(source: Random, triple: Triple, words: Vocabulary) -> Plot:
    """A plot in which the noun has a part, if there is one, as often as there are many."""
    options = plots()
    roles = _CARRIERS.get(words.nouns[triple.noun], ())
    fitting = [each for each in options if set(roles) & each.roles]
    # The fewer there are, the rarer, or the same few would tell of all food.
    preferred = source.random() < min(0.8, 0.15 * len(fitting))
    return source.choice(fitting if preferred else options)


def write_story(triple: Triple, features: Sequence[str], words: Vocabulary, seed: object) -> Story:
    """Write one, and check it as a teacher's is checked, and its features besides.

    Args:
        triple: words of Hornbook's vocabulary, whose kinds decide where they can stand.
        features: of `FEATURES`; not a twist and a bad ending at once, see `agreeable`.
        words: that vocabulary.
        seed: the story depends on it and the other arguments alone.
    """
    source = Random(f"story/{seed}")
    plot = choose_plot(source, triple, words)
    casting = Casting(source, triple, words, plot)
    tale = Tale(source, casting.cast, features)
    kinds, waiting = casting.kinds, set(casting.waiting)
    if kinds["adjective"] in FEELINGS and source.random() < 0.6:
        tale.moods[kinds["adjective"]] = triple.adjective
        waiting.discard("adjective")
    woven = [partial(weave, tale, triple, word_class, kinds) for word_class in sorted(waiting)]
    open_story(tale, friend="friend" in plot.roles, woven=woven)
    tale.turn()
    plot.tell(tale)
    end_story(tale)
    for word_class in kinds:  # a role or a feeling that this telling had no use for
        if not occurs(getattr(triple, word_class), tale.text):
            weave(tale, triple, word_class, kinds)
            tale.into_opening()
    text = tale.text
    missing = [word for word in triple.words if not occurs(word, text)]
    told = tale.told | ({"dialogue"} if quotes(text) else set())
    reason = fault(text, missing, tuple(features))
    if not reason and not set(features) <= told:
        reason = NO_FEATURE
    return Story(text, plot.name, tuple(features), tale.summary, missing, reason)
