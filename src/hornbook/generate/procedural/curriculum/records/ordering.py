"""Sort rows, and take the best of them."""

from hornbook.generate.procedural import Draw, Task, family
from hornbook.generate.procedural.curriculum.records.samples import table


@family
def sort_rows(r: Draw) -> Task:
    """Sort rows by one of their fields.

    The `key` of `sorted` picks the field to compare. For numbers from large to small with ties
    by name, the key is a tuple with the negated number first.
    """
    t = table(r)
    row = t.variable(r)
    key, _, number = t.codes(row)
    label, said, code, reverse = r.pick(
        ("ascending", f"from the smallest '{t.number}' to the largest", number, False),
        ("descending", f"from the largest '{t.number}' to the smallest", number, True),
    )
    names = r.coin(0.6)
    shown = key if names else row
    what = f"a list of the '{t.key}' of all {t.rows}" if names else f"the {t.rows}"
    sign = "-" if reverse else ""
    return Task(
        names=(f"sort_{t.rows}_by_{t.number}", f"{t.rows}_{label}", f"order_{t.rows}_{label}"),
        takes={t.rows: "list[dict[str, object]]"},
        gives="list[str]" if names else "list[dict[str, object]]",
        does=(
            f"Return {what}, sorted {said}, and by '{t.key}' where it is equal.",
            f"Sort the {t.rows} {said}, those with the same '{t.number}' by '{t.key}', and return"
            f" {'the ' + repr(t.key) + ' of each' if names else 'them as a new list'}.",
        ),
        solutions={
            "tuple": f"""
                ordered = sorted({t.rows}, key=lambda {row}: ({sign}{code}, {key}))
                return [{shown} for {row} in ordered]
                """,
            "twice": f"""
                ordered = sorted({t.rows}, key=lambda {row}: {key})
                ordered.sort(key=lambda {row}: {code}{", reverse=True" if reverse else ""})
                return {f"[{key} for {row} in ordered]" if names else "ordered"}
                """,
        },
        inputs=[
            *t.samples(r, "key number"),
            t.with_keys(r, "key number", (5, 9, 5, 9), "0000", "dbac"),
        ],
    )


@family
def best_rows(r: Draw) -> Task:
    """Take the few rows with the largest numbers.

    Sorting from large to small and cutting off a slice gives the best few. `sorted` is stable, so
    rows with equal numbers keep their order.
    """
    t, k = table(r), r.randint(2, 4)
    row = t.variable(r)
    key, _, number = t.codes(row)
    large = r.coin()
    word, reverse = ("largest", "True") if large else ("smallest", "False")
    sign = "-" if large else ""
    return Task(
        names=(f"{word}_{k}_{t.rows}", f"{t.rows}_with_{word}_{t.number}", f"top_{k}_{t.rows}"),
        takes={t.rows: "list[dict[str, object]]"},
        gives="list[str]",
        does=(
            f"Return the '{t.key}' of the {k} {t.rows} with the {word} '{t.number}', the"
            f" {word} first.",
            f"List the '{t.key}' of those {k} of the {t.rows} that have the {word} '{t.number}',"
            f" beginning with the {word}.",
        ),
        notes=r.pick(
            (f"Among equals, those that come first in {t.rows} win.",),
            (f"Equals keep their order. If there are fewer than {k}, return all.",),
        ),
        solutions={
            "sorted": f"""
                ordered = sorted({t.rows}, key=lambda {row}: {number}, reverse={reverse})
                return [{key} for {row} in ordered[:{k}]]
                """,
            "heap": f"""
                best = heapq.nsmallest({k}, {t.rows}, key=lambda {row}: {sign}{number})
                return [{key} for {row} in best]
                """,
            "positions": f"""
                places = range(len({t.rows}))
                order = sorted(places, key=lambda i: ({sign}{t.amount(f"{t.rows}[i]")}, i))
                return [{t.rows}[i]["{t.key}"] for i in order[:{k}]]
                """,
        },
        inputs=[
            *t.samples(r, "key number"),
            t.with_keys(r, "key number", (5, 9, 5, 9, 5, 9), "000000", "dbacef"),
        ],
    )  # fmt: skip


@family
def best_of_each_group(r: Draw) -> Task:
    """Find the best row of each group.

    A dictionary holds the best row of each group so far. A new row takes the place when its
    group is new or when it is better than the one that stands there.
    """
    t = table(r)
    row = t.variable(r)
    key, group, number = t.codes(row)
    word, sign, sort = r.pick(("largest", ">", "-"), ("smallest", "<", ""))
    return Task(
        names=(f"{word}_{t.row}_by_{t.group}", f"best_of_each_{t.group}", f"{word}_per_{t.group}"),
        takes={t.rows: "list[dict[str, object]]"},
        gives="dict[str, str]",
        does=(
            f"Return a dictionary from each '{t.group}' to the '{t.key}' of the {t.row} in it that"
            f" has the {word} '{t.number}'.",
            f"Find for each '{t.group}' of the {t.rows} the '{t.key}' with the {word}"
            f" '{t.number}', as a dictionary.",
        ),
        notes=("The first of equals counts.",),
        solutions={
            "loop": f"""
                best = {{}}
                for {row} in {t.rows}:
                    group = {group}
                    if group not in best or {number} {sign} {t.amount("best[group]")}:
                        best[group] = {row}
                return {{group: {t.codes(row)[0]} for group, {row} in best.items()}}
                """,
            "sorted": f"""
                names = {{}}
                for {row} in sorted({t.rows}, key=lambda {row}: {sort}{number}):
                    names.setdefault({group}, {key})
                return names
                """,
        },
        inputs=[
            *t.samples(r, "key group number"),
            t.with_keys(r, "key group number", (5, 9, 5, 9, 2), "00110", "dbace"),
            t.with_keys(r, "key group number", (4, 4, 6, 6), "0011", "abcd"),
            t.with_keys(r, "key group number", (1, 2, 3), "000", "abc"),
        ],
    )
