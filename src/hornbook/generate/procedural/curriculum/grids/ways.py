"""Ways and areas in a grid."""

from hornbook.generate.procedural import Draw, Task, family


def _grid(r: Draw, rows: int, columns: int, signs: str) -> list[str]:
    return ["".join(r.choices(signs, k=columns)) for _ in range(rows)]


def _grids(r: Draw, signs: str) -> list[list[str]]:
    return [_grid(r, m, n, signs) for m, n in ((1, 4), (3, 1), (2, 2), (3, 3), (3, 4), (4, 4))]


@family
def grid_paths(r: Draw) -> Task:
    """Count or rate the ways through a grid.

    Whoever moves only right and down comes to a cell from above or from the left. So the answer
    for a cell follows from two answers that are known already.
    """
    grid = r.pick("grid", "board", "costs", "cells")
    label, said, rule = r.pick(
        ("smallest", "the smallest sum of the numbers on a way", "min"),
        ("largest", "the largest sum of the numbers on a way", "max"),
    )
    best = r.pick("best", "table", "sums")
    i, j = r.pick(("i", "j"), ("y", "x"), ("row", "column"))
    low, high = (-3, 9) if r.coin() else (1, 20)
    shapes = ((1, 1), (1, 3), (3, 1), (2, 2), (2, 3), (3, 3), (4, 3))
    end = r.pick("down right", "last")
    diagonal = r.coin(0.3)
    how = "one step right, down or diagonally to both" if diagonal else "one step right or down"
    steps = f"{best}[{i} - 1][{j}], {best}[{i}][{j} - 1]"
    calls = f"visit({i} - 1, {j}), visit({i}, {j} - 1)"
    if diagonal:
        steps += f", {best}[{i} - 1][{j} - 1]"
        calls += f", visit({i} - 1, {j} - 1)"
    bad = 'float("inf")' if rule == "min" else '-float("inf")'
    return Task(
        names=(f"{label}_path_sum", f"{label}_way_through_{grid}", f"{label}_sum_of_way"),
        takes={grid: "list[list[int]]"},
        gives="int",
        does=(
            f"Return {said} from the top left to the {'bottom right' if end != 'last' else 'last'}"
            f" cell of {grid}, where each move goes {how}.",
            f"Find {said} through {grid}, a list of rows, from the first cell of the first row to"
            f" the last cell of the last row; a move goes {how}.",
        ),
        solutions={
            "table": f"""
                {best} = [list(line) for line in {grid}]
                for {i} in range(len({grid})):
                    for {j} in range(len({grid}[0])):
                        if {i} > 0 and {j} > 0:
                            {best}[{i}][{j}] += {rule}({steps})
                        elif {i} > 0:
                            {best}[{i}][{j}] += {best}[{i} - 1][{j}]
                        elif {j} > 0:
                            {best}[{i}][{j}] += {best}[{i}][{j} - 1]
                return {best}[-1][-1]
                """,
            "recursion": f"""
                def visit({i}, {j}):
                    if {i} < 0 or {j} < 0:
                        return {bad}
                    if {i} == 0 and {j} == 0:
                        return {grid}[0][0]
                    return {grid}[{i}][{j}] + {rule}({calls})

                return visit(len({grid}) - 1, len({grid}[0]) - 1)
                """,
        },
        inputs=[[r.integers(n, low, high) for _ in range(m)] for m, n in shapes]
        + [[[1, 9, 1], [1, 9, 1], [1, 1, 1]], [[0, 5], [2, 1]], [[0, 2], [5, 1]]],
    )


@family
def maze(r: Draw) -> Task:
    """Search the way out of a maze.

    Ring by ring, all cells that can be reached in one more step are found. The search ends when
    the goal is met or no new cell turns up.
    """
    grid, wall = r.pick("maze", "grid", "field", "plan"), r.pick("#", "x", "W", "@")
    free, k = r.pick(".", " ", "-"), r.randint(2, 9)
    label, said, gives, found, none = r.pick(
        ("steps", "the smallest number of steps from the first to the last cell, or -1 if there is"
         " no way", "int", "steps", "-1"),
        ("cells", "the smallest number of cells on a way from the first to the last cell, both"
         " included, or 0 if there is no way", "int", "steps + 1", "0"),
        ("seconds", f"how many seconds it takes from the first to the last cell at {k} seconds for"
         " a step, or None if there is no way", "int | None", f"{k} * steps", "None"),
    )  # fmt: skip
    ring, seen = r.pick("ring", "level", "wave"), r.pick("seen", "visited", "known")
    grids = [g[:] for g in _grids(r, free * 3 + wall)]
    for g in grids:
        g[0] = free + g[0][1:]
        g[-1] = g[-1][:-1] + free
    corner = [free + free, wall + free], [free + wall, wall + free], [free * 4], [free]
    long = [free * 3, wall * 2 + free, free * 3, free + wall * 2, free * 3]
    wavy = [f"{free}{wall}{free * 3}", f"{free}{wall}{free}{wall}{free}", f"{free * 3}{wall}{free}"]
    return Task(
        names=(f"{grid}_{label}", f"{label}_in_{grid}", f"{label}_of_maze", f"find_{label}"),
        takes={grid: "list[str]"},
        gives=gives,
        does=(
            f"Return {said} of {grid}, a list of lines in which {wall!r} is a wall; steps go up,"
            " down, left and right.",
            f"Find {said}, in {grid}, where {wall!r} marks walls and {free!r} free cells. Steps go"
            " to the four cells beside, above and below.",
        ),
        notes=("The first cell is at the top left and the last one at the bottom right.",),
        solutions={
            "rings": f"""
                goal = (len({grid}) - 1, len({grid}[0]) - 1)
                {seen}, {ring}, steps = set(), {{(0, 0)}}, 0
                while {ring}:
                    if goal in {ring}:
                        return {found}
                    {seen} |= {ring}
                    around = {{cell for i, j in {ring} for cell in
                              [(i, j + 1), (i + 1, j), (i, j - 1), (i - 1, j)]}}
                    {ring} = {{(i, j) for i, j in around - {seen} if 0 <= i <= goal[0]
                              and 0 <= j <= goal[1] and {grid}[i][j] != "{wall}"}}
                    steps += 1
                return {none}
                """,
            "queue": f"""
                {seen}, queue = {{(0, 0)}}, deque([(0, 0, 0)])
                while queue:
                    i, j, steps = queue.popleft()
                    if i == len({grid}) - 1 and j == len({grid}[0]) - 1:
                        return {found}
                    for a, b in [(i, j + 1), (i + 1, j), (i, j - 1), (i - 1, j)]:
                        inside = 0 <= a < len({grid}) and 0 <= b < len({grid}[0])
                        if inside and {grid}[a][b] == "{free}" and (a, b) not in {seen}:
                            {seen}.add((a, b))
                            queue.append((a, b, steps + 1))
                return {none}
                """,
        },
        inputs=[*corner, long, wavy, *grids],
    )


@family
def areas(r: Draw) -> Task:
    """Find connected areas in a grid.

    Flood fill spreads from a cell to its neighbours of the same sign until none is left. Each
    fill finds one area; a set remembers what was filled already.
    """
    grid, land = r.pick("grid", "map_lines", "picture", "field"), r.pick("#", "x", "1", "L")
    label, said, gives, result = r.pick(
        ("sizes", "a sorted list of the sizes of the areas", "list[int]", "sorted(sizes)"),
        ("falling_sizes", "a list of the sizes of the areas, the largest first", "list[int]",
         "sorted(sizes, reverse=True)"),
        ("count_and_size", "a pair of the number of areas and the size of the largest one, 0 if"
         " there is none", "tuple[int, int]", "(len(sizes), max(sizes, default=0))"),
        ("range", "a pair of the number of areas and the number of cells in all of them",
         "tuple[int, int]", "(len(sizes), sum(sizes))"),
    )  # fmt: skip
    sizes, todo = r.pick("sizes", "areas", "parts"), r.pick("todo", "stack", "waiting")
    result = result.replace("sizes", sizes)
    water = r.pick(".", "~", "0")
    wavy = [land + water + land * 3, (land + water) * 2 + land, land * 3 + water + land]
    bent = [land * 3, water * 2 + land, land * 3, land + water * 2, land * 3]
    return Task(
        names=(f"{label}_of_areas", f"areas_{label}", f"{label}_in_{grid}", f"flood_{label}"),
        takes={grid: "list[str]"},
        gives=gives,
        does=(
            f"Return {said}, formed by the signs {land!r} in {grid}, a list of lines; cells that"
            " touch at a side belong together.",
            f"Find the areas of connected {land!r} in {grid}, where neighbours are the cells above,"
            f" below, left and right. Return {said}.",
        ),
        solutions={
            "stack": f"""
                left = {{(i, j) for i, line in enumerate({grid})
                        for j, ch in enumerate(line) if ch == "{land}"}}
                {sizes} = []
                while left:
                    {todo}, size = [left.pop()], 0
                    while {todo}:
                        i, j = {todo}.pop()
                        size += 1
                        for cell in [(i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)]:
                            if cell in left:
                                left.remove(cell)
                                {todo}.append(cell)
                    {sizes}.append(size)
                return {result}
                """,
            "recursion": f"""
                filled = set()

                def fill(i, j):
                    inside = 0 <= i < len({grid}) and 0 <= j < len({grid}[0])
                    if not inside or {grid}[i][j] != "{land}" or (i, j) in filled:
                        return 0
                    filled.add((i, j))
                    return 1 + fill(i + 1, j) + fill(i - 1, j) + fill(i, j + 1) + fill(i, j - 1)

                starts = [(i, j) for i in range(len({grid})) for j in range(len({grid}[0]))]
                {sizes} = [size for i, j in starts if (size := fill(i, j)) > 0]
                return {result}
                """,
        },
        inputs=[[land], [water], [land + water + land], wavy, bent, *_grids(r, land + water)],
    )
