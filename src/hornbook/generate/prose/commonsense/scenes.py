"""Scenes about things: their uses, causes and effects, the order of actions, sizes, materials."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from random import Random
from typing import TypeVar

from hornbook.generate.prose.commonsense.knowledge import (
    CAUSES,
    MATERIALS,
    ROUTINES,
    SIZES,
    TOOLS,
    Cause,
    Routine,
    Tool,
)
from hornbook.generate.prose.commonsense.point import Point, Scene
from hornbook.generate.stories.grammar.casting import BOYS, GIRLS
from hornbook.generate.stories.inflect import gerund

T = TypeVar("T")
Prefer = Callable[[str], bool]

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


def name_of(source: Random) -> str:
    """Somebody's name."""
    return source.choice(GIRLS + BOYS)


def some(source: Random, options: Sequence[T], number: int, about: Prefer) -> list[T]:
    """A few of the options, first those that a document speaks of."""
    wanted = [option for option in options if about(_subject(option))]
    first = source.sample(wanted, min(number, len(wanted)))
    rest = [option for option in options if option not in first]
    return first + source.sample(rest, number - len(first))


def _subject(option: object) -> str:
    match option:
        case Tool():
            return option.name
        case Cause():
            return option.act
        case Routine():
            return option.goal
        case (str() as name, *_):
            return name
    return str(option)


def purposes(source: Random, about: Prefer) -> Scene:
    """Which thing is the right one for a task."""
    tools = some(source, TOOLS, source.randint(3, 4), about)
    who = name_of(source)
    points = []
    for tool in tools:
        others = source.sample([other for other in TOOLS if other not in tools], 2)
        offered = source.sample([tool, *others], 3)
        choice = f"{offered[0].name}, {offered[1].name} or {offered[2].name}"
        ask = source.choice(
            (
                f"What does {who} need to {tool.task}: {choice}?",
                f"{who} wants to {tool.task}. Which is the right thing: {choice}?",
                f"To {tool.task}, should {who} take {choice}?",
            )
        )
        says = source.choice(
            (
                f"To {tool.task}, one takes {tool.name}.",
                f"{_upper(tool.name)} is what one needs to {tool.task}.",
                f"{_upper(tool.name)} helps to {tool.task}.",
                f"When {who} has to {tool.task}, {tool.name} is the right thing.",
            )
        )
        points.append(Point(ask, tool.name, tool.because, says))
    kept = source.choice(tools)
    ask = f"Where would one look for {kept.name} at home?"
    points.append(
        Point(
            ask,
            kept.place,
            "things are kept where they are used, or where they aren't in the way",
            f"At home, {kept.name} is usually kept {kept.place}.",
        )
    )
    lesson = source.choice(
        (
            "Every tool is made for something, and its form shows what that is.",
            "The right tool saves time and spares the thing one works on.",
            "Who looks at the form of a thing can often guess its use.",
            "",
        )
    )
    setting = source.choice(
        (
            f"{who} has a lot to do today.",
            f"{who} is helping at home this {source.choice(('morning', 'week', 'afternoon'))}.",
            f"{who} stands in front of a cupboard full of things and thinks about which to take.",
            f"There is work to be done, and {who} wants to do it well.",
            "",
        )
    )
    return Scene("what things are for", setting, tuple(points), lesson)


def consequences(source: Random, about: Prefer) -> Scene:
    """What happens if, and why."""
    points = []
    for cause in some(source, CAUSES, source.randint(3, 4), about):
        ask = source.choice(
            (
                f"What happens when {cause.act}?",
                f"Suppose {cause.act}. What happens then?",
                f"What is to be expected if {cause.act}?",
            )
        )
        says = source.choice(
            (
                f"When {cause.act}, {cause.result}.",
                f"If {cause.act}, then {cause.result}.",
                f"Suppose {cause.act}: {cause.result}.",
            )
        )
        points.append(Point(ask, cause.result, cause.because, says))
        if source.random() < 0.4:
            points.append(
                Point(
                    source.choice(
                        (
                            f"What would be wise when {cause.act}?",
                            f"What should one do, if {cause.act}?",
                        )
                    ),
                    cause.instead,
                    f"otherwise {cause.result}",
                    f"So one had better {cause.instead}.",
                )
            )
    lesson = source.choice(
        (
            "Nothing of this is magic: each effect has a cause that one can find.",
            "Who knows the cause can often change what happens.",
            "One event leads to the next, and one can think ahead.",
            "",
        )
    )
    setting = source.choice(
        (
            "Many things happen for the same simple reasons every day.",
            "It is useful to think about what comes of what.",
            f"{name_of(source)} likes to ask why things happen.",
            f"{name_of(source)} keeps a notebook of causes and effects.",
            "",
        )
    )
    return Scene("causes and effects", setting, tuple(points), lesson)


def routines(source: Random, about: Prefer) -> Scene:
    """In which order something is done, and why not in another."""
    (routine,) = some(source, ROUTINES, 1, about)
    who = name_of(source)
    steps = list(routine.steps)
    style = source.randrange(4)
    if style == 0:
        listed = [f"{_ORDINALS[number]}, {step}" for number, step in enumerate(steps)]
        setting = f"This is how to {routine.goal}: {'; '.join(listed)}."
    elif style == 1:
        listed = [f"First {steps[0]}", *(f"then {step}" for step in steps[1:-1])]
        setting = f"{who} wants to {routine.goal}. {', '.join(listed)}, and at last {steps[-1]}."
    elif style == 2:
        doing = [_gerund(step) for step in steps]
        listed = [*doing[:-2], f"{doing[-2]} and {doing[-1]}"]
        setting = f"To {routine.goal} means, in this order, {', '.join(listed)}."
    else:
        mixed = source.sample(steps, len(steps))
        setting = (
            f"{who} wants to {routine.goal} and has written down what to do, but the notes got "
            f"mixed up: {'; '.join(mixed)}. In the right order it is: {'; '.join(steps)}."
        )
    points = []
    for one, other in _pairs(source, len(steps), source.randint(2, 3)):
        early, late = sorted((one, other))
        points.append(_order_point(source, steps, (one, other), early, late))
    earlier, later = steps[routine.first], steps[routine.then]
    points.append(
        Point(
            f"Why should one {earlier} before {_gerund(later)}?",
            f"because {routine.why}",
            "",
            f"One has to {earlier} before {_gerund(later)}, because {routine.why}.",
        )
    )
    source.shuffle(points)
    last = source.randrange(1, len(steps) - 1)
    points.append(
        Point(
            f"{who} has just finished this step: {steps[last]}. What is next?",
            steps[last + 1],
            f"it is step {last + 2} of {len(steps)}",
            f"After one has done step {last + 1}, {steps[last]}, the next is to {steps[last + 1]}.",
        )
    )
    return Scene("the order of everyday actions", setting, tuple(points))


def _order_point(
    source: Random, steps: Sequence[str], pair: tuple[int, int], early: int, late: int
) -> Point:
    one, other = (steps[number] for number in pair)
    ask = source.choice(
        (
            f"What comes first: to {one} or to {other}?",
            f"Which is earlier, to {one} or to {other}?",
        )
    )
    between = late - early - 1
    gap = "right after it" if not between else f"{between} step{'s' * (between > 1)} in between"
    because = (
        f"to {steps[late]} comes later, with {gap}" if between else f"to {steps[late]} comes {gap}"
    )
    return Point(
        ask, f"to {steps[early]}", because, f"To {steps[early]} comes before to {steps[late]}."
    )


def sizes(source: Random, about: Prefer) -> Scene:
    """Which is bigger, what fits into what; only clear differences are asked for."""
    things = some(source, SIZES, 4, about)
    points = []
    for one, other in _pairs(source, len(things), 3):
        (small, less), (big, more) = sorted((things[one], things[other]), key=lambda each: each[1])
        if more < 1.3 * less:
            continue
        bigger = source.random() < 0.5
        answer = big if bigger else small
        ask = (
            f"Which is {'bigger' if bigger else 'smaller'}, {things[one][0]} or {things[other][0]}?"
        )
        times = more / less
        much = (
            "more than a hundred times"
            if times > 100
            else f"about {round(times)} times"
            if times >= 2
            else "somewhat"
        )
        because = f"{big} is about {length(more)} long, and {small} about {length(less)}"
        says = (
            f"{_upper(big)} is {much} as long as {small}."
            if times >= 2
            else f"{_upper(big)} is {much} longer than {small}."
        )
        points.append(Point(ask, answer, because, says))
    ordered = sorted(things, key=lambda each: each[1])
    if all(b[1] >= 1.2 * a[1] for a, b in pairwise(ordered)):
        names = [name for name, _ in ordered]
        listed = f"{', '.join(names[:-1])} and then {names[-1]}"
        least, most = length(ordered[0][1]), length(ordered[-1][1])
        because = f"each is shorter than the next, from about {least} to about {most}"
        given = f"{', '.join(name for name, _ in things[:-1])} and {things[-1][0]}"
        ask = f"How do {given} stand in a row, the smallest first?"
        points.append(Point(ask, listed, because, f"From small to big, they are {listed}."))
    setting = source.choice(
        (
            "One doesn't always need a ruler to know which of two things is longer.",
            f"{name_of(source)} is good at guessing how long things are.",
            f"{name_of(source)} and {name_of(source)} are comparing things by their length.",
            "",
        )
    )
    lesson = source.choice(("It helps to picture the two side by side.", ""))
    return Scene("sizes", setting, tuple(points), lesson)


def materials(source: Random, about: Prefer) -> Scene:
    """What things are made of, and why of that."""
    points = []
    options = tuple(MATERIALS)
    for name in some(source, options, source.randint(3, 4), about):
        trait, use = MATERIALS[name]
        wrong = source.choice([other for other in options if other != name])
        ask = source.choice(
            (
                f"What would one make {use} of, {name} or {wrong}?",
                f"Is {name} or {wrong} the usual material for {use}?",
            )
            if source.random() < 0.6
            else (f"Why is {name} good for {use}?", f"Why does one take {name} for {use}?")
        )
        chosen = ask.startswith(("What", "Is"))
        answer = name if chosen else f"it {trait}, and that suits {use}"
        because = f"{name} {trait}" if chosen else ""
        says = source.choice(
            (
                f"{_upper(name)} {trait}, so it is used for {use}.",
                f"For {use} one takes {name}, which {trait}.",
                f"{_upper(use)} can be made of {name}, because {name} {trait}.",
            )
        )
        points.append(Point(ask, answer, because, says))
    setting = source.choice(
        (
            "Things are made of what suits their use.",
            f"{name_of(source)} walks through the house and asks of each thing what it is made of.",
            f"{name_of(source)} wants to build something and has to choose a material.",
            "",
        )
    )
    return Scene("materials", setting, tuple(points))


def length(cm: float) -> str:
    """A length in words: ``8 centimeters``, ``2 meters``."""
    if cm < 1:
        return f"{round(cm * 10)} millimeters"
    if cm < 100:
        return f"{round(cm)} centimeters"
    meters = cm / 100
    shown = f"{meters:.1f}".removesuffix(".0") if meters < 10 else f"{round(meters)}"
    return f"{shown} meter{'' if shown == '1' else 's'}"


def _pairs(source: Random, size: int, number: int) -> list[tuple[int, int]]:
    every = [(one, other) for one in range(size) for other in range(size) if one < other]
    drawn = source.sample(every, number)
    return [pair if source.random() < 0.5 else pair[::-1] for pair in drawn]


def _gerund(step: str) -> str:
    verb, _, rest = step.partition(" ")
    return f"{gerund(verb)} {rest}".strip()


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]
