"""Colors: red, green and blue, hexadecimal texts, mixing."""

import itertools

from hornbook.generate.procedural import Draw, Task, family

RGB = "A color is a triple (red, green, blue) of numbers from 0 to 255."
Color = tuple[int, int, int]


def _colors(r: Draw) -> list[Color]:
    edges = [(0, 0, 0), (255, 255, 255), (255, 0, 0), (0, 255, 0), (0, 0, 255), (1, 128, 254)]
    random = [(r.randint(0, 255), r.randint(0, 255), r.randint(0, 255)) for _ in range(5)]
    return [*edges, (9, 10, 16), *random]


@family
def hex_of_color(r: Draw) -> Task:
    """Write a color as web pages do.

    Each of the three numbers becomes two hexadecimal digits. The format `02x` writes a number
    that way and puts a zero in front of a single digit.
    """
    c, upper = r.pick("color", "rgb", "shade", "paint"), r.coin()
    sign, back = r.pick("#", "", "0x"), r.coin(0.45)
    form = "02X" if upper else "02x"
    text = f"{sign}{'1E90FF' if upper else '1e90ff'}"
    if back:
        t, skip = r.pick("text", "code", "hex_color"), len(sign)
        return Task(
            names=("color_of_hex", "parse_color", "read_hex_color"),
            takes={t: "str"},
            gives="tuple[int, int, int]",
            does=(f"Return the color that {t} says in hexadecimal, like {text!r}.",),
            notes=(RGB,),
            solutions={
                "slices": f"""
                    parts = [int({t}[i:i + 2], 16) for i in ({skip}, {skip + 2}, {skip + 4})]
                    return tuple(parts)
                    """,
                "division": f"""
                    number = int({t}[{skip}:], 16)
                    return number // 65536, number // 256 % 256, number % 256
                    """,
            },
            inputs=[sign + "".join(f"{part:{form}}" for part in color) for color in _colors(r)],
        )
    return Task(
        names=("hex_color", "hex_of_color", "write_color"),
        takes={c: "tuple[int, int, int]"},
        gives="str",
        does=(f"Return {c} in hexadecimal, like {text!r}.",),
        notes=(RGB,),
        solutions={
            "format": f"""
                red, green, blue = {c}
                return f"{sign}{{red:{form}}}{{green:{form}}}{{blue:{form}}}"
                """,
            "digits": f"""
                digits = "{"0123456789ABCDEF" if upper else "0123456789abcdef"}"
                return "{sign}" + "".join(digits[part // 16] + digits[part % 16] for part in {c})
                """,
        },
        inputs=_colors(r),
    )


@family
def change_color(r: Draw) -> Task:
    """Change a color.

    What is done to a color is done to each of its three numbers, and none of them may leave the
    range from 0 to 255.
    """
    c, k = r.pick("color", "rgb", "shade", "paint"), r.choice((10, 20, 25, 40, 50, 64))
    label, said, new, other = r.pick(
        ("invert", "the opposite color, in which every number and the old one add up to 255",
         "255 - part", "part ^ 255"),
        ("brighten", f"the color with every number {k} larger, but none above 255",
         f"min(part + {k}, 255)", f"part + {k} - max(part + {k} - 255, 0)"),
        ("darken", f"the color with every number {k} smaller, but none below 0",
         f"max(part - {k}, 0)", f"part - min(part, {k})"),
        ("halve", "the color with every number halved, rounded down", "part // 2", "part >> 1"),
        ("web_safe", "the color with every number lowered to a multiple of 51",
         "part // 51 * 51", "part - part % 51"),
    )  # fmt: skip
    return Task(
        names=(f"{label}_color", f"{label}_rgb", f"color_{label}"),
        takes={c: "tuple[int, int, int]"},
        gives="tuple[int, int, int]",
        does=(
            f"Return {said.replace('the color', c)}.".replace("opposite color", f"opposite of {c}"),
        ),
        notes=(RGB,),
        solutions={
            "tuple": f"return tuple({new} for part in {c})",
            "list": f"""
                changed = []
                for part in {c}:
                    changed.append({other})
                return tuple(changed)
                """,
        },
        inputs=[*_colors(r), (k - 1, k, k + 1), (254 - k, 255 - k, 256 - k), (50, 51, 52)],
    )


@family
def mix_colors(r: Draw) -> Task:
    """Mix two colors.

    `zip` brings together the two reds, the two greens and the two blues.
    """
    a, b = r.twins()
    label, said, new, other = r.pick(
        ("average", "the mean of both, rounded down", "(x + y) // 2", "(x + y) >> 1"),
        ("lighter", "the larger of both", "max(x, y)", "sorted((x, y))[1]"),
        ("darker", "the smaller of both", "min(x, y)", "sorted((x, y))[0]"),
        ("difference", "the distance of both", "abs(x - y)", "max(x, y) - min(x, y)"),
        ("sum", "the sum of both, but at most 255", "min(x + y, 255)", "sorted((255, x + y))[0]"),
        ("quarter", "a quarter of the first's and three quarters of the second's, rounded down",
         "(x + 3 * y) // 4", "(x + y + y + y) // 4"),
    )  # fmt: skip
    colors = _colors(r)
    pairs = [(one, other) for one in colors[:4] for other in colors[3:7]]
    return Task(
        names=(f"{label}_of_colors", f"mix_{label}", f"blend_by_{label}"),
        takes={a: "tuple[int, int, int]", b: "tuple[int, int, int]"},
        gives="tuple[int, int, int]",
        does=(
            f"Return the color whose red, green and blue are {said}: {a}'s and {b}'s.",
            f"Mix the colors {a} and {b}: each part of the result is {said}.",
        ),
        notes=(RGB,),
        solutions={
            "zip": f"return tuple({new} for x, y in zip({a}, {b}))",
            "index": f"""
                mixed = []
                for i in range(3):
                    x, y = {a}[i], {b}[i]
                    mixed.append({other})
                return tuple(mixed)
                """,
        },
        inputs=[*pairs, *itertools.pairwise(colors)],
    )


@family
def about_color(r: Draw) -> Task:
    """Say something about a color.

    A color is gray when its three numbers are equal. The largest of them says what it looks like.
    """
    c, k = r.pick("color", "rgb", "shade", "paint"), r.randint(90, 160)
    label, said, gives, short, long = r.pick(
        ("is_gray", f"True if {c} is a gray: its three numbers are equal, otherwise False", "bool",
         f"len(set({c})) == 1", "red == green == blue"),
        ("brightness", f"the brightness of {c}: the mean of its numbers, rounded down", "int",
         f"sum({c}) // 3", "(red + green + blue) // 3"),
        ("is_dark", f"True if the mean of {c}'s numbers is below {k}, otherwise False", "bool",
         f"sum({c}) < {3 * k}", f"(red + green + blue) / 3 < {k}"),
        ("contrast", f"the difference of the largest and the smallest number of {c}", "int",
         f"max({c}) - min({c})",
         "max(abs(red - green), abs(green - blue), abs(blue - red))"),
        ("luma", f"299 times the red, 587 times the green and 114 times the blue of {c}, added up"
         " and divided by 1000, rounded down", "int",
         f"sum(w * part for w, part in zip((299, 587, 114), {c})) // 1000",
         "(299 * red + 587 * green + 114 * blue) // 1000"),
    )  # fmt: skip
    return Task(
        names=(f"{label}_of_color", f"color_{label}", f"{label}_rgb"),
        takes={c: "tuple[int, int, int]"},
        gives=gives,
        does=(f"Return {said}.",),
        notes=(RGB,),
        solutions={
            "builtin": f"return {short}",
            "unpack": f"""
                red, green, blue = {c}
                return {long}
                """,
        },
        inputs=[*_colors(r), (k, k, k), (k, k, k - 1), (k, k, k + 1), (7, 7, 8), (8, 7, 7)],
    )


@family
def main_part(r: Draw) -> Task:
    """Name the strongest part of a color.

    Comparing the three numbers in a fixed order also decides what happens when two are equal.
    """
    c = r.pick("color", "rgb", "shade", "paint")
    word, chosen = r.pick(("strongest", "max"), ("weakest", "min"))
    names = r.pick(
        ("red", "green", "blue"),
        ("r", "g", "b"),
        ("R", "G", "B"),
        ("Red", "Green", "Blue"),
        ("warm", "fresh", "cold"),
    )
    listed = ", ".join(map(repr, names))
    sign = ">=" if chosen == "max" else "<="
    return Task(
        names=(f"{word}_part", f"{word}_channel", f"name_of_{word}"),
        takes={c: "tuple[int, int, int]"},
        gives="str",
        does=(
            f"Return the name of the {word} part of {c}, one of {listed}; of equal ones the"
            " first.",
            f"Tell which of {listed} is the {word} in {c}, the first of them if several are.",
            f"Return which number of {c} is the {word}: {listed}. The first of equals counts.",
        ),
        notes=(RGB,),
        solutions={
            "index": f"return {list(names)!r}[{c}.index({chosen}({c}))]",
            "branches": f"""
                red, green, blue = {c}
                if red {sign} green and red {sign} blue:
                    return {names[0]!r}
                return {names[1]!r} if green {sign} blue else {names[2]!r}
                """,
        },
        inputs=[
            *_colors(r), (5, 5, 4), (5, 4, 5), (4, 5, 5), (1, 2, 3), (3, 2, 1), (2, 3, 1),
            (2, 1, 2),
        ],
    )  # fmt: skip


@family
def nearest_color(r: Draw) -> Task:
    """Find the nearest color of a palette.

    How near two colors are is the sum of the distances of their parts. `min` with that as key
    finds the nearest.
    """
    c, p = r.pick(
        ("color", "palette"), ("shade", "colors"), ("wanted", "paints"), ("target", "inks"),
        ("pixel", "choices"),
    )  # fmt: skip
    label, said, part = r.pick(
        ("sum", "the distances of their parts, added up", "abs(x - y)"),
        ("square", "the squares of the distances of their parts, added up", "(x - y) ** 2"),
    )
    palettes = [r.sample(_colors(r), size) for size in (1, 2, 3, 4, 5)]
    palettes += [[(0, 0, 0), (10, 10, 10)], [(200, 0, 0), (0, 120, 120)]]
    return Task(
        names=("nearest_color", f"closest_by_{label}", "nearest_in_palette"),
        takes={c: "tuple[int, int, int]", p: "list[tuple[int, int, int]]"},
        gives="tuple[int, int, int]",
        does=(
            f"Return the color in {p} that is nearest to {c}.",
            f"Find the color of {p} that comes closest to {c}.",
            f"Replace {c} by the nearest of {p}: return that one.",
        ),
        notes=(RGB, f"How far colors are apart is {said}. The first of equals counts."),
        solutions={
            "min": f"""
                def distance(other):
                    return sum({part} for x, y in zip({c}, other))

                return min({p}, key=distance)
                """,
            "loop": f"""
                best, least = None, None
                for other in {p}:
                    apart = sum({part} for x, y in zip({c}, other))
                    if least is None or apart < least:
                        best, least = other, apart
                return best
                """,
        },
        inputs=[
            *((color, palette) for palette in palettes for color in r.sample(_colors(r), 2)),
            ((5, 5, 5), [(0, 0, 0), (10, 10, 10)]), ((5, 5, 5), [(10, 10, 10), (0, 0, 0)]),
            ((0, 0, 0), [(0, 0, 9), (5, 5, 0)]), ((100, 60, 60), [(200, 0, 0), (0, 120, 120)]),
        ],
    )  # fmt: skip
