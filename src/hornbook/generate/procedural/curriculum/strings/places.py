"""Where characters and parts stand: windows, distances, repetitions."""

from hornbook.generate.procedural import Draw, Task, family


@family
def every_window(r: Draw) -> Task:
    """Look at every part of a given length.

    A text of n characters has n - k + 1 parts of k characters. The range of their starts ends
    there, so that no part is too short.
    """
    text, k = r.name("text"), r.randint(2, 4)
    label, said, gives, code = r.pick(
        ("windows", "the list of all parts", "list[str]", "[{w} for i in {r}]"),
        ("distinct", "how many different parts", "int", "len({{{w} for i in {r}}})"),
        ("alike", "the list of positions of parts whose characters are all the same, among those",
         "list[int]", "[i for i in {r} if len(set({w})) == 1]"),
        ("smallest", "the alphabetically first part (an empty text if there is none)", "str",
         'min(({w} for i in {r}), default="")'),
        ("counted", "a dictionary from each part to how often it occurs, for those",
         "dict[str, int]",
         "dict(Counter({w} for i in {r}))"),
    )  # fmt: skip
    part = r.pick("part", "window", "piece", "chunk")
    fill = {"x": text, "k": k, "w": f"{text}[i : i + {k}]", "r": f"range(len({text}) - {k} + 1)"}
    end = {
        "windows": f"{part}s", "distinct": f"len(set({part}s))",
         "smallest": f'min({part}s, default="")',
        "alike": f"[i for i, {part} in enumerate({part}s) if len(set({part})) == 1]",
        "counted": f"dict(Counter({part}s))",
    }[label]  # fmt: skip
    return Task(
        names=(f"{label}_of_{k}", f"{label}_parts", f"{part}s_{label}", f"{label}_{part}s"),
        takes={text: "str"},
        gives=gives,
        does=(
            f"Return {said} of {k} neighbouring characters in {text}.",
            f"Go through {text} and return {said} of {k} consecutive characters.",
        ),
        solutions={
            "slices": f"return {code.format(**fill)}",
            "while": f"""
                {part}s = []
                rest = {text}
                while len(rest) >= {k}:
                    {part}s.append(rest[:{k}])
                    rest = rest[1:]
                return {end}
                """,
        },
        inputs=[
            *r.texts(),
            "aaaa",
            "ababab",
            "abcd"[:k],
            "abcd"[: k - 1],
            "bbaaaabb",
            "aabbbbcccc",
        ],
    )


@family
def repeated_pattern(r: Draw) -> Task:
    """Find out whether a text is a repetition.

    A text that repeats a part has a length that is a multiple of the part's length. The part has
    to be a beginning of the text, so there are only few to try.
    """
    text = r.name("text")
    label, said, gives, yes, no = r.pick(
        ("period", "the shortest text that, repeated, gives {x}", "str", "{x}[:n]", '""'),
        ("times", "how often the shortest text that gives {x} by repetition has to be written",
         "int", "len({x}) // n", "0"),
        
    )  # fmt: skip
    said, yes = said.format(x=text), yes.format(x=text)
    n = r.pick("n", "size", "length", "k")
    yes = (
        yes.replace("n", n)
        if yes == "n"
        else yes.replace("[:n]", f"[:{n}]").replace("// n", f"// {n}")
    )
    other = f"({text} + {text}).find({text}, 1)"
    return Task(
        names=(f"repeated_{label}", f"{label}_of_repetition", f"pattern_{label}"),
        takes={text: "str"},
        gives=gives,
        does=(
            f"Return {said} (itself, if it repeats nothing).",
            f"Find {said}, where a text that repeats nothing counts as one repetition of itself.",
        ),
        notes=(f"For an empty text the result is {'an empty text' if no == chr(34) * 2 else no}.",),
        solutions={
            "try lengths": f"""
                {n} = 1
                while {text} != {text}[:{n}] * (len({text}) // {n}):
                    {n} += 1
                return {yes}
                """,
            "search": f"""
                {n} = {other}
                return {yes}
                """,
        },
        inputs=["", "a", "aa", "ab", "aba", "abab", "aaaaa", "abcabcabc", "abaab", "abaaba", "aab",
                r.word() * 2, r.word() * 3, r.word()],
    )  # fmt: skip


@family
def spread_of_character(r: Draw) -> Task:
    """Measure distances between equal characters.

    `index` finds the first and `rindex` the last position of a character. All positions together
    come from a loop with `enumerate`.
    """
    text, c = r.name("text"), r.choice("aeiorstn")
    label, said, gives, result = r.pick(
        ("positions", f"the list of positions of {c!r}", "list[int]", "{p}"),
        ("span", f"the distance between the first and the last {c!r}, or -1 if there is none",
         "int",
         "{p}[-1] - {p}[0] if {p} else -1"),
        ("gaps", f"the list of distances from each {c!r} to the next one", "list[int]",
         "[b - a for a, b in zip({p}, {p}[1:])]"),
        ("closest", f"the smallest distance between two {c!r}, or 0 if there are fewer than two",
         "int", "min((b - a for a, b in zip({p}, {p}[1:])), default=0)"),
        ("between", f"the part between the first and the last {c!r}, or an empty text", "str",
         '{x}[{p}[0] + 1 : {p}[-1]] if {p} else ""'),
    )  # fmt: skip
    places = r.pick("places", "positions", "found", "where")
    result = result.format(p=places, x=text)
    shifted = r.coin(0.3)
    case = " (in upper or lower case)" if shifted else ""
    lower = ".lower()" if shifted else ""
    return Task(
        names=(f"{label}_of_{c}", f"{c}_{label}", f"{label}_for_{c}"),
        takes={text: "str"},
        gives=gives,
        does=(
            f"Find the positions of {c!r} in {text}{case} and return {said}.",
            f"Look for {c!r} in {text}{case}: return {said}.",
        ),
        notes=r.pick((), ("Positions are counted from 0.",)) if label == "positions" else (),
        solutions={
            "enumerate": f"""
                {places} = [i for i, ch in enumerate({text}{lower}) if ch == "{c}"]
                return {result}
                """,
            "find": f"""
                {places} = []
                start = {text}{lower}.find("{c}")
                while start != -1:
                    {places}.append(start)
                    start = {text}{lower}.find("{c}", start + 1)
                return {result}
                """,
        },
        inputs=["", c, "xyz", f"{c}b{c}", f"x{c}", f"{c}{c}xx{c}", f"{c.upper()}x{c}yy{c}z",
         "banana",
                f"{c}qqqq{c}q{c}", *r.texts()[2:], "mississippi tree"],
    )  # fmt: skip
