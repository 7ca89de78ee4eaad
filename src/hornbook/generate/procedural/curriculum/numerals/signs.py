"""Numerals made of signs: Roman and additive numerals, tallies, bases with letters."""

from hornbook.generate.procedural import Draw, Task, family

ROMAN = '[(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]'
FULL = ('[(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"),'
        ' (4, "IV"), (1, "I")]')  # fmt: skip


@family
def write_roman(r: Draw) -> Task:
    """Write Roman numerals.

    With 4, 9, 40 and so on in the table as signs of their own, the greedy way works: write the
    largest sign that fits and subtract its value.
    """
    n, small = r.name("number"), r.coin(0.4)
    table, limit = (ROMAN, 39) if small else (FULL, 399)
    lower, noun = r.coin(0.25), r.pick("Chapter", "Part", "Book", "Act", "Verse", "Hall")
    label, said, gives, wrap = r.pick(
        ("numeral", "the Roman numeral", "str", "{}.lower()" if lower else "{}"),
        ("length", "the number of signs of the Roman numeral", "int", "len({})"),
        ("heading", f"a heading '{noun}' with the Roman numeral", "str", f'"{noun} " + {{}}'),
        ("list_item", "the Roman numeral followed by a dot", "str", '{} + "."'),
    )
    said += " in lower case" if lower and label == "numeral" else ""
    text = r.pick("text", "numeral", "result", "written")
    return Task(
        names=(f"roman_{label}", f"{label}_in_roman", f"to_roman_{label}", f"{n}_as_roman_{label}"),
        takes={n: "int"},
        gives=gives,
        does=(
            f"Return {said} of {n}, a number from 1 to {limit}.",
            f"Convert {n} (from 1 to {limit}) to Roman signs, with 4 written as IV, and return"
            f" {said}.",
        ),
        solutions={
            "greedy": f"""
                {text} = ""
                for worth, sign in {table}:
                    while {n} >= worth:
                        {text} += sign
                        {n} -= worth
                return {wrap.format(text)}
                """,
            "digits": f"""
                ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
                {"" if small else
                 'tens = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"]'}
                {text} = {f'"X" * ({n} // 10) + ones[{n} % 10]' if small else
                f'"C" * ({n} // 100) + tens[{n} // 10 % 10] + ones[{n} % 10]'}
                return {wrap.format(text)}
                """,
        },
        inputs=[*range(1, 10), 10, 14, 19, 29, 35]
        + ([38, 39] if small else [40, 54, 61, 78, 85, 90, 99, 100, 176, 239, 399]),
    )  # fmt: skip


@family
def read_roman(r: Draw) -> Task:
    """Read Roman numerals.

    A sign before a larger one is subtracted, and all others are added. Going from the right, it
    is enough to remember the last value.
    """
    text = r.pick("text", "numeral", "roman", "signs", "inscription")
    i, v, x, ell = r.pick(("I", "V", "X", "L"), ("i", "v", "x", "l"), ("X", "L", "C", "D"))
    one = 10 if i == "X" else 1
    values = f'{{"{i}": {one}, "{v}": {5 * one}, "{x}": {10 * one}, "{ell}": {50 * one}}}'
    label, said, gives, result = r.pick(
        ("value", "the number", "int", "total"),
        ("less", "the number minus {}", "int", "total - {}"),
        ("next", "the number plus {}", "int", "total + {}"),
    )  # fmt: skip
    k = r.randint(2, 9) * one
    texts = [i, v, x, ell, i + v, v + i, i + x, x + i, x + ell, i * 3, x + i + v, ell + x + i + x]
    parts = (["", x, x * 2, x * 3, x + ell, ell, ell + x], ["", i, i * 2, i + v, v, v + i, i + x])
    texts += [first + (second or i) for first, second in
              ((r.choice(parts[0]), r.choice(parts[1])) for _ in range(5))]  # fmt: skip
    return Task(
        names=(f"roman_{label}", f"{label}_of_roman", f"read_roman_{label}", f"parse_{text}"),
        takes={text: "str"},
        gives=gives,
        does=(
            f"Return {said.format(k)} that {text} stands for in Roman signs, where {i} is {one},"
            f" {v} is {5 * one}, {x} is {10 * one} and {ell} is {50 * one}."
            if label == "value"
            else f"Read {text} as a Roman numeral, where {i} is {one}, {v} is {5 * one}, {x} is"
            f" {10 * one} and {ell} is {50 * one}. Return {said.format(k)}.",
        ),
        notes=("A sign before a larger one is subtracted.",),
        solutions={
            "backwards": f"""
                values = {values}
                total = last = 0
                for sign in reversed({text}):
                    value = values[sign]
                    if value < last:
                        total -= value
                    else:
                        total += value
                    last = value
                return {result.format(k)}
                """,
            "pairs": f"""
                values = {values}
                numbers = [values[sign] for sign in {text}]
                total = numbers[-1]
                for a, b in zip(numbers, numbers[1:]):
                    total += a if a >= b else -a
                return {result.format(k)}
                """,
        },
        inputs=texts,
    )


@family
def additive_signs(r: Draw) -> Task:
    """Read and write numerals whose signs are just added.

    Each sign has a value and may be repeated. Writing divides by the values from large to small;
    reading adds up a table's entries.
    """
    a, b, c = r.pick(
        ("M", "D", "U"), ("*", "+", "."), ("@", "o", "|"), ("#", "=", "-"), ("Z", "Y", "W")
    )
    k, m = r.choice((4, 5, 6, 8, 10)), r.choice((2, 3, 4, 5, 10))
    high, mid = k * m, m
    told = f"{a!r} counts {high}, {b!r} {mid} and {c!r} 1"
    n, text = r.name("number"), r.pick("text", "signs", "numeral", "inscription")
    numbers = [0, 1, mid - 1, mid, mid + 1, high - 1, high, high + 1, 2 * high + mid + 1]
    numbers += r.integers(4, 2, 4 * high)
    if r.coin():
        return Task(
            names=("write_signs", f"signs_of_{n}", "to_signs", f"{n}_in_signs"),
            takes={n: "int"},
            gives="str",
            does=(
                f"Write {n}, which is not negative, with as few signs as possible, those of higher"
                f" value first, where {told}.",
                f"Return {n} as a text of signs, in falling order and no more than needed: {told}.",
            ),
            solutions={
                "division": f"""
                    first, rest = divmod({n}, {high})
                    return "{a}" * first + "{b}" * (rest // {mid}) + "{c}" * (rest % {mid})
                    """,
                "loop": f"""
                    result = ""
                    for sign, worth in [("{a}", {high}), ("{b}", {mid}), ("{c}", 1)]:
                        while {n} >= worth:
                            result += sign
                            {n} -= worth
                    return result
                    """,
            },
            inputs=numbers,
        )
    texts = [a * (x // high) + b * (x % high // mid) + c * (x % mid) for x in numbers]
    return Task(
        names=("read_signs", f"value_of_{text}", "from_signs", f"add_{text}"),
        takes={text: "str"},
        gives="int",
        does=(
            f"Return the sum of the values of the signs in {text}, where {told}.",
            f"Read {text} as a number: {told}, and all other characters count nothing.",
        ),
        notes=r.pick((), ("Any other sign counts 0.",)),
        solutions={
            "count": f'return {high} * {text}.count("{a}") + {mid} * {text}.count("{b}")'
            f' + {text}.count("{c}")',
            "table": f"""
                values = {{"{a}": {high}, "{b}": {mid}, "{c}": 1}}
                return sum(values.get(sign, 0) for sign in {text})
                """,
        },
        inputs=[*texts, c + b + a, b + "?" + b],
    )


@family
def tally(r: Draw) -> Task:
    """Keep a tally.

    Strokes come in groups, so that they can be counted at a glance. The number of full groups is
    a quotient, and the strokes after them are a remainder.
    """
    n, size = r.name("number"), r.choice((3, 4, 5, 5, 6))
    stroke, full = r.pick(("|", "#"), ("I", "H"), ("/", "X"), ("1", "5"), (".", "o"), ("-", "="))
    gap = r.pick(" ", "/", "_", ", ")
    label, one, two = r.pick(
        ("groups", f'"{stroke * size}"', f'"{stroke}" * min({n}, {size})'),
        ("signs", f'"{full}"', f'"{full}" if {n} >= {size} else "{stroke}" * {n}'),
    )
    each = f"{size} strokes {stroke!r}" if label == "groups" else f"the sign {full!r}"
    between = f", with {gap!r} between groups"
    return Task(
        names=(f"tally_{label}", f"write_tally_of_{size}", f"{n}_as_tally", "tally_marks"),
        takes={n: "int"},
        gives="str",
        does=(
            f"Write {n} as a tally: {each} for each full group of {size}, then a group of the"
            f" remaining strokes {stroke!r}{between}.",
            f"Return the tally of {n} (not negative), with {each} for every {size} and the strokes"
            f" {stroke!r} that are left at the end{between}.",
        ),
        notes=r.pick((), ("If nothing is left, there is no last group.",)),
        solutions={
            "list": f"""
                groups, rest = divmod({n}, {size})
                parts = [{one}] * groups
                if rest:
                    parts.append("{stroke}" * rest)
                return "{gap}".join(parts)
                """,
            "loop": f"""
                parts = []
                while {n} > 0:
                    parts.append({two})
                    {n} -= {size}
                return "{gap}".join(parts)
                """,
        },
        inputs=[0, 1, size - 1, size, size + 1, 2 * size, 2 * size + 1, *r.integers(3, 3, 30)],
    )


@family
def column_letters(r: Draw) -> Task:
    """Name the columns of a sheet.

    After Z comes AA: the letters count from 1, and there is no zero. Subtracting 1 before each
    division takes care of that.
    """
    n, text = r.name("number"), r.pick("text", "label", "column", "letters")
    alphabet = r.pick(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz", "ABC", "xyz", "AB"
    )
    size = len(alphabet)
    whole = size == 26
    first, last = alphabet[0], alphabet[-1]
    after = f"the letters from {first} to {last}" if whole else f"the letters {', '.join(alphabet)}"
    offset = ord(first) - 1

    def named(number: int) -> str:
        return (named((number - 1) // size) if number > size else "") + alphabet[
            (number - 1) % size
        ]

    numbers = [1, 2, size, size + 1, size * size, size * size + size, size * size + size + 1]
    numbers += r.integers(4, 3, 800 if whole else 60)
    if r.coin():
        return Task(
            names=("column_name", f"column_of_{n}", "letters_of_column", f"{n}_as_letters"),
            takes={n: "int"},
            gives="str",
            does=(
                f"Return the name of column {n}, when columns are named with {after}, then"
                f" {first + first}, {first + alphabet[1]} and so on.",
                f"Write {n}, counted from 1, with {after}: after {last} comes {first + first}, and"
                f" after {last + last} comes {first * 3}.",
            ),
            solutions={
                "loop": f"""
                    result = ""
                    while {n} > 0:
                        {n}, rest = divmod({n} - 1, {size})
                        result = "{alphabet}"[rest] + result
                    return result
                    """,
                "recursion": f"""
                    if {n} == 0:
                        return ""
                    return solve(({n} - 1) // {size}) + chr(ord("{first}") + ({n} - 1) % {size})
                    """,
            },
            inputs=numbers,
        )
    return Task(
        names=("column_number", f"number_of_{text}", "read_column", f"{text}_to_number"),
        takes={text: "str"},
        gives="int",
        does=(
            f"Return the number of the column named {text}, when columns are named with {after},"
            f" then {first + first}, {first + alphabet[1]} and so on, counted from 1.",
            f"Read {text} as a column's number: {first} is 1, {last} is {size} and"
            f" {first + first} is {size + 1}.",
        ),
        solutions={
            "horner": f"""
                result = 0
                for letter in {text}:
                    result = result * {size} + ord(letter) - {offset}
                return result
                """,
            "powers": f"""
                result = 0
                for i, letter in enumerate(reversed({text})):
                    result += ("{alphabet}".index(letter) + 1) * {size} ** i
                return result
                """,
        },
        inputs=[named(number) for number in numbers],
    )


@family
def letter_digits(r: Draw) -> Task:
    """Use letters as digits.

    In bases above ten the letters go on where the digits end: a is 10, b is 11. A text of all
    digits gives the sign for a value by its index, and the value of a sign by `index`.
    """
    base, upper = r.choice((11, 12, 16, 16, 20, 26, 36)), r.coin()
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"[:base]
    digits = digits.upper() if upper else digits
    n, text = r.name("number"), r.pick("text", "digits_text", "code", "written")
    shift = ord(digits[10]) - 10
    case = "upper" if upper else "lower"
    values = [1, 9, 10, base - 1, base, base + 1, base * base, *r.integers(4, 11, 5000)]

    def written(value: int) -> str:
        return (written(value // base) if value >= base else "") + digits[value % base]

    if r.coin():
        return Task(
            names=(f"to_base_{base}", f"{n}_in_base_{base}", f"base_{base}_digits"),
            takes={n: "int"},
            gives="str",
            does=(
                f"Return {n}, a positive integer, in base {base} with letters in {case} case as the"
                " digits above 9.",
                f"Write the positive integer {n} in base {base}, where {digits[10]} is the digit"
                " 10, and so on.",
            ),
            solutions={
                "loop": f"""
                    result = ""
                    while {n}:
                        result = "{digits}"[{n} % {base}] + result
                        {n} //= {base}
                    return result
                    """,
                "list": f"""
                    places = []
                    while {n} > 0:
                        {n}, digit = divmod({n}, {base})
                        places.append(str(digit) if digit < 10 else chr({shift} + digit))
                    return "".join(reversed(places))
                    """,
            },
            inputs=values,
        )
    return Task(
        names=(f"from_base_{base}", f"read_base_{base}", f"value_in_base_{base}"),
        takes={text: "str"},
        gives="int",
        does=(
            f"Return the number that {text} is in base {base}, with letters in {case} case as the"
            " digits above 9.",
            f"Read {text} as a number of base {base}, in which {digits[10]} is the digit 10.",
        ),
        solutions={
            "builtin": f"return int({text}, {base})",
            "loop": f"""
                result = 0
                for sign in {text}:
                    result = {base} * result + "{digits}".index(sign)
                return result
                """,
        },
        inputs=["0", *map(written, values)],
    )
