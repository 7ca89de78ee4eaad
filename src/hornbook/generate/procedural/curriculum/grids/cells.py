"""Cells of a grid: neighbours, places, moves."""

from hornbook.generate.procedural import Draw, Task, family


def _grid(r: Draw, rows: int, columns: int, signs: str) -> list[str]:
    return ["".join(r.choices(signs, k=columns)) for _ in range(rows)]


def _grids(r: Draw, signs: str) -> list[list[str]]:
    return [_grid(r, m, n, signs) for m, n in ((1, 4), (3, 1), (2, 2), (3, 3), (3, 4), (4, 4))]


@family
def count_neighbours(r: Draw) -> Task:
    """Look at the neighbours of a cell.

    The offsets of the neighbours stand in a list. Whether a neighbour lies in the grid must be
    checked, since negative indices count from the end in Python.
    """
    grid, sign = r.pick("grid", "board", "field", "area"), r.pick("#", "*", "x", "o")
    row, column = r.pick(("row", "column"), ("i", "j"), ("y", "x"), ("line", "place"))
    around = r.coin()
    offsets = f"[({row} - 1, {column}), ({row} + 1, {column}), "
    offsets += f"({row}, {column} - 1), ({row}, {column} + 1)]"
    near = f"abs(a - {row}) + abs(b - {column}) == 1"
    if around:
        offsets = f"[(a, b) for a in range({row} - 1, {row} + 2)"
        offsets += f" for b in range({column} - 1, {column} + 2) if (a, b) != ({row}, {column})]"
        near = f"max(abs(a - {row}), abs(b - {column})) == 1"
    which = "eight cells around" if around else "four cells beside, above and below"
    total = r.pick("total", "result", "found")
    cells = [(g, r.randrange(len(g)), r.randrange(len(g[0]))) for g in _grids(r, sign + sign + ".")]
    full = [sign * 3] * 3
    places = [(full, a, b) for a, b in ((0, 0), (1, 1), (2, 2), (0, 2), (2, 0), (0, 1), (1, 2))]
    return Task(
        names=("count_neighbours", "neighbours_of_cell", f"{grid}_neighbours", "signs_around"),
        takes={grid: "list[str]", row: "int", column: "int"},
        gives="int",
        does=(
            f"Count how many of the {which} the cell at {row} and {column} of {grid}, a list of"
            f" lines, hold the sign {sign!r}.",
            f"Return the number of {sign!r} in the {which} the cell in line {row} at place"
            f" {column} of {grid}.",
        ),
        notes=r.pick((), ("Cells outside don't count.",)),
        solutions={
            "offsets": f"""
                {total} = 0
                for a, b in {offsets}:
                    if 0 <= a < len({grid}) and 0 <= b < len({grid}[0]):
                        {total} += {grid}[a][b] == "{sign}"
                return {total}
                """,
            "all_cells": f"""
                {total} = 0
                for a, text in enumerate({grid}):
                    for b, ch in enumerate(text):
                        if ch == "{sign}" and {near}:
                            {total} += 1
                return {total}
                """,
        },
        inputs=[*places, *cells, ([f"{sign}.{sign}", "...", f"{sign}..", ".##"[:3]], 1, 1)],
    )


@family
def grid_search(r: Draw) -> Task:
    """Find things in a grid.

    `enumerate` gives row and column numbers along with the lines and characters. What is found
    is told by the pair of both.
    """
    grid, sign = r.pick("grid", "lines", "picture", "board"), r.pick("*", "#", "o", "x", "@")
    label, said, gives, code, setup, update, end = r.pick(
        ("cells", "a list of the cells (row, column) with {}, row by row,", "list[tuple[int, int]]",
         "places", "found = []", "found.append((i, j))", "found"),
        ("first", "the first cell (row, column) with {}, row by row, or None",
         "tuple[int, int] | None", "places[0] if places else None", "found = None",
         "found = found or (i, j)", "found"),
        ("row_span", "how many rows there are from the first to the last one with {}, both"
         " included, or 0", "int", "places[-1][0] - places[0][0] + 1 if places else 0",
         "found = []", "found.append(i)", "max(found) - min(found) + 1 if found else 0"),
        ("column_span", "how many columns there are from the first to the last one with {}, both"
         " included, or 0", "int",
         "max(b for a, b in places) - min(b for a, b in places) + 1 if places else 0",
         "found = set()", "found.add(j)", "max(found) - min(found) + 1 if found else 0"),
        ("columns", "a sorted list of the columns that hold {}", "list[int]",
         "sorted({b for a, b in places})", "found = set()", "found.add(j)", "sorted(found)"),
    )  # fmt: skip
    places = r.pick("places", "cells_found", "hits")
    blank = r.pick(".", "-", " ")
    corners = [[blank * 3, blank * 2 + sign, sign + blank * 2], [blank + sign, sign + blank]]
    return Task(
        names=(f"{label}_of_sign", f"find_{label}", f"{label}_in_{grid}", f"sign_{label}"),
        takes={grid: "list[str]"},
        gives=gives,
        does=(
            f"Return {said.format(f'the sign {sign!r}').rstrip(',')}, in {grid}, a list of lines"
            " of equal length.",
            f"Search {grid}, a list of texts, for {sign!r}. Return"
            f" {said.format('it').rstrip(',')}.",
        ),
        notes=("Rows and columns are counted from 0.",),
        solutions={
            "comprehension": f"""
                {places} = [(i, j) for i, line in enumerate({grid})
                    for j, ch in enumerate(line) if ch == "{sign}"]
                return {code.replace("places", places)}
                """,
            "loops": f"""
                {setup}
                for i in range(len({grid})):
                    for j in range(len({grid}[i])):
                        if {grid}[i][j] == "{sign}":
                            {update}
                return {end}
                """,
        },
        inputs=[[], [blank], [sign], [blank + sign], *corners, *_grids(r, blank * 3 + sign)],
    )


@family
def move_in_grid(r: Draw) -> Task:
    """Move on a grid with borders.

    Every move is tried first. At a border the piece stays where it is, comes out on the other
    side, or the walk ends: the rule is what makes the game.
    """
    moves, size = r.pick("moves", "commands", "keys", "steps"), r.randint(3, 6)
    up, down, left, right = tuple(r.pick("UDLR", "NSWE", "^v<>", "wsad", "udlr"))
    label, said, rule = r.pick(
        ("blocked", "a move over the border is left out",
         f"if 0 <= a < {size} and 0 <= b < {size}:\n        i, j = a, b"),
        ("around", "who leaves the board comes in on the opposite side",
         f"i, j = a % {size}, b % {size}"),
        ("ended", "the walk ends before a move that would leave the board",
         f"if not (0 <= a < {size} and 0 <= b < {size}):\n        break\n    i, j = a, b"),
    )  # fmt: skip
    start = (r.randrange(size), r.randrange(size))
    what, gives, result = r.pick(
        ("the last cell as a pair (row, column)", "tuple[int, int]", "i, j"),
        ("the number of different cells that were visited, the first included", "int", "len(seen)"),
        ("the row and column of the last cell, multiplied, each counted from 1", "int",
         "(i + 1) * (j + 1)"),
    )  # fmt: skip
    keep = "\n    seen.add((i, j))" if "seen" in result else ""
    first = f"i, j = {start[0]}, {start[1]}" + ("\nseen = {(i, j)}" if keep else "")
    table = f'ways = {{"{up}": (-1, 0), "{down}": (1, 0), "{left}": (0, -1), "{right}": (0, 1)}}\n'
    chain = (
        f'    a, b = i, j\n    if move == "{up}":\n        a -= 1\n    elif move == "{down}":\n'
        f'        a += 1\n    elif move == "{left}":\n        b -= 1\n    else:\n        b += 1\n'
    )
    walks = ["", up * size, down * size, left * size, right * size, up + left, right * size + down]
    walks += ["".join(r.choices(up + down + left + right, k=n)) for n in (3, 6, 9, 12)]
    return Task(
        names=(f"walk_{label}", f"{label}_walk", f"moves_on_board_{size}", f"{label}_{moves}"),
        takes={moves: "str"},
        gives=gives,
        does=(
            f"Walk on a board of {size} by {size} cells from row {start[0]}, column {start[1]}"
            f" (counted from 0) by {moves}: {up!r} is up, {down!r} down, {left!r} left and"
            f" {right!r} right, and {said}. Return {what}.",
            f"Follow the {moves} {up!r} (up), {down!r} (down), {left!r} (left) and {right!r}"
            f" (right) on a board with {size} rows and columns, from ({start[0]}, {start[1]}) on;"
            f" {said}. Return {what}.",
        ),
        solutions={
            "table": f"{table}{first}\nfor move in {moves}:\n    a, b = i + ways[move][0], j +"
            f" ways[move][1]\n    {rule}{keep}\nreturn {result}",
            "branches": f"{first}\nfor move in {moves}:\n{chain}    {rule}{keep}\nreturn {result}",
        },
        inputs=walks,
    )
