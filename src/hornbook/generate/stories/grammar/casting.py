"""Fills the roles of a plot, so that the three words get the best parts they are fit for."""

from __future__ import annotations

from random import Random

from hornbook.generate.stories.grammar.cast import Character, Doing, Entity, Place, Thing
from hornbook.generate.stories.grammar.plot import Plot
from hornbook.generate.stories.inflect import gerund, past
from hornbook.generate.stories.words import Triple, Vocabulary

GIRLS = tuple(
    "Ada Alma Amy Anna Bella Beth Cara Clara Daisy Dora Ella Emma Eva Faye Flora Grace Greta Hana "
    "Hazel Holly Ida Ines Iris Ivy Jane Josie June Kate Kira Lara Lena Lily Lina Lola Lucy Luna "
    "Maja Maya Mia Mila Mina Molly Nala Nina Nora Olive Pia Rita Rosa Ruby Sally Sara "
    "Sofia Stella "
    "Sue Tara Tess Tina Uma Vera Willa Yara Zoe Zuri".split()
)
BOYS = tuple(
    "Abel Adam Alex Amir Anton Arlo Ben Bob Carl Dan David Eli Emil Ethan Felix Finn Fred George "
    "Gus Hans Hugo Ian Ivan Jack Jake Jamal Jay Joe Jonas Josh Karim Kofi Lars Leo Liam Luca Luis "
    "Mark Matt Max Milo Nat Ned Nico Noah Oli Omar Oscar Otto Pablo Paul Peter Raj Ravi Rob Ryan "
    "Sam Simon Ted Theo Tim Tom Toby Victor Will Yusuf Zack".split()
)
ANIMAL_NAMES = tuple(
    "Bramble Bucky Chip Clover Coco Dandy Dusty Fern Fidget Ginger Hobnob Honey Juniper "
    "Maple Minty "
    "Moss Mumble Nibbles Nutmeg Pip Poppy Pounce Puddle Quill Ruff Scamper Smudge Snuggle Sorrel "
    "Sprig Squeak Thimble Tumble Twig Velvet Whiskers Willow Winkle Zigzag".split()
)
_PEOPLE = {
    "Mom": "she",
    "Dad": "he",
    "Grandma": "she",
    "Grandpa": "he",
    "Aunt Rose": "she",
    "Uncle Ned": "he",
}
_ELDERS = {
    "the old owl": "she",
    "Grandma": "she",
    "Grandpa": "he",
    "the old badger": "he",
    "Mom": "she",
}
_FAMILY = {
    "mom": "Mom",
    "dad": "Dad",
    "grandma": "Grandma",
    "grandpa": "Grandpa",
    "aunt": "Aunt Rose",
    "uncle": "Uncle Ned",
}
_WOMEN = frozenset(
    "queen princess witch nurse singer teacher dancer baker aunt mom grandma neighbor".split()
)
_THINGS = tuple(
    "ball book kite box drum bell lamp map cup hat basket whistle key picture necklace flute "
    "lantern "
    "button marble ring puzzle mug wand umbrella watch globe trumpet locket mirror teapot puppet "
    "notebook compass medal shell telescope top robot doll scarf".split()
)
_SOFT = tuple(
    "blanket pillow teddy scarf mitten hat sweater cushion quilt slipper sock puppet".split()
)
_ANIMALS = tuple("kitten puppy lamb duckling goat pony chick hen donkey calf goose piglet".split())
_FOODS = tuple("pie cake apple pear muffin cookie bun sandwich tart pancake melon".split())
_PLACES = (
    ("garden", "in"),
    ("park", "in"),
    ("forest", "in"),
    ("meadow", "in"),
    ("orchard", "in"),
    ("beach", "at"),
    ("lake", "at"),
    ("market", "at"),
    ("farm", "at"),
    ("pond", "at"),
    ("hill", "on"),
    ("bridge", "on"),
    ("old tower", "in"),
    ("barn", "in"),
    ("cave", "in"),
)
_FINE = tuple(
    "red blue green small little old new shiny fine yellow round wooden special pretty".split()
)
_SUIT_ANY_THING = frozenset({"size", "colour", "shine", "age", "quality"})
_THING_KINDS = frozenset({"thing", "wear", "flower", "soft thing"})


class Casting:
    """One story's cast.

    Attributes:
        cast: who and what plays each role.
        waiting: those of the triple's words, by class, that got no part; they are woven in.
        kinds: the kind of each of the three words, by class.
    """

    def __init__(self, source: Random, triple: Triple, words: Vocabulary, plot: Plot) -> None:
        self.random = source
        self.plot = plot
        self.triple = triple
        self.kinds = {
            "noun": words.nouns[triple.noun],
            "verb": words.verbs[triple.verb],
            "adjective": words.adjectives[triple.adjective],
        }
        self.waiting = {"noun", "verb", "adjective"}
        self.animals = self._are_animals()
        self.cast: dict[str, Entity] = {}
        self._characters()
        after = words.phrases.get(triple.verb) or ("",)
        self.cast["doing"] = Doing(
            triple.verb, past(triple.verb), gerund(triple.verb), source.choice(after)
        )
        for role, fill in (
            ("thing", self._thing),
            ("animal", self._animal),
            ("place", self._place),
            ("food", self._food),
        ):
            self.cast[role] = fill()

    def _are_animals(self) -> bool:
        if self.plot.child:
            return False
        if self.kinds["noun"] == "small hero":
            return True
        return self.random.random() < 0.4

    def _plays(self, role: str, *kinds: str) -> bool:
        """Whether the noun takes a role; it then waits no longer."""
        if role in self.plot.roles and self.kinds["noun"] in kinds and "noun" in self.waiting:
            self.waiting.discard("noun")
            return True
        return False

    def _characters(self) -> None:
        pronouns = self.random.sample(("she", "he"), 2)
        people = _ELDERS if self.animals else _PEOPLE
        for role, pronoun in zip(("hero", "friend"), pronouns, strict=True):
            self.cast[role] = (
                self._animal_hero(role, pronoun) if self.animals else self._child(pronoun)
            )
        noun = self.triple.noun
        if not self.animals and self._plays("grown", "person"):
            name = _FAMILY.get(noun) or f"the {noun}"
            pronoun = _PEOPLE.get(name) or ("she" if noun in _WOMEN else "he")
        else:
            name, pronoun = self.random.choice(tuple(people.items()))
        self.cast["grown"] = Character(name, pronoun, noun)

    def _child(self, pronoun: str) -> Character:
        names = GIRLS if pronoun == "she" else BOYS
        return Character(self.random.choice(names), pronoun, "girl" if pronoun == "she" else "boy")

    def _animal_hero(self, role: str, pronoun: str) -> Character:
        if role == "hero" and self.kinds["noun"] == "small hero":
            self.waiting.discard("noun")
            what = self.triple.noun
        else:
            what = self.random.choice(
                "bear beaver bunny fox hamster hedgehog mouse otter rabbit raccoon squirrel".split()
            )
        taken = {each.name for each in self.cast.values()}
        name = self.random.choice([name for name in ANIMAL_NAMES if name not in taken])
        return Character(name, pronoun, what, hand="paw")

    def _thing(self) -> Thing:
        kind = self.kinds["adjective"]
        if "thing" not in self.plot.roles:
            return Thing(self.random.choice(_THINGS))
        fixed = self._plays("thing", *_THING_KINDS)
        if fixed:
            noun = self.triple.noun
            suits = kind in _SUIT_ANY_THING or (
                kind == "soft" and self.kinds["noun"] == "soft thing"
            )
        else:
            noun = self.random.choice(_SOFT if kind == "soft" else _THINGS)
            suits = kind in _SUIT_ANY_THING or kind == "soft"
        if not suits:
            return Thing(noun, self.random.choice(_FINE))
        self.waiting.discard("adjective")
        return Thing(noun, self.triple.adjective)

    def _animal(self) -> Thing:
        if self._plays("animal", "near animal"):
            noun = self.triple.noun
        else:
            noun = self.random.choice(_ANIMALS)
        if (
            "animal" in self.plot.roles
            and self.kinds["adjective"] == "build"
            and "adjective" in self.waiting
        ):
            self.waiting.discard("adjective")
            return Thing(noun, self.triple.adjective)
        return Thing(
            noun, self.random.choice(("little", "small", "young", "brown", "gray", "white"))
        )

    def _place(self) -> Place:
        if self._plays("place", "place in", "place at", "place on"):
            return Place(self.triple.noun, self.kinds["noun"].split()[1])
        return Place(*self.random.choice(_PLACES))

    def _food(self) -> Thing:
        if self._plays("food", "food", "dish"):
            noun, mass = self.triple.noun, self.kinds["noun"] == "dish"
        else:
            noun, mass = self.random.choice(_FOODS), False
        if "food" in self.plot.roles and self.kinds["adjective"] == "taste":
            self.waiting.discard("adjective")
            return Thing(noun, self.triple.adjective, mass)
        return Thing(noun, self.random.choice(("fresh", "warm", "sweet", "big", "")), mass)
