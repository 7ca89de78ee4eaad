"""Belonging to groups."""

from __future__ import annotations

import re

from hornbook.generate.explanations.question import Draw, Question, Step, kind
from hornbook.generate.explanations.vocabulary import listed

_ASKS = {
    "both": "in both clubs",
    "one": "in exactly one of the clubs",
    "either": "in at least one of the clubs",
}


def _clubs(text: str) -> str:
    lists = [set(re.findall(r"[^\W\d_]+", part.replace(" and ", " ")))
             for part in re.findall(r"(?:has|are) the members ([^.]*)\.", text)]  # fmt: skip
    one, other = lists
    least, most = next(
        bounds
        for asked, bounds in (("both", (2, 2)), ("exactly one", (1, 1)), ("at least one", (1, 2)))
        if f"are in {asked}" in text
    )
    found = [(name in one) + (name in other) for name in one | other]
    return str(sum(least <= times <= most for times in found))


@kind(_clubs)
def two_clubs(draw: Draw) -> Question:
    """How many are in both of two groups, in one, or in any."""
    people = draw.people(draw.randint(6, 9))
    cut, end = draw.randint(2, 4), draw.randint(1, 3)
    one = draw.sample(people[: len(people) - end], len(people) - end)
    other = draw.sample(people[cut:], len(people) - cut)
    clubs = draw.some(("chess", "rowing", "film", "garden", "singing", "hiking", "cooking"), 2)
    name = draw.choice(sorted(_ASKS))
    asked = _ASKS[name]
    both = [who for who in one if who in other]
    only = [[who for who in one if who not in other], [who for who in other if who not in one]]
    alone = len(only[0]) + len(only[1])
    count = {"both": len(both), "one": alone, "either": len(both) + alone}[name]
    last = {
        "both": f"There are {len(both)} in both.",
        "one": f"In exactly one are {len(only[0])} + {len(only[1])} = {count}.",
        "either": f"In at least one are {len(both)} + {len(only[0])} + {len(only[1])} = {count}.",
    }[name]
    return Question(
        definition=draw.pick(
            "Two groups share some members; count those that the question asks for.",
            "Compare two lists of members and give a number.",
        ),
        given=f"The {clubs[0]} club has the members {listed(one)}. The {clubs[1]} club has the "
        f"members {listed(other)}.",
        asks=f"How many people are {asked}?",
        rules=(
            ("A person in both lists is one person", f"{both[0]} is" if both else "nobody is here"),
            ("Each person is looked up in the other list", f"only in the first: {len(only[0])}"),
        ),
        steps=(
            Step(
                f"In both lists: {listed(both) if both else 'nobody'}.",
                "their names stand in each of them",
            ),
            Step(f"Only in the {clubs[0]} club: {listed(only[0]) or 'nobody'}."),
            Step(f"Only in the {clubs[1]} club: {listed(only[1]) or 'nobody'}."),
            Step(last, f"the question asks who is {asked}"),
        ),
        answer=str(count),
        picture="We draw two hoops on the floor and let everybody stand where they belong",
        fact="The sizes of two groups together count those in both twice",
        wrong=(
            (str(len(one) + len(other)), "it counts those who are in both twice"),
            (
                str(len(both) if name != "both" else alone),
                "it takes the "
                + ("people in both" if name != "both" else "people in exactly one")
                + " instead",
            ),
            (str(len(one)), f"that is the size of the {clubs[0]} club alone"),
        ),
    )


_CATEGORIES = {
    "animals": ("horse", "goat", "lizard", "trout", "beetle", "rabbit", "falcon", "otter"),
    "fruits": ("apple", "plum", "cherry", "mango", "peach", "fig", "apricot", "quince"),
    "colours": ("green", "violet", "crimson", "beige", "turquoise", "maroon", "indigo"),
    "metals": ("iron", "copper", "tin", "silver", "zinc", "nickel", "lead"),
    "trees": ("oak", "birch", "spruce", "willow", "maple", "beech", "larch"),
    "parts of the body": ("elbow", "ankle", "shoulder", "chin", "knee", "wrist", "heel"),
    "vehicles": ("bus", "bicycle", "tram", "lorry", "ferry", "sledge", "canoe"),
    "weather": ("hail", "fog", "drizzle", "snow", "thunder", "frost", "sleet"),
    "shapes": ("square", "circle", "triangle", "hexagon", "oval", "cube", "cone"),
    "drinks": ("tea", "cocoa", "lemonade", "milk", "cider", "coffee", "water"),
}


def _stranger(text: str) -> str:
    words: list[str] = re.findall(r"\w+", text.partition(":")[2].partition(".")[0])
    for members in _CATEGORIES.values():
        others = [word for word in words if word not in members]
        if len(others) == 1:
            return others[0]
    return ""


@kind(_stranger)
def odd_one_out(draw: Draw) -> Question:
    """The word that belongs to another group than the others."""
    group, other = draw.some(tuple(_CATEGORIES), 2)
    inside = draw.some(_CATEGORIES[group], draw.randint(3, 5))
    stranger = draw.choice(_CATEGORIES[other])
    words = draw.sample([*inside, stranger], len(inside) + 1)
    return Question(
        definition=draw.pick(
            "All words but one have something in common; find that one.",
            "Name the word that doesn't belong with the others.",
        ),
        given=f"{draw.pick('The words', 'Look at these words', 'Here is a list')}: "
        f"{', '.join(words)}.",
        asks=draw.pick(
            "Which one doesn't belong?", "Which is the odd one out?", "Which word is the stranger?"
        ),
        rules=(
            ("Look for what most of them share", f"{inside[0]} and {inside[1]} are {group}"),
            ("Exactly one word lacks it", f"{stranger} does"),
        ),
        steps=(
            Step(f"{listed(inside).capitalize()} are {group}.", "that is what they share"),
            Step(
                f"{stranger.capitalize()} is not; it goes with {other}.",
                "it lacks what the others share",
            ),
        ),
        answer=stranger,
        picture="In a basket of socks there is one spoon, and we pick out the spoon",
        fact=f"Other {group} would be "
        + listed([word for word in _CATEGORIES[group] if word not in inside][:2]),
        options=tuple(words),
        why_not={word: f"{word} is among the {group}, like the others" for word in inside},
    )
