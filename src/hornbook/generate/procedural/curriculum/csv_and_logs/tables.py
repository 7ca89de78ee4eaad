"""Comma-separated values: from text to rows and back."""

from hornbook.generate.procedural import Draw, Task, family

_HEADS = (
    ("name", "age"), ("city", "people"), ("item", "price"), ("title", "pages"), ("team", "goals"),
    ("song", "plays"), ("plant", "height"), ("fruit", "count"), ("street", "houses"),
)  # fmt: skip


def _tables(r: Draw, mark: str, head: tuple[str, str]) -> list[str]:
    """Texts with a header line and 0 to 5 lines of a word and a number."""
    rows = [[(r.word(), r.randint(-5, 60)) for _ in range(n)] for n in (0, 1, 2, 3, 5)]
    rows += [[("b", 7), ("a", 7), ("c", -2)], [("a", 1), ("b", 0), ("a", 3), ("b", -1)]]
    return ["\n".join(mark.join(map(str, row)) for row in [head, *each]) for each in rows]


@family
def rows_from_csv(r: Draw) -> Task:
    """Read a table whose first line names its columns.

    The header gives the keys, and each further line the values of one dictionary. `zip` brings
    the two together.
    """
    text, mark, head = r.name("text"), r.pick(",", ";", "\\t", "|"), r.choice(_HEADS)
    said = "a tab" if mark == "\\t" else repr(mark)
    row = r.pick("row", "record", "entry", "values")
    return Task(
        names=("rows_from_csv", "parse_table", "read_csv", f"{head[0]}_records"),
        takes={text: "str"},
        gives="list[dict[str, str]]",
        does=(
            f"Return the rows of {text} as dictionaries. Its lines hold fields separated by {said},"
            " and the first line holds the keys.",
            f"Parse {text}, lines of fields with {said} between them, into a list of dictionaries"
            " whose keys stand in the first line.",
        ),
        notes=r.pick((), ("All values stay texts.",)),
        solutions={
            "zip": f"""
                first, *lines = {text}.split("\\n")
                keys = first.split("{mark}")
                return [dict(zip(keys, line.split("{mark}"))) for line in lines]
                """,
            "loops": f"""
                table = [line.split("{mark}") for line in {text}.split("\\n")]
                rows = []
                for {row} in table[1:]:
                    rows.append({{key: {row}[i] for i, key in enumerate(table[0])}})
                return rows
                """,
        },
        inputs=[*_tables(r, mark.replace("\\t", "\t"), head),
                mark.replace("\\t", "\t").join("xyz") + "\n" + mark.replace("\\t",
                 "\t").join("abc")],
    )  # fmt: skip


@family
def csv_column(r: Draw) -> Task:
    """Compute with one column of a table in a text.

    The column is found by its name in the first line; its place there is its place in all other
    lines. Texts become numbers with `int`.
    """
    text, mark, head = r.name("text"), r.pick(",", ";", "|", ":"), r.choice(_HEADS)
    column = head[1]
    label, said, gives, end = r.pick(
        ("sum", "the sum of the numbers", "int", "sum(numbers)"),
        ("largest", "the largest number, or None if there is none,", "int | None",
         "max(numbers, default=None)"),
        ("list", "the list of numbers", "list[int]", "numbers"),
        ("sorted", "the sorted list of numbers", "list[int]", "sorted(numbers)"),
        ("positive", "how many positive numbers there are", "int",
         "sum(1 for n in numbers if n > 0)"),
    )  # fmt: skip
    swapped = [mark.join(reversed(line.split(mark)))
               for line in _tables(r, mark, head)[5].split("\n")]  # fmt: skip
    tables = [*_tables(r, mark, head), "\n".join(swapped)]
    return Task(
        names=(f"{label}_{column}", f"{label}_of_column", f"{column}_{label}"),
        takes={text: "str"},
        gives=gives,
        does=(
            f"Return {said} in the column '{column}' of {text}, a table with fields separated by"
            f" {mark!r} whose first line holds the names of the columns.",
            f"Read the table {text}, where {mark!r} separates fields and the first line names the"
            f" columns, and return {said} in the column '{column}'.",
        ),
        solutions={
            "index": f"""
                head, *rows = [line.split("{mark}") for line in {text}.split("\\n")]
                place = head.index("{column}")
                numbers = [int(row[place]) for row in rows]
                return {end}
                """,
            "dictionaries": f"""
                lines = {text}.splitlines()
                keys = lines[0].split("{mark}")
                rows = [dict(zip(keys, line.split("{mark}"))) for line in lines[1:]]
                numbers = [int(row["{column}"]) for row in rows]
                return {end}
                """,
        },
        inputs=tables,
    )


@family
def csv_from_rows(r: Draw) -> Task:
    """Write rows as lines of fields.

    Every field is turned into a text, the fields of a row are joined by a mark, and the rows by
    newlines.
    """
    rows, mark = (
        r.pick("rows", "table", "data", "records", "entries", "cells"),
        r.pick(",", ";", "|", " "),
    )
    ends = r.pick("", "\\n")
    quote = r.coin()
    field = (
        f"'\"' + field + '\"' if \"{mark}\" in field else field" if quote else
        f'field.replace("{mark}", "_")'
    )  # fmt: skip
    said = (
        f"a field that contains {mark!r} is put in double quotes" if quote else
        f"{mark!r} inside a field is replaced by '_'"
    )  # fmt: skip
    tail = f' + "{ends}"' if ends else ""
    samples = [
        [["a"]], [["a", "b"]], [["a", "b"], ["c", "d"]], [[f"x{mark}y", "z"]], [["", mark], ["q"]],
        *([r.words(2) for _ in range(n)] for n in (1, 2, 3)),
    ]  # fmt: skip
    return Task(
        names=("write_csv", "csv_from_rows", "join_fields", f"{rows}_to_text"),
        takes={rows: "list[list[str]]"},
        gives="str",
        does=(
            f"Return a text with a line for each list in {rows}: its fields joined by {mark!r},"
            f" where {said}.",
            f"Write {rows} as lines of fields with {mark!r} between them; {said}.",
        ),
        notes=("The last line ends in a newline, too.",) if ends else (
            "There is no newline after the last line.",),
        solutions={
            "join": f"""
                lines = []
                for row in {rows}:
                    lines.append("{mark}".join({field} for field in row))
                return "\\n".join(lines){tail}
                """,
            "branches": f"""
                lines = []
                for row in {rows}:
                    fields = []
                    for field in row:
                        if "{mark}" in field:
                            field = {"f'" + '"{field}"' + "'" if quote else
                                     f'"_".join(field.split("{mark}"))'}
                        fields.append(field)
                    lines.append("{mark}".join(fields))
                return "\\n".join(lines){tail}
                """,
        },
        inputs=samples,
    )  # fmt: skip


@family
def quoted_fields(r: Draw) -> Task:
    """Split a line, but not inside quotes.

    A flag remembers whether the loop is inside quotes. Only outside of them does the mark end a
    field.
    """
    line, mark = r.pick("line", "text", "row", "record", "entry"), r.pick(",", ";", "|", ":", " ")
    quote = r.pick("'", "*", "~", "%", "^")
    fields, current = r.pick("fields", "parts", "cells"), r.pick("field", "current", "part_text")
    q, m = quote, mark
    lines = [
        "", "a", f"a{m}b", f"{q}a{m}b{q}", f"{q}a{m}b{q}{m}c", f"x{m}{q}y{q}{m}{m}z", f"{m}",
         f"{q}a{q}b{q}{m}{q}",
        f"{q}{m}{m}{q}{m}{q}{q}", f"a{q}b{m}c{q}d{m}e",
        f"{r.word()}{m}{q}{r.word()}{m}{r.word()}{q}",
    ]  # fmt: skip
    return Task(
        names=("split_quoted", "quoted_fields", "fields_of_line", "split_outside_quotes"),
        takes={line: "str"},
        gives="list[str]",
        does=(
            f"Split {line} at every {mark!r} that doesn't stand between two {quote!r}, and return"
            f" the fields without the {quote!r}.",
            f"Return the fields of {line}, separated by {mark!r}; between a pair of {quote!r} a"
            f" {mark!r} belongs to the field, and {quote!r} itself is left out.",
        ),
        solutions={
            "flag": f"""
                {fields} = [""]
                inside = False
                for ch in {line}:
                    if ch == "{quote}":
                        inside = not inside
                    elif ch == "{mark}" and not inside:
                        {fields}.append("")
                    else:
                        {fields}[-1] += ch
                return {fields}
                """,
            "pieces": f"""
                {current}, {fields} = "", []
                for i, piece in enumerate({line}.split("{quote}")):
                    if i % 2 == 1:
                        {current} += piece
                        continue
                    first, *rest = piece.split("{mark}")
                    {current} += first
                    for following in rest:
                        {fields}.append({current})
                        {current} = following
                return [*{fields}, {current}]
                """,
        },
        inputs=lines,
    )


@family
def check_fields(r: Draw) -> Task:
    """Find lines with the wrong number of fields.

    Each line should have as many fields as the first one. Lines are counted from 1, as editors do
    it, so that somebody can find them.
    """
    lines, mark = r.pick("lines", "rows", "table", "data", "records"), r.pick(",", ";", "|", "/")
    k, fixed = r.randint(2, 4), r.coin()
    expected = str(k) if fixed else f'{lines}[0].count("{mark}") + 1'
    as_first = f"other than {k}" if fixed else "not equal to that of the first line"
    label, said, gives, code, none = r.pick(
        ("bad_lines", "the numbers, counted from 1, of the lines", "list[int]", "{bad}", "[]"),
        ("first_bad", "the number, counted from 1, of the first line (or 0 if there is none)",
         "int", "min({bad}, default=0)", "0"),
        ("good_count", "how many lines there are, without those", "int", "len({x}) - len({bad})",
         "0"),
    )  # fmt: skip
    m = mark
    full = m.join("abcd"[:k])
    samples = [
        [], [full], [full, full + m], ["a", full], [full, "a", full, "b"], [full + m + "z", full,
         full],
        [full, full, m * k, m * (k - 1)], [m, m + m, m], ["x" + m + "y", "z"],
    ]  # fmt: skip
    guard = "" if fixed else f"if not {lines}:\n    return {none}\n"
    return Task(
        names=(label, f"{label}_of_table", f"check_{lines}", f"{label}_by_fields"),
        takes={lines: "list[str]"},
        gives=gives,
        does=(
            f"Return {said} in {lines} with a number of fields {as_first}, where {mark!r} separates"
            " fields.",
            f"Check {lines}, whose fields are separated by {mark!r}: return {said} with a number of"
            f" fields {as_first}.",
        ),
        solutions={
            "comprehension": f"{guard}wanted = {expected}\n"
            f"bad = [i for i, line in enumerate({lines}, 1)"
            f' if len(line.split("{mark}")) != wanted]\n'
            f"return {code.format(bad='bad', x=lines)}",
            "loop": f"bad = []\nfor i, line in enumerate({lines}):\n"
            f'    if line.count("{mark}") != '
            + (f"{k - 1}" if fixed else f'{lines}[0].count("{mark}")')
            + f":\n        bad.append(i + 1)\nreturn {code.format(bad='bad', x=lines)}",
        },
        inputs=samples,
    )
