"""Build texts: insert, weave, expand, encode counts."""

from hornbook.generate.procedural import Draw, Task, family


@family
def insert_marks(r: Draw) -> Task:
    """Put a mark between characters.

    `join` puts a text between all parts. To count groups from the right, as thousands are
    written, the text can be turned around before and after.
    """
    text, mark, k = r.name("text"), r.pick("-", " ", ".", "_", "'", ","), r.randint(2, 5)
    right = r.coin()
    side = "right" if right else "left"
    cut = (
        f"""
        parts = []
        rest = {text}
        while rest:
            parts.insert(0, rest[-{k}:])
            rest = rest[:-{k}]
        return "{mark}".join(parts)
        """
        if right
        else f"""
        parts = [{text}[i : i + {k}] for i in range(0, len({text}), {k})]
        return "{mark}".join(parts)
        """
    )
    head = f"reversed({text})" if right else text
    add = "ch + result" if right else "result + ch"
    gap = f'"{mark}" + result' if right else f'result + "{mark}"'
    out = r.pick("result", "grouped", "output", "spaced")
    return Task(
        names=(f"group_by_{k}", "insert_marks", f"groups_from_{side}", "separate_groups"),
        takes={text: "str"},
        gives="str",
        does=(
            f"Return {text} with {mark!r} between groups of {k} characters, counted from the"
            f" {side}.",
            f"Separate {text} into groups of {k} characters from the {side}, with {mark!r} between"
            " them, as a text.",
            f"Insert {mark!r} after every {k} characters of {text}, counting from the {side}, but"
            f" not at the {'beginning' if right else 'end'}.",
        ),
        solutions={
            "cut": cut,
            "loop": f"""
                {out} = ""
                for i, ch in enumerate({head}):
                    if i and i % {k} == 0:
                        {out} = {gap.replace("result", out)}
                    {out} = {add.replace("result", out)}
                return {out}
                """,
        },
        inputs=["", "7", "1234567890"[:k], "1234567890"[: k + 1], "1234567890"[: 2 * k], "1234567",
                "abcdefghijk", *r.texts()[3:]],
    )  # fmt: skip


@family
def weave_texts(r: Draw) -> Task:
    """Weave two texts together.

    `zip` stops at the shorter text and `zip_longest` fills up. What is left of the longer one can
    also be appended with slices.
    """
    (a, b), fill = r.twins(), r.pick("", "-", "*", ".", "_")
    back = r.coin(0.3)
    other = f"{b}[::-1]" if back else b
    reverse = ", the latter read backwards" if back else ""
    rest = f"{fill!r} stands in for what the shorter one lacks" if fill else (
        "the rest of the longer one follows at the end"
    )  # fmt: skip
    loop_out = r.pick("result", "woven", "mixed", "out")
    first, second = r.word(), r.word()
    return Task(
        names=("weave", "alternate_characters", f"weave_{a}_and_{b}", "interleave_texts"),
        takes={a: "str", b: "str"},
        gives="str",
        does=(
            f"Return a text that takes characters from {a} and {b} in turn{reverse}; {rest}.",
            f"Merge {a} and {b} character by character, beginning with {a}{reverse}; {rest}.",
        ),
        solutions={
            "zip": f"""
                pairs = itertools.zip_longest({a}, {other}, fillvalue="{fill}")
                return "".join(x + y for x, y in pairs)
                """,
            "index": f"""
                {loop_out}, other = "", {other}
                for i in range(max(len({a}), len(other))):
                    {loop_out} += {a}[i] if i < len({a}) else "{fill}"
                    {loop_out} += other[i] if i < len(other) else "{fill}"
                return {loop_out}
                """,
            "slices": f"""
                {loop_out}, other = "", {other}
                for i in range(max(len({a}), len(other))):
                    {loop_out} += ({a}[i : i + 1] or "{fill}") + (other[i : i + 1] or "{fill}")
                return {loop_out}
                """,
        },
        inputs=[("", ""), ("a", ""), ("", "xy"), ("ab", "xy"), ("abc", "x"), ("a", "xyz"),
                (first, second), (second, first.upper())],
    )  # fmt: skip


@family
def remove_neighbours(r: Draw) -> Task:
    """Squeeze repeated characters.

    The character before decides what happens. The result so far knows it: its last character is
    the one to compare with.
    """
    text = r.name("text")
    label, said, test = r.pick(
        ("squeeze", "every run of the same character shortened to one", "{o}[-1:] != ch"),
        ("squeeze_spaces", "every run of spaces shortened to one space",
         'ch != " " or {o}[-1:] != " "'),
        ("at_most_two", "no character more than twice in a row: the others of a run are left out",
         "{o}[-2:] != ch * 2"),
        ("squeeze_any_case", "characters left out that equal the one kept before them, whether in"
         " upper or lower case", "{o}[-1:].lower() != ch.lower()"),
        ("squeeze_digits", "every run of the same digit shortened to one, and everything else as it"
         " is", "not ch.isdigit() or {o}[-1:] != ch"),
    )  # fmt: skip
    out = r.pick("result", "kept", "short", "squeezed")
    joined = test.format(o=out).replace("!= ch * 2", "!= [ch, ch]")
    if "lower" in test:
        joined = f"[old.lower() for old in {out}[-1:]] != [ch.lower()]"
    joined = joined.replace("[-1:] != ch", "[-1:] != [ch]").replace('!= " "', '!= [" "]')
    joined = joined.replace('ch != [" "]', 'ch != " "')
    return Task(
        names=(label, f"{label}_characters", f"text_{label}", f"apply_{label}"),
        takes={text: "str"},
        gives="str",
        does=(
            f"Return {text} with {said}.",
            f"Shorten {text}: return it with {said}.",
        ),
        solutions={
            "string": f"""
                {out} = ""
                for ch in {text}:
                    if {test.format(o=out)}:
                        {out} += ch
                return {out}
                """,
            "list": f"""
                {out} = []
                for ch in {text}:
                    if {joined}:
                        {out}.append(ch)
                return "".join({out})
                """,
        },
        inputs=["", "a", "aa", "aaa b", "a  b   c", "aAbB", "112233 3", "aaabbbb  cc", "  x",
         "77a77",
                "abcabc", "Oooh  NOoo 1000", *r.texts()[4:]],
    )  # fmt: skip


@family
def first_and_last(r: Draw) -> Task:
    """Exchange, repeat and drop the ends of a text.

    `text[0]` is the first character and `text[-1]` the last one; both fail for an empty text,
    while slices don't.
    """
    text, k = r.name("text"), r.randint(1, 3)
    label, said, code, other = r.pick(
        ("swap_ends", "the first and the last character exchanged (texts of fewer than two"
         " characters stay as they are)",
         "return {x} if len({x}) < 2 else {x}[-1] + {x}[1:-1] + {x}[0]",
         "chars = list({x})\nif len(chars) > 1:\n    chars[0], chars[-1] = chars[-1], chars[0]\n"
         'return "".join(chars)'),
        (f"last_{k}_first", f"its last {k} characters moved to the front",
         "return {x}[-{k}:] + {x}[:-{k}]",
         "cut = max(0, len({x}) - {k})\nreturn {x}[cut:] + {x}[:cut]"),
        (f"first_{k}_last", f"its first {k} characters moved to the end",
         "return {x}[{k}:] + {x}[:{k}]",
         'queue = deque({x})\nfor _ in range(min({k}, len({x}))):\n'
         '    queue.append(queue.popleft())\nreturn "".join(queue)'),
        ("halves_swapped", "its two halves exchanged; with an odd length, the first half is the"
         " longer one",
         "half = (len({x}) + 1) // 2\nreturn {x}[half:] + {x}[:half]",
         "first, second = \"\", \"\"\nfor i, ch in enumerate({x}):\n    if 2 * i < len({x}):\n"
         "        first += ch\n    else:\n        second += ch\nreturn second + first"),
        (f"ends_of_{k}", f"its first {k} and its last {k} characters only (or nothing, if it has"
         f" fewer than {2 * k})",
         'return {x}[:{k}] + {x}[-{k}:] if len({x}) >= 2 * {k} else ""',
         'if len({x}) < {k} + {k}:\n    return ""\nreturn {x}[:{k}] + {x}[len({x}) - {k} :]'),
        ("mirrored", "its reversal behind it, without writing the last character twice",
         "return {x} + {x}[::-1][1:]",
         "result = {x}\nfor ch in reversed({x}[:-1]):\n    result += ch\nreturn result"),
    )  # fmt: skip
    return Task(
        names=(label, f"text_with_{label}", f"make_{label}"),
        takes={text: "str"},
        gives="str",
        does=(
            f"Return {text} with {said}.",
            f"Change {text} into a text with {said}.",
            f"Give back {text} with {said}.",
        ),
        notes=r.pick((), ("Short texts are no error.",)) if "half" not in label else (),
        solutions={"slices": code.format(x=text, k=k), "other": other.format(x=text, k=k)},
        inputs=["", "a", "ab", "abc", "abcd", "abcde", "abcdef", "abcdefgh", *r.texts()[2:]],
    )


@family
def expand_ranges(r: Draw) -> Task:
    """Write out what a short form stands for.

    A digit behind a character says how often it is meant, and a dash between two letters stands
    for all letters from the one to the other.
    """
    text, mark = (
        r.pick("text", "code", "short", "pattern", "s", "message", "notation"),
        r.pick("-", "~", ">", ":"),
    )
    letters, result = r.coin(), r.pick("result", "out", "long", "whole", "output")
    ch = r.pick("ch", "c", "char", "sign", "x")
    samples_r = ["", "a", f"a{mark}c", f"x{mark}zb{mark}d", f"am{mark}n", f"k{mark}k", f"a{mark}zq",
                 f"b{mark}ec", f"g{mark}jxa{mark}b"]  # fmt: skip
    samples_d = ["", "a", "a3", "a3b", "ab2", "x1y2z3", "k9", "a2a2", "q4rs0t", "hel2o"]
    ranges = {
        "replace": f"""
            {result}, i = "", 0
            while i < len({text}):
                if {text}[i + 1 : i + 2] == "{mark}":
                    codes = range(ord({text}[i]), ord({text}[i + 2]) + 1)
                    {result} += "".join(chr(code) for code in codes)
                    i += 3
                else:
                    {result} += {text}[i]
                    i += 1
            return {result}
            """,
        "stack": f"""
            {result} = []
            open_range = False
            for {ch} in {text}:
                if {ch} == "{mark}":
                    open_range = True
                elif open_range:
                    {result} += [chr(code) for code in range(ord({result}[-1]) + 1, ord({ch}) + 1)]
                    open_range = False
                else:
                    {result}.append({ch})
            return "".join({result})
            """,
    }
    counts = {
        "previous": f"""
            {result} = ""
            for {ch} in {text}:
                if {ch}.isdigit():
                    {result} = {result}[:-1] + {result}[-1] * int({ch})
                else:
                    {result} += {ch}
            return {result}
            """,
        "look ahead": f"""
            {result} = ""
            for i, {ch} in enumerate({text}):
                following = {text}[i + 1 : i + 2]
                if not {ch}.isdigit():
                    {result} += {ch} * int(following) if following.isdigit() else {ch}
            return {result}
            """,
    }
    return Task(
        names=("expand", "expand_ranges" if letters else "expand_counts", "write_out", "unfold"),
        takes={text: "str"},
        gives="str",
        does=(
            f"Return {text} with every part such as 'b{mark}e' written out as the letters from the"
            " first to the second one ('bcde').",
            f"Expand {text}: a {mark!r} between two letters stands for all letters between them.",
        )
        if letters
        else (
            f"Return {text} with every digit replaced by repetitions: 'b3' stands for 'bbb'.",
            f"Expand {text}, in which a digit says how often the character before it is meant.",
        ),
        notes=("All other characters stay as they are.",)
        + ((f"A {mark!r} never stands at one of the ends.",) if letters else (
            "A digit never comes first or after another digit.",)),
        solutions=ranges if letters else counts,
        inputs=samples_r if letters else samples_d,
    )  # fmt: skip
