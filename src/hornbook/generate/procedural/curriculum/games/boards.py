"""Boards and turns."""

from hornbook.generate.procedural import Draw, Task, family


@family
def winning_line(r: Draw) -> Task:
    """Find a winner on a board.

    Rows, columns and the two diagonals are the lines that may be full. Collecting all lines first
    leaves one test for all of them.
    """
    board = r.pick("board", "grid", "game", "field")
    x, o = r.pick(("X", "O"), ("x", "o"), ("#", "@"), ("A", "B"), ("1", "2"))
    free = r.pick(".", " ", "-", "_")
    label, said, gives, some, none = r.pick(
        ("winner", f"{x!r} or {o!r}, whoever has a full line, or {free!r} if nobody has one", "str",
         "sign", f'"{free}"'),
        ("is_won", "True if somebody has a full line, otherwise False", "bool", "True", "False"),
        ("state", "'won' if somebody has a full line, else 'full' if no place is free, else 'open'",
         "str", '"won"', f'"open" if any("{free}" in row for row in {board}) else "full"'),
        ("count", "how many full lines there are", "int", "", ""),
    )  # fmt: skip
    lines = r.pick("lines", "straight", "rows_and_more")
    rows = [
        f'{lines} = [*{board}, *("".join(column) for column in zip(*{board}))]',
        f'{lines}.append("".join({board}[i][i] for i in range(3)))',
        f'{lines}.append("".join({board}[i][2 - i] for i in range(3)))',
    ]
    cells = [f"{lines} = [(0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8)]",
             f"{lines} += [(0, 4, 8), (2, 4, 6)]", f'flat = "".join({board})']  # fmt: skip
    if label == "count":
        rows += [f'return {lines}.count("{x}" * 3) + {lines}.count("{o}" * 3)']
        cells += [f"signs = [{{flat[i] for i in line}} for line in {lines}]",
                  f'return signs.count({{"{x}"}}) + signs.count({{"{o}"}})']  # fmt: skip
    else:
        rows += [f'for sign in ("{x}", "{o}"):', f"    if sign * 3 in {lines}:",
                 f"        return {some}", f"return {none}"]  # fmt: skip
        cells += [f"for a, b, c in {lines}:", "    sign = flat[a]",
                  f'    if sign == flat[b] == flat[c] and sign != "{free}":',
                  f"        return {some}", f"return {none}"]  # fmt: skip
    boards = ["XXXOO....", "..OXX.OOO"[:9], "XO.XO.X..", "OX..XO.XO"[:9], "X.OOXOO.X", "XXOOO.O.X"]
    boards += [".........", "XOXXOOOXX", "OXXXOOXXO"[:9], "XOXOXOOXO", "...XXX...", "O..O..O.."]
    boards += [".X..X..X.", "..O..O..O", "......OOO", "XX.OO....", "X..O.X.XO", "XXXXOOXOO"]
    boards += [".XX......", "...XX.X..", "X...XX...", "..X.X..X."]
    texts = [b.replace("X", x).replace("O", o) if x != "O" else b for b in boards]
    grids = [[t.replace(".", free)[i : i + 3] for i in (0, 3, 6)] for t in texts]

    return Task(
        names=(f"board_{label}", f"{label}_of_{board}", f"line_{label}", f"three_in_a_row_{label}"),
        takes={board: "list[str]"},
        gives=gives,
        does=(
            f"Return for {board}, three lines of three signs {x!r}, {o!r} or {free!r} for a free"
            f" place, {said}.",
            f"Look for full lines in {board}, a list of three texts like '{x}{free}{o}': rows,"
            f" columns and diagonals count. Return {said}.",
        ),
        solutions={"lines": "\n".join(rows), "cells": "\n".join(cells)},
        inputs=grids,
    )


@family
def turn_order(r: Draw) -> Task:
    """Take turns.

    Whose turn it is follows from a remainder: the players come again after the last. Rules that
    skip a turn or change the direction move the index by other steps.
    """
    players, events = r.pick("players", "names", "team"), r.pick("cards", "events", "plays")
    skip, turn = r.pick(("S", "R"), ("skip", "turn"), ("8", "A"), ("x", "r"))
    normal = r.pick("-", "7", "n")
    what, gives, result = r.pick(
        ("whose turn is next", "str", "{p}[place]"),
        ("a list of the players who played the {e}, in order", "list[str]", "played"),
        ("how often the second player played", "int", "played.count({p}[1])"),
    )
    what, result = what.format(e=events), result.format(p=players)
    keeps = "played" in result
    start, keep = ("played = []", f"played.append({players}[place])") if keeps else ("", "")
    names = r.sample(("ann", "bob", "cid", "dee", "eva", "fay"), 5)
    inputs = [(names[:n], r.choices((skip, turn, normal, normal), k=size))
              for n, size in ((2, 3), (3, 4), (3, 6), (4, 6), (5, 8), (4, 9))]  # fmt: skip
    inputs += [
        (names[:3], []),
        (names[:3], [skip]),
        (names[:3], [turn]),
        (names[:4], [normal, turn]),
    ]
    return Task(
        names=("turn_order", f"turns_of_{players}", f"{events}_in_turn", "take_turns"),
        takes={players: "list[str]", events: "list[str]"},
        gives=gives,
        does=(
            f"Let the {players} play the {events} in turn, beginning with the first: after {skip!r}"
            f" one player is skipped, and {turn!r} changes the direction. Return {what}.",
            f"Return {what}, when {players} take turns in a circle and each plays the next of"
            f" {events}; {skip!r} leaves out the following player and {turn!r} turns the direction"
            " around.",
        ),
        solutions={
            "index": f"""
                place, step = 0, 1
                {start}
                for event in {events}:
                    {keep}
                    if event == "{turn}":
                        step = -step
                    place += 2 * step if event == "{skip}" else step
                    place %= len({players})
                return {result}
                """,
            "deque": f"""
                circle, step = deque(range(len({players}))), -1
                {start}
                for event in {events}:
                    {"place = circle[0]" if keeps else ""}
                    {keep}
                    if event == "{turn}":
                        step *= -1
                    circle.rotate(step)
                    if event == "{skip}":
                        circle.rotate(step)
                {"" if keeps else "place = circle[0]"}
                return {result}
                """,
        },
        inputs=inputs,
    )


@family
def chess_attack(r: Draw) -> Task:
    """Tell which squares a chess piece attacks.

    Squares are a letter and a digit. Turned into two numbers, their differences tell what a
    piece can do: a rook moves along one of them, a bishop along both equally.
    """
    a, b = r.pick(("start", "end"), ("here", "there"), ("piece", "square"), ("first", "second"))
    label, said, one, two = r.pick(
        ("rook", "along a row or a column", "dx == 0 or dy == 0", "min(dx, dy) == 0"),
        ("bishop", "along a diagonal", "dx == dy", "dx - dy == 0"),
        ("queen", "along a row, a column or a diagonal", "dx == 0 or dy == 0 or dx == dy",
         "min(dx, dy) == 0 or dx - dy == 0"),
        ("knight", "two squares in one direction and one square across", "dx * dy == 2",
         "{dx, dy} == {1, 2}"),
        ("king", "one square in any direction", "max(dx, dy) == 1", "0 < dx + dy and dx < 2 > dy"),
        ("camel", "three squares in one direction and one square across", "dx * dy == 3",
         "{dx, dy} == {1, 3}"),
    )  # fmt: skip
    same = "" if label in ("knight", "king", "camel") else f"{a} != {b} and "
    wrap = "({})" if same and " or " in one else "{}"
    squares = [x + y for x in "abcdefgh" for y in "12345678"]
    here = r.choice([x + y for x in "cdef" for y in "345"])
    x, y = ord(here[0]), int(here[1])
    moves = (
        (0, 0),
        (0, 1),
        (1, 0),
        (1, 1),
        (1, -1),
        (2, 1),
        (-1, 2),
        (2, 2),
        (0, 2),
        (1, 3),
        (-2, -1),
    )
    near = [chr(x + i) + str(y + j) for i, j in moves if chr(x + i) in "abcdefgh" and y + j < 9]
    return Task(
        names=(f"{label}_attacks", f"is_{label}_move", f"{label}_moves", f"can_{label}_move"),
        takes={a: "str", b: "str"},
        gives="bool",
        does=(
            f"Check whether a {label} can move from {a} to {b} on an empty board, squares such as"
            f" 'e4': it moves {said}.",
            f"Tell if {b} is one move of a {label} away from {a}; both are squares like 'b7', and"
            f" the piece goes {said}.",
        ),
        notes=("Staying on a square is not a move.",),
        solutions={
            "differences": f"""
                dx = abs(ord({a}[0]) - ord({b}[0]))
                dy = abs(int({a}[1]) - int({b}[1]))
                return {same}{wrap.format(one)}
                """,
            "index": f"""
                dx = abs("abcdefgh".index({a}[0]) - "abcdefgh".index({b}[0]))
                dy = abs("12345678".index({a}[1]) - "12345678".index({b}[1]))
                return {same}{wrap.format(two)}
                """,
        },
        inputs=[(here, square) for square in near]
        + [(square, r.choice(squares)) for square in r.sample(squares, 4)],
    )
