"""Who and what a story has in it: characters, things and places, and how each is referred to."""

from __future__ import annotations

from dataclasses import dataclass, field

from hornbook.generate.stories.inflect import article, plural

PRONOUNS = {
    "she": ("she", "her", "her", "herself"),
    "he": ("he", "him", "his", "himself"),
    "it": ("it", "it", "its", "itself"),
    "they": ("they", "them", "their", "themselves"),
}
FORMS = ("he", "him", "his", "self")  # what a template calls them, whoever is meant


@dataclass
class Character:
    """Somebody with a name, or known by what they are: ``Lily``, ``the farmer``.

    Attributes:
        name: as every sentence may call them.
        pronoun: ``she`` or ``he``.
        what: ``girl``, ``rabbit``, ``farmer``.
        hand: ``hand`` or ``paw``.
    """

    name: str
    pronoun: str
    what: str
    hand: str = "hand"

    @property
    def described(self) -> str:
        """What they are, without an article: ``little rabbit``."""
        return f"little {self.what}"

    def form(self, name: str) -> str:
        """As a template asks: ``s`` is the possessive; the others are attributes."""
        if name == "s":
            return f"{self.name}'s"
        if name == "a":
            return article(self.described)
        if name == "hands":
            return f"{self.hand}s"
        return str(getattr(self, name))


@dataclass
class Thing:
    """A thing, some food …: ``a shiny key`` at first, ``the key`` then.

    Attributes:
        noun: what it is.
        adjective: how it is; may be empty.
        mass: whether there is ``some`` of it, rather than one.
        known: whether the story has spoken of it.
    """

    noun: str
    adjective: str = ""
    mass: bool = False
    known: bool = field(default=False)
    pronoun: str = "it"

    @property
    def name(self) -> str:
        """``the key``."""
        return f"the {self.noun}"

    def form(self, name: str) -> str:
        """``a``: with article and adjective; ``full``: with the adjective; ``the``, ``all``."""
        full = f"{self.adjective} {self.noun}".strip()
        match name:
            case "a":
                return f"some {full}" if self.mass else article(full)
            case "full":
                return full
            case "the":
                return f"the {full}"
            case "all":
                return self.noun if self.mass else plural(self.noun)
        return str(getattr(self, name))


@dataclass(frozen=True)
class Place:
    """A place: ``the garden``, ``in the garden``, ``to the garden``."""

    noun: str
    preposition: str
    pronoun: str = "it"

    @property
    def name(self) -> str:
        """``the garden``."""
        return f"the {self.noun}"

    def form(self, name: str) -> str:
        """``in``: where somebody is; ``to``: where somebody goes; ``noun``."""
        match name:
            case "in":
                return f"{self.preposition} the {self.noun}"
            case "to":
                return f"to the {self.noun}"
        return str(getattr(self, name))


@dataclass(frozen=True)
class Doing:
    """A verb with what follows it: ``hop over puddles``."""

    base: str
    past: str
    gerund: str
    after: str
    pronoun: str = "it"

    @property
    def name(self) -> str:
        """``hop over puddles``."""
        return f"{self.base} {self.after}".strip()

    def form(self, name: str) -> str:
        """``past``, ``ing`` or as it is, each with what follows."""
        word = {"past": self.past, "ing": self.gerund}.get(name, self.base)
        return f"{word} {self.after}".strip()


Entity = Character | Thing | Place | Doing
