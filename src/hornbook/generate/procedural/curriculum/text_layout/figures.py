"""Figures made of characters: triangles, boards, frames, diamonds."""

from hornbook.generate.procedural import Draw, Task, family


@family
def triangle(r: Draw) -> Task:
    """Draw a triangle of characters.

    Each line is a little longer than the one before. A loop over the numbers of the lines
    computes how many characters and spaces each of them needs.
    """
    n, mark = r.pick("height", "size", "n", "rows", "levels"), r.pick("*", "#", "x", "o", "+", "=")
    label, said, each, other = r.pick(
        ("growing", "the k-th line has k times {m}", '"{m}" * k', '"{m}" * (k - 1) + "{m}"'),
        ("shrinking", "the first line has {n} times {m} and each line one less than the one before",
         '"{m}" * ({n} - k + 1)', '("{m}" * {n})[k - 1 :]'),
        ("right", "the k-th line has k times {m} after enough spaces to make it {n} long",
         '" " * ({n} - k) + "{m}" * k', '("{m}" * k).rjust({n})'),
        ("pyramid", "the k-th line has 2k - 1 times {m} after {n} - k spaces",
         '" " * ({n} - k) + "{m}" * (2 * k - 1)',
         '("{m}" * k).rjust({n}) + "{m}" * (k - 1)'),
        ("spaced", "the k-th line has k times {m}, separated by spaces", '" ".join("{m}" * k)',
         '("{m} " * k).strip()'),
        ("double", "the k-th line has 2k times {m}", '"{m}" * (2 * k)', '"{m}{m}" * k'),
    )  # fmt: skip
    fill = {"m": mark, "n": n}
    drawn = r.pick("lines", "result", "figure", "drawn", "picture")
    return Task(
        names=(f"{label}_triangle", f"draw_{label}", f"{label}_stairs"),
        takes={n: "int"},
        gives="list[str]",
        does=(
            f"Return the {n} lines of a figure in which"
            f" {said.format(m=repr(mark), n=n)}.",
            f"Draw a figure of {n} lines, as a list of texts:"
            f" {said.format(m=repr(mark), n=n)}.",
        ),
        notes=r.pick((), ("For 0 the list is empty.",), ("The lines are counted from 1.",)),
        solutions={
            "comprehension": f"return [{each.format(**fill)} for k in range(1, {n} + 1)]",
            "loop": f"""
                {drawn} = []
                for k in range(1, {n} + 1):
                    {drawn}.append({other.format(**fill)})
                return {drawn}
                """,
        },
        inputs=[*range(6), r.randint(7, 10)],
    )  # fmt: skip


@family
def rectangle_of_characters(r: Draw) -> Task:
    """Draw a rectangle, full or hollow.

    The first and the last line are full; between them only the ends are. For very small sizes
    the first line is also the last.
    """
    rows, columns = r.pick(("height", "width"), ("rows", "columns"), ("h", "w"), ("n", "m"))
    mark, inside = r.pick("*", "#", "x", "o", "+"), r.pick(" ", ".", "-", "_")
    edge = f'"{mark}" * {columns}'
    sizes = [(1, 1), (1, 4), (4, 1), (2, 2), (3, 3), (2, 5), (3, 2), (4, 6)]
    drawn = r.pick("lines", "result", "figure", "drawn", "picture")
    return Task(
        names=("hollow_rectangle", "draw_rectangle", "fence", "outline"),
        takes={rows: "int", columns: "int"},
        gives="list[str]",
        does=(
            f"Return the lines of a rectangle with {rows} lines of {columns} characters: {mark!r}"
            f" along its border and {inside!r} inside.",
            f"Draw a rectangle of {rows} by {columns} characters, as a list of lines, with"
            f" {mark!r} on its border and {inside!r} in its inside.",
        ),
        notes=(f"{rows.capitalize() if len(rows) > 1 else 'Both'}"
               f"{' and ' + columns if len(rows) > 1 else ''} are at least 1.",),
        solutions={
            "cells": f"""
                {drawn} = []
                for i in range({rows}):
                    line = ""
                    for j in range({columns}):
                        on_border = i in (0, {rows} - 1) or j in (0, {columns} - 1)
                        line += "{mark}" if on_border else "{inside}"
                    {drawn}.append(line)
                return {drawn}
                """,
            "slices": f"""
                full = {edge}
                hollow = ("{mark}" + "{inside}" * ({columns} - 2) + "{mark}")[:{columns}]
                return ([full] + [hollow] * ({rows} - 2) + [full])[:{rows}]
                """,
        },
        inputs=[*sizes, (r.randint(3, 6), r.randint(3, 6))],
    )  # fmt: skip


@family
def pattern_board(r: Draw) -> Task:
    """Draw a board by a rule for its cells.

    Two loops visit every cell, and row and column decide what stands there. For a chessboard it
    is whether their sum is even.
    """
    n = r.pick("size", "n", "side", "width")
    one, two = r.pick(("#", "."), ("X", "O"), ("*", "-"), ("1", "0"), ("B", "W"), ("@", "_"))
    k = r.randint(3, 5)
    label, said, rule, other = r.pick(
        ("chessboard", "row plus column is even", "i % 2 == j % 2", f"j in range(i % 2, {n}, 2)"),
        ("diagonal", "row and column are equal", "i == j", "i - j == 0"),
        ("cross", f"row and column are equal or add up to {n} - 1",
         f"i == j or i + j == {n} - 1", f"j in (i, {n} - 1 - i)"),
        ("stripes", f"the column is a multiple of {k}", f"j % {k} == 0",
         f"j // {k} * {k} == j"),
        ("lower", "the column is not greater than the row", "j <= i", "not i < j"),
        ("slanted", f"row plus column is a multiple of {k}", f"(i + j) % {k} == 0",
         f"(i + j) // {k} * {k} == i + j"),
        ("frame", f"row or column is 0 or {n} - 1",
         f"i in (0, {n} - 1) or j in (0, {n} - 1)",
         f"i * j == 0 or max(i, j) == {n} - 1"),
    )  # fmt: skip
    return Task(
        names=(label, f"draw_{label}", f"{label}_board", f"{label}_pattern"),
        takes={n: "int"},
        gives="list[str]",
        does=(
            f"Return the lines of a square of {n} by {n} characters with {one!r} where {said}, and"
            f" {two!r} everywhere else.",
            f"Draw a board of {n} lines with {n} characters each: {one!r} in every cell where"
            f" {said}, otherwise {two!r}.",
        ),
        notes=("Rows and columns are counted from 0.",),
        solutions={
            "comprehension": f"""
                return [
                    "".join("{one}" if {rule} else "{two}" for j in range({n}))
                    for i in range({n})
                ]
                """,
            "loops": f"""
                lines = []
                for i in range({n}):
                    line = ""
                    for j in range({n}):
                        if {other}:
                            line += "{one}"
                        else:
                            line += "{two}"
                    lines.append(line)
                return lines
                """,
        },
        inputs=range(7),
    )


@family
def diamond(r: Draw) -> Task:
    """Draw a diamond: grow, then shrink.

    The lower half mirrors the upper one. The upper lines, reversed and without the middle, give
    the lower ones.
    """
    n = r.pick("size", "n", "half", "rows", "radius")
    mark, space = r.pick("*", "#", "x", "o", "+", "@"), r.pick(" ", ".", "-")
    full = r.coin()
    side = f'"{space}" * ({n} - k)'
    line = f'{side} + "{mark}" * (2 * k - 1)' if full else f'"{mark}" * k'
    tail = f" + {side}" if full else ""
    where = f", with {space!r} on both sides to make all lines equally long" if full else ""
    count = "1, 3, 5 and so on" if full else "1, 2, 3 and so on"
    drawn = r.pick("lines", "result", "figure", "drawn", "texts")
    return Task(
        names=("diamond", "draw_diamond", "arrow" if not full else "rhombus", "grow_and_shrink"),
        takes={n: "int"},
        gives="list[str]",
        does=(
            f"Return the lines of a figure that grows and shrinks again: {n} lines with {count}"
            f" times {mark!r}, and then the same lines backwards without the longest{where}.",
            f"Draw {n} lines of {count} times {mark!r}, followed by their mirror image without the"
            f" middle line{where}; return them as a list.",
        ),
        notes=(f"{n.capitalize() if len(n) > 1 else 'The number'} is at least 1.",),
        solutions={
            "mirror": f"""
                top = [{line}{tail} for k in range(1, {n} + 1)]
                return top + top[:-1][::-1]
                """,
            "distance": f"""
                {drawn} = []
                for i in range(1 - {n}, {n}):
                    k = {n} - abs(i)
                    {drawn}.append({line}{tail})
                return {drawn}
                """,
        },
        inputs=range(1, 8),
    )


@family
def number_triangle(r: Draw) -> Task:
    """Write numbers in a triangle.

    Numbers have to be turned into texts before they can be joined. The counter either starts
    again in every line or runs on.
    """
    n, gap = r.pick("height", "rows", "n", "levels", "size"), r.pick(" ", ",", "", "-")
    label, said, code = r.pick(
        ("counting", "the numbers from 1 to k", "range(1, k + 1)"),
        ("falling", "the numbers from k down to 1", "range(k, 0, -1)"),
        ("repeated", "k times the number k", "[k] * k"),
        ("odd", "the first k odd numbers", "range(1, 2 * k, 2)"),
        ("even", "the first k even numbers, beginning with 2", "range(2, 2 * k + 1, 2)"),
        ("squares", "the first k square numbers, beginning with 1",
         "[i * i for i in range(1, k + 1)]"),
        ("running", "the next k natural numbers, counted on from line to line, beginning with 1",
         "range(k * (k - 1) // 2 + 1, k * (k + 1) // 2 + 1)"),
    )  # fmt: skip
    said_gap = f"separated by {gap!r}" if gap else "without anything between them"
    drawn = r.pick("lines", "result", "figure", "drawn")
    return Task(
        names=(f"{label}_triangle", f"{label}_number_lines", f"triangle_of_{label}_numbers"),
        takes={n: "int"},
        gives="list[str]",
        does=(
            f"Return {n} lines of numbers, where the k-th line (counted from 1) holds {said},"
            f" {said_gap}.",
            f"Write a triangle of {n} lines, as a list: in line k, counted from 1, stand {said},"
            f" {said_gap}.",
        ),
        solutions={
            "join": f"""
                {drawn} = []
                for k in range(1, {n} + 1):
                    {drawn}.append("{gap}".join(str(i) for i in {code}))
                return {drawn}
                """,
            "map": f"""
                return ["{gap}".join(map(str, {code})) for k in range(1, {n} + 1)]
                """,
        },
        inputs=range(7),
    )
