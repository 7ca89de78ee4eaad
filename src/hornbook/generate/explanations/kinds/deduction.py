"""What follows from what is known."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise, permutations, product

from hornbook.generate.explanations.question import Draw, Question, Step, kind
from hornbook.generate.explanations.vocabulary import ORDINALS, listed

YES_NO = ("no", "yes")


def _standing(text: str) -> str:
    """By trying all orders."""
    listing = re.search(r"stand in a (?:row|queue): ([^.]*)\.", text)
    assert listing is not None
    people = re.findall(r"[^\W\d_]+", listing[1].replace(" and ", " "))
    clues = re.findall(r"([^\W\d_]+) stands (directly|somewhere) (behind|before) ([^\W\d_]+)", text)
    firsts = re.findall(r"([^\W\d_]+) is (\w+) from the front\.", text)
    asked = re.search(r"(\w+) from the front\?", text)
    assert asked is not None
    found = set()
    for order in permutations(people):
        place = {name: number for number, name in enumerate(order)}
        for one, how, way, other in clues:
            gap = place[one] - place[other] if way == "behind" else place[other] - place[one]
            if gap < 1 or (how == "directly" and gap != 1):
                break
        else:
            if all(place[name] == ORDINALS.index(where) for name, where in firsts):
                found.add(order[ORDINALS.index(asked[1])])
    return found.pop() if len(found) == 1 else "unclear"


@kind(_standing)
def standing_in_line(draw: Draw) -> Question:
    """Who stands where, by clues that leave one order."""
    people = draw.people(draw.randint(3, 5))
    line = draw.sample(people, len(people))
    anchor = draw.randrange(len(line))
    clues = [f"{line[anchor]} is {ORDINALS[anchor]} from the front."]
    steps = [Step(f"{line[anchor]} is {ORDINALS[anchor]} from the front.", "a clue says so")]
    for at in [*range(anchor + 1, len(line)), *range(anchor - 1, -1, -1)]:
        near = line[at - 1] if at > anchor else line[at + 1]
        way = "behind" if at > anchor else "before"
        turned = draw.coin(0.3)
        clues.append(
            f"{near} stands directly {'before' if way == 'behind' else 'behind'} {line[at]}."
            if turned
            else f"{line[at]} stands directly {way} {near}."
        )
        steps.append(
            Step(
                f"{line[at]} is {ORDINALS[at]} from the front.",
                f"{line[at]} stands directly {way} {near}, who is {ORDINALS[line.index(near)]}",
            )
        )
    draw.shuffle(clues)
    asked = draw.choice([at for at in range(len(line)) if at != anchor])
    answer = line[asked]
    return Question(
        definition=draw.pick(
            "People stand in a line; find out from the clues who stands at a place.",
            "Put people in order by what is said about them, then answer the question.",
        ),
        given=f"{len(people)} people stand in a {draw.pick('row', 'queue')}: {listed(people)}. "
        + " ".join(clues),
        asks=f"Who is {ORDINALS[asked]} from the front?",
        rules=(
            ("Begin with the clue that names a place", clues[0].rstrip(".")),
            ("Each further clue places one more person", f"so {answer} is found at last"),
        ),
        steps=(
            *steps,
            Step(f"The line is {', '.join(line)}, so the {ORDINALS[asked]} is {answer}."),
        ),
        answer=answer,
        picture="We set dolls on a shelf, first the one whose place we know, then its neighbours",
        fact="Once each has a neighbour and one person is placed, the whole order is fixed",
        options=tuple(people),
        why_not={name: f"{name} is {ORDINALS[at]} from the front" for at, name in enumerate(line)},
    )


_NONSENSE = "blips dorps flonks glims jorms keebs lomps nards plinks quobs rimps snorps".split()


def _valid(text: str) -> str:
    """By trying all ways in which a few members can belong to the groups."""
    claims = re.findall(r"(All|No|Some) (\w+) are (\w+)", text)
    names = sorted({name for _, a, b in claims for name in (a, b)})
    form = tuple((how, names.index(a), names.index(b)) for how, a, b in claims)
    return "yes" if _follows(form, len(names)) else "no"


@cache
def _follows(form: tuple[tuple[str, int, int], ...], groups: int) -> bool:
    # A world is the set of kinds of members that exist: 8 kinds for three groups.
    members = list(product((False, True), repeat=groups))
    for mask in range(1 << len(members)):
        world = [each for at, each in enumerate(members) if mask >> at & 1]
        # As the question says, no group that is named is empty.
        if not all(any(each[at] for each in world) for at in range(groups)):
            continue
        *premises, last = (_holds(claim, world) for claim in form)
        if all(premises) and not last:
            return False
    return True


def _holds(claim: tuple[str, int, int], world: list[tuple[bool, ...]]) -> bool:
    how, one, other = claim
    both = [each for each in world if each[one] and each[other]]
    alone = [each for each in world if each[one] and not each[other]]
    return {"All": not alone, "No": not both, "Some": bool(both)}[how]


@kind(_valid)
def syllogism(draw: Draw) -> Question:
    """Whether a conclusion follows from two premises, about groups that don't exist."""
    a, b, c = draw.sample(_NONSENSE, 3)
    forms = (
        (
            f"All {a} are {b}.",
            f"All {b} are {c}.",
            f"All {a} are {c}",
            True,
            f"the {a} lie within the {b}, and those within the {c}",
        ),
        (
            f"All {a} are {b}.",
            f"No {b} are {c}.",
            f"No {a} are {c}",
            True,
            f"the {a} lie within the {b}, which share nothing with the {c}",
        ),
        (
            f"Some {a} are {b}.",
            f"All {b} are {c}.",
            f"Some {a} are {c}",
            True,
            f"the {a} that are {b} are {c} with them",
        ),
        (
            f"All {a} are {b}.",
            f"All {c} are {b}.",
            f"All {a} are {c}",
            False,
            f"the {a} and the {c} may be different corners of the {b}",
        ),
        (
            f"All {a} are {b}.",
            f"Some {b} are {c}.",
            f"Some {a} are {c}",
            False,
            f"the {b} that are {c} need not be among the {a}",
        ),
        (
            f"No {a} are {b}.",
            f"No {b} are {c}.",
            f"No {a} are {c}",
            False,
            f"the {a} and the {c} both avoid the {b} and may still meet",
        ),
        (
            f"All {a} are {b}.",
            f"All {b} are {c}.",
            f"All {c} are {a}",
            False,
            f"there may be {c} outside of the {b}",
        ),
        (
            f"Some {a} are {b}.",
            f"Some {b} are {c}.",
            f"Some {a} are {c}",
            False,
            f"the {b} that are {a} may be others than the {b} that are {c}",
        ),
    )
    first, second, conclusion, follows, why = draw.choice(forms)
    premises = [first, second]
    draw.shuffle(premises)
    answer = "yes" if follows else "no"
    shown = "must hold" if follows else "need not hold"
    return Question(
        definition=draw.pick(
            "Decide whether a conclusion follows from premises, whatever the words mean.",
            "Two statements are taken for true; say whether a third must then be true (yes or no).",
        ),
        given=f"{' '.join(premises)} Every group that is named has members. "
        f"Conclusion: {conclusion}.",
        asks=draw.pick(
            "Does the conclusion follow (yes or no)?",
            "Must the conclusion be true if the premises are (yes or no)?",
        ),
        rules=(
            ("The premises are taken as true", f"so {first[0].lower()}{first[1:-1]}"),
            ("A conclusion follows if no case speaks against it", f"here it {shown}"),
        ),
        steps=(
            Step(f"Draw a circle for each group: {a}, {b} and {c}."),
            Step(
                f"The circles obey: {first[:-1].lower()}, and {second[:-1].lower()}.",
                "those are the premises",
            ),
            Step(f"The conclusion, {conclusion.lower()}, {shown}.", why),
        ),
        answer=answer,
        picture="We draw circles in the sand, one for each group, and look which ones must overlap",
        fact="An argument is valid when its conclusion holds in every case where its premises do",
        options=YES_NO,
        why_not={"yes": why, "no": why},
    )


def _liars(text: str) -> str:
    """By trying who lies."""
    claims = re.findall(r"([^\W\d_]+) says that ([^\W\d_]+) (lies|tells the truth)", text)
    first = re.search(r"([^\W\d_]+) always (lies|tells the truth)", text)
    asked = re.search(r"Does ([^\W\d_]+) tell the truth", text)
    assert first is not None and asked is not None
    names = sorted({name for one, other, _ in claims for name in (one, other)})
    found = set()
    for honest in product((False, True), repeat=len(names)):
        world = dict(zip(names, honest, strict=True))
        told = all(world[one] == (world[two] == (what != "lies")) for one, two, what in claims)
        if told and world[first[1]] == (first[2] != "lies"):
            found.add(world[asked[1]])
    return "unclear" if len(found) != 1 else "yes" if found.pop() else "no"


@kind(_liars)
def who_lies(draw: Draw) -> Question:
    """A chain of people who speak of one another."""
    people = draw.people(draw.randint(3, 6))
    honest = [draw.coin()]
    clues = []
    steps = []

    def does(truth: bool) -> str:
        return "tells the truth" if truth else "lies"

    for before, name in pairwise(people):
        says = draw.coin()
        clues.append(f"{name} says that {before} {does(says)}.")
        honest.append(says == honest[-1])
        steps.append(
            Step(
                f"{name} says that {before} {does(says)}, so {name} {does(honest[-1])}.",
                f"{before} {'does' if says == honest[-2] else 'does not do'} what {name} says",
            )
        )
    start = f"{people[0]} always {does(honest[0])}."
    truth = honest[-1]
    answer = "yes" if truth else "no"
    return Question(
        definition=draw.pick(
            "Everybody always lies or always tells the truth; find out which one person does.",
            "Follow what people say about one another and decide whether the last one is honest.",
        ),
        given=draw.pick(f"{start} {' '.join(clues)}", f"{' '.join(reversed(clues))} {start}"),
        asks=f"Does {people[-1]} tell the truth (yes or no)?",
        rules=(
            ("Who says something true is honest", "a true report never comes from a liar here"),
            ("Who says something false lies", "so each person is decided by the one before"),
        ),
        steps=(
            Step(f"We know that {people[0]} {does(honest[0])}.", "the question says so"),
            *steps,
        ),
        answer=answer,
        picture="It is like a row of dominoes: once we know the first, each tells us the next",
        fact="A statement about a liar's lie is true, so two lies in a chain undo each other",
        options=YES_NO,
        why_not={"yes": f"{people[-1]} lies", "no": f"{people[-1]} tells the truth"},
    )


def _chain(text: str) -> str:
    """By following the rules until nothing new comes."""
    found = re.findall(r"If (the [\w ]+?), then (the [\w ]+?)\.", text)
    fact = re.search(r"It is known that (the [\w ]+?)\.", text)
    asked = re.search(r"Is it certain that (the [\w ]+?) \(", text)
    assert fact is not None and asked is not None
    known = {fact[1]}
    for _ in found:
        known |= {then for when, then in found if when in known}
    return "yes" if asked[1] in known else "no"


_EVENTS = (
    "the bell rings", "the gate opens", "the dog barks", "the lamp glows", "the kettle whistles",
    "the bridge is closed", "the market is full", "the ferry is late", "the flag is up",
    "the fountain runs", "the clock stops", "the baker is busy", "the train waits",
    "the path is wet", "the geese fly off", "the shop is shut", "the radio is on",
)  # fmt: skip


@kind(_chain)
def consequences(draw: Draw) -> Question:
    """Whether something follows from rules of the form if … then."""
    size = draw.randint(3, 5)
    events = draw.sample(_EVENTS, size + 1)
    extra = draw.sample([e for e in _EVENTS if e not in events], 1)[0]
    rules = [f"If {a}, then {b}." for a, b in pairwise(events)]
    backward = draw.coin()
    start = draw.randint(1, size - 1) if backward else draw.randint(0, 1)
    rules.append(f"If {extra}, then {events[start]}.")
    draw.shuffle(rules)
    asked = draw.choice([*events[:start], extra]) if backward else draw.choice(events[start + 2 :])
    answer = "no" if backward else "yes"
    steps = [Step(f"It is known that {events[start]}.", "the question says so")]
    end = len(events) - 1 if backward else events.index(asked)
    for at in range(start, end):
        steps.append(Step(f"So {events[at + 1]}.", f"there is a rule for when {events[at]}"))
    if backward:
        steps.append(
            Step(
                f"Nothing says that {asked}.",
                "a rule works only from its first half to its second, never backwards",
            )
        )
    return Question(
        definition=draw.pick(
            "From rules of the form 'if … then' and one fact, decide whether something is certain.",
            "Apply the rules as often as they fit; say yes if the statement follows, else no.",
        ),
        given=f"{' '.join(rules)} It is known that {events[start]}.",
        asks=f"Is it certain that {asked} (yes or no)?",
        rules=(
            ("A rule whose first half holds gives its second half", f"{events[start]}, to begin"),
            ("A rule can't be read backwards", "its second half may hold for another reason"),
        ),
        steps=tuple(steps),
        answer=answer,
        picture="The rules are stepping stones that we may only cross in one direction",
        fact="Concluding the 'if' from the 'then' is a fallacy called affirming the consequent",
        options=YES_NO,
        why_not={
            "yes": f"no rule leads to it that {asked}",
            "no": f"the rules lead from one to the other until {asked}",
        },
    )
