"""From rows to columns, and to text."""

from hornbook.generate.procedural import Draw, Task, family
from hornbook.generate.procedural.curriculum.records.samples import table


@family
def rows_to_columns(r: Draw) -> Task:
    """Turn a list of rows into a dictionary of columns.

    A table can be kept row by row or column by column. The columns are lists of equal length,
    one for each field.
    """
    t = table(r)
    row = t.variable(r)
    fields = r.sample([t.key, t.group, t.number, t.other], 2)
    kinds = {t.key: "key", t.group: "group", t.number: "number", t.other: "other"}
    one, two = fields
    return Task(
        names=(f"columns_of_{t.rows}", f"{t.rows}_to_columns", f"{one}_and_{two}_columns"),
        takes={t.rows: "list[dict[str, object]]"},
        gives="dict[str, list[object]]",
        does=(
            f"Return a dictionary with the keys '{one}' and '{two}' that maps each to the list of"
            f" its values in {t.rows}.",
            f"Turn the {t.rows} into columns: return a dictionary from '{one}' and from '{two}' to"
            " the list of the values that the rows have there.",
        ),
        solutions={
            "comprehension": f"""
                fields = ["{one}", "{two}"]
                return {{field: [{row}[field] for {row} in {t.rows}] for field in fields}}
                """,
            "append": f"""
                columns = {{"{one}": [], "{two}": []}}
                for {row} in {t.rows}:
                    for field in columns:
                        columns[field].append({row}[field])
                return columns
                """,
        },
        inputs=t.samples(r, " ".join(kinds[field] for field in fields)),
    )


@family
def columns_to_rows(r: Draw) -> Task:
    """Turn columns into a list of rows.

    `zip` walks through the columns side by side and yields one tuple for each row, which is
    easily made a dictionary.
    """
    t = table(r)
    keys, numbers = (
        r.pick(f"{t.key}s", "labels", "ids", "left", f"all_{t.key}s"),
        r.pick(f"{t.number}_values", f"{t.number}_list", "values", "numbers", "right"),
    )
    cut = r.coin(0.4)
    samples = [
        ([str(row[t.key]) for row in rows], [row[t.number] for row in rows])
        for rows in t.samples(r, "key number")
    ]
    if cut:
        samples += [(["a", "b", "c"], [1]), (["x"], [5, 6])]
    else:
        samples += [(["a", "b"], [0, 0])]
    return Task(
        names=(f"{t.rows}_from_columns", f"make_{t.rows}", f"build_{t.rows}"),
        takes={keys: "list[str]", numbers: "list[int]"},
        gives="list[dict[str, object]]",
        does=(
            f"Return a list of dictionaries, each with one of the {keys} as '{t.key}' and the"
            f" number at the same position of {numbers} as '{t.number}'.",
            f"Combine {keys} and {numbers} position by position into dictionaries with the keys"
            f" '{t.key}' and '{t.number}'.",
        ),
        notes=("The longer list is cut to the length of the shorter one.",) if cut else (
            "Both lists have the same length.",
        ),
        solutions={
            "zip": f"""
                return [
                    {{"{t.key}": {t.key}, "{t.number}": {t.number}}}
                    for {t.key}, {t.number} in zip({keys}, {numbers})
                ]
                """,
            "index": f"""
                result = []
                for i in range(min(len({keys}), len({numbers}))):
                    result.append({{"{t.key}": {keys}[i], "{t.number}": {numbers}[i]}})
                return result
                """,
        },
        inputs=samples,
    )  # fmt: skip


@family
def describe_rows(r: Draw) -> Task:
    """Write a line of text for each row.

    An f-string puts fields into a sentence. Double and single quotes have to differ inside and
    outside the braces.
    """
    t = table(r)
    row = t.variable(r)
    key, group, number = t.codes(row)
    pattern, fields = r.pick(
        ("{key}: {number}", "key number"),
        ("{key} ({group})", "key group"),
        ("{group} - {key}", "key group"),
        ("{key} has {number}", "key number"),
        ("{number} x {key}", "key number"),
        ("{key}, {group}: {number}", "key group number"),
        ("[{group}] {number}", "group number"),
        ("{key}={number}", "key number"),
    )
    shown = pattern.format(key=t.key.upper(), group=t.group.upper(), number=t.number.upper())
    quoted = {"key": key, "group": group, "number": number}
    literal = pattern.format(**{k: "{" + v.replace('"', "'") + "}" for k, v in quoted.items()})
    percent = pattern.format(**{k: f'" + str({v}) + "' for k, v in quoted.items()})
    added = f'"{percent}"'.removeprefix('"" + ').removesuffix(' + ""')
    return Task(
        names=(f"describe_{t.rows}", f"{t.row}_lines", f"format_{t.rows}", f"{t.rows}_report"),
        takes={t.rows: "list[dict[str, object]]"},
        gives="list[str]",
        does=(
            f"Return a list with a text for each of the {t.rows}: '{shown}', with the fields'"
            " values for the words in capitals.",
            f"Describe every {t.row} in {t.rows} by a text of the form '{shown}', where the words"
            " in capitals stand for its fields.",
        ),
        solutions={
            "f-string": f'return [f"{literal}" for {row} in {t.rows}]',
            "addition": f"""
                lines = []
                for {row} in {t.rows}:
                    lines.append({added})
                return lines
                """,
        },
        inputs=t.samples(r, fields),
    )
