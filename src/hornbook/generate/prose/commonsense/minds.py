"""Scenes about people, places and times: feelings, beliefs, positions, and being on time.

Beliefs and positions are simulated: who saw what, who stands where; the answers are read off the
state, so that they can't contradict the setting.
"""

from __future__ import annotations

from random import Random

from hornbook.generate.prose.commonsense.knowledge import FEELINGS
from hornbook.generate.prose.commonsense.point import Point, Scene
from hornbook.generate.prose.commonsense.scenes import Prefer, some
from hornbook.generate.stories.grammar.casting import BOYS, GIRLS

_HIDDEN = tuple(
    "ball key cookie book letter toy spoon marble scarf apple coin ring pencil hat cap map".split()
)
_CONTAINERS = tuple("box basket drawer bag cupboard bucket chest suitcase jar pot".split())
_ROOMS = ("kitchen", "garden", "cellar", "classroom", "library", "living room", "attic", "workshop")
_AWAY = (
    "goes out to play",
    "goes to the bathroom",
    "leaves to fetch some water",
    "goes home for lunch",
    "answers the door",
    "takes the dog for a walk",
)
_ERRANDS = (
    "the bus leaves",
    "the film begins",
    "the lesson starts",
    "the train leaves",
    "the shop closes",
    "the match starts",
    "the party begins",
)
_CHORES = (
    ("walk there", 8, 25),
    ("get dressed", 5, 10),
    ("eat something", 10, 20),
    ("pack a bag", 4, 9),
    ("tie both shoes", 2, 4),
    ("find the tickets", 2, 6),
    ("walk the dog", 12, 20),
)
_THIRD = {"she": ("she", "her", "her"), "he": ("he", "him", "his")}


def people(source: Random, number: int) -> list[tuple[str, str]]:
    """Different names with their pronouns."""
    names = [(name, "she") for name in GIRLS] + [(name, "he") for name in BOYS]
    return source.sample(names, number)


def feelings(source: Random, about: Prefer) -> Scene:
    """How somebody feels, why, and what would help."""
    cases = some(source, FEELINGS, source.randint(2, 3), about)
    points = []
    for case, (name, pronoun) in zip(cases, people(source, len(cases)), strict=True):
        they, them, their = _THIRD[pronoun]
        event, because, then = (
            text.replace("{name}", name)
            .replace("{they}", they)
            .replace("{them}", them)
            .replace("{their}", their)
            for text in (case.event, case.because, case.then)
        )
        event = event[0].upper() + event[1:]
        ask = source.choice(
            (f"{event}. How did {name} feel?", f"{event}. What did {name} feel then?")
        )
        felt = source.choice((f"{name} felt", f"That made {name} feel"))
        says = f"{event}. {felt} {case.feeling}."
        points.append(Point(ask, case.feeling, because, says))
        if source.random() < 0.7:
            ask = source.choice(
                (
                    f"What would be a good thing to do for {name}, or for {name}'s friends?",
                    f"What can {name}, or a friend, do now?",
                )
            )
            points.append(
                Point(
                    ask,
                    then,
                    f"it is right for somebody who feels {case.feeling}",
                    f"A good thing to do would be to {then}.",
                )
            )
    lesson = source.choice(
        (
            "Feelings have reasons, and who knows the reason knows better what to do.",
            "To understand somebody, one asks what has happened and what it meant to them.",
            "The same event may feel different to another person.",
            "",
        )
    )
    return Scene("feelings and reasons", "", tuple(points), lesson)


def beliefs(source: Random, about: Prefer) -> Scene:
    """Somebody misses a move, and so believes what is no longer true (Wimmer and Perner 1983)."""
    (one, her), (other, _) = people(source, 2)
    they = _THIRD[her][0]
    wanted = [name for name in _HIDDEN if about(name)]
    thing = source.choice(wanted or _HIDDEN)
    first, second = source.sample(_CONTAINERS, 2)
    room = source.choice(_ROOMS)
    leaves = source.choice(_AWAY)
    watches = source.random() < 0.3  # through the window
    told = not watches and source.random() < 0.25
    sees = f" {one} sees this through the window." if watches else ""
    tells = f" Then {other} tells {one} about it." if told else ""
    moves = source.choice(("moves", "puts", "takes"))
    to = {"moves": "to", "puts": "into", "takes": "over to"}[moves]
    setting = (
        f"{one} and {other} are in the {room}. {one} puts the {thing} into the {first}. "
        f"Then {one} {leaves}. While {one} is away, {other} {moves} the {thing} "
        f"{'from the ' + first + ' ' if moves != 'puts' else ''}{to} the {second}.{sees}{tells} "
        f"After a while, {one} comes back."
    )
    knows = watches or told
    believed = second if knows else first
    if watches:
        why = f"{they} saw through the window that {other} put it there"
    elif told:
        why = f"{other} has told {_THIRD[her][1]}"
    else:
        why = f"{they} left it there and didn't see that it was moved"
    points = [
        Point(
            f"Where is the {thing} now?",
            f"in the {second}",
            f"{other} put it there, and nobody has moved it since",
            f"The {thing} is now in the {second}.",
        ),
        Point(
            f"Where will {one} look for the {thing} first?",
            f"in the {believed}",
            why,
            f"{one} will look in the {believed} first.",
        ),
        Point(
            f"Where does {other} think that the {thing} is?",
            f"in the {second}",
            f"{other} put it there",
            f"{other} knows that it is in the {second}.",
        ),
        Point(
            f"Does {one} know where the {thing} is?",
            "yes" if knows else "no",
            why,
            f"{one} {'knows' if knows else 'does not know'} where the {thing} is.",
        ),
    ]
    if not knows:
        points.append(
            Point(
                f"Will {one} be surprised?",
                f"yes, when {they} finds the {first} empty",
                f"{they} expects the {thing} there",
                f"{one} will be surprised to find the {first} empty.",
            )
        )
    kept = source.sample(points, source.randint(3, len(points)))
    lesson = source.choice(
        (
            "People act on what they believe, not on what is so.",
            "What somebody knows depends on what they have seen or been told.",
            "",
        )
    )
    return Scene("what others know and believe", setting, tuple(kept), lesson)


def positions(source: Random, about: Prefer) -> Scene:
    """Who sits where in a row."""
    row = [name for name, _ in people(source, source.randint(4, 5))]
    place = source.choice(
        (
            "on a bench",
            "in a row at the cinema",
            "on a wall",
            "in a boat",
            "at one side of a long table",
        )
    )
    clues = []
    for number in range(len(row) - 1):
        left, right = row[number], row[number + 1]
        clues.append(
            source.choice(
                (
                    f"{left} sits right to the left of {right}",
                    f"{right} sits right to the right of {left}",
                )
            )
        )
    source.shuffle(clues)
    setting = (
        f"{len(row)} friends sit {place}, and one looks at them from the front. {'. '.join(clues)}."
    )
    middle = source.randrange(1, len(row) - 1)
    a, b = sorted(source.sample(range(len(row)), 2))
    points = [
        Point(
            "Who sits at the left end?",
            row[0],
            f"nobody is to the left of {row[0]}",
            f"{row[0]} sits at the left end.",
        ),
        Point(
            "Who sits at the right end?",
            row[-1],
            f"nobody is to the right of {row[-1]}",
            f"{row[-1]} sits at the right end.",
        ),
        Point(
            f"Who sits between {row[middle - 1]} and {row[middle + 1]}?",
            row[middle],
            f"{row[middle - 1]} is right to the left of {row[middle]}, and {row[middle + 1]} "
            "is right to the right",
            f"{row[middle]} sits between {row[middle - 1]} and {row[middle + 1]}.",
        ),
        Point(
            f"Is {row[a]} to the left of {row[b]}?",
            "yes",
            f"from left to right they sit like this: {', '.join(row)}",
            f"{row[a]} is to the left of {row[b]}.",
        ),
        Point(
            f"How many sit between {row[a]} and {row[b]}?",
            _number(b - a - 1),
            f"from left to right they sit like this: {', '.join(row)}",
            f"Between {row[a]} and {row[b]}, there {'sits' if b - a == 2 else 'sit'} "
            f"{_number(b - a - 1)}.",
        ),
    ]
    kept = source.sample(points, source.randint(3, 5))
    return Scene("left and right", setting, tuple(kept))


def times(source: Random, about: Prefer) -> Scene:
    """When one has to leave to be there in time."""
    ((who, pronoun),) = people(source, 1)
    event = source.choice(_ERRANDS)
    at = source.randrange(8 * 60, 19 * 60, 5)
    chores = [(name, source.randint(low, high)) for name, low, high in source.sample(_CHORES, 3)]
    total = sum(minutes for _, minutes in chores)
    begin = at - total
    now = begin + source.choice((-1, 1)) * source.randrange(5, 25)
    needs = ", ".join(f"{minutes} minutes to {name}" for name, minutes in chores[:-1])
    setting = (
        f"At {clock(at)}, {event}. Before that, {who} needs {needs} and {chores[-1][1]} "
        "minutes to "
        f"{chores[-1][0]}. Now it is {clock(now)}."
    )
    late = now > begin
    they = _THIRD[pronoun][0]
    points = [
        Point(
            f"How long does {who} need for everything?",
            f"{total} minutes",
            f"{' plus '.join(str(minutes) for _, minutes in chores)} is {total}",
            f"Altogether, {who} needs {total} minutes.",
        ),
        Point(
            f"When does {who} have to begin at the latest?",
            f"at {clock(begin)}",
            f"{total} minutes before {clock(at)} it is {clock(begin)}",
            f"At the latest, {who} has to begin at {clock(begin)}.",
        ),
        Point(
            f"Will {who} be in time?",
            "no" if late else "yes",
            f"it is already {clock(now)}, {now - begin} minutes after the time to begin"
            if late
            else f"{they} has {begin - now} minutes to spare",
            f"{who} will {'not ' if late else ''}be in time.",
        ),
    ]
    if late:
        points.append(
            Point(
                f"What can {who} do?",
                "hurry, leave something out, or tell somebody",
                f"{now - begin} minutes are missing",
                f"{who} can hurry, leave something out, or tell somebody.",
            )
        )
    return Scene("being in time", setting, tuple(points))


def clock(minutes: int) -> str:
    """A time of day: ``8:05``, ``14:30``."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def _number(number: int) -> str:
    return ("nobody", "one", "two", "three")[number]
