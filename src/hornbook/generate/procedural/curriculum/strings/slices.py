"""Whole texts and parts of them: slices, methods, comparisons, widths."""

from hornbook.generate.procedural import Draw, Task, family


@family
def slice_text(r: Draw) -> Task:
    """Cut a text with slices.

    `text[:k]` is the beginning and `text[-k:]` the end of a text. A slice that reaches beyond
    the text just stops there, without an error.
    """
    text, k = r.name("text"), r.randint(1, 6)
    label, said, code, rest = r.pick(
        (f"first_{k}", f"the first {k} characters of {text}", f"{text}[:{k}]", f"i < {k}"),
        (f"last_{k}", f"the last {k} characters of {text}", f"{text}[-{k}:]",
         f"i >= len({text}) - {k}"),
        (f"without_first_{k}", f"{text} without its first {k} characters", f"{text}[{k}:]",
         f"i >= {k}"),
        (f"without_last_{k}", f"{text} without its last {k} characters", f"{text}[:-{k}]",
         f"i < len({text}) - {k}"),
        (f"every_{k + 1}", f"every character of {text} whose index is a multiple of {k + 1}",
         f"{text}[::{k + 1}]", f"i % {k + 1} == 0"),
        (f"from_{k}_step_2", f"every second character of {text}, starting at index {k}",
         f"{text}[{k}::2]", f"i >= {k} and (i - {k}) % 2 == 0"),
    )  # fmt: skip
    return Task(
        names=(f"{label}_characters", f"take_{label}", f"cut_{label}"),
        takes={text: "str"},
        gives="str",
        does=(f"Return {said}.",),
        notes=r.pick((), ("A text that is too short is no error.",)),
        solutions={
            "slice": f"return {code}",
            "join": f"""return "".join(ch for i, ch in enumerate({text}) if {rest})""",
        },
        inputs=[*r.texts(), "abcdefgh", "xy"],
    )


@family
def change_text(r: Draw) -> Task:
    """Apply a string method to a whole text.

    String methods return a new string. `upper`, `lower`, `title` and `swapcase` change the case;
    `[::-1]` turns the text around.
    """
    text = r.name("text")
    n = r.randint(2, 4)
    label, said, code, each = r.pick(
        ("upper_case", f"{text} in upper case", ".upper()", "ch.upper() for ch in @"),
        ("lower_case", f"{text} in lower case", ".lower()", "ch.lower() for ch in @"),
        ("backwards", f"{text} backwards", "[::-1]", "reversed(@)"),
        ("without_spaces", f"{text} without spaces", '.replace(" ", "")',
         'ch for ch in @ if ch != " "'),
        ("underscored", f"{text} with underscores for spaces", '.replace(" ", "_")',
         '"_" if ch == " " else ch for ch in @'),
        (f"repeated_{n}_times", f"{text} repeated {n} times", f" * {n}", f"@ for _ in range({n})"),
        ("loud", f"{text} in upper case with an exclamation mark at the end", '.upper() + "!"',
         'ch.upper() for ch in @ + "!"'),
        ("backwards_lower", f"{text} backwards and in lower case", "[::-1].lower()",
         "ch.lower() for ch in reversed(@)"),
        (f"letters_{n}_times", f"{text} with every character written {n} times", "",
         f"ch * {n} for ch in @"),
    )  # fmt: skip
    loop = f"""
        result = ""
        for ch in {text}:
            result += ch * {n}
        return result
        """
    return Task(
        names=(label, f"make_{label}", f"text_{label}"),
        takes={text: "str"},
        gives="str",
        does=(f"Return {said}.",),
        solutions={
            "method": f"return {text}{code}" if code else loop,
            "join": f"""return "".join({each.replace("@", text)})""",
        },
        inputs=[*r.texts(), "Ab cD 3"],
    )


@family
def text_test(r: Draw) -> Task:
    """Ask a yes-or-no question about a text.

    Comparisons of strings mind the case, so a question that should not do so first turns both
    sides to lower case.
    """
    text, k, c = r.name("text"), r.randint(2, 8), r.choice("abeglmoprst")
    label, said, code, longer = r.pick(
        (f"longer_than_{k}", f"has more than {k} characters", f"len(@) > {k}", f'@[{k}:] != ""'),
        (f"begins_and_ends_with_{c}", f"begins and ends with {c!r}",
         f'@.startswith("{c}") and @.endswith("{c}")',
         f'len(@) > 0 and @[0] == "{c}" and @[-1] == "{c}"'),
        ("same_ends", "is not empty and begins and ends with the same character",
         'len(@) > 0 and @[0] == @[-1]', '@ != "" and @.endswith(@[0])'),
        (f"has_{c}_or_digit", f"contains the letter {c!r} or a digit",
         f'"{c}" in @ or any(ch.isdigit() for ch in @)',
         f'any(ch == "{c}" or ch.isdigit() for ch in @)'),
        (f"has_{c}_twice", f"contains the letter {c!r} at least twice", f'@.count("{c}") >= 2',
         f'len([ch for ch in @ if ch == "{c}"]) > 1'),
        ("single_case", "has no uppercase letter", "@ == @.lower()",
         "not any(ch.isupper() for ch in @)"),
        ("repeats_a_character", "has some character more than once", "len(set(@)) < len(@)",
         "any(@.count(ch) > 1 for ch in @)"),
        (f"{c}_first", f"begins with {c!r}, in either case", f'@[:1].lower() == "{c}"',
         f'@.startswith(("{c}", "{c.upper()}"))'),
    )  # fmt: skip
    return Task(
        names=(f"is_{label}", f"check_{label}", f"text_{label}"),
        takes={text: "str"},
        gives="bool",
        does=(
            f"Check whether {text} {said}.",
            f"Return True if {text} {said}, otherwise False.",
        ),
        solutions={
            "expression": f"return {code.replace('@', text)}",
            "other": f"return {longer.replace('@', text)}",
        },
        inputs=[
            *r.texts(),
            c,
            c * 2,
            f"{c}x{c}",
            f"{c.upper()}one",
            "x" * k,
            "x" * (k + 1),
            "abcd",
        ],
    )


@family
def compare_texts(r: Draw) -> Task:
    """Compare two texts.

    Two texts can be compared as wholes, by their lengths, or character by character with `zip`.
    """
    a, b = r.twins()
    label, said, gives, code, other = r.pick(
        ("longer", f"the longer of {a} and {b}, or {a} if they are equally long", "str",
         f"{a} if len({a}) >= len({b}) else {b}", f"max({a}, {b}, key=len)"),
        ("shorter", f"the shorter of {a} and {b}, or {a} if they are equally long", "str",
         f"{b} if len({b}) < len({a}) else {a}", f"min({a}, {b}, key=len)"),
        ("same_letters",
         f"True if {a} and {b} have the same characters, each equally often, otherwise False",
         "bool", f"sorted({a}) == sorted({b})", f"Counter({a}) == Counter({b})"),
        ("equal_ignoring_case",
         f"True if {a} and {b} are equal when case is ignored, otherwise False", "bool",
         f"{a}.lower() == {b}.lower()", f"{a}.upper() == {b}.upper()"),
        ("mirrored", f"True if {a} is {b} read backwards, otherwise False", "bool",
         f"{a} == {b}[::-1]", f"list({a}) == list(reversed({b}))"),
        ("matching_places",
         f"the number of positions at which {a} and {b} have the same character", "int",
         f"sum(x == y for x, y in zip({a}, {b}))",
         f"len([i for i in range(min(len({a}), len({b}))) if {a}[i] == {b}[i]])"),
        ("differing_places",
         f"the number of positions, up to the end of the shorter text, at which {a} and {b} differ",
         "int", f"sum(x != y for x, y in zip({a}, {b}))",
         f"len([i for i in range(min(len({a}), len({b}))) if {a}[i] != {b}[i]])"),
        ("contained", f"True if one of {a} and {b} contains the other, otherwise False", "bool",
         f"{a} in {b} or {b} in {a}", f"{a}.find({b}) >= 0 or {b}.find({a}) >= 0"),
        ("joined_length", f"how many characters {a} and {b} have together", "int",
         f"len({a}) + len({b})", f"len({a} + {b})"),
    )  # fmt: skip
    one, two = r.word(), r.word()
    return Task(
        names=(label, f"{label}_of_two", f"texts_{label}"),
        takes={a: "str", b: "str"},
        gives=gives,
        does=(f"Return {said}.",),
        solutions={"expression": f"return {code}", "other": f"return {other}"},
        inputs=[
            ("", ""),
            ("", one),
            (one, one),
            (one, one[::-1]),
            (one, one.upper()),
            (one, two),
            (two, one),
            (f"{one}{two}", two),
            (f"{one}-{two}", one),
            (two, f"{two}-"),
            ("cat", "car"),
            ("owl", "low"),
        ],
    )


@family
def pad_text(r: Draw) -> Task:
    """Pad a text to a width.

    The number of missing characters is the width minus the length; multiplying a character by
    a negative number gives an empty string, so long texts stay as they are.
    """
    text, fill, width = r.name("text"), r.pick("*", "-", ".", "0", "_", "#"), r.randint(4, 12)
    left = r.coin()
    side = "left" if left else "right"
    padding = f'"{fill}" * ({width} - len({text}))'
    loop = f'"{fill}" + result' if left else f'result + "{fill}"'
    return Task(
        names=(f"pad_{side}", f"pad_to_{width}", f"fill_{side}"),
        takes={text: "str"},
        gives="str",
        does=(
            f"Return {text} filled up on the {side} with {fill!r} to a length of {width}.",
            f"Pad {text} on the {side} with {fill!r} until it has {width} characters.",
        ),
        notes=("A longer text stays as it is.",),
        solutions={
            "builtin": f'return {text}.{"rjust" if left else "ljust"}({width}, "{fill}")',
            "arithmetic": f"return {padding} + {text}" if left else f"return {text} + {padding}",
            "loop": f"""
                result = {text}
                while len(result) < {width}:
                    result = {loop}
                return result
                """,
        },
        inputs=[*r.texts(), "x" * (width - 1), "x" * width, "x" * (width + 1)],
    )


@family
def shorten_text(r: Draw) -> Task:
    """Shorten a long text and say so.

    Only a text that is too long is cut; the sign that marks the cut counts towards the length.
    """
    text, mark, width = r.name("text"), r.pick("...", "..", "~", "-", ">>"), r.randint(5, 14)
    return Task(
        names=(f"shorten_to_{width}", "shorten", "abbreviate", "cut_off"),
        takes={text: "str"},
        gives="str",
        does=(
            f"Return {text} if it has at most {width} characters; otherwise cut it and end it"
            f" with {mark!r}, so that the result has {width} characters.",
        ),
        solutions={
            "branches": f"""
                if len({text}) <= {width}:
                    return {text}
                return {text}[:{width - len(mark)}] + "{mark}"
                """,
            "expression": f"""
                cut = {text}[:{width - len(mark)}] + "{mark}"
                return cut if len({text}) > {width} else {text}
                """,
        },
        inputs=[*r.texts(), *("abcdefghijklmnopq"[: width + i] for i in (-1, 0, 1, 2))],
    )
