"""Settings, numbers and columns out of a text."""

from hornbook.generate.procedural import Draw, Task, family


@family
def parse_pairs(r: Draw) -> Task:
    """Read settings from a text.

    The text is split twice: first into entries, then each entry at its first separator.
    `partition` splits once and never fails.
    """
    text = r.pick("text", "line", "settings", "config")
    outer, inner = r.pick(";", ",", "&", "|", "\\n"), r.pick("=", ":", "->")
    number = r.coin()
    said_outer = "line breaks" if outer == "\\n" else repr(outer)
    value = "int(value)" if number else "value"
    sep = "\n" if outer == "\\n" else outer

    def sample(size: int) -> str:
        keys = dict.fromkeys(r.words(size))
        return sep.join(f"{key}{inner}{r.randint(0, 99) if number else r.word()}" for key in keys)

    return Task(
        names=("parse_settings", "read_pairs", "parse_entries", "text_to_dict"),
        takes={text: "str"},
        gives="dict[str, int]" if number else "dict[str, str]",
        does=(
            f"Return a dictionary from {text}, whose entries are separated by {said_outer} and"
            f" have the form key{inner}value.",
        ),
        notes=(
            *(("The values are integers.",) if number else ()),
            "An empty text gives an empty dictionary.",
        ),
        solutions={
            "loop": f"""
                result = {{}}
                for entry in {text}.split("{outer}"):
                    if entry:
                        key, value = entry.split("{inner}")
                        result[key] = {value}
                return result
                """,
            "comprehension": f"""
                if not {text}:
                    return {{}}
                parts = [entry.partition("{inner}") for entry in {text}.split("{outer}")]
                return {{key: {value} for key, _, value in parts}}
                """,
        },
        inputs=["", *(sample(size) for size in (1, 2, 2, 3, 4))],
    )


@family
def parse_numbers(r: Draw) -> Task:
    """Read numbers from a text.

    `split` cuts the text at the separator, and `int` ignores spaces around a number.
    """
    text, test = r.name("text"), r.number_condition()
    gap = r.pick(",", ";", " ", "/", "|")
    label, said, gives, wrap = r.pick(
        ("sum", "the sum of the numbers", "int", "sum(@)"),
        ("list", "a list of the numbers", "list[int]", "@"),
        ("largest", "the largest of the numbers", "int | None",
         "max(@, default=None)"),
        ("count", "the number of the numbers", "int", "len(@)"),
    )  # fmt: skip
    some = r.coin()
    which = f" that are {test.before or test.after.removeprefix('of ')}" if some else ""
    guard = f" if {test('n')}" if some else ""
    said_gap = "spaces" if gap == " " else repr(gap)
    lists = r.number_lists(test.near)
    return Task(
        names=(f"parse_{label}", f"{label}_from_text", f"read_{label}"),
        takes={text: "str"},
        gives=gives,
        does=(
            f"Return {said} in {text}{which}, where {text} holds integers separated by {said_gap}.",
        ),
        notes=("Without any, return None.",) if label == "largest" else (),
        solutions={
            "comprehension": f"""
                parts = {text}.split({"" if gap == " " else repr(gap)})
                numbers = [int(part) for part in parts if part]
                chosen = [n for n in numbers{guard}]
                return {wrap.replace("@", "chosen")}
                """,
            "loop": f"""
                chosen = []
                for part in {text}.split("{gap}"):
                    if part == "":
                        continue
                    n = int(part)
                    {f"if {test('n')}:" if some else "chosen.append(n)"}
                    {"    chosen.append(n)" if some else ""}
                return {wrap.replace("@", "chosen")}
                """,
        },
        inputs=[gap.join(map(str, numbers)) for numbers in lists],
    )


@family
def table_column(r: Draw) -> Task:
    """Read one column of a table.

    Lines are the rows of the table, and splitting a line gives its cells. Columns are counted
    from zero, as indices are.
    """
    text = r.pick("table", "text", "csv", "data")
    gap, column, head = r.pick(",", ";", "|", ":"), r.randint(0, 2), r.coin()
    label, said, gives, wrap = r.pick(
        ("values", "a list of the texts", "list[str]", "{}"),
        ("total", "the sum of the integers", "int", "sum(int(cell) for cell in {})"),
        ("longest", "the length of the longest text", "int", "max(len(cell) for cell in {})"),
        ("distinct", "the number of distinct texts", "int", "len(set({}))"),
    )
    nth = ("first", "second", "third")[column]

    def sample(size: int) -> str:
        rows = [gap.join(str(r.randint(0, 120)) for _ in range(3)) for _ in range(size)]
        return "\n".join(([gap.join(("1", "22", "333"))] if head else []) + rows)

    return Task(
        names=(f"{label}_of_{nth}_column", f"{nth}_column_{label}", f"column_{label}"),
        takes={text: "str"},
        gives=gives,
        does=(
            f"Return {said} in the {nth} column of {text}, whose lines hold three cells each,"
            f" separated by {gap!r}.",
        ),
        notes=("The first line is a heading and is skipped.",) if head else (),
        solutions={
            "comprehension": f"""
                lines = {text}.split("\\n"){"[1:]" if head else ""}
                cells = [line.split("{gap}")[{column}] for line in lines]
                return {wrap.format("cells")}
                """,
            "loop": f"""
                cells = []
                for line in {text}.splitlines():
                    parts = line.split("{gap}")
                    cells.append(parts[{column}])
                {"cells = cells[1:]" if head else ""}
                return {wrap.format("cells")}
                """,
        },
        inputs=[sample(size) for size in (1, 1, 2, 3, 4)],
    )
