"""Lines of a text: wrap, indent, centre, number, list."""

from hornbook.generate.procedural import Draw, Task, family


def _prose(r: Draw, width: int) -> list[str]:
    """Texts to wrap: words that just fit, that just don't, and long ones."""
    exact = f"{'a' * (width - 3)} bc"
    return [
        "",
        "hello",
        exact,
        exact + "d",
        exact + " e fg",
        "x " * (width // 2 + 2),
        *(" ".join(r.words(size)) for size in (3, 6, 9)),
    ]


@family
def wrap_words(r: Draw) -> Task:
    """Wrap a text at a width.

    Words go on the current line as long as they fit, with one space between them. The first word
    that doesn't fit starts a new line. The last line must not be forgotten.
    """
    text, width = r.name("text"), r.randint(10, 20)
    joined, word = r.coin(), r.pick("word", "part", "token", "w")
    result = '"\\n".join(lines)' if joined else "lines"
    return Task(
        names=("wrap_text", f"wrap_at_{width}", "break_into_lines", "fit_to_width"),
        takes={text: "str"},
        gives="str" if joined else "list[str]",
        does=(
            f"Wrap the words of {text} into lines of at most {width} characters, as many words to"
            f" a line as fit, and return {'them joined by newlines' if joined else 'the lines'}.",
            f"Return the words of {text} as "
            f"{'a text of lines' if joined else 'a list of lines'} with at most {width} characters"
            " each, where a word goes to the next line only if it doesn't fit.",
        ),
        notes=("No word is longer than a line.",),
        solutions={
            "groups": f"""
                groups = [[]]
                for {word} in {text}.split():
                    if len(" ".join([*groups[-1], {word}])) > {width}:
                        groups.append([])
                    groups[-1].append({word})
                lines = [" ".join(group) for group in groups if group]
                return {result}
                """,
            "last line": f"""
                lines = []
                for {word} in {text}.split():
                    if lines and len(lines[-1] + {word}) < {width}:
                        lines[-1] += f" {{{word}}}"
                    else:
                        lines.append({word})
                return {result}
                """,
        },
        inputs=_prose(r, width),
    )


@family
def cut_into_lines(r: Draw) -> Task:
    """Cut a text into lines of equal length.

    The starts of the lines are the multiples of the width; a slice from each of them gives the
    line, and the last one may be shorter.
    """
    text, width = r.name("text"), r.randint(3, 9)
    mark = r.pick("|", "/", "-", "\\n", ", ")
    said = "a newline" if mark == "\\n" else repr(mark)
    return Task(
        names=(f"cut_every_{width}", "fold_text", "break_lines", "hard_wrap"),
        takes={text: "str"},
        gives="str",
        does=(
            f"Cut {text} into pieces of {width} characters, the last one maybe shorter, and return"
            f" them joined by {said}.",
            f"Insert {said} after every {width} characters of {text}, but not at its end.",
        ),
        solutions={
            "slices": f"""
                starts = range(0, len({text}), {width})
                return "{mark}".join({text}[i : i + {width}] for i in starts)
                """,
            "loop": f"""
                result = ""
                for i, ch in enumerate({text}):
                    if i and i % {width} == 0:
                        result += "{mark}"
                    result += ch
                return result
                """,
            "while": f"""
                pieces = []
                rest = {text}
                while rest:
                    pieces.append(rest[:{width}])
                    rest = rest[{width}:]
                return "{mark}".join(pieces)
                """,
        },
        inputs=["", "a", *("abcdefghijklmnopqrst"[:n] for n in (width - 1, width, width + 1)),
                "abcdefghijklmnopqrst"[: 2 * width], *(r.sentence(n) for n in (2, 4, 5))],
    )  # fmt: skip


@family
def indent_lines(r: Draw) -> Task:
    """Put something in front of every line.

    `splitlines` takes a text apart, and joining with newlines puts it together again. Empty
    lines often stay empty.
    """
    text, prefix = (
        r.name("text"),
        r.pick(*"> |# |- |; |+ |% |// |* |$ |~ |=> ".split("|")),
    )
    skip = r.coin()
    texts = ["", "a", "a\nb", "a\n\nb", "\n\n", f"{r.word()}\n  {r.word()}\n\n{r.word()}"]
    texts += ["\n".join(r.words(size)) for size in (2, 3)] + ["x\n \ny"]
    return Task(
        names=("indent", "prefix_lines", "quote_lines", "mark_lines", "comment_out"),
        takes={text: "str"},
        gives="str",
        does=(
            f"Return {text} with {prefix!r} in front of every line{' that is not empty' * skip}.",
            f"Put {prefix!r} before each line of {text}{', except empty ones' * skip}.",
            f"Insert {prefix!r} at the beginning of all{' non-empty' * skip} lines of {text}.",
        ),
        solutions={
            "join": f"""
                rows = {text}.split("\\n")
                return "\\n".join({
                    f'"{prefix}" + row if row else row' if skip else f'"{prefix}" + row'
                } for row in rows)
                """,
            "loop": f"""
                result = []
                for row in {text}.split("\\n"):
                    if row:
                        row = f"{prefix}{{row}}"
                    result.append(row)
                return "\\n".join(result)
                """
            if skip
            else f"""
                return "{prefix}" + {text}.replace("\\n", "\\n{prefix}")
                """,
        },
        inputs=texts,
    )  # fmt: skip


@family
def list_with_marks(r: Draw) -> Task:
    """Write a list with bullets or numbers.

    `enumerate` with a start counts along with the items. The lines are joined at the end, so
    that there is no newline after the last one.
    """
    words = r.name("words")
    start = r.pick(0, 1, 1, 10)
    label, said, code, plus = r.pick(
        ("bullet", "'- ' in front", 'f"- {word}"', '"- " + word'),
        ("star", "'* ' in front", 'f"* {word}"', '"* " + word'),
        ("numbered", f"its number and a dot in front, such as '{start}. '", 'f"{i}. {word}"',
         'str(i) + ". " + word'),
        ("bracketed", f"its number in brackets behind, such as ' [{start}]'", 'f"{word} [{i}]"',
         'word + " [" + str(i) + "]"'),
        ("checkbox", "'[ ] ' in front", 'f"[ ] {word}"', '"[ ] " + word'),
        ("padded", f"its number of two digits in front, such as '{start:02}: '",
         'f"{i:02}: {word}"', 'str(i).zfill(2) + ": " + word'),
    )  # fmt: skip
    counts = "i}" in code or "i:" in code
    head = f"for i, word in enumerate({words}, {start})" if counts else f"for word in {words}"
    none = r.pick("(none)", "nothing", "-", "empty", "no items", "(empty)")
    said_none = f"For an empty list the result is {none!r}."
    return Task(
        names=(f"{label}_list", f"write_{label}_list", f"{label}_lines"),
        takes={words: "list[str]"},
        gives="str",
        does=(
            f"Return the strings of {words} as a text with a line for each: the string with"
            f" {said}.",
            f"Write {words} as a list, every string on its own line with {said}.",
        ),
        notes=(said_none,),
        solutions={
            "join": f"""
                if not {words}:
                    return "{none}"
                return "\\n".join({code} {head})
                """,
            "loop": f"""
                lines = []
                {head}:
                    lines.append({plus})
                return "\\n".join(lines) if lines else "{none}"
                """,
        },
        inputs=r.word_lists(),
    )


@family
def spread_line(r: Draw) -> Task:
    """Put two texts at the two ends of a line.

    The space between them is what the width leaves over. When there is nothing left, one space
    or mark keeps them apart.
    """
    (a, b), fill, width = r.twins(), r.pick(" ", ".", "-", "_", "·"), r.randint(8, 24)
    gap = f"{width} - len({a}) - len({b})"
    one, two = r.word(), r.word()
    return Task(
        names=("spread_line", "menu_line", "leader_line", f"justify_to_{width}", "both_ends"),
        takes={a: "str", b: "str"},
        gives="str",
        does=(
            f"Return a line of {width} characters with {a} at its left end and {b} at its right"
            f" end, filled with {fill!r} between them.",
            f"Write {a} and {b} at the two ends of a line of {width} characters, and fill the gap"
            f" with {fill!r}.",
        ),
        notes=(f"At least one {fill!r} stands between them, even if the line becomes longer.",),
        solutions={
            "max": f"""
                gap = max(1, {gap})
                return {a} + "{fill}" * gap + {b}
                """,
            "loop": f"""
                line = {a} + "{fill}"
                while len(line) + len({b}) < {width}:
                    line += "{fill}"
                return line + {b}
                """,
            "builtin": f"""
                room = max({width} - len({b}), len({a}) + 1)
                return {a}.ljust(room, "{fill}") + {b}
                """,
        },
        inputs=[
            ("", ""), ("a", "b"), ("a" * (width - 3), "bb"), ("a" * (width - 2), "bb"),
            ("a" * (width - 1), "bb"), ("", "b" * width), (one, two), (two.upper(), "9.50"),
            (one * 3, two * 3),
        ],
    )  # fmt: skip


@family
def frame_text(r: Draw) -> Task:
    """Draw a frame around lines of text.

    The frame is as wide as the longest line. Every line is padded to that width, so that the
    right side of the frame is straight.
    """
    words = r.name("words")
    corner, flat, side = r.pick(
        ("+", "-", "|"), ("*", "*", "*"), ("#", "#", "#"), ("o", "=", "!"), (".", ".", ":")
    )
    right = r.coin(0.3)
    method = "rjust" if right else "ljust"
    word = r.pick("word", "text", "line", "s", "row")
    gap = f'" " * (width - len({word}))'
    pad = f"{gap} + {word}" if right else f"{word} + {gap}"
    return Task(
        names=("frame", "boxed", "draw_box_around", "put_in_frame"),
        takes={words: "list[str]"},
        gives="list[str]",
        does=(
            f"Return the lines of a frame around the strings of {words}: {corner!r} at the"
            f" corners, {flat!r} above and below, and {side!r} with a space inside it on both"
            " sides.",
            f"Draw a frame of {corner!r}, {flat!r} and {side!r} around {words}, one string to a"
            " line with one space on each side, and return its lines.",
        ),
        notes=(f"Shorter strings are padded with spaces on the {'left' if right else 'right'}.",),
        solutions={
            "comprehension": f"""
                width = max((len({word}) for {word} in {words}), default=0)
                edge = "{corner}" + "{flat}" * (width + 2) + "{corner}"
                inner = [f"{side} {{{word}.{method}(width)}} {side}" for {word} in {words}]
                return [edge, *inner, edge]
                """,
            "loop": f"""
                width = 0
                for {word} in {words}:
                    width = max(width, len({word}))
                lines = ["{corner}" + "{flat}" * (width + 2) + "{corner}"]
                for {word} in {words}:
                    lines.append("{side} " + {pad} + " {side}")
                lines.append(lines[0])
                return lines
                """,
        },
        inputs=r.word_lists(("a", "abc")),
    )
