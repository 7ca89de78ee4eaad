"""Things that change hands and places."""

from __future__ import annotations

import re

from hornbook.generate.explanations.question import Draw, Question, Step, kind
from hornbook.generate.explanations.vocabulary import article, listed


def _swaps(text: str) -> str:
    held = dict(re.findall(r"([^\W\d_]+) (?:has|holds) (an? [\w ]+?)(?:,|\.| and )", text))
    for one, other in re.findall(r"([^\W\d_]+) and ([^\W\d_]+) swap", text):
        held[one], held[other] = held[other], held[one]
    asked = re.search(r"([^\W\d_]+) (?:hold|have) (?:now|at the end|in the end)", text)
    return held[asked[1]].partition(" ")[2] if asked else ""


@kind(_swaps)
def swaps(draw: Draw) -> Question:
    """Who holds what after some swaps."""
    people = draw.people(draw.randint(3, 5))
    things = draw.things(len(people))
    held = dict(zip(people, things, strict=True))
    owns = [f"{who} {draw.pick('has', 'holds')} {article(what)}" for who, what in held.items()]
    moves, steps = [], []
    for number in range(draw.randint(3, 5)):
        one, other = draw.sample(people, 2)
        moves.append(f"{'Then ' if number else 'First, '}{one} and {other} swap.")
        held[one], held[other] = held[other], held[one]
        steps.append(
            Step(
                f"{one} and {other} swap: {one} now has the {held[one]}, {other} the "
                f"{held[other]}.",
                "a swap moves both things and leaves all others where they are",
            )
        )
    who = draw.choice(people)
    answer = held[who]
    owner = {what: name for name, what in held.items()}
    return Question(
        definition=draw.pick(
            "Follow things as they change hands and say what a person has in the end.",
            "People swap what they hold; keep track and answer the question.",
        ),
        given=f"{listed(owns)}. {' '.join(moves)}",
        asks=draw.pick(f"What does {who} hold at the end?", f"What does {who} have in the end?"),
        rules=(
            ("A swap exchanges what two people hold", f"after the last one {who} has one thing"),
            ("The swaps happen in the order given", "so we write down the state after each"),
        ),
        steps=(*steps, Step(f"After all swaps {who} has the {answer}.")),
        answer=answer,
        picture="Everybody holds a toy, and at each swap two children trade theirs",
        fact="Each swap is a transposition; their order matters as soon as they share a person",
        options=tuple(things),
        why_not={what: f"{owner[what]} has the {what} in the end" for what in things},
    )


def _hiding(text: str) -> str:
    places = {}
    for what, where in re.findall(r"the ([\w ]+?) (?:is put|is moved) into the (\w+)", text):
        places[what] = where
    for one, other in re.findall(r"everything in the (\w+) is tipped into the (\w+)", text):
        places = {k: other if v == one else v for k, v in places.items()}
        break
    asked = re.search(r"Where is the ([\w ]+?) in the end", text)
    return places[asked[1]] if asked else ""


@kind(_hiding)
def hiding_places(draw: Draw) -> Question:
    """Where a thing is after moves, the last of which tips everything over."""
    things = draw.things(3)
    boxes = draw.some(("drawer", "basket", "crate", "bucket", "chest", "sack", "cupboard"), 4)
    places = {}
    events, steps = [], []
    for what in things:
        places[what] = draw.choice(boxes)
        events.append(f"the {what} is put into the {places[what]}")
    for _ in range(draw.randint(1, 3)):
        what = draw.choice(things)
        target = draw.choice([box for box in boxes if box != places[what]])
        steps.append(
            Step(
                f"The {what} goes from the {places[what]} to the {target}.",
                "a move changes the place of one thing only",
            )
        )
        places[what] = target
        events.append(f"the {what} is moved into the {target}")
    source = draw.choice(sorted(set(places.values())))
    target = draw.choice([box for box in boxes if box != source])
    events.append(f"everything in the {source} is tipped into the {target}")
    inside = [what for what in things if places[what] == source]
    steps.append(
        Step(
            f"Tipping out the {source} brings {listed([f'the {w}' for w in inside])} to the "
            f"{target}.",
            "all that is inside moves together",
        )
    )
    places.update(dict.fromkeys(inside, target))
    asked = draw.choice(things)
    first = f"At first {listed(events[:3])}."
    return Question(
        definition=draw.pick(
            "Keep track of where things are and say where one of them is in the end.",
            "Follow a series of moves and name the place of a thing.",
        ),
        given=f"{first} Later {'; then '.join(events[3:])}.",
        asks=f"Where is the {asked} in the end?",
        rules=(
            ("Only what is moved changes its place", f"the {asked} stays unless it is named"),
            ("Tipping moves everything inside", f"from the {source} to the {target}"),
        ),
        steps=(
            Step(f"At first {listed(events[:3])}.", "so it is said"),
            *steps,
            Step(f"So the {asked} is in the {places[asked]}."),
        ),
        answer=places[asked],
        picture="We play hide and seek with toys and never let go of the one we look for",
        fact="Only the last move of a thing, or of the box around it, decides where it is",
        options=tuple(boxes),
        why_not={box: f"the {asked} isn't in the {box} after the last move" for box in boxes},
    )


def _pile(text: str) -> str:
    pile: list[str] = []
    for verb, what in re.findall(r"(puts|takes)(?: the ([\w ]+?) on top| one off the top)", text):
        if verb == "puts":
            pile.append(what)
        else:
            pile.pop()
    return pile[-1]


@kind(_pile)
def pile(draw: Draw) -> Question:
    """What lies on top after putting and taking."""
    (who,) = draw.people(1)
    things = draw.things(6)
    waiting = things[::-1]
    stack: list[str] = []
    moves: list[str] = []
    steps: list[Step] = []
    while waiting and len(moves) < draw.randint(6, 8):
        if len(stack) > 1 and draw.coin(0.35):
            gone = stack.pop()
            moves.append("takes one off the top")
            steps.append(
                Step(
                    f"The {gone} is taken off; the {stack[-1]} is on top now.",
                    "what came last goes first",
                )
            )
        else:
            stack.append(waiting.pop())
            moves.append(f"puts the {stack[-1]} on top")
            steps.append(Step(f"The {stack[-1]} is put on top.", "what is put last lies on top"))
    if len(stack) == len(things) - len(waiting):
        gone = stack.pop()
        moves.append("takes one off the top")
        steps.append(
            Step(
                f"The {gone} is taken off; the {stack[-1]} is on top now.",
                "what came last goes first",
            )
        )
    answer = stack[-1]
    used = [what for what in things if what not in waiting]
    return Question(
        definition=draw.pick(
            "Follow how a pile grows and shrinks at its top, and say what is on top in the end.",
            "Things are put on a pile and taken off again; name the one on top.",
        ),
        given=f"{who} begins with an empty table and makes a pile. {who} "
        + ", then ".join(moves)
        + ".",
        asks="What is on top of the pile now?",
        rules=(
            ("New things go on top", f"the {things[0]} comes first and so lies lowest"),
            ("Only the top can be taken off", "so what came last goes first"),
        ),
        steps=(*steps, Step(f"On top lies the {answer}.")),
        answer=answer,
        picture="It is a tower of blocks: we can only add or take the block at the very top",
        fact="Computer scientists call this a stack: last in, first out",
        options=tuple(used),
        why_not={
            what: f"the {what} {'lies further down' if what in stack else 'was taken off again'}"
            for what in used
        },
    )
