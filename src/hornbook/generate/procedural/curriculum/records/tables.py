"""Tables beside each other: joins, indexes, versions, checks."""

from hornbook.generate.procedural import Draw, Task, family
from hornbook.generate.procedural.curriculum.records.samples import table


@family
def distinct_values(r: Draw) -> Task:
    """List the different values of a field.

    A dictionary remembers its keys in the order in which they came, so `dict.fromkeys` drops
    repetitions and keeps the order.
    """
    t, test = table(r), r.number_condition()
    row = t.variable(r)
    _, group, number = t.codes(row)
    order = r.coin()
    return Task(
        names=(f"distinct_{t.group}s", f"{t.group}s_of_{t.rows}", f"different_{t.group}s"),
        takes={t.rows: "list[dict[str, object]]"},
        gives="list[str]",
        does=(
            f"Return the distinct values of '{t.group}' among those {t.rows} whose '{t.number}'"
            f" {test.verb}, {'sorted' if order else 'in the order of their first appearance'}.",
            f"List each '{t.group}' once that occurs in {t.rows} with a '{t.number}' that"
            f" {test.verb}, {'sorted' if order else 'the first to appear first'}.",
        ),
        solutions={
            "collection": f"""
                return {"sorted" if order else "list"}({"set" if order else "dict.fromkeys"}(
                    {group} for {row} in {t.rows} if {test(number)}
                ))
                """,
            "loop": f"""
                found = []
                for {row} in {t.rows}:
                    if {test(number)} and {group} not in found:
                        found.append({group})
                return {"sorted(found)" if order else "found"}
                """,
        },
        inputs=[
            *t.samples(r, "group number", test.near),
            *([t.sample(r, "group number", n, g) for n in test.near] for g in range(2)),
            *([t.sample(r, "group number", n, 2 - g) for g in range(3)] for n in test.near),
        ],
    )  # fmt: skip


@family
def join_tables(r: Draw) -> Task:
    """Join two tables by a field that they share.

    One table is a dictionary that can be asked; each row of the other looks up what belongs to
    it. What to do with rows that find nothing has to be decided.
    """
    t = table(r)
    row, lookup = t.variable(r), r.pick("rates", "bonus", "factors", "extras")
    key, group, number = t.codes(row)
    skip, op = r.coin(), r.pick("+", "*", "-")
    verb = {"+": "plus", "*": "times", "-": "minus"}[op]
    said = (
        f"without those whose '{t.group}' {lookup} lacks"
        if skip
        else f"where a '{t.group}' that {lookup} lacks counts as 0"
    )
    get = f"{lookup}[{group}]" if skip else f"{lookup}.get({group}, 0)"
    condition = f" if {group} in {lookup}" if skip else ""
    branch = "continue" if skip else f"result.append(({key}, {number} {op} 0))\n        continue"
    known = {t.groups[0]: r.randint(2, 9), t.groups[1]: r.randint(2, 9)}
    return Task(
        names=(f"join_{t.rows}", f"{t.rows}_with_{lookup}", f"apply_{lookup}"),
        takes={t.rows: "list[dict[str, object]]", lookup: "dict[str, int]"},
        gives="list[tuple[str, int]]",
        does=(
            f"Return for each of the {t.rows} a tuple of its '{t.key}' and its '{t.number}' {verb}"
            f" the value that {lookup} has for its '{t.group}', {said}.",
        ),
        solutions={
            "comprehension": f"""
                return [
                    ({key}, {number} {op} {get})
                    for {row} in {t.rows}{condition}
                ]
                """,
            "loop": f"result = []\nfor {row} in {t.rows}:\n    if {group} not in {lookup}:\n"
            f"        {branch}\n    result.append(({key}, {number} {op} {lookup}[{group}]))\n"
            "return result",
        },
        inputs=[
            *((rows, known) for rows in t.samples(r, "key group number")),
            (t.with_keys(r, "key group number", (4, 6, 9), "012", "abc"), known),
            (t.with_keys(r, "key group number", (5, 7), "20", "xy"), {}),
        ],
    )  # fmt: skip


@family
def index_rows(r: Draw) -> Task:
    """Make a dictionary out of a table, for fast look-ups.

    Looking through a list takes longer the longer it is; a dictionary from the key finds its
    entry at once. When a key occurs twice, one of its rows has to win.
    """
    t = table(r)
    row, first = t.variable(r), r.coin()
    key, _, number = t.codes(row)
    repeated = [
        t.with_keys(r, "key number", numbers, "0000", keys)
        for numbers, keys in (((5, 9, 1, 4), "abab"), ((3, 3, 8, 2), "xxyx"))
    ]
    return Task(
        names=(f"{t.number}_by_{t.key}", f"index_{t.rows}", f"{t.key}_to_{t.number}"),
        takes={t.rows: "list[dict[str, object]]"},
        gives="dict[str, int]",
        does=(
            f"Return a dictionary from the '{t.key}' of each of the {t.rows} to its '{t.number}'.",
            f"Map the '{t.key}' of every {t.row} in {t.rows} to its '{t.number}', in a dictionary.",
        ),
        notes=(
            f"If a '{t.key}' occurs more than once, its {'first' if first else 'last'} row counts.",
        ),
        solutions={
            "comprehension": f"""
                return {{{key}: {number} for {row} in {f"reversed({t.rows})" if first else t.rows}}}
                """,
            "loop": f"""
                index = {{}}
                for {row} in {t.rows}:
                    {f"if {key} not in index:" if first else "name = " + key}
                    {f"    index[{key}] = {number}" if first else f"index[name] = {number}"}
                return index
                """,
        },
        inputs=[*t.samples(r, "key number"), *repeated],
    )


@family
def compare_versions(r: Draw) -> Task:
    """Compare two versions of a table.

    What is new, what is gone and what has changed can be told from two dictionaries that map
    the key of each row to its value.
    """
    t = table(r)
    before, after = r.pick(
        ("before", "after"),
        ("old", "new"),
        ("earlier", "later"),
        ("january", "june"),
        ("first", "second"),
        ("backup", "current"),
        ("then", "today"),
    )
    label, said, inner, loop = r.pick(
        ("added", f"in {after} and not in {before}",
         "{now} - {then}", "key not in {then}"),
        ("removed", f"in {before} and not in {after}",
         "{then} - {now}", "key not in {now}"),
        ("kept", f"both in {before} and in {after}",
         "{then} & {now}", "key in {now}"),
    )  # fmt: skip
    source = after if label == "added" else before
    key = t.codes("row")[0]
    then, now = f"{before}_keys", f"{after}_keys"
    fill = {"then": then, "now": now}
    tables = t.samples(r, "key number")
    one = t.with_keys(r, "key number", (1, 2, 3), "000", "cba")
    two = t.with_keys(r, "key number", (9, 8, 3), "000", "dbe")
    return Task(
        names=(f"{label}_{t.rows}", f"{t.rows}_{label}", f"find_{label}_{t.rows}"),
        takes={before: "list[dict[str, object]]", after: "list[dict[str, object]]"},
        gives="list[str]",
        does=(
            f"Return a sorted list of every '{t.key}' that occurs {said}, each once.",
            f"Compare two lists of {t.rows}: return, sorted and without repetitions, the"
            f" '{t.key}' of those {t.rows} that are {said}.",
        ),
        solutions={
            "sets": f"""
                {then} = {{{key} for row in {before}}}
                {now} = {{{key} for row in {after}}}
                return sorted({inner.format(**fill)})
                """,
            "loop": f"""
                {now if source == before else then} = [{key} for row in {
                    after if source == before else before}]
                found = []
                for row in {source}:
                    key = {key}
                    if {loop.format(**fill)} and key not in found:
                        found.append(key)
                return sorted(found)
                """,
        },
        inputs=[
            ([], []), (one, two), (two, one), (one, []), ([], two), (one, one), ([*one, *one], two),
            ([*two, *two], [*one, *one]), *zip(tables, tables[::-1], strict=True),
        ],
    )  # fmt: skip


@family
def check_table(r: Draw) -> Task:
    """Find rows that are not as they should be.

    Before data is used it is checked. The result names the rows with a problem by their
    position, so that somebody can look at them.
    """
    t = table(r)
    row, limit = t.variable(r), r.randint(5, 60)
    field, start = t.number, r.randint(0, 1)
    value = f'{row}["{field}"]'
    rules = f'"{field}" not in {row} or not 0 <= {value} <= {limit}'
    rows: list[list[dict[str, object]]] = [
        [{field: n} for n in (-1, 0, 1, limit, limit + 1)],
        [{t.key: "a"}, {field: 1}],
        [{field: 2}, {t.key: "b"}, {field: -5}],
        [{field: limit}, {field: limit + 9}],
    ]
    return Task(
        names=(f"bad_{t.rows}", f"check_{t.rows}", f"invalid_{t.rows}", f"{field}_problems"),
        takes={t.rows: "list[dict[str, object]]"},
        gives="list[int]",
        does=(
            f"Return the positions, counted from {start}, of those {t.rows} without a '{field}' or"
            f" with one that is not between 0 and {limit} (both included).",
            f"Check that all {t.rows} have a '{field}' from 0 to {limit}, and return the positions"
            f" (the first is {start}) of those that don't.",
        ),
        solutions={
            "comprehension": f"""
                return [
                    i
                    for i, {row} in enumerate({t.rows}{", 1" if start else ""})
                    if {rules}
                ]
                """,
            "loop": f"""
                bad = []
                for i, {row} in enumerate({t.rows}):
                    number = {row}.get("{field}")
                    if number is None or number < 0 or number > {limit}:
                        bad.append(i{" + 1" if start else ""})
                return bad
                """,
        },
        inputs=[*t.samples(r, "number"), *rows],
    )


@family
def cross_table(r: Draw) -> Task:
    """Count in two directions at once.

    A table of tables: the outer dictionary has an entry for each group, the inner one for each
    class of numbers. Such a cross table shows how two properties go together.
    """
    t, test = table(r), r.number_condition()
    row = t.variable(r)
    _, group, number = t.codes(row)
    yes, no = r.pick(("yes", "no"), ("in", "out"), ("match", "rest"), ("hit", "miss"))
    return Task(
        names=(f"{test.label}_by_{t.group}", f"cross_table_of_{t.rows}", f"{t.group}_table"),
        takes={t.rows: "list[dict[str, object]]"},
        gives="dict[str, dict[str, int]]",
        does=(
            f"Return a dictionary from each '{t.group}' to a dictionary with the keys '{yes}' and"
            f" '{no}': the number of its {t.rows} whose '{t.number}' {test.verb}, and of its other"
            f" {t.rows}.",
        ),
        solutions={
            "loop": f"""
                table = {{}}
                for {row} in {t.rows}:
                    counts = table.setdefault({group}, {{"{yes}": 0, "{no}": 0}})
                    counts["{yes}" if {test(number)} else "{no}"] += 1
                return table
                """,
            "branches": f"""
                table = {{}}
                for {row} in {t.rows}:
                    if {group} not in table:
                        table[{group}] = {{"{yes}": 0, "{no}": 0}}
                    if {test(number)}:
                        table[{group}]["{yes}"] += 1
                    else:
                        table[{group}]["{no}"] += 1
                return table
                """,
        },
        inputs=[
            *t.samples(r, "group number", test.near),
            *([t.sample(r, "group number", n, g) for n in test.near] for g in range(2)),
        ],
    )
