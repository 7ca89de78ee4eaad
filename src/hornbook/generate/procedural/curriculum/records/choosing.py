"""Choose rows: filter, find, page through."""

from hornbook.generate.procedural import Draw, Task, family
from hornbook.generate.procedural.curriculum.records.samples import table


@family
def keep_rows(r: Draw) -> Task:
    """Keep the rows of a table that meet a condition.

    A table can be a list of dictionaries, one for each row, all with the same keys. A field of
    a row is looked up by its name, and the rows are filtered like any list.
    """
    t, test = table(r), r.number_condition()
    row = t.variable(r)
    field = t.amount(row)
    return Task(
        names=(f"{t.rows}_{test.label}", f"keep_{t.rows}_{test.label}", f"{t.number}_{test.label}"),
        takes={t.rows: "list[dict[str, object]]"},
        gives="list[dict[str, object]]",
        does=(
            f"Return the dictionaries in {t.rows} whose '{t.number}' {test.verb}.",
            f"Keep only those of the {t.rows} whose '{t.number}' {test.verb}.",
        ),
        solutions={
            "comprehension": f"return [{row} for {row} in {t.rows} if {test(field)}]",
            "loop": f"""
                kept = []
                for {row} in {t.rows}:
                    if {test(field)}:
                        kept.append({row})
                return kept
                """,
        },
        inputs=t.samples(r, "key number", test.near),
    )


@family
def names_of_rows(r: Draw) -> Task:
    """Select one field of the rows that meet a condition.

    This is what a database does with SELECT and WHERE: the condition looks at one field, and
    the result holds another one.
    """
    t, test = table(r), r.number_condition()
    row = t.variable(r)
    key, _, number = t.codes(row)
    order = r.coin()
    inner = f"{key} for {row} in {t.rows} if {test(number)}"
    return Task(
        names=(f"{t.key}s_{test.label}", f"{t.row}_{t.key}s_{test.label}", f"select_{test.label}"),
        takes={t.rows: "list[dict[str, object]]"},
        gives="list[str]",
        does=(
            f"Return the '{t.key}' of each of the {t.rows} whose '{t.number}' {test.verb}"
            f"{', sorted' if order else ''}.",
            f"List the '{t.key}' of every {t.row} whose '{t.number}' {test.verb}, "
            f"{'sorted' if order else 'in the order of ' + t.rows}.",
        ),
        solutions={
            "comprehension": f"return sorted({inner})" if order else f"return [{inner}]",
            "loop": f"""
                found = []
                for {row} in {t.rows}:
                    if {test(number)}:
                        found.append({key})
                return {"sorted(found)" if order else "found"}
                """,
        },
        inputs=t.samples(r, "key number", test.near),
    )


@family
def rows_of_group(r: Draw) -> Task:
    """Choose rows by two fields at once.

    A condition on a text and a condition on a number are joined with `and`. Both have to hold
    for a row to be chosen.
    """
    t, test = table(r), r.number_condition()
    row, chosen = t.variable(r), r.choice(t.groups)
    key, group, number = t.codes(row)
    both = f'{group} == "{chosen}" and {test(number)}'
    return Task(
        names=(f"{chosen.lower()}_{t.rows}_{test.label}", f"{t.rows}_of_{chosen.lower()}"),
        takes={t.rows: "list[dict[str, object]]"},
        gives="list[str]",
        does=(
            f"Return the '{t.key}' of all {t.rows} whose '{t.group}' is {chosen!r} and whose"
            f" '{t.number}' {test.verb}.",
            f"List the '{t.key}' of every {t.row} with {chosen!r} as its '{t.group}', if its"
            f" '{t.number}' {test.verb}.",
        ),
        solutions={
            "comprehension": f"return [{key} for {row} in {t.rows} if {both}]",
            "two steps": f"""
                members = [{row} for {row} in {t.rows} if {group} == "{chosen}"]
                return [{key} for {row} in members if {test(number)}]
                """,
            "loop": f"""
                found = []
                for {row} in {t.rows}:
                    if {group} != "{chosen}":
                        continue
                    if {test(number)}:
                        found.append({key})
                return found
                """,
        },
        inputs=[
            *t.samples(r, "key group number", test.near),
            *([t.sample(r, "key group number", n, g) for n in test.near] for g in range(3)),
        ],
    )


@family
def find_row(r: Draw) -> Task:
    """Find the first row with a given name.

    The search ends at the first match. When the loop runs to its end without one, the result is
    None; `next` with a default does the same.
    """
    t = table(r)
    row, wanted = t.variable(r), r.pick("wanted", "key", "target", "query")
    key = t.codes(row)[0]
    whole = r.coin()
    result = row if whole else t.amount(row)
    said = (
        f"the first of the {t.rows}" if whole else f"the '{t.number}' of the first of the {t.rows}"
    )
    tables = t.samples(r, "key number")
    repeated = t.with_keys(r, "key number", (4, 8, 2), "000", "aba")
    return Task(
        names=(f"find_{t.row}", f"{t.row}_by_{t.key}", f"lookup_{t.row}"),
        takes={t.rows: "list[dict[str, object]]", wanted: "str"},
        gives="dict[str, object] | None" if whole else "int | None",
        does=(
            f"Return {said} whose '{t.key}' equals {wanted}, or None if there is none.",
            f"Look in {t.rows} for the '{t.key}' {wanted} and return {said} that has it, or None.",
        ),
        solutions={
            "loop": f"""
                for {row} in {t.rows}:
                    if {key} == {wanted}:
                        return {result}
                return None
                """,
            "next": f"return next(({result} for {row} in {t.rows} if {key} == {wanted}), None)",
            "list": f"""
                found = [{result} for {row} in {t.rows} if {key} == {wanted}]
                return found[0] if found else None
                """,
        },
        inputs=[
            ([], "a"),
            *((rows, rows[-1][t.key]) for rows in tables[1:5]),
            *((repeated, name) for name in "abc"),
            (tables[5], "nobody"),
        ],
    )


@family
def page_of_rows(r: Draw) -> Task:
    """Show one page of a long table.

    Page number `p` begins after `(p - 1)` full pages. A slice that reaches past the end gives
    what is there, and for a page too far the empty list.
    """
    t, size = table(r), r.randint(2, 4)
    page, first = r.pick("page", "number", "which"), r.randint(0, 1)
    row = t.variable(r)
    key = t.codes(row)[0]
    start = f"({page} - 1) * {size}" if first else f"{page} * {size}"
    rows = [t.sample(r, "key", 0, 0) for _ in range(2 * size + 1)]
    return Task(
        names=(f"page_of_{t.rows}", f"{t.rows}_on_page", f"show_{t.rows}"),
        takes={t.rows: "list[dict[str, object]]", page: "int"},
        gives="list[str]",
        does=(
            f"Return the '{t.key}' of each of the {t.rows} on a page, where a page shows {size}"
            f" of them and the first page has the number {first}.",
            f"List the '{t.key}' of the {t.rows} on one page, given its number, with {size}"
            f" to a page, counting pages from {first}.",
        ),
        solutions={
            "slice": f"""
                start = {start}
                return [{key} for {row} in {t.rows}[start : start + {size}]]
                """,
            "division": f"""
                found = []
                for i, {row} in enumerate({t.rows}):
                    if i // {size}{" + 1" if first else ""} == {page}:
                        found.append({key})
                return found
                """,
        },
        inputs=[
            ([], first),
            *((rows, number + first) for number in range(4)),
            (rows[: 2 * size], first + 1),
            (rows[: size - 1], first),
        ],
    )
