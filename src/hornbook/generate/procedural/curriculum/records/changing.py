"""Change rows: add, update and fill fields."""

from hornbook.generate.procedural import Draw, Task, family
from hornbook.generate.procedural.curriculum.records.samples import table


@family
def add_field(r: Draw) -> Task:
    """Add a computed field to every row.

    Copying a row with `{**row, "new": value}` leaves the original as it was. The new field is
    computed from the others.
    """
    t, k = table(r), r.randint(2, 9)
    row = t.variable(r)
    number, other = t.amount(row), f'{row}["{t.other}"]'
    label, said, code = r.pick(
        ("total", f"'{t.number}' times '{t.other}'", f"{number} * {other}"),
        ("both", f"the sum of '{t.number}' and '{t.other}'", f"{number} + {other}"),
        ("gap", f"'{t.number}' minus '{t.other}'", f"{number} - {other}"),
        ("high", f"True if '{t.number}' is greater than {k}, otherwise False", f"{number} > {k}"),
        ("tax", f"'{t.number}' times {k}, divided by 100 without remainder",
         f"{number} * {k} // 100"),
        ("enough", f"True if '{t.other}' is at least '{t.number}', otherwise False",
         f"{other} >= {number}"),
    )  # fmt: skip
    numbers = ((k, k), (k + 1, k), (100, 51), (-1, 99), (51, 51))
    edges = [{t.number: n, t.other: m} for n, m in numbers]
    return Task(
        names=(f"add_{label}", f"{t.rows}_with_{label}", f"compute_{label}"),
        takes={t.rows: "list[dict[str, int]]"},
        gives="list[dict[str, int]]",
        does=(
            f"Return copies of the {t.rows} with a new field '{label}': {said}.",
            f"Add to a copy of each of the {t.rows} the field '{label}', which is {said}.",
        ),
        notes=r.pick((), (f"The dictionaries in {t.rows} must not change.",)),
        solutions={
            "comprehension": f'return [{{**{row}, "{label}": {code}}} for {row} in {t.rows}]',
            "loop": f"""
                result = []
                for {row} in {t.rows}:
                    copy = dict({row})
                    copy["{label}"] = {code}
                    result.append(copy)
                return result
                """,
        },
        inputs=[*t.samples(r, "number other", high=150), edges],
    )


@family
def update_group(r: Draw) -> Task:
    """Change a field in some of the rows.

    Every row is copied, and in those that meet the condition the field gets a new value. The
    list that was passed in must not change, since others may use it.
    """
    t, change = table(r), r.number_change()
    row, chosen = t.variable(r), r.choice(t.groups)
    _, group, number = t.codes(row)
    twice = [{t.group: chosen, t.number: -7}, {t.group: "other", t.number: -7}]
    return Task(
        names=(f"{change.label}_{chosen.lower()}", f"update_{t.number}", f"change_{t.rows}"),
        takes={t.rows: "list[dict[str, object]]"},
        gives="list[dict[str, object]]",
        does=(
            f"Return copies of the {t.rows} with {change.of(f'the {t.number!r}')} as the"
            f" '{t.number}' where the '{t.group}' is {chosen!r}.",
            f"Replace '{t.number}' by {change.of('itself')} in a copy of each {t.row} whose"
            f" '{t.group}' is {chosen!r}; copy the other {t.rows} unchanged.",
        ),
        solutions={
            "comprehension": f"""
                return [
                    {{**{row}, "{t.number}": {change(number)}}}
                    if {group} == "{chosen}"
                    else dict({row})
                    for {row} in {t.rows}
                ]
                """,
            "loop": f"""
                result = []
                for {row} in {t.rows}:
                    {row} = dict({row})
                    if {group} == "{chosen}":
                        {number} = {change(number)}
                    result.append({row})
                return result
                """,
        },
        inputs=[*t.samples(r, "group number", high=90), twice],
    )


@family
def fill_missing_fields(r: Draw) -> Task:
    """Fill in what is missing.

    Data from outside has gaps: a key is absent, or its value is None. Both are replaced by a
    default in a copy of the row.
    """
    t = table(r)
    row, default = t.variable(r), r.randint(0, 50)
    none_too = r.coin()
    field = t.number
    gap = f'{row}.get("{field}") is None' if none_too else f'"{field}" not in {row}'
    said = "is missing or None" if none_too else "is missing"
    other = (
        f'value = {row}.get("{field}")\n    result.append({{**{row}, "{field}": {default} if value'
        " is None else value})"
        if none_too
        else f'result.append({{"{field}": {default}, **{row}}})'
    )
    none_row: dict[str, object] = {t.key: "a", field: None}
    tables = t.samples(r, "key number")
    tables += [[none_row], [{t.key: "b"}, {t.key: "c", field: 0}], [{field: 3}, none_row]]
    return Task(
        names=(f"fill_{field}", f"default_{field}", f"complete_{t.rows}"),
        takes={t.rows: "list[dict[str, object]]"},
        gives="list[dict[str, object]]",
        does=(
            f"Return copies of the {t.rows} in which '{field}' is {default} where it {said}.",
            f"Fill in {default} for '{field}' in a copy of each of the {t.rows} in which it"
            f" {said}.",
        ),
        solutions={
            "loop": f"""
                result = []
                for {row} in {t.rows}:
                    copy = dict({row})
                    if {gap}:
                        copy["{field}"] = {default}
                    result.append(copy)
                return result
                """,
            "merge": f"result = []\nfor {row} in {t.rows}:\n    {other}\nreturn result",
        },
        inputs=tables,
    )


@family
def rename_field(r: Draw) -> Task:
    """Give a field another name.

    A key can't be renamed in place: each row is built anew, with the new key where the old one
    stood.
    """
    t = table(r)
    row = t.variable(r)
    old = r.pick(t.key, t.number)
    new = r.pick("label", "id", "field", "info", "what", "entry")
    full = r.coin()
    absent = [[{"x": 1}], [{old: 1, "x": 2}, {"x": 3, old: 4}]]
    return Task(
        names=(f"rename_{old}", f"{old}_to_{new}", f"{t.rows}_with_{new}"),
        takes={t.rows: "list[dict[str, object]]"},
        gives="list[dict[str, object]]",
        does=(
            f"Return copies of the {t.rows} in which the key '{old}' is called '{new}'.",
            f"Replace the key '{old}' by '{new}' in a copy of each of the {t.rows}.",
        ),
        notes=("Rows without it stay as they are.",) if full else (
            f"All other keys stay as they are, and so do rows without '{old}'.",
        ),
        solutions={
            "comprehension": f"""
                return [
                    {{"{new}" if key == "{old}" else key: value for key, value in {row}.items()}}
                    for {row} in {t.rows}
                ]
                """,
            "pop": f"""
                result = []
                for {row} in {t.rows}:
                    copy = dict({row})
                    if "{old}" in copy:
                        copy["{new}"] = copy.pop("{old}")
                    result.append(copy)
                return result
                """,
        },
        inputs=[*t.samples(r, "key number"), *absent],
    )  # fmt: skip


@family
def select_fields(r: Draw) -> Task:
    """Keep some fields of every row, or drop one.

    A dictionary comprehension over the wanted keys makes a smaller row. Asking `if key in row`
    forgives rows in which a field is missing.
    """
    t = table(r)
    row, keep = t.variable(r), r.coin()
    fields = r.sample([t.key, t.group, t.number, t.other], 2)
    shown = f"'{fields[0]}' and '{fields[1]}'"
    pair = f'("{fields[0]}", "{fields[1]}")'
    test = f"key {'in' if keep else 'not in'} {pair}"
    change = (
        f"{{key: {row}[key] for key in {pair} if key in {row}}}"
        if keep
        else f"{{key: {row}[key] for key in {row} if key not in {pair}}}"
    )
    absent = [[{fields[0]: 5}], [{fields[1]: 5, "x": 1}], [{"y": 0, "x": 1}]]
    return Task(
        names=(
            f"{'only' if keep else 'without'}_{fields[0]}_and_{fields[1]}",
            f"{'select' if keep else 'drop'}_fields_of_{t.rows}",
        ),
        takes={t.rows: "list[dict[str, object]]"},
        gives="list[dict[str, object]]",
        does=(
            f"Return copies of the {t.rows} with only the fields {shown}, where they are present."
            if keep
            else f"Return copies of the {t.rows} without the fields {shown}.",
            f"{'Keep' if keep else 'Remove'} the fields {shown} of every {t.row} in {t.rows}, in"
            " new dictionaries.",
        ),
        solutions={
            "items": f"""
                return [
                    {{key: value for key, value in {row}.items() if {test}}}
                    for {row} in {t.rows}
                ]
                """,
            "keys": f"return [{change} for {row} in {t.rows}]",
        },
        inputs=[*t.samples(r, "key group number other"), *absent],
    )
