"""Matrices as lists of rows: cells, rows, columns, borders."""

from hornbook.generate.procedural import Draw, Task, family


def _matrices(r: Draw, *, square: bool = False) -> list[list[list[int]]]:
    shapes = (
        ((1, 1), (2, 2), (3, 3), (4, 4)) if square else ((1, 1), (1, 4), (3, 1), (2, 3), (4, 2))
    )
    return [
        *([[1, 2], [3, 4]] if pair else [[5, -1], [0, 7]] for pair in (True, False)),
        *([r.integers(columns, -5, 20) for _ in range(rows)] for rows, columns in shapes),
        [r.integers(3, -5, 20) for _ in range(3)],
    ]


@family
def count_cells(r: Draw) -> Task:
    """Visit every cell of a matrix.

    The outer loop goes through the rows and the inner loop through the cells of one row.
    """
    grid, test = r.name("matrix"), r.number_condition()
    label, said, gives, code, start, update = r.pick(
        ("count", f"the number of cells of {grid} whose value {test.verb}", "int",
         f"sum(1 for row in {grid} for n in row if {test('n')})", "0", "result += 1"),
        ("sum", f"the sum of the cells of {grid} whose value {test.verb}", "int",
         f"sum(n for row in {grid} for n in row if {test('n')})", "0", "result += n"),
        ("list", f"a list of the {test.of('numbers')} in {grid}, row by row,", "list[int]",
         f"[n for row in {grid} for n in row if {test('n')}]", "[]", "result.append(n)"),
    )  # fmt: skip
    return Task(
        names=(f"{label}_{test.label}_cells", f"cells_{test.label}_{label}"),
        takes={grid: "list[list[int]]"},
        gives=gives,
        does=(
            f"Return {said.rstrip(',')}.",
            f"Compute {said.rstrip(',')}. A matrix is a list of rows.",
        ),
        solutions={
            "comprehension": f"return {code}",
            "loops": f"""
                result = {start}
                for row in {grid}:
                    for n in row:
                        if {test("n")}:
                            {update}
                return result
                """,
        },
        inputs=[*_matrices(r), [list(test.near)], [[n] for n in test.near]],
    )


@family
def each_row(r: Draw) -> Task:
    """Compute one number for each row or column.

    A row is a list already. A column has to be collected: `zip(*grid)` turns columns into rows.
    """
    grid, columns = r.name("matrix"), r.coin()
    label, said, code = r.pick(
        ("sums", "the sum", "sum({})"),
        ("maxima", "the largest value", "max({})"),
        ("minima", "the smallest value", "min({})"),
        ("spreads", "the difference of the largest and the smallest value", "max({0}) - min({0})"),
        ("even_counts", "the number of even values", "sum(n % 2 == 0 for n in {})"),
        ("negative_counts", "the number of negative values", "sum(n < 0 for n in {})"),
        ("ends", "the sum of the first and the last value", "{0}[0] + {0}[-1]"),
    )
    word = "column" if columns else "row"
    if columns:
        line = f"[row[i] for row in {grid}]"
        loop = f"""
            result = []
            for i in range(len({grid}[0])):
                column = {line}
                result.append({code.format("column")})
            return result
            """
        short = f"return [{code.format('column')} for column in zip(*{grid})]"
    else:
        loop = f"""
            result = []
            for row in {grid}:
                result.append({code.format("row")})
            return result
            """
        short = f"return [{code.format('row')} for row in {grid}]"
    return Task(
        names=(f"{word}_{label}", f"{label}_of_{word}s", f"{label}_by_{word}"),
        takes={grid: "list[list[int]]"},
        gives="list[int]",
        does=(
            f"Return a list with {said} of each {word} of {grid}.",
            f"Compute {said} of every {word} in {grid}, a list of rows of equal length.",
        ),
        solutions={"comprehension": short, "loop": loop},
        inputs=_matrices(r),
    )


@family
def change_cells(r: Draw) -> Task:
    """Make a new matrix by changing every cell.

    A comprehension inside a comprehension builds the rows and the matrix.
    """
    grid, change, test = r.name("matrix"), r.number_change(), r.number_condition()
    some = r.coin(0.4)
    new = f"{change('n')} if {test('n')} else n" if some else change("n")
    suffix = f"_if_{test.label}" if some else ""
    where = f"each number that {test.verb}" if some else "each number"
    return Task(
        names=(f"{change.label}_cells{suffix}", f"{change.label}_matrix{suffix}"),
        takes={grid: "list[list[int]]"},
        gives="list[list[int]]",
        does=(f"Return a copy of {grid} with {change.of('the number')} in place of {where}.",),
        solutions={
            "comprehension": f"return [[{new} for n in row] for row in {grid}]",
            "loops": f"""
                result = []
                for row in {grid}:
                    changed = []
                    for n in row:
                        changed.append({new})
                    result.append(changed)
                return result
                """,
        },
        inputs=[*_matrices(r), [list(test.near)]],
    )


@family
def rearrange_matrix(r: Draw) -> Task:
    """Turn, flip and transpose a matrix.

    `zip(*grid)` exchanges rows and columns, `grid[::-1]` turns the order of the rows around, and
    `row[::-1]` that of the cells in a row. Together they give all turns and mirrors.
    """
    grid = r.name("matrix")
    label, said, short, cell, swap = r.pick(
        ("transposed", "with rows and columns exchanged", "[list(column) for column in zip(*@)]",
         "@[j][i]", True),
        ("upside_down", "with the order of its rows reversed", "[list(row) for row in @[::-1]]",
         "@[-1 - i][j]", False),
        ("mirrored", "with every row reversed", "[row[::-1] for row in @]", "@[i][-1 - j]", False),
        ("turned_right", "rotated by 90 degrees clockwise",
         "[list(column) for column in zip(*@[::-1])]", "@[-1 - j][i]", True),
        ("turned_left", "rotated by 90 degrees counterclockwise",
         "[list(column) for column in zip(*@)][::-1]", "@[j][-1 - i]", True),
        ("turned_around", "rotated by 180 degrees", "[row[::-1] for row in @[::-1]]",
         "@[-1 - i][-1 - j]", False),
    )  # fmt: skip
    rows, columns = (
        (f"len({grid}[0])", f"len({grid})") if swap else (f"len({grid})", f"len({grid}[0])")
    )
    return Task(
        names=(f"{label}_matrix", f"make_{label}", label),
        takes={grid: "list[list[int]]"},
        gives="list[list[int]]",
        does=(f"Return {grid} {said}.", f"Return a new matrix that is {grid} {said}."),
        notes=r.pick((), ("A matrix is a list of rows of equal length.",)),
        solutions={
            "builtin": f"return {short.replace('@', grid)}",
            "cells": f"""
                rows, columns = {rows}, {columns}
                return [[{cell.replace("@", grid)} for j in range(columns)] for i in range(rows)]
                """
            if grid != "rows"
            else f"""
                height, width = {rows}, {columns}
                return [[{cell.replace("@", grid)} for j in range(width)] for i in range(height)]
                """,
        },
        inputs=_matrices(r),
    )


@family
def part_of_matrix(r: Draw) -> Task:
    """Pick the cells of a line.

    On the main diagonal row and column index are equal; on the other one they add up to the
    size minus one.
    """
    grid = r.name("matrix")
    label, said, test = r.pick(
        ("diagonal", "on the main diagonal", "i == j"),
        ("other_diagonal", "on the diagonal from the top right to the bottom left",
         "i + j == len(@) - 1"),
        ("upper", "above the main diagonal", "i < j"),
        ("lower", "below the main diagonal", "i > j"),
        ("border", "on the border", "i in (0, len(@) - 1) or j in (0, len(@) - 1)"),
        ("inner", "not on the border", "0 < i < len(@) - 1 and 0 < j < len(@) - 1"),
        ("checkered", "whose row and column index have an even sum", "(i + j) % 2 == 0"),
    )  # fmt: skip
    what, start, update, wrap, gives = r.pick(
        ("the sum of the cells", "0", "result += {}", "sum({})", "int"),
        ("a list, row by row, of the cells", "[]", "result.append({})", "[{}]", "list[int]"),
        (
            "the number of positive cells",
            "0",
            "result += {} > 0",
            "sum(n > 0 for n in [{}])",
            "int",
        ),
    )
    place = test.replace("@", grid)
    inner = f"{grid}[i][j] for i in range(len({grid})) for j in range(len({grid})) if {place}"
    return Task(
        names=(f"{label}_cells", f"{label}_of_matrix", f"{label}_part"),
        takes={grid: "list[list[int]]"},
        gives=gives,
        does=(
            f"Return {what} of the square matrix {grid} that are {said}."
            if "whose" not in said
            else f"Return {what} of the square matrix {grid} {said}.",
        ),
        solutions={
            "comprehension": f"return {wrap.format(inner)}",
            "loops": f"""
                result = {start}
                for i, row in enumerate({grid}):
                    for j, n in enumerate(row):
                        if {place}:
                            {update.format("n")}
                return result
                """,
        },
        inputs=_matrices(r, square=True),
    )


@family
def build_matrix(r: Draw) -> Task:
    """Build a matrix from a rule.

    Every cell is computed from its row and column index. Each row has to be a list of its own;
    `[[0] * n] * n` would repeat one and the same row.
    """
    n, k = r.name("number"), r.randint(2, 9)
    label, said, rule = r.pick(
        ("multiplication_table", "the product of its row and column number, both counted from 1",
         "(i + 1) * (j + 1)"),
        ("identity", "1 on the main diagonal and 0 elsewhere", "1 if i == j else 0"),
        ("sums", "the sum of its row and column index", "i + j"),
        ("distances", "the distance of its row and column index", "abs(i - j)"),
        ("counting", "its number when all cells are counted row by row from 0", "i * @ + j"),
        ("checkerboard", "0 where row and column index have an even sum and 1 elsewhere",
         "(i + j) % 2"),
        ("stairs", f"{k} on and below the main diagonal and 0 above it", f"{k} if j <= i else 0"),
        ("remainders",
         f"the remainder of its row index times {k}, plus its column index, modulo {k + 3}",
         f"(i * {k} + j) % {k + 3}"),
    )  # fmt: skip
    code = rule.replace("@", n)
    return Task(
        names=(f"{label}_matrix", f"make_{label}", f"build_{label}"),
        takes={n: "int"},
        gives="list[list[int]]",
        does=(f"Return a matrix with {n} rows and {n} columns in which each cell holds {said}.",),
        solutions={
            "comprehension": f"return [[{code} for j in range({n})] for i in range({n})]",
            "loops": f"""
                matrix = []
                for i in range({n}):
                    row = []
                    for j in range({n}):
                        row.append({code})
                    matrix.append(row)
                return matrix
                """,
        },
        inputs=[0, 1, 2, 3, 4, 5],
    )
