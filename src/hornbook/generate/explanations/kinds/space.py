"""Ways and directions."""

from __future__ import annotations

import re

from hornbook.generate.explanations.question import Draw, Question, Step, kind
from hornbook.generate.explanations.vocabulary import listed

COMPASS = ("north", "east", "south", "west")
_MOVES = {"north": (0, 1), "east": (1, 0), "south": (0, -1), "west": (-1, 0)}


def _home(text: str) -> str:
    place = 0j
    for count, way in re.findall(r"(\d+) (?:paces|steps) (\w+)", text):
        dx, dy = _MOVES[way]
        place += int(count) * complex(dx, dy)
    return "yes" if place == 0 else "no"


@kind(_home)
def back_home(draw: Draw) -> Question:
    """Whether a walk ends where it began."""
    (who,) = draw.people(1)
    unit = draw.pick("paces", "steps")
    up, right = draw.randint(3, 20), draw.randint(3, 20)
    first = draw.randint(1, up - 1)
    moves = [(up, "north"), (right, "east"), (first, "south"), (up - first, "south")]
    back = draw.coin()
    moves.append((right if back else right + draw.pick(-2, -1, 1, 2), "west"))
    draw.shuffle(moves)
    totals = {way: sum(n for n, w in moves if w == way) for way in COMPASS}
    sums = {
        way: " + ".join(str(n) for n, w in moves if w == way) + f" = {totals[way]}"
        for way in COMPASS
        if sum(w == way for _, w in moves) > 1
    }
    answer = "yes" if back else "no"
    return Question(
        definition=draw.pick(
            "Decide whether a walk ends at the place where it began (yes or no).",
            "Follow directions and say yes if they lead back to the start, else no.",
        ),
        given=f"{who} walks {listed([f'{n} {unit} {way}' for n, way in moves], 'and then')}.",
        asks=draw.pick(
            f"Is {who} back at the start (yes or no)?", "Does the walk end where it began (yes/no)?"
        ),
        rules=(
            ("North and south undo each other", f"{totals['north']} against {totals['south']}"),
            ("East and west undo each other", f"{totals['east']} against {totals['west']}"),
        ),
        steps=(
            Step(
                f"To the north it is {sums.get('north', totals['north'])}, to the south "
                f"{sums.get('south', totals['south'])}: these are equal.",
                "opposite ways cancel if they are equally long",
            ),
            Step(
                f"To the east it is {totals['east']}, to the west {totals['west']}: "
                + ("equal as well." if back else "these differ."),
                "the same holds for east and west",
            ),
            Step("So the walk leads back." if back else "So the walk ends somewhere else."),
        ),
        answer=answer,
        picture="We walk with our fingers over a chequered blanket and see whether we come home",
        fact="Steps in two perpendicular directions don't influence each other",
        options=("no", "yes"),
        why_not={
            "yes": f"{totals['east']} east and {totals['west']} west don't cancel",
            "no": "all steps to one side are undone by those to the other",
        },
    )


def _facing(text: str) -> str:
    at = COMPASS.index(next(w for w in re.findall(r"\w+", text) if w in COMPASS))
    for turn in re.findall(r"to the (left|right)|(around)", text):
        at += {"left": 3, "right": 1, "": 2}[turn[0]]
    return COMPASS[at % 4]


@kind(_facing)
def facing(draw: Draw) -> Question:
    """The direction after some turns."""
    (who,) = draw.people(1)
    at = draw.randrange(4)
    start = COMPASS[at]
    told, steps = [], []
    for _ in range(draw.randint(3, 6)):
        turn = draw.pick("to the left", "to the right", "around")
        before = COMPASS[at]
        at = (at + {"to the left": 3, "to the right": 1, "around": 2}[turn]) % 4
        told.append(turn)
        steps.append(
            Step(
                f"Turning {turn} from {before} gives {COMPASS[at]}.",
                "that is half a turn" if turn == "around" else "that is a quarter of a turn",
            )
        )
    answer = COMPASS[at]
    return Question(
        definition=draw.pick(
            "Find the direction someone faces after a series of turns.",
            "Follow the turns and name the point of the compass.",
        ),
        given=f"{who} looks {start} and turns {listed(told, 'and then')}.",
        asks=draw.pick(
            f"In which direction does {who} look now?", f"Where does {who} face in the end?"
        ),
        rules=(
            ("Left and right are quarter turns", "from north, right is east and left is west"),
            ("Turning around is two quarters", f"the turns begin at {start}"),
        ),
        steps=tuple(steps),
        answer=answer,
        picture="We stand up ourselves and turn like the hand of a clock",
        fact="Clockwise the directions are north, east, south, west",
        options=COMPASS,
        why_not={
            way: "it is behind us in the end"
            if (COMPASS.index(way) - at) % 4 == 2
            else "it is at our side in the end"
            for way in COMPASS
        },
    )


def _seats(text: str) -> str:
    ring = re.search(r"in this order, clockwise: ([^.]*)\.", text)
    assert ring is not None
    people: list[str] = re.findall(r"[^\W\d_]+", ring[1].replace(" and ", " "))
    asked = re.search(r"(\d+) seats? (clockwise|anticlockwise) from ([^\W\d_]+)", text)
    assert asked is not None
    step = int(asked[1]) * (1 if asked[2] == "clockwise" else -1)
    return people[(people.index(asked[3]) + step) % len(people)]


@kind(_seats)
def round_table(draw: Draw) -> Question:
    """Who sits some seats away at a round table."""
    people = draw.people(draw.randint(5, 8))
    size = len(people)
    start, count = draw.randrange(size), draw.randint(2, size + 3)
    clockwise = draw.coin()
    sign = 1 if clockwise else -1
    walk = [people[(start + sign * n) % size] for n in range(1, count + 1)]
    answer = walk[-1]
    if answer == people[start]:
        count, walk = count + 1, [*walk, people[(start + sign * (count + 1)) % size]]
        answer = walk[-1]
    way = "clockwise" if clockwise else "anticlockwise"
    other = people[(start - sign * count) % size]
    options = tuple(sorted({answer, other, walk[0], walk[-2], people[start]}))
    return Question(
        definition=draw.pick(
            "People sit around a table; find who sits a number of seats away from someone.",
            "Count seats around a table and name the person there.",
        ),
        given=f"{size} people sit around a table in this order, clockwise: {listed(people)}.",
        asks=f"Who sits {count} seats {way} from {people[start]}?",
        rules=(
            ("The row closes to a ring", f"after {people[-1]} comes {people[0]}, clockwise"),
            (f"We count {way}", f"the first one beside {people[start]} is {walk[0]}"),
        ),
        steps=(
            Step(f"We start at {people[start]} and don't count that seat."),
            Step(
                f"Going {way}: {', '.join(f'{n} {name}' for n, name in enumerate(walk, 1))}.",
                "the table is round, so the end of the list is followed by its beginning"
                if clockwise
                else "anticlockwise the list is read backwards, and its beginning follows its end",
            ),
            Step(f"At {count} we reach {answer}."),
        ),
        answer=answer,
        picture="We hop from chair to chair around the table and count each hop aloud",
        fact="Around a ring of n seats, n steps lead back to the start",
        options=options,
        why_not={
            name: "that counts in the wrong direction"
            if name == other
            else f"that is not {count} hops from {people[start]}"
            for name in options
        },
    )
