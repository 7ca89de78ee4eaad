"""Conversions: one unit into another."""

from hornbook.generate.procedural import Draw, Task, family


@family
def temperature(r: Draw) -> Task:
    """Convert temperatures.

    Scales differ in their zero and in the size of a degree: from Celsius to Fahrenheit, multiply
    by 9 / 5 and add 32. Going back undoes the steps in reverse order.
    """
    t, digits = r.pick("degrees", "temperature", "reading", "t", "heat"), r.pick(2, 3)
    scale, way, one, steps = r.pick(
        ("fahrenheit", "from Celsius to Fahrenheit", f"{t} * 9 / 5 + 32", "* 9 / 5|+ 32"),
        ("celsius", "from Fahrenheit to Celsius", f"({t} - 32) * 5 / 9", "- 32|* 5 / 9"),
        ("kelvin", "from Fahrenheit to Kelvin", f"({t} - 32) * 5 / 9 + 273.15",
         "- 32|* 5 / 9 + 273.15"),
        ("reaumur", "from Celsius to Réaumur, where water boils at 80", f"{t} * 4 / 5", "* 4|/ 5"),
        ("rankine", "from Celsius to Rankine, which is 1.8 times the Kelvin temperature",
         f"({t} + 273.15) * 1.8", "+ 273.15|* 1.8"),
    )  # fmt: skip
    first, second = steps.split("|")
    return Task(
        names=(f"to_{scale}", f"convert_to_{scale}", f"{scale}_from_{t}", f"{t}_in_{scale}"),
        takes={t: "float"},
        gives="float",
        does=(
            f"Convert {t} {way}, rounded to {digits} decimal places.",
            f"Return {t} converted {way}; round the result to {digits} decimal places.",
        ),
        solutions={
            "formula": f"return round({one}, {digits})",
            "steps": f"""
                result = {t} {first}
                result = result {second}
                return round(result, {digits})
                """,
        },
        inputs=[0.0, 100.0, -40.0, 36.6, *(r.randint(-30000, 200000) / 1000 for _ in range(5))],
    )


@family
def mixed_lengths(r: Draw) -> Task:
    """Add measures in different units.

    A dictionary holds how many of the smallest unit each unit has. Converted to the smallest
    one, measures can be added, compared and sorted.
    """
    measures = r.pick("measures", "lengths", "quantities", "items", "parts")
    small, table = r.pick(
        ("millimeters", {"mm": 1, "cm": 10, "m": 1000}),
        ("inches", {"in": 1, "ft": 12, "yd": 36}),
        ("grams", {"g": 1, "kg": 1000, "t": 1000000}),
        ("ounces", {"oz": 1, "lb": 16, "st": 224}),
        ("seconds", {"s": 1, "min": 60, "h": 3600}),
        ("pints", {"pt": 1, "qt": 2, "gal": 8}),
    )
    a, b, c = table
    label, said, gives, wrap, start, update = r.pick(
        ("total", "the sum in {}", "int", "sum({})", "0", "result += {}"),
        ("longest", "the largest one in {}, or 0 if there is none", "int", "max({}, default=0)",
         "0", "result = max(result, {})"),
        ("converted", "a list of all of them in {}", "list[int]", "list({})", "[]",
         "result.append({})"),
        ("ordered", "a sorted list of them in {}", "list[int]", "sorted({})", "[]",
         "bisect.insort(result, {})"),
    )  # fmt: skip
    lists = [[(r.randint(1, 40), r.choice((a, b, c))) for _ in range(n)] for n in (1, 2, 3, 4)]
    value, unit = r.pick(("value", "unit"), ("number", "unit"), ("amount", "kind"), ("x", "u"))
    return Task(
        names=(f"{label}_in_{small}", f"{small}_{label}", f"{label}_{measures}"),
        takes={measures: "list[tuple[int, str]]"},
        gives=gives,
        does=(
            f"Return for {measures}, pairs of a number and a unit, {said.format(small)}.",
            f"Convert all {measures}, such as (3, '{b}'), to {small} and return"
            f" {said.format(small)}.",
        ),
        notes=(f"1 {b} has {table[b]} {a} and 1 {c} has {table[c]} {a}.",),
        solutions={
            "table": f"""
                factors = {{"{a}": 1, "{b}": {table[b]}, "{c}": {table[c]}}}
                return {wrap.format(f"{value} * factors[{unit}] for {value}, {unit} in {measures}")}
                """.replace("max(", "max((").replace(f"{measures}, def", f"{measures}), def"),
            "branches": f"""
                result = {start}
                for {value}, {unit} in {measures}:
                    if {unit} == "{b}":
                        {value} *= {table[b]}
                    elif {unit} == "{c}":
                        {value} *= {table[c]}
                    {update.format(value)}
                return result
                """,
        },
        inputs=[
            [],
            [(1, a)],
            [(1, b)],
            [(2, c)],
            [(5, a), (2, b)],
            [(3, c), (2, b), (7, a)],
            *lists,
        ],
    )


@family
def file_size(r: Draw) -> Task:
    """Write a size with a fitting unit.

    As long as the number is too large, it is divided and the next unit is taken. The list of
    units runs out at some point, so the loop must mind its end.
    """
    size = r.pick("size", "count", "total", "n", "used")
    base, units = r.pick(
        (1024, ["B", "KB", "MB"]),
        (1000, ["g", "kg", "t"]),
        (1000, ["m", "km", "Mm"]),
        (60, ["s", "min", "h"]),
        (12, ["pieces", "dozens", "gross"]),
        (1000, ["W", "kW", "MW"]),
    )
    space = r.pick(" ", "")
    a, b, c = units
    quoted = ", ".join(f'"{unit}"' for unit in units)
    return Task(
        names=(f"{size}_text", f"{size}_in_{c.lower()}", f"format_{size}", f"readable_{size}"),
        takes={size: "int"},
        gives="str",
        does=(
            f"Write {size} as a whole number, rounded down, {'a space ' if space else ''}and the"
            f" largest of the units {a}, {b} and {c} in which it is at least 1.",
            f"Return the text of {size} {a} in the largest unit of {a}, {b} and {c} that makes it"
            f" at least 1, rounded down{', with a space before the unit' if space else ''}.",
        ),
        notes=(f"Each unit is {base} times the one before; 0 is written as '0{space}{a}'.",),
        solutions={
            "loop": f"""
                place = 0
                while {size} >= {base} and place < 2:
                    {size} //= {base}
                    place += 1
                return str({size}) + "{space}" + [{quoted}][place]
                """.replace(' + "" + ', " + "),
            "branches": f"""
                if {size} >= {base**2}:
                    return f"{{{size} // {base**2}}}{space}{c}"
                if {size} >= {base}:
                    return f"{{{size} // {base}}}{space}{b}"
                return f"{{{size}}}{space}{a}"
                """,
        },
        inputs=[0, 1, base - 1, base, base + 1, base**2 - 1, base**2, base**2 + 1, 5 * base**3]
        + [r.randint(1, base**2) for _ in range(4)],
    )


@family
def parse_quantity(r: Draw) -> Task:
    """Read a number with a unit.

    The digits come first and the unit is what remains. A regular expression or a look at each
    character tells where the number ends.
    """
    text = r.pick("text", "entry", "label", "quantity", "field")
    a, b, factor = r.pick(
        ("g", "kg", 1000),
        ("cm", "m", 100),
        ("ml", "l", 1000),
        ("s", "min", 60),
        ("h", "d", 24),
        ("in", "ft", 12),
        ("B", "KB", 1024),
        ("d", "w", 7),
    )
    gap = r.pick("", " ")
    rest = r.pick("skip", "raise")
    note = "Any other unit raises a ValueError." if rest == "raise" else ""
    last = f'if unit != "{a}":\n    raise ValueError(unit)\n' if rest == "raise" else ""
    strip = ".strip()" if gap else ""
    odd = [f"5{gap}x", f"12{gap}{a}{b}"] if rest == "raise" else []
    number = r.pick("number", "value", "amount")
    return Task(
        names=(f"parse_{text}", f"{text}_in_{a.lower()}", f"read_{a.lower()}_or_{b.lower()}"),
        takes={text: "str"},
        gives="int",
        does=(
            f"Return how many {a} are meant by {text}, such as '12{gap}{a}' or '3{gap}{b}', where"
            f" 1 {b} is {factor} {a}.",
            f"Convert {text}, a whole number followed by {'a space and ' if gap else ''}the unit"
            f" {a!r} or {b!r}, to {a}; 1 {b} has {factor} {a}.",
        ),
        notes=(note,) if note else (),
        raises="ValueError" if rest == "raise" else "",
        solutions={
            "digits": "\n".join(
                [
                    f"end = sum(ch.isdigit() for ch in {text})",
                    f"{number}, unit = int({text}[:end]), {text}[end:]{strip}",
                    f'if unit == "{b}":\n    return {number} * {factor}',
                    f"{last}return {number}",
                ]
            ),
            "regex": "\n".join(
                [
                    f'{number}, unit = re.fullmatch(r"(\\d+){gap}(\\w+)", {text}).groups()',
                    f'if unit == "{b}":\n    return int({number}) * {factor}',
                    f"{last}return int({number})",
                ]
            ),
        },
        inputs=[f"0{gap}{a}", f"0{gap}{b}", f"1{gap}{a}", f"1{gap}{b}", f"10{gap}{a}", *odd]
        + [f"{r.randint(2, 200)}{gap}{r.choice((a, b))}" for _ in range(5)],
    )
