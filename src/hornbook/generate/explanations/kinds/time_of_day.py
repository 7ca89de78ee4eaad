"""Who could have been where, and when."""

from __future__ import annotations

import itertools
import re

from hornbook.generate.explanations.question import Draw, Question, Step, kind
from hornbook.generate.explanations.vocabulary import listed

_DONE = (
    "at the dentist's", "in a meeting", "at the gym", "in the library", "on a train",
    "at a rehearsal", "in the laboratory", "at the hairdresser's", "in a lecture", "at the pool",
    "with a neighbour", "at the market", "in the workshop",
)  # fmt: skip
_PLACES = ("bakery", "post office", "castle", "harbour", "zoo", "bank", "gallery", "bookshop")


def _hour(number: int) -> str:
    return f"{number:02d}:00"


def _slot(start: int, end: int) -> str:
    return f"from {_hour(start)} to {_hour(end)}"


def _free(text: str) -> str:
    opened = re.search(r"open from (\d\d):00 to (\d\d):00", text)
    assert opened is not None
    hours = set(range(int(opened[1]), int(opened[2])))
    for start, end in re.findall(r"was (?!open)[^,.;]*? from (\d\d):00 to (\d\d):00", text):
        hours -= set(range(int(start), int(end)))
    return _slot(min(hours), max(hours) + 1) if hours else ""


@kind(_free)
def free_hours(draw: Draw) -> Question:
    """The only hours that nothing is known about."""
    (who,) = draw.people(1)
    place = draw.choice(_PLACES)
    bounds = sorted(draw.sample(range(7, 22), draw.randint(5, 6)))
    slots = list(itertools.pairwise(bounds))
    free = draw.randrange(len(slots))
    taken = [slot for at, slot in enumerate(slots) if at != free]
    doings = draw.some(_DONE, len(taken))
    told = [f"{who} was {what} {_slot(*slot)}" for what, slot in zip(doings, taken, strict=True)]
    shown = draw.sample(told, len(told))
    answer = _slot(*slots[free])
    covered = ", then ".join(_slot(*slot) for slot in taken)
    why = {_slot(*slot): f"{who} was {what} then" for what, slot in zip(doings, taken, strict=True)}
    return Question(
        definition=draw.pick(
            "Find the hours of a day in which someone could have been at a place.",
            "From where somebody was seen, tell when a visit was possible.",
        ),
        given=f"One day {who} went to the {place}, which was open {_slot(bounds[0], bounds[-1])}. "
        + "; ".join(shown)
        + ".",
        asks=draw.pick(
            f"Between which hours could {who} have been at the {place} (from HH:MM to HH:MM)?",
            f"When could {who} have gone to the {place} (from HH:MM to HH:MM)?",
        ),
        rules=(
            ("Nobody is at two places at once", why[_slot(*taken[0])]),
            ("The place has to be open", f"so only {_slot(bounds[0], bounds[-1])} counts"),
        ),
        steps=(
            Step(f"The {place} was open {_slot(bounds[0], bounds[-1])}.", "a visit needs that"),
            Step(f"In order, these hours are taken: {covered}.", f"{who} was elsewhere then"),
            Step(f"What is left is {answer}.", "nothing is known about these hours"),
        ),
        answer=answer,
        picture="We colour the hours of the day that are full, and one white stripe stays",
        fact="Sorting the times first shows the gap between them at a glance",
        options=tuple(_slot(*slot) for slot in slots),
        why_not=why,
    )


def _shared(text: str) -> str:
    spans = [(int(a), int(b)) for a, b in re.findall(r"from (\d\d):00 to (\d\d):00", text)]
    common = set(range(24))
    for start, end in spans:
        common &= set(range(start, end))
    return str(len(common))


@kind(_shared)
def overlaps(draw: Draw) -> Question:
    """How long several people are there together."""
    people = draw.people(draw.randint(2, 3))
    middle = draw.randint(10, 15)
    spans = [(draw.randint(6, middle), draw.randint(middle + 1, 22)) for _ in people]
    start, end = max(a for a, _ in spans), min(b for _, b in spans)
    told = [f"{who} {_slot(*span)}" for who, span in zip(people, spans, strict=True)]
    place = draw.choice(_PLACES)
    together = end - start
    first, last = min(a for a, _ in spans), max(b for _, b in spans)
    return Question(
        definition=draw.pick(
            "Find for how many hours several people are at a place at the same time.",
            "Spans of time are given; say how long they overlap, in hours.",
        ),
        given=f"At the {place} there are {listed(told)}.",
        asks="For how many hours are all of them there together?",
        rules=(
            ("Together begins when the last one comes", f"that is at {_hour(start)}"),
            ("Together ends when the first one leaves", f"that is at {_hour(end)}"),
        ),
        steps=(
            Step(
                f"They come at {listed([_hour(a) for a, _ in spans])}; the last at {_hour(start)}.",
                "before that one of them is missing",
            ),
            Step(
                f"They leave at {listed([_hour(b) for _, b in spans])}; the first at {_hour(end)}.",
                "after that one of them is missing",
            ),
            Step(
                f"From {_hour(start)} to {_hour(end)} it is {end} - {start} = {together} hours."
                if together != 1
                else f"From {_hour(start)} to {_hour(end)} it is {end} - {start} = 1 hour."
            ),
        ),
        answer=str(together),
        picture="We lay ribbons beside each other, one a person, and see where all of them lie",
        fact="Spans overlap from the latest beginning to the earliest end",
        wrong=(
            (str(last - first), "that is how long anybody at all is there"),
            (str(spans[0][1] - spans[0][0]), f"that is how long {people[0]} is there"),
            (str(together + 1), "it counts an hour too many: both ends as whole hours"),
        ),
    )
