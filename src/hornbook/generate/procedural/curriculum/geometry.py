"""Geometry: points, distances, rectangles, paths."""

from hornbook.generate.procedural import Draw, Task, family


def _points(r: Draw, size: int) -> list[tuple[int, int]]:
    return [(r.randint(-9, 9), r.randint(-9, 9)) for _ in range(size)]


@family
def points_where(r: Draw) -> Task:
    """Choose points by their place.

    A point is a pair (x, y). Where it lies is told by comparing its coordinates.
    """
    points, k = r.pick("points", "places", "corners", "stars"), r.randint(1, 8)
    label, said, test = r.pick(
        ("above_diagonal", "above the line y = x", "y > x"),
        (f"right_of_{k}", f"with an x coordinate greater than {k}", f"x > {k}"),
        (f"below_{k}", f"with a y coordinate less than {k}", f"y < {k}"),
        (f"within_{k}", f"at most {k} away from the origin", f"x ** 2 + y ** 2 <= {k ** 2}"),
        (f"in_square_{k}", f"in the square from (0, 0) to ({k}, {k}), borders included",
         f"0 <= x <= {k} and 0 <= y <= {k}"),
        ("on_an_axis", "on one of the axes", "x == 0 or y == 0"),
        ("in_first_quadrant", "with two positive coordinates", "x > 0 and y > 0"),
    )  # fmt: skip
    count = r.coin()
    return Task(
        names=(f"count_{label}" if count else f"points_{label}", f"{label}_points"),
        takes={points: "list[tuple[int, int]]"},
        gives="int" if count else "list[tuple[int, int]]",
        does=(
            f"Count the points of {points} that lie {said}."
            if count and "with" not in said
            else f"Count the points of {points} {said}."
            if count
            else f"Return a list of the points of {points} {said}.",
        ),
        notes=r.pick((), ("A point is a pair (x, y).",)),
        solutions={
            "comprehension": f"return sum(1 for x, y in {points} if {test})"
            if count
            else f"return [(x, y) for x, y in {points} if {test}]",
            "loop": f"""
                result = {"0" if count else "[]"}
                for x, y in {points}:
                    if {test}:
                        {"result += 1" if count else "result.append((x, y))"}
                return result
                """,
        },
        inputs=[
            [],
            *(_points(r, size) for size in (1, 2, 3, 5, 6)),
            [
                (0, 0),
                (k, 0),
                (0, k),
                (k, k),
                (k + 1, k + 1),
                (k - 1, 1),
                (-1, 2),
                (k - 1, k - 1),
                (k, 1),
                (k + 1, k),
                (k, k + 1),
            ],
        ],
    )


@family
def move_points(r: Draw) -> Task:
    """Move, scale and mirror points.

    Each coordinate is computed from the old ones, and the result is a new tuple.
    """
    points, k, m = r.pick("points", "places", "corners", "shape"), r.randint(2, 9), r.randint(1, 9)
    label, said, code = r.pick(
        (f"move_by_{k}_{m}", f"moved {k} to the right and {m} up", f"(x + {k}, y + {m})"),
        (f"scale_by_{k}", f"with both coordinates multiplied by {k}", f"(x * {k}, y * {k})"),
        ("mirror_x", "mirrored at the x axis", "(x, -y)"),
        ("mirror_y", "mirrored at the y axis", "(-x, y)"),
        ("mirror_diagonal", "mirrored at the line y = x", "(y, x)"),
        ("turn_left", "turned by 90 degrees counterclockwise around the origin", "(-y, x)"),
        ("turn_right", "turned by 90 degrees clockwise around the origin", "(y, -x)"),
        (f"stretch_x_{k}", f"with the x coordinate multiplied by {k}", f"({k} * x, y)"),
    )
    return Task(
        names=(label, f"{label}_points", f"{label}_all"),
        takes={points: "list[tuple[int, int]]"},
        gives="list[tuple[int, int]]",
        does=(
            f"Return the points of {points}, {said}.",
            f"Return a list of the points (x, y) in {points}, each {said}.",
        ),
        solutions={
            "comprehension": f"return [{code} for x, y in {points}]",
            "loop": f"""
                result = []
                for x, y in {points}:
                    result.append({code})
                return result
                """,
        },
        inputs=[[], [(0, 0)], [(1, 0), (0, 1)], *(_points(r, size) for size in (1, 2, 3, 4))],
    )


@family
def two_points(r: Draw) -> Task:
    """Measure between two points.

    The straight distance follows from Pythagoras; in a city with a grid of streets the two
    differences add up; a chess king needs as many moves as the larger one.
    """
    a, b = r.pick(("start", "end"), ("p", "q"), ("here", "there"), ("origin", "target"))
    label, said, gives, short, steps = r.pick(
        ("distance", "the straight distance of {a} and {b}", "float", "math.dist({a}, {b})",
         "return (dx ** 2 + dy ** 2) ** 0.5"),
        ("squared_distance", "the square of the straight distance of {a} and {b}", "int",
         "({b}[0] - {a}[0]) ** 2 + ({b}[1] - {a}[1]) ** 2", "return dx * dx + dy * dy"),
        ("street_distance", "how far {b} is from {a} when one may only go along the axes", "int",
         "abs({b}[0] - {a}[0]) + abs({b}[1] - {a}[1])", "return abs(dx) + abs(dy)"),
        ("king_moves", "how many moves a chess king needs from {a} to {b}", "int",
         "max(abs({b}[0] - {a}[0]), abs({b}[1] - {a}[1]))", "return max(abs(dx), abs(dy))"),
        ("midpoint", "the point halfway between {a} and {b}", "tuple[float, float]",
         "(({a}[0] + {b}[0]) / 2, ({a}[1] + {b}[1]) / 2)",
         "return {a}[0] + dx / 2, {a}[1] + dy / 2"),
        ("same_row_or_column", "True if {a} and {b} have a coordinate in common, otherwise False",
         "bool", "{a}[0] == {b}[0] or {a}[1] == {b}[1]", "return dx == 0 or dy == 0"),
        ("on_a_diagonal", "True if a diagonal line goes through {a} and {b}, otherwise False",
         "bool", "abs({b}[0] - {a}[0]) == abs({b}[1] - {a}[1])", "return dx in (dy, -dy)"),
    )  # fmt: skip
    pairs = [(_points(r, 1)[0], _points(r, 1)[0]) for _ in range(5)]
    return Task(
        names=(label, f"{label}_of_points", f"compute_{label}"),
        takes={a: "tuple[int, int]", b: "tuple[int, int]"},
        gives=gives,
        does=(f"Return {said.format(a=a, b=b)}.",),
        notes=r.pick((), ("A point is a pair (x, y).",)),
        solutions={
            "expression": f"return {short.format(a=a, b=b)}",
            "steps": f"""
                dx = {b}[0] - {a}[0]
                dy = {b}[1] - {a}[1]
                {steps.format(a=a, b=b)}
                """,
        },
        inputs=[((0, 0), (0, 0)), ((0, 0), (3, 4)), ((1, 2), (4, 5)), ((2, 5), (2, -1)), *pairs],
    )


@family
def follow_path(r: Draw) -> Task:
    """Follow directions on a grid.

    Position is two numbers. A dictionary from direction to step saves a long chain of branches.
    """
    path = r.pick("path", "moves", "directions", "route")
    up, down, left, right = tuple(r.pick("UDLR", "NSWE", "^v<>", "udlr", "nswe"))
    step = r.pick(1, 1, 2, 3, 5)
    label, said, gives, result = r.pick(
        ("end", "the position (x, y) where it ends", "tuple[int, int]", "(x, y)"),
        ("distance", "how many steps along the axes lead back from its end to the start", "int",
         "abs(x) + abs(y)"),
        ("returns", "True if it ends where it started, otherwise False", "bool",
         "x == 0 and y == 0"),
        ("places", "the number of different positions where it stops, the start included", "int",
         "len(seen)"),
    )  # fmt: skip
    first, remember = ("seen = {(0, 0)}", "seen.add((x, y))") if label == "places" else ("", "")
    return Task(
        names=(f"{label}_of_path", f"walk_{label}", f"path_{label}"),
        takes={path: "str"},
        gives=gives,
        does=(
            f"Follow {path} from (0, 0), where {up!r} means {step} up, {down!r} {step} down,"
            f" {left!r} {step} to the left and {right!r} {step} to the right. Return {said}.",
        ),
        solutions={
            "branches": f"""
                x = y = 0
                {first}
                for move in {path}:
                    if move == "{up}":
                        y += {step}
                    elif move == "{down}":
                        y -= {step}
                    elif move == "{left}":
                        x -= {step}
                    else:
                        x += {step}
                    {remember}
                return {result}
                """,
            "dictionary": f"""
                steps = {{"{up}": (0, {step}), "{down}": (0, -{step}),
                         "{left}": (-{step}, 0), "{right}": ({step}, 0)}}
                x = y = 0
                {first}
                for move in {path}:
                    dx, dy = steps[move]
                    x, y = x + dx, y + dy
                    {remember}
                return {result}
                """,
        },
        inputs=["", up, left, up + down, up + right + down + left, right * 3]
        + ["".join(r.choices((up, down, left, right), k=size)) for size in (3, 4, 6, 8)],
    )


@family
def rectangle(r: Draw) -> Task:
    """Compute with the sides of a shape.

    Formulas of geometry are formulas of Python: multiply, add, compare.
    """
    a, b = r.pick(("width", "height"), ("length", "width"), ("a", "b"))
    k = r.randint(1, 5)
    label, said, gives, code, other = r.pick(
        ("area", "the area of a rectangle with the sides {a} and {b}", "int", "{a} * {b}",
         "sum({a} for _ in range({b}))"),
        ("outline", "the length of the outline of a rectangle with the sides {a} and {b}", "int",
         "2 * ({a} + {b})", "{a} + {b} + {a} + {b}"),
        ("is_square", "True if a rectangle with the sides {a} and {b} is a square, otherwise False",
         "bool", "{a} == {b}", "max({a}, {b}) == min({a}, {b})"),
        (f"framed_area_{k}",
         f"the area of a picture with the sides {{a}} and {{b}} together with a frame"
         f" that is {k} wide on every side", "int", f"({{a}} + {2 * k}) * ({{b}} + {2 * k})",
         f"{{a}} * {{b}} + {2 * k} * ({{a}} + {{b}}) + {4 * k * k}"),
        (f"tiles_{k}",
         f"how many square tiles with sides of {k} are needed to cover a floor of {{a}} by {{b}},"
         " when tiles may be cut", "int", f"math.ceil({{a}} / {k}) * math.ceil({{b}} / {k})",
         f"-(-{{a}} // {k}) * -(-{{b}} // {k})"),
        ("diagonal", "the length of the diagonal of a rectangle with the sides {a} and {b}",
         "float",
         "math.hypot({a}, {b})", "({a} ** 2 + {b} ** 2) ** 0.5"),
        ("squares_that_fit",
         "the side of the largest square that fits into a rectangle with the sides {a}"
         " and {b}", "int", "min({a}, {b})", "{a} if {a} < {b} else {b}"),
    )  # fmt: skip
    return Task(
        names=(f"rectangle_{label}", label, f"compute_{label}"),
        takes={a: "int", b: "int"},
        gives=gives,
        does=(f"Return {said.format(a=a, b=b)}.",),
        solutions={
            "formula": f"return {code.format(a=a, b=b)}",
            "other": f"return {other.format(a=a, b=b)}",
        },
        inputs=[(1, 1), (2, 3), (3, 2), (4, 4), (3, 4), (10, 1)]
        + [(r.randint(1, 20), r.randint(1, 20)) for _ in range(4)],
    )
