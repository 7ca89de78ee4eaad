"""Objects that stand for a value: points, shapes, sums of money."""

from hornbook.generate.procedural import ClassTask, Draw, family


@family
def vector(r: Draw) -> ClassTask:
    """Let operators work on objects.

    `a + b` calls `a.__add__(b)`. Such a method returns a new object and leaves both as they were.
    """
    x, y = r.pick(("x", "y"), ("a", "b"), ("east", "north"), ("width", "height"))
    norm, said, short = r.pick(
        ("taxi", "sum of the absolute values", "abs({}) + abs({})"),
        ("square_length", "sum of the squares", "{} ** 2 + {} ** 2"),
        ("largest", "largest of the absolute values", "max(abs({}), abs({}))"),
        ("product", "product", "{} * {}"),
    )
    sign, verb, word, done = r.pick(
        ("+", "add", "sum", "added"), ("-", "sub", "difference", "subtracted")
    )
    p, q = r.integers(2), r.integers(2)
    init = {"__init__": f"self.{x} = {x}\nself.{y} = {y}"}
    pair = {"__init__": f"self.parts = ({x}, {y})"}
    return ClassTask(
        names=("Vector", "Point", "Offset", "Move"),
        called=r.pick("v", "vector", "point", "one"),
        does=(f"A pair of numbers, {x} and {y}, that can be {done} and compared.",),
        methods={
            f"__init__({x}: int, {y}: int)": f"Keep {x} and {y}.",
            f'__{verb}__(other: "Solve") -> "Solve"': f"Return the {word} of both, part by part.",
            "__eq__(other: object) -> bool": "Return whether all parts are equal.",
            f"{norm}() -> int": f"Return the {said} of both parts.",
            "__repr__() -> str": f"Return the parts as '<{x}, {y}>', with their values.",
        },
        solutions={
            "fields": {
                **init,
                f"__{verb}__": f"{x} = self.{x} {sign} other.{x}\n"
                f"{y} = self.{y} {sign} other.{y}\nreturn Solve({x}, {y})",
                "__eq__": f"return self.{x} == other.{x} and self.{y} == other.{y}",
                norm: "return " + short.format(f"self.{x}", f"self.{y}"),
                "__repr__": f'return f"<{{self.{x}}}, {{self.{y}}}>"',
            },
            "tuple": {
                **pair,
                f"__{verb}__": f"pairs = zip(self.parts, other.parts)\n"
                f"return Solve(*(mine {sign} theirs for mine, theirs in pairs))",
                "__eq__": "return self.parts == other.parts",
                norm: f"{x}, {y} = self.parts\nreturn " + short.format(x, y),
                "__repr__": 'return "<{}, {}>".format(*self.parts)',
            },
        },
        scripts=[
            (f"{a}, {b}", "repr(@)", f"{norm}()", f"repr(@ {sign} Solve({c}, {d}))",
             f"(@ {sign} Solve({d}, {c})).{norm}()", f"@ == Solve({a}, {b})",
             f"@ == Solve({a + 1}, {b})", f"@ == Solve({a}, {b + 1})", f"@ != Solve({a}, {b})")
            for a, b, c, d in ((0, 0, 1, 2), (-3, 4, 1, 0), (*p, *q), (*q, *p), (5, -12, 3, 3))
        ],
    )  # fmt: skip


@family
def shape(r: Draw) -> ClassTask:
    """Compute from what an object knows.

    A property looks like a value and is computed when it is asked for, so it never is out of date.
    """
    a, b = r.pick(("width", "height"), ("length", "width"), ("rows", "columns"))
    k = r.randint(2, 5)
    extra, said, code = r.pick(
        ("perimeter", "twice the sum of the sides", f"2 * (self.{a} + self.{b})"),
        (
            "diagonal_squared",
            "the sum of the squares of the sides",
            f"self.{a} ** 2 + self.{b} ** 2",
        ),
        ("longer_side", "the longer side", f"max(self.{a}, self.{b})"),
        ("shorter_side", "the shorter side", f"min(self.{a}, self.{b})"),
        ("difference", "by how much the sides differ", f"abs(self.{a} - self.{b})"),
    )
    grown = r.pick(a, b)
    other = {"perimeter": f"return self.{a} + self.{b} + self.{a} + self.{b}",
             "diagonal_squared": f"return sum(side * side for side in (self.{a}, self.{b}))",
             "longer_side": f"return self.{a} if self.{a} > self.{b} else self.{b}",
             "shorter_side": f"return self.{a} if self.{a} < self.{b} else self.{b}",
             "difference": f"sides = sorted([self.{a}, self.{b}])\nreturn sides[1] - sides[0]",
    }[extra]  # fmt: skip
    keep = {"__init__": f"self.{a} = {a}\nself.{b} = {b}"}
    return ClassTask(
        names=("Rectangle", "Board", "Field", "Tile", "Screen"),
        called=r.pick("shape", "board", "tile", "area"),
        does=(f"A rectangle with the sides {a} and {b}.",),
        methods={
            f"__init__({a}: int, {b}: int)": "Keep the sides.",
            "@property area() -> int": "The product of the sides.",
            f"@property {extra}() -> int": f"{said.capitalize()}.",
            "is_square() -> bool": "Return whether both sides are equal.",
            f"grow(times: int = {k}) -> None": f"Multiply {grown} by times.",
        },
        solutions={
            "direct": {**keep, "area": f"return self.{a} * self.{b}", extra: f"return {code}",
                       "is_square": f"return self.{a} == self.{b}",
                       "grow": f"self.{grown} *= times"},
            "other": {**keep, "area": f"product = self.{a} * self.{b}\nreturn product",
                      extra: other, "is_square": f"return not self.{a} != self.{b}",
                      "grow": f"self.{grown} = self.{grown} * times"},
        },
        scripts=[
            (f"{m}, {n}", "@.area", f"@.{extra}", "is_square()", "grow()", "@.area", f"@.{extra}",
             f"grow({r.randint(2, 6)})", f"@.{grown}", "is_square()", "@.area", f"@.{extra}")
            for m, n in ((1, 1), (2, 3), (7, 4), (k, 1), (1, k), r.integers(2, 1, 20))
        ],
    )  # fmt: skip


@family
def money(r: Draw) -> ClassTask:
    """Give a class another way to be made.

    A class method gets the class itself and returns an object of it, here from a text.
    """
    big, small, sep = r.pick(
        ("hours", "minutes", ":"),
        ("euros", "cents", "."),
        ("feet", "inches", "'"),
        ("dozens", "pieces", "+"),
        ("kilos", "grams", ","),
    )
    base = {"hours": 60, "euros": 100, "feet": 12, "dozens": 12, "kilos": 1000}[big]
    width = {"hours": 2, "euros": 2, "kilos": 3}.get(big, 1)
    form = f":0{width}" if width > 1 else ""
    unit = f'f"{{self.{small} // {base}}}{sep}{{self.{small} % {base}{form}}}"'
    some = [(r.randint(2, 30), r.randrange(base)) for _ in range(2)]
    texts = [f"{a}{sep}{b:0{width}}" for a, b in ((0, 0), (0, 5), (1, base - 1), *some)]
    return ClassTask(
        names=("Amount", "Quantity", "Measure"),
        called=r.pick("amount", "quantity"),
        does=(f"An amount in {big} and {small}; {base} {small} are one of the {big}.",),
        methods={
            f"__init__({small}: int)": f"Keep the amount in {small}.",
            '@classmethod parse(text: str) -> "Solve"': f"Make one from a text such as"
            f" {texts[3]!r}: {big}, {sep!r}, {small}.",
            "__str__() -> str": "Return the text that would be parsed to the same amount"
            + (f", {small} with {width} digits." if width > 1 else "."),
            '__lt__(other: "Solve") -> bool': "Return whether it is less than the other.",
        },
        solutions={
            "small": {
                "__init__": f"self.{small} = {small}",
                "parse": f"{big}, {small} = text.split({sep!r})\n"
                f"return cls(int({big}) * {base} + int({small}))",
                "__str__": f"return {unit}",
                "__lt__": f"return self.{small} < other.{small}",
            },
            "divmod": {
                "__init__": f"self.{small} = {small}",
                "parse": f"{big}, _, {small} = text.partition({sep!r})\n"
                f"return cls({base} * int({big}) + int({small}))",
                "__str__": f"{big}, {small} = divmod(self.{small}, {base})\n"
                f'return f"{{{big}}}{sep}{{{small}{form}}}"',
                "__lt__": f"return other.{small} > self.{small}",
            },
        },
        scripts=[
            (f"{n}", "str(@)", f"Solve.parse({text!r}).{small}", f"@ < Solve.parse({text!r})",
             f"Solve.parse({text!r}) < @", f"str(Solve.parse({text!r}))", f"@ < Solve({n + 1})",
             f"@ < Solve({n})")
            for n, text in zip((0, 1, base - 1, base, r.randint(base, 9999)), texts, strict=True)
        ],
    )  # fmt: skip


@family
def ranked(r: Draw) -> ClassTask:
    """Keep things in order.

    What is kept sorted answers questions about the first and the last at once.
    """
    most, high = r.randint(2, 5), r.coin()
    word = "highest" if high else "lowest"
    add = r.pick("add", "enter", "submit")
    sign = "-" if high else ""
    return ClassTask(
        names=("Ranking", "Scoreboard", "Results", "TopList"),
        called=r.pick("ranking", "board", "results"),
        does=(f"A list of the {most} {word} scores with the names of their players.",),
        notes=("Of equal scores, the name that comes first in the alphabet stands first.",),
        methods={
            "__init__()": "Begin without scores.",
            f"{add}(name: str, score: int) -> bool": f"Enter a score; return whether it is among"
            f" the {most} {word}.",
            "names() -> list[str]": f"Return the names in the list, the {word} score first.",
            "best() -> int | None": f"Return the {word} score, or None.",
        },
        solutions={
            "sort": {
                "__init__": "self.entries = []",
                add: f"entry = ({sign}score, name)\nself.entries.append(entry)\n"
                f"self.entries.sort()\ndel self.entries[{most}:]\nreturn entry in self.entries",
                "names": "return [name for _, name in self.entries]",
                "best": f"return {sign}self.entries[0][0] if self.entries else None",
            },
            "bisect": {
                "__init__": "self.entries = []",
                add: f"bisect.insort(self.entries, ({sign}score, name))\n"
                f"place = self.entries.index(({sign}score, name))\n"
                f"self.entries = self.entries[:{most}]\nreturn place < {most}",
                "names": "return [entry[1] for entry in self.entries]",
                "best": f"if not self.entries:\n    return None\nscore, _ = self.entries[0]\n"
                f"return {sign}score",
            },
        },
        scripts=[
            ("", "best()", *(f"{add}({name!r}, {r.randint(0, 12)})" for name in chosen), "names()",
             "best()", f"{add}('zoe', {extra})", "names()", "best()")
            for extra in (0, 5, 6, 20)
            for chosen in (r.sample("ann bob cem dia eva fay gus hal".split(), most + 1),)
        ] + [("", "names()", f"{add}('eve', 3)", f"{add}('adam', 3)", "names()")],
    )  # fmt: skip
