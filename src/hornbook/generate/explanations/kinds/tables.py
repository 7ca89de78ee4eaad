"""Looking things up."""

from __future__ import annotations

import re

from hornbook.generate.explanations.question import Draw, Question, Step, kind
from hornbook.generate.explanations.vocabulary import COLOURS, ORDINALS, article, listed

_SUBJECTS = (
    ("boat", ("length in metres", "sails", "berths"), (6, 28), (1, 9), (2, 14)),
    ("dog", ("age in years", "weight in kilograms", "prizes"), (1, 15), (4, 60), (0, 12)),
    ("tower", ("height in metres", "floors", "bells"), (20, 95), (3, 24), (0, 9)),
    ("garden", ("trees", "beds", "beehives"), (4, 60), (2, 30), (0, 15)),
    ("shop", ("clerks", "shelves", "customers a day"), (1, 12), (5, 90), (20, 400)),
)
_Table = tuple[list[str], list[tuple[str, list[int]]]]


def _table(draw: Draw) -> tuple[str, _Table, str]:
    subject, columns, *ranges = draw.choice(_SUBJECTS)
    names = draw.people(draw.randint(4, 6))
    values = [draw.sample(range(low, high + 1), min(len(names), high - low + 1))
              for low, high in ranges]  # fmt: skip
    rows = [(name, [column[at] for column in values]) for at, name in enumerate(names)]
    if draw.coin():
        lines = [f"{subject} of | {' | '.join(columns)}"]
        lines += [f"{name} | {' | '.join(map(str, row))}" for name, row in rows]
        text = "\n".join(lines)
    else:
        text = f"A list with the columns {subject} of, {', '.join(columns)}:\n"
        text += "\n".join(f"{name}, {', '.join(map(str, row))}" for name, row in rows)
    return subject, (list(columns), rows), text


def _read(text: str) -> _Table:
    lines = text.split("\n")
    head = lines[0].partition(" of")[2].lstrip(",| ").rstrip(":")
    columns = re.split(r" \| |, ", head)
    rows = []
    for line in lines[1:]:
        cells = re.split(r" \| |, ", line)
        if len(cells) == len(columns) + 1 and all(cell.isdigit() for cell in cells[1:]):
            rows.append((cells[0], [int(cell) for cell in cells[1:]]))
    return columns, rows


def _looked_up(text: str) -> str:
    columns, rows = _read(text)
    asked = re.search(r"most ([\w ]+?) among those with more than (\d+) ([\w ]+)\?", text)
    assert asked is not None
    by, over = columns.index(asked[1]), columns.index(asked[3])
    return max((r for r in rows if r[1][over] > int(asked[2])), key=lambda r: r[1][by])[0]


@kind(_looked_up)
def look_up(draw: Draw) -> Question:
    """The largest among the rows that meet a condition."""
    subject, (columns, rows), text = _table(draw)
    over, by = draw.sample(range(3), 2)
    ordered = sorted(row[over] for _, row in rows)
    limit = ordered[len(ordered) // 2 - 1]
    inside = [(name, row) for name, row in rows if row[over] > limit]
    name, best = max(inside, key=lambda each: each[1][by])
    shown = listed([f"{who} ({row[by]})" for who, row in inside])
    top = max(rows, key=lambda each: each[1][by])[0]
    return Question(
        definition=draw.pick(
            "Answer a question about a table.",
            "Find the row of a table that meets a condition and has the largest value.",
        ),
        given=text,
        asks=f"Whose {subject} has the most {columns[by]} among those with more than {limit} "
        f"{columns[over]}?",
        rules=(
            (f"Only rows with more than {limit} {columns[over]} count", f"{inside[0][0]}'s does"),
            (f"Of these the largest {columns[by]} wins", f"that is {best[by]}"),
        ),
        steps=(
            Step(
                f"More than {limit} {columns[over]} have: "
                f"{listed([f'{who} ({row[over]})' for who, row in inside])}.",
                "the condition leaves all others out",
            ),
            Step(f"Their {columns[by]}: {shown}.", "that is what the question compares"),
            Step(f"The largest is {best[by]}, in the row of {name}."),
        ),
        answer=name,
        picture="First we cover the lines that don't count, then we look for the biggest number",
        fact="Filtering rows before comparing them may give another winner than comparing all",
        options=tuple(who for who, _ in rows),
        why_not={
            who: f"{who} has only {row[over]} {columns[over]}"
            + (", though the most " + columns[by] if who == top else "")
            if row[over] <= limit
            else f"{who} has only {row[by]} {columns[by]}"
            for who, row in rows
        },
    )


def _totalled(text: str) -> str:
    columns, rows = _read(text)
    values = dict(rows)
    gone = re.search(r"(\w+)'s \w+ is struck off", text)
    more = re.search(r"(\w+)'s \w+ gets (\d+) more", text)
    asked = re.search(r"How many ([\w ]+?) are there in all", text)
    assert gone is not None and more is not None and asked is not None
    column = columns.index(asked[1])
    del values[gone[1]]
    return str(sum(row[column] for row in values.values()) + int(more[2]))


@kind(_totalled)
def changed_table(draw: Draw) -> Question:
    """The sum of a column after two changes."""
    subject, (columns, rows), text = _table(draw)
    column = draw.randrange(1, 3)
    (gone, gone_row), (grown, grown_row) = draw.sample(rows, 2)
    more = draw.randint(2, 9)
    what = columns[column]
    left = {name: row[column] for name, row in rows if name != gone}
    left[grown] += more
    total = sum(left.values())
    sums, running = [], 0
    for value in left.values():
        if running:
            sums.append(f"{running} + {value} = {running + value}")
        running += value
    whole = sum(row[column] for _, row in rows)
    return Question(
        definition=draw.pick(
            "A table is changed; answer a question about the new one.",
            "Apply the changes to a table and add up a column.",
        ),
        given=f"{text}\nThen {gone}'s {subject} is struck off, and {grown}'s {subject} gets {more} "
        f"more {what}.",
        asks=f"How many {what} are there in all now?",
        rules=(
            ("A row that is struck off counts no more", f"{gone}'s {gone_row[column]} are gone"),
            (
                "A changed value counts as it is now",
                f"{grown}'s {grown_row[column]} become {left[grown]}",
            ),
        ),
        steps=(
            Step(f"Without {gone} these rows are left: {listed(list(left))}.", "it was struck off"),
            Step(
                f"{grown} now has {grown_row[column]} + {more} = {left[grown]} {what}.",
                f"{more} more were added",
            ),
            Step(f"Adding up the column: {'; '.join(sums)}.", "the question asks for all"),
        ),
        answer=str(total),
        picture="We rub out one line, change a number in another, and count what is there now",
        fact="A sum over a table changes by what is added less what is taken away",
        wrong=(
            (str(whole), "that is the sum of the old table"),
            (str(whole + more), f"it still counts the row of {gone}"),
            (str(total - more), f"it forgets the {more} that {grown} gets"),
        ),
    )


def _neighbour(text: str) -> str:
    row: list[str] = re.findall(r"\ban? (\w+ \w+)(?=,|\.| and )", text)
    asked = re.search(r"(\w+) to the (left|right) of the (\w+ \w+)\?", text)
    assert asked is not None
    gap = {"directly": 1, "two": 2}.get(asked[1], 1)
    at = next(n for n, thing in enumerate(row) if thing == asked[3])
    return row[at + (gap if asked[2] == "right" else -gap)].split(" ")[0]


@kind(_neighbour)
def row_of_things(draw: Draw) -> Question:
    """The colour of a thing beside another."""
    size = draw.randint(4, 6)
    nouns = draw.some(("pin", "bowl", "brick", "scarf", "bead", "crayon", "tin", "kite"), size)
    colours = draw.some(COLOURS, size)
    row = [f"{colour} {noun}" for colour, noun in zip(colours, nouns, strict=True)]
    gap = draw.randint(1, 2)
    right = draw.coin()
    at = draw.randrange(size - gap) if right else draw.randrange(gap, size)
    target = at + gap if right else at - gap
    side = "right" if right else "left"
    where = "directly" if gap == 1 else "two"
    numbered = ", ".join(f"{ORDINALS[n]} the {thing}" for n, thing in enumerate(row))
    return Question(
        definition=draw.pick(
            "Things lie in a row; find the colour of the one at a place.",
            "From a row of coloured things, answer what colour one of them has.",
        ),
        given=f"On {draw.pick('a desk', 'a shelf', 'the floor')}, from left to right, there are "
        f"{listed([article(thing) for thing in row])}.",
        asks=f"What is the colour of the thing that lies {where} to the {side} of the {row[at]}?",
        rules=(
            ("The row is read from left to right", f"the {row[0]} lies at its left end"),
            (f"'{where}' says how far to go", f"{gap} to the {side} from the {row[at]}"),
        ),
        steps=(
            Step(f"The row is: {numbered}.", "it is told from left to right"),
            Step(f"The {row[at]} is the {ORDINALS[at]}."),
            Step(
                f"Going {gap} to the {side} leads to the {ORDINALS[target]}, the {row[target]}.",
                f"{side} means {'up' if right else 'down'} in the numbering",
            ),
        ),
        answer=colours[target],
        picture="We put a finger on the thing that is named and let it walk to the side",
        fact="Numbering the places turns left and right into minus and plus",
        options=tuple(colours),
        why_not={
            colour: f"the {row[n]} is the {ORDINALS[n]} and not the {ORDINALS[target]}"
            for n, colour in enumerate(colours)
        },
    )
