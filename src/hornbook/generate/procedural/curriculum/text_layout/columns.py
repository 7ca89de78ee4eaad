"""Columns: align cells, draw bars, write tables."""

from hornbook.generate.procedural import Draw, Task, family


@family
def align_column(r: Draw) -> Task:
    """Align texts in a column.

    The widest text sets the width, and the others are padded to it: on the left to align them on
    the right, on the right to align them on the left.
    """
    words, fill = r.name("words"), r.pick(" ", ".", "_", "-")
    label, method, code = r.pick(
        ("right", "rjust", "{fill} * ({size} - len({word})) + {word}"),
        ("left", "ljust", "{word} + {fill} * ({size} - len({word}))"),
    )
    word, size = r.pick("word", "text", "item", "s"), r.pick("width", "size", "longest", "room")
    padded = code.format(fill=f'"{fill}"', size=size, word=word)
    return Task(
        names=(f"align_{label}", f"{label}_aligned", f"pad_all_{label}", "make_equally_wide"),
        takes={words: "list[str]"},
        gives="list[str]",
        does=(
            f"Return the strings of {words} padded with {fill!r} to the length of the longest, so"
            f" that they are aligned on the {label}.",
            f"Align {words} on the {label}: fill the shorter strings up with {fill!r} until all are"
            " as long as the longest.",
        ),
        solutions={
            "builtin": f"""
                if not {words}:
                    return []
                {size} = max(len({word}) for {word} in {words})
                return [{word}.{method}({size}, "{fill}") for {word} in {words}]
                """,
            "arithmetic": f"""
                if not {words}:
                    return []
                {size} = len(max({words}, key=len))
                return [{padded} for {word} in {words}]
                """,
        },
        inputs=r.word_lists(("a", "abc", "")),
    )


@family
def table_rows(r: Draw) -> Task:
    """Write a row of a table with fixed column widths.

    `zip` pairs each cell with the width of its column. Cells that are too long are cut, so that
    the columns stay straight.
    """
    cells, widths = r.pick("cells", "row", "values", "fields"), r.pick("widths", "columns", "sizes")
    mark = r.pick("|", " | ", ":", " ", " / ")
    right, part = r.coin(), r.pick("part", "text", "shown", "entry", "field_text")
    method = "rjust" if right else "ljust"
    said = "right" if right else "left"
    samples = [
        ([], []),
        (["a"], [3]),
        (["ab", "cd"], [2, 4]),
        (["abcdef", "x"], [3, 1]),
        (["abcd", "", "z"], [4, 2, 3]),
    ]
    for size in (2, 3, 4):
        samples.append((r.words(size), [r.randint(2, 7) for _ in range(size)]))
    return Task(
        names=("table_row", "format_row", "write_row", "row_of_cells"),
        takes={cells: "list[str]", widths: "list[int]"},
        gives="str",
        does=(
            f"Return a line with each of the {cells} aligned on the {said} in a column whose width"
            f" is the number at its position in {widths}, joined by {mark!r}.",
            f"Write {cells} side by side, separated by {mark!r}, each one {said}-aligned with"
            f" spaces to its width in {widths}.",
        ),
        notes=("A cell that is too long is cut at its end.",),
        solutions={
            "zip": f"""
                pairs = zip({cells}, {widths})
                return "{mark}".join(cell[:width].{method}(width) for cell, width in pairs)
                """,
            "loop": f"""
                parts = []
                for i, cell in enumerate({cells}):
                    {part} = cell[: {widths}[i]]
                    while len({part}) < {widths}[i]:
                        {part} = {f'" " + {part}' if right else f'{part} + " "'}
                    parts.append({part})
                return "{mark}".join(parts)
                """,
        },
        inputs=samples,
    )


@family
def bar_chart(r: Draw) -> Task:
    """Draw numbers as bars.

    A string times a number repeats it, so a bar is a character times the value. One line for
    each number makes a chart.
    """
    numbers, mark = r.name("numbers"), r.pick("*", "#", "=", "+", "o", "X", "-")
    label, said, code, loop = r.pick(
        ("plain", "a bar of that many {m}", '"{m}" * n', '"{m}" * n'),
        ("labelled", "the number, a colon, a space and a bar of that many {m}",
         'f"{{n}}: " + "{m}" * n', 'str(n) + ": " + "{m}" * n'),
        ("valued", "a bar of that many {m}, a space and the number", '"{m}" * n + f" {{n}}"',
         '"{m}" * n + " " + str(n)'),
        ("half", "a bar of half as many {m}, rounded down", '"{m}" * (n // 2)',
         '"{m}{m}"[:1] * (n // 2)'),
        ("closed", "a bar of that many {m} and a '|' at its end", '"{m}" * n + "|"',
         'f"{{\'{m}\' * n}}|"'),
    )  # fmt: skip
    return Task(
        names=(f"{label}_bars", "bar_chart", "draw_bars", f"{label}_histogram"),
        takes={numbers: "list[int]"},
        gives="list[str]",
        does=(
            f"Return a list with a line for each of the {numbers}: {said.format(m=repr(mark))}.",
            f"Draw a chart of {numbers}, as a list of lines that hold, for each number,"
            f" {said.format(m=repr(mark))}.",
        ),
        solutions={
            "comprehension": f"return [{code.format(m=mark)} for n in {numbers}]",
            "loop": f"""
                lines = []
                for n in {numbers}:
                    lines.append({loop.format(m=mark)})
                return lines
                """,
        },
        inputs=[[0, 1, 2, 5], *r.number_lists(low=0, high=9)],
    )


@family
def progress_bar(r: Draw) -> Task:
    """Show progress as a bar.

    The share that is done, times the width of the bar, gives the number of full places; the rest
    stay empty. Multiplying before dividing keeps it exact.
    """
    done, total = r.pick(("done", "total"), ("position", "end"), ("step", "steps"), ("k", "n"))
    width, full = r.randint(4, 12), r.pick("#", "=", "*", "o", "x")
    free, (left, right) = r.pick(".", "-", "_", " "), r.pick(("[", "]"), ("<", ">"), ("|", "|"))
    filled = f"{done} * {width} // {total}"
    return Task(
        names=("progress_bar", "draw_progress", "progress", f"bar_of_{width}"),
        takes={done: "int", total: "int"},
        gives="str",
        does=(
            f"Return a bar of {width} characters between {left!r} and {right!r}: {full!r} for the"
            f" share {done} / {total}, rounded down, and {free!r} for the rest.",
            f"Draw the share {done} / {total} as a bar: {left!r}, then {width} places of which"
            f" that share (rounded down) holds {full!r} and the others {free!r}, then {right!r}.",
        ),
        notes=(f"{total} is at least 1, and {done} is not greater.",),
        solutions={
            "multiply": f"""
                filled = {filled}
                return "{left}" + "{full}" * filled + "{free}" * ({width} - filled) + "{right}"
                """,
            "pad": f"""
                bar = "{full}" * ({filled})
                return "{left}" + bar.ljust({width}, "{free}") + "{right}"
                """,
            "loop": f"""
                bar = ""
                for i in range({width}):
                    bar += "{full}" if (i + 1) * {total} <= {done} * {width} else "{free}"
                return f"{left}{{bar}}{right}"
                """,
        },
        inputs=[(0, 5), (5, 5), (1, width), (width - 1, width), (1, 2), (2, 3), (1, width + 1),
                *((r.randint(0, 9), r.randint(9, 30)) for _ in range(4))],
    )  # fmt: skip


@family
def price_list(r: Draw) -> Task:
    """Write names and numbers in two columns.

    Both columns need a width of their own: the longest name sets the first, the longest number
    the second.
    """
    table, fill = r.name("counts"), r.pick(".", " ", "-", "_")
    unit = r.pick("", " EUR", " kg", " pts", "%")
    tables = [{word: r.randint(0, 1200) for word in r.words(size)} for size in (0, 1, 2, 3, 4, 5)]
    return Task(
        names=("price_list", "two_columns", "name_and_number_lines", "format_table"),
        takes={table: "dict[str, int]"},
        gives="list[str]",
        does=(
            f"Return a line for each entry of {table}: the key filled up with {fill!r} to the"
            f" length of the longest key, a space, and the value aligned on the right"
            f"{f' and followed by {unit!r}' * bool(unit)}.",
            f"Write {table} as lines of two columns: keys on the left, padded with {fill!r}, and"
            f" right-aligned values after a space{f', each followed by {unit!r}' * bool(unit)}.",
        ),
        solutions={
            "format": f"""
                if not {table}:
                    return []
                names = max(map(len, {table}))
                digits = max(len(str(value)) for value in {table}.values())
                return [
                    f"{{key:{fill}<{{names}}}} {{value:>{{digits}}}}{unit}"
                    for key, value in {table}.items()
                ]
                """,
            "methods": f"""
                lines = []
                for key, value in {table}.items():
                    name = key.ljust(len(max({table}, key=len)), "{fill}")
                    largest = str(max({table}.values()))
                    lines.append(name + " " + str(value).rjust(len(largest)){
                        f' + "{unit}"' if unit else ""})
                return lines
                """,
        },
        inputs=[*tables, {"a": 5, "abc": 10}, {"tea": 100, "x": 7}],
    )  # fmt: skip


@family
def center_lines(r: Draw) -> Task:
    """Center lines under each other.

    Half of the missing width goes to the left of each line. Where it can't be halved, one side
    gets the extra character.
    """
    words, fill = r.name("words"), r.pick(" ", "*", "-", ".", "~")
    extra = r.pick("left", "right")
    left = "(missing + 1) // 2" if extra == "left" else "missing // 2"
    fixed = r.coin()
    size = r.randint(7, 12)
    width = str(size) if fixed else "width"
    top = "" if fixed else f"if not {words}:\n    return []\nwidth = max(map(len, {words}))\n"
    said = f"{size} characters" if fixed else "the length of the longest"
    return Task(
        names=("center_lines", "center_all", "centered", "put_in_the_middle"),
        takes={words: "list[str]"},
        gives="list[str]",
        does=(
            f"Return the strings of {words} centered with {fill!r} to {said}, where an odd"
            f" character goes to the {extra}.",
            f"Center each of the {words} in a line of {said}, filled with {fill!r} on both sides;"
            f" where they can't be equal, the {extra} side gets one more.",
        ),
        notes=("A longer string stays as it is.",) if fixed else (),
        solutions={
            "arithmetic": f"{top}result = []\nfor word in {words}:\n"
            f"    missing = max(0, {width} - len(word))\n    left = {left}\n"
            f'    result.append("{fill}" * left + word + "{fill}" * (missing - left))\n'
            "return result",
            "loop": f"{top}result = []\nfor word in {words}:\n"
            f"    on_left = {'True' if extra == 'left' else 'False'}\n"
            f"    while len(word) < {width}:\n"
            f'        word = "{fill}" + word if on_left else word + "{fill}"\n'
            "        on_left = not on_left\n    result.append(word)\nreturn result",
        },
        inputs=[*r.word_lists(("a", "ab", "abcdefg")), ["x" * size, "y" * (size + 1), "z"]],
    )
