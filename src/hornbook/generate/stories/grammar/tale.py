"""A story while it is told: templates are filled, pronouns chosen, and what was told is noted.

Templates are English with two marks. ``[red|blue]`` is one of its parts, drawn at random; parts may
hold marks again, or be empty. ``{hero}`` names somebody or something of the cast, ``{hero.his}``
asks for a form: ``he``, ``him``, ``his``, ``self`` become a pronoun where it is clear who is meant,
and the name elsewhere; a capital (``{hero.He}``) begins a sentence after a quotation. For the other
forms see `hornbook.generate.stories.grammar.cast`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

from hornbook.generate.stories.grammar.cast import FORMS, PRONOUNS, Character, Entity, Thing

T = TypeVar("T")

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)(?:\.(\w+))?\}")
FEELINGS = {
    "glad": "happy glad proud cheerful excited delighted merry pleased thankful joyful".split(),
    "upset": "sad worried upset unhappy gloomy miserable sorry troubled".split(),
}


class Tale:
    """A cast, a random source, and the sentences so far.

    Attributes:
        random: everything is drawn from it.
        features: what was asked for; a plot marks the ones it tells, see `told`.
        summary: what happens, in a sentence or two; set by the plot.
        told: the features that were told.
        moods: feelings that have to be told of, by their kind.
        lessons: what there is to learn from it.
    """

    def __init__(self, source: Random, cast: Mapping[str, Entity], features: Sequence[str]) -> None:
        self.random = source
        self.cast: dict[str, Entity | str] = dict(cast)
        self.features = frozenset(features)
        self.told: set[str] = set()
        self.summary = ""
        self.moods: dict[str, str] = {}
        self.lessons: tuple[str, ...] = ()
        self._paragraphs: list[list[str]] = [[]]
        self._named: list[Entity] = []  # in this paragraph, the last one last

    def character(self, role: str) -> Character:
        """Who plays a role."""
        entity = self.cast[role]
        assert isinstance(entity, Character)
        return entity

    @property
    def text(self) -> str:
        """The paragraphs so far, a blank line between them."""
        return "\n\n".join(" ".join(sentences) for sentences in self._paragraphs if sentences)

    @property
    def paragraphs(self) -> int:
        """How many there are."""
        return sum(bool(sentences) for sentences in self._paragraphs)

    def wants(self, feature: str, otherwise: float = 0.0) -> bool:
        """Whether to tell a feature: if it was asked for, else with a probability. Notes it."""
        tell = feature in self.features or self.random.random() < otherwise
        if tell:
            self.told.add(feature)
        return tell

    def tell(self, *templates: str, **more: Entity | str) -> None:
        """Add one of the templates, filled, to the paragraph."""
        self.cast |= more
        sentence = self._filled(self.random.choice(templates))
        if sentence:
            self._paragraphs[-1].append(sentence)

    def say(self, quoted: str, reported: str, **more: Entity | str) -> None:
        """Tell in direct speech, or without it when no dialogue is asked for."""
        self.tell(quoted if self.wants("dialogue", 0.35) else reported, **more)

    def turn(self) -> None:
        """Begin a new paragraph, where everybody is called by their name again."""
        self._paragraphs.append([])
        self._named.clear()

    def into_opening(self) -> None:
        """Move the last sentence to the end of the first paragraph."""
        self._paragraphs[0].append(self._paragraphs[-1].pop())

    def sum_up(self, template: str) -> None:
        """Set the summary, in which nobody is a pronoun before their name."""
        named, self._named = self._named, []
        self.summary = self._filled(template)
        self._named = named

    def outcome(self) -> str:
        """How it comes out: ``bad``, ``twist`` or ``good``, as was asked for."""
        if self.wants("bad ending"):
            return "bad"
        return "twist" if self.wants("plot twist", 0.2) else "good"

    def hint(self, *templates: str) -> None:
        """Tell, early on, something that will matter later, if foreshadowing is asked for."""
        if self.wants("foreshadowing", 0.15):
            self.tell(*templates)

    def feel(self, role: str, mood: str, because: str = "") -> None:
        """Tell how somebody feels: ``glad`` or ``upset``; by the triple's adjective if it fits."""
        self.cast["feeling"] = self.mood(mood)
        self.tell(
            f"{{{role}}} [felt|was] {{feeling}}{because}.",
            f"{{{role}.he}} [felt|was] [very|so|a little|quite] {{feeling}}{because}.",
        )

    def mood(self, mood: str) -> str:
        """A feeling of that kind, the triple's first."""
        return self.moods.pop(mood, "") or self.pick(FEELINGS[mood])

    def moral(self, *lessons: str) -> None:
        """Keep what there is to learn; the end tells it if a moral is asked for."""
        self.lessons = lessons

    def pick_one(self, options: Sequence[T]) -> T:
        """One of the options, whatever they are."""
        return self.random.choice(options)

    def pick(self, options: Sequence[str]) -> str:
        """One of the options."""
        return self.random.choice(options)

    def _filled(self, template: str) -> str:
        while found := _CHOICE.search(template):
            part = self.random.choice(found[1].split("|"))
            template = template[: found.start()] + part + template[found.end() :]
        text = _SLOT.sub(lambda slot: self._form(slot[1], slot[2] or "name"), template)
        return capitalized(" ".join(text.split()))

    def _form(self, role: str, form: str) -> str:
        entity = self.cast[role]
        if isinstance(entity, str):
            return entity
        if isinstance(entity, Thing):
            entity.known = True
        if not isinstance(entity, Character):
            return entity.form(form)
        lower = form.lower()
        if lower not in FORMS:
            self._name(entity)
            text = entity.form(lower)
        elif lower == "self" or self._clear(entity):
            text = PRONOUNS[entity.pronoun][FORMS.index(lower)]
        else:
            self._name(entity)
            text = entity.form("s" if lower == "his" else "name")
        return text if form == lower else text[0].upper() + text[1:]

    def _name(self, entity: Entity) -> None:
        if entity in self._named:
            self._named.remove(entity)
        self._named.append(entity)

    def _clear(self, entity: Character) -> bool:
        """Whether the last one with this pronoun who was named in this paragraph is meant."""
        rivals = [
            other
            for other in self._named
            if isinstance(other, Character) and other.pronoun == entity.pronoun
        ]
        return bool(rivals) and rivals[-1] is entity


def capitalized(text: str) -> str:
    """The text with a capital where a sentence begins, also inside quotation marks.

    After a question or an exclamation in quotation marks the sentence may go on, so nothing is
    changed there.
    """
    text = re.sub(r"\A(\W*)([a-z])", lambda m: m[1] + m[2].upper(), text)
    text = re.sub(r"((?<!\")[.!?] |\.\" |[,:.!?] \")([a-z])", lambda m: m[1] + m[2].upper(), text)
    return text
