"""Sentences for the words that got no part in the plot; they fit into any opening."""

from __future__ import annotations

from collections.abc import Mapping

from hornbook.generate.stories.grammar.cast import Place, Thing
from hornbook.generate.stories.grammar.tale import Tale
from hornbook.generate.stories.words import Triple

_UNIQUE = frozenset("sky moon sun grass moss ivy".split())
_COUNTED_WEATHER = frozenset({"breeze", "storm"})

NOUNS: Mapping[str, tuple[str, ...]] = {
    "near animal": (
        "On the fence, {noun.a} was watching [everything|them both|the road].",
        "{hero} had once made friends with {noun.a}, and still talked about it.",
        "[Nearby|Not far away], {noun.a} was [looking for food|taking a nap|having a rest].",
    ),
    "small hero": (
        "In the woods nearby lived {noun.a}, and {hero} [sometimes|often] saw it.",
        "{hero} had a picture book about {noun.a}.",
    ),
    "far animal": (
        "Above {hero.s} bed hung a picture of {noun.a}.",
        "{hero} [often|always] wished to see a real {noun.noun} one day.",
        "In the night, {hero} had dreamed of {noun.a} [that could talk|that wore a hat|in "
        "the bath].",
    ),
    "person": (
        "Next door lived {noun.a}, who [always waved|told good stories|had a big laugh].",
        "{hero} wanted to be {noun.a} one day.",
        "That morning, {noun.a} had [waved|smiled] at {hero} [from across the road|on the way].",
    ),
    "soft thing": (
        "{hero} had {noun.a} that {hero.he} took everywhere.",
        "Beside {hero.his} bed lay {noun.a}[ that had been there for years|].",
    ),
    "big thing": (
        "In front of the house stood {noun.a}[ that nobody needed|].",
        "Behind the house, there was {noun.a}, and {hero} liked to [sit|play] beside it.",
    ),
    "flower": (
        "{hero} had {noun.a} in one pocket, for luck.",
        "On the table lay {noun.a} that {hero} had brought home the day before.",
    ),
    "thing": (
        "{hero} had found {noun.a} the day before, and carried it in a bag.",
        "In {hero.s} room was {noun.a}[ that had once been Grandma's| on a hook by the door|].",
        "{hero} owned {noun.a}, and was [very|rather] proud of it.",
    ),
    "wear": (
        "{hero} was wearing {noun.a} that was [a bit too big|brand new|as old as the hills].",
        "At the door hung {noun.a} [with a hole in it|with one button missing|in every color].",
    ),
    "food": (
        "{hero} had just eaten {noun.a}[ and was still chewing|].",
        "For breakfast, there had been {noun.a}[ for everyone|].",
    ),
    "dish": (
        "For breakfast, there had been {noun}, [which {hero} liked|which {hero} did not "
        "like] very much.",
        "The whole house smelled of {noun}.",
    ),
    "animal part": (
        "{hero} liked to draw, and today's animal had [a very long|a very funny] {noun}.",
    ),
    "inside": (
        "{hero} had just learned the word {noun} [from a song|from a big book] and kept saying it.",
    ),
    "body": (
        "{hero} had a spot of [jam|mud|paint] on the {noun}.",
        "A fly had landed on {hero.s} {noun} that morning, [and it tickled|which is a sign "
        "of luck].",
    ),
    "place": (
        "{hero} had been {noun.in} the day before and [still had sand in both shoes|was "
        "still thinking of it].",
        "{hero} lived not far from {noun}.",
    ),
    "furniture": (
        "{hero.s} favorite seat was beside the {noun}.",
        "There was a new {noun} in the house, and {hero} [had helped to carry it|was very "
        "pleased with it].",
    ),
    "vehicle": (
        "{hero} had a toy {noun.noun} [made of tin|with a squeak] and wanted a real one.",
        "{hero} had once had a ride in {noun.a}, and [still dreamed of it|it was over much "
        "too soon].",
    ),
    "sky": ("{hero} looked out at the {noun} [every day|for a while] and [smiled|sighed].",),
    "nature": (
        "{hero} had drawn a picture of {noun.a}, and it hung on the wall.",
        "From the window, {hero} could see {noun.a}[ if the air was clear|].",
    ),
    "weather": (
        "There had been [a lot of|so much] {noun.noun} that week.",
        "The week before, there had been [nothing but|only] {noun.noun}.",
    ),
    "stuff": (
        "At breakfast, {hero} had asked where {noun} comes from.",
        "{hero} had [spent the morning with|made a whole animal out of] a bit of {noun}.",
    ),
    "idea": (
        "All that morning, {hero} had been thinking about {noun.a}.",
        "{hero} [kept thinking|could not stop thinking] of {noun.a}[ from the day before|].",
    ),
    "time": ("It had been a [long|good|quiet] {noun} for {hero}.",),
    "event": ("It was the week after the {noun}, and {hero} still talked about it.",),
}

VERBS: Mapping[str, tuple[str, ...]] = {
    "play": (
        "{hero} [liked|loved] to {doing}.",
        "Every [morning|day], {hero} would {doing}.",
        "Nothing was [better|more fun] to {hero} than {doing.ing}.",
        "{hero} could {doing} [all day long|for hours].",
        "That [morning|day], {hero} {doing.past} [before breakfast|for a while|until noon].",
    ),
    "chore": (
        "At home, {hero} [often helped|liked to help] to {doing}.",
        "That morning, {hero} {doing.past}, [as on every day|with a song on the lips].",
        "{hero} was good at {doing.ing}.",
    ),
    "mishap": (
        "Early that day, {hero} {doing.past}, [but it was soon forgotten|which was not like "
        "{hero.him}].",
        "The day had begun badly: {hero} {doing.past}.",
    ),
    "other": (
        "That morning, {hero} {doing.past}.",
        "First of all that day, {hero} {doing.past}.",
        "Before anything else, {hero} {doing.past}.",
    ),
}
VOICES = {
    "bark": "dog",
    "growl": "dog",
    "howl": "wolf",
    "hiss": "goose",
    "moo": "cow",
    "neigh": "horse",
    "quack": "duck",
    "roar": "lion",
    "snort": "pony",
    "squeak": "mouse",
}

ADJECTIVES: Mapping[str, tuple[str, ...]] = {
    "size": (
        "{hero} lived in {adjective.a} house [by the river|at the end of the road|near the woods].",
    ),
    "build": (
        "{adjective.a} pigeon sat on the roof.",
        "{hero} had {adjective.a} cat that slept all day.",
    ),
    "height": (
        "Around the house grew {adjective.a} hedge.",
        "Behind the house stood {adjective.a} wall.",
    ),
    "colour": (
        "{hero} was wearing {adjective.a} [hat|scarf|coat].",
        "{hero.s} [house|door|room] was {adjective.full}, and {hero.he} liked it that way.",
    ),
    "shine": ("{hero} was wearing {adjective.a} [ribbon|badge|belt] that day.",),
    "form": ("With a stick, {hero} drew {adjective.a} [line|shape] in the dirt.",),
    "person": (
        "{adjective.a} stranger had come to town that week, but this story is not about him.",
    ),
    "soft": (
        "{hero} was wearing {adjective.a} [scarf|sweater].",
        "{hero} slept under {adjective.a} blanket.",
    ),
    "hard": (
        "{hero} kept {adjective.a} [stone|pine cone|shell] [on the window sill|in one pocket].",
    ),
    "age": ("{hero} lived in {adjective.a} house with a [green|blue|red] door.",),
    "quality": (
        "It was going to be {adjective.a} day.",
        "That week, {hero} had read {adjective.a} book.",
    ),
    "taste": (
        "There were {adjective.full} [pears|nuts|buns|cookies] in a bowl on the table.",
        "{hero} had just had something {adjective.full} to eat.",
    ),
    "trait": (
        "{hero} was [very|quite|always|known to be] {adjective.full}.",
        "People said that {hero} was [very|quite] {adjective.full}.",
        "Everyone knew how {adjective.full} {hero} was.",
    ),
    "glad": ("{hero} woke up and felt {adjective.full}.", "{hero} felt {adjective.full} that day."),
    "upset": (
        "At breakfast, {hero} had felt a bit {adjective.full}, but that had passed.",
        "{hero} had been {adjective.full} for a while, nobody knew why.",
    ),
    "weather": (
        "The day before had been {adjective.full}.",
        "It had been {adjective.full} all week.",
        "{hero} remembered a [very|quite] {adjective.full} day, a long time ago.",
    ),
    "sound": ("{adjective.a} [bird|bell|voice] had woken {hero} that morning.",),
    "state": (
        "By the door stood a box that was {adjective.full}.",
        "In the shed was a chest that was {adjective.full}.",
    ),
    "pace": ("{adjective.a} bus went by.",),
    "beast": (
        "The night before, {grown} had told a tale about {adjective.a} [dragon|giant|troll].",
    ),
    "task": ("That morning, {hero} had tried {adjective.a} [riddle|puzzle|trick].",),
    "answer": ("In a game of riddles that morning, {hero} had given the {adjective.full} answer.",),
}


def weave(tale: Tale, triple: Triple, word_class: str, kinds: Mapping[str, str]) -> None:
    """Tell a sentence with one of the words.

    Args:
        tale: with ``hero``, ``grown`` and, for verbs, ``doing``.
        triple: the words.
        word_class: which of them: ``noun``, ``verb`` or ``adjective``.
        kinds: of the words, by class.
    """
    kind = kinds[word_class]
    if word_class == "verb":
        _weave_verb(tale, triple.verb, kind)
    elif word_class == "adjective":
        tale.tell(*ADJECTIVES[kind], adjective=Thing("", triple.adjective))
    else:
        _weave_noun(tale, triple.noun, kind)


def _weave_verb(tale: Tale, word: str, kind: str) -> None:
    if kind == "animal":
        tale.tell(
            f"[Far away|Somewhere], a {VOICES[word]} {{doing.past}}.",
            f"A {VOICES[word]} {{doing.past}} [in the distance|somewhere nearby].",
        )
    else:
        tale.tell(*VERBS.get(kind, VERBS["other"]))


def _weave_noun(tale: Tale, word: str, kind: str) -> None:
    if kind.startswith("place "):
        tale.tell(*NOUNS["place"], noun=Place(word, kind.split()[1]))
    elif word in _UNIQUE:
        tale.tell("From the window, {hero} looked at the {noun} for a while.", noun=word)
    elif kind in {
        "dish",
        "stuff",
        "sky",
        "animal part",
        "inside",
        "body",
        "furniture",
        "time",
        "event",
    }:
        tale.tell(*NOUNS[kind], noun="Christmas" if word == "christmas" else word)
    elif kind == "weather":
        counted = word in _COUNTED_WEATHER
        tale.tell(
            *(("There had been {noun.a} in the night.",) if counted else NOUNS[kind]),
            noun=Thing(word),
        )
    else:
        tale.tell(*NOUNS[kind], noun=Thing(word))
