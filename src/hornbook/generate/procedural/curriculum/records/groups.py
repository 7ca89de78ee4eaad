"""Summarise groups: totals, counts, averages, ranges."""

from hornbook.generate.procedural import Draw, Task, family
from hornbook.generate.procedural.curriculum.records.samples import table

_NUMBERS, _GROUPS = (5, 9, 5, 1, 2), "00110"


@family
def total_of_rows(r: Draw) -> Task:
    """Add up a field of the rows that belong to a group.

    The total starts at zero and grows by the field of each row that belongs. A generator
    expression inside `sum` does it in one line.
    """
    t = table(r)
    row, chosen = t.variable(r), r.choice(t.groups)
    _, group, number = t.codes(row)
    sign = r.pick("==", "!=")
    is_ = "is" if sign == "==" else "is not"
    return Task(
        names=(f"total_{t.number}", f"{t.number}_of_{chosen.lower()}", f"sum_{t.number}"),
        takes={t.rows: "list[dict[str, object]]"},
        gives="int",
        does=(
            f"Return the sum of the '{t.number}' of all {t.rows} whose '{t.group}' {is_}"
            f" {chosen!r}.",
            f"Add up the '{t.number}' of every {t.row} whose '{t.group}' {is_} {chosen!r}.",
        ),
        solutions={
            "builtin": f"""
                return sum({number} for {row} in {t.rows} if {group} {sign} "{chosen}")
                """,
            "loop": f"""
                total = 0
                for {row} in {t.rows}:
                    if {group} {sign} "{chosen}":
                        total += {number}
                return total
                """,
        },
        inputs=[
            *t.samples(r, "group number"),
            *(t.with_keys(r, "group number", _NUMBERS, f"{g}{h}012", "abcde") for g, h in
              ("01", "12", "20")),
        ],
    )  # fmt: skip


@family
def total_by_group(r: Draw) -> Task:
    """Add up a field for each group.

    This is what GROUP BY does in a database: a dictionary holds one running total for each
    value of the field.
    """
    t, test = table(r), r.number_condition()
    row, some = t.variable(r), r.coin()
    _, group, number = t.codes(row)
    only = f" for those whose '{t.number}' {test.verb}" if some else ""
    condition = test(number) if some else ""
    skip = f"if not ({condition}):\n        continue\n    " if some else ""
    rest = f" if {condition}" if some else ""
    return Task(
        names=(f"{t.number}_by_{t.group}", f"total_{t.number}_per_{t.group}", f"{t.group}_totals"),
        takes={t.rows: "list[dict[str, object]]"},
        gives="dict[str, int]",
        does=(
            f"Return a dictionary from each '{t.group}' to the sum of the '{t.number}' of its"
            f" {t.rows}{only}.",
            f"Add up the '{t.number}' of the {t.rows} for each '{t.group}', as a"
            f" dictionary{only}.",
        ),
        notes=("A group of which no row counts is left out.",) if some else (),
        solutions={
            "get": f"totals = {{}}\nfor {row} in {t.rows}:\n    {skip}"
            f"totals[{group}] = totals.get({group}, 0) + {number}\nreturn totals",
            "branches": f"""
                totals = {{}}
                for {row} in [{row} for {row} in {t.rows}{rest}]:
                    if {group} in totals:
                        totals[{group}] += {number}
                    else:
                        totals[{group}] = {number}
                return totals
                """,
            "defaultdict": f"totals = defaultdict(int)\nfor {row} in {t.rows}:\n    {skip}"
            f"totals[{group}] += {number}\nreturn dict(totals)",
        },
        inputs=[
            *t.samples(r, "group number", test.near),
            t.with_keys(r, "group number", _NUMBERS, _GROUPS, "abcde"),
            *([t.sample(r, "group number", n, 1) for n in (m, m, 4)] for m in test.near[:3]),
        ],
    )  # fmt: skip


@family
def count_by_group(r: Draw) -> Task:
    """Count the rows of each group.

    `Counter` counts whatever a generator yields; with a plain dictionary, each row adds one to
    the count of its group.
    """
    t, test = table(r), r.number_condition()
    row = t.variable(r)
    _, group, number = t.codes(row)
    return Task(
        names=(f"{t.rows}_per_{t.group}", f"count_{t.rows}_by_{t.group}", f"{t.group}_counts"),
        takes={t.rows: "list[dict[str, object]]"},
        gives="dict[str, int]",
        does=(
            f"Return a dictionary from each '{t.group}' to the number of its {t.rows} whose"
            f" '{t.number}' {test.verb}.",
            f"Count for each '{t.group}' the {t.rows} whose '{t.number}' {test.verb}.",
        ),
        notes=(f"Leave out each '{t.group}' without such {t.rows}.",),
        solutions={
            "counter": f"""
                return dict(Counter({group} for {row} in {t.rows} if {test(number)}))
                """,
            "loop": f"""
                counts = {{}}
                for {row} in {t.rows}:
                    if {test(number)}:
                        counts[{group}] = counts.get({group}, 0) + 1
                return counts
                """,
        },
        inputs=[
            *t.samples(r, "group number", test.near),
            [t.sample(r, "group number", n, 1) for n in (*test.near, *test.near)],
        ],
    )


@family
def members_of_groups(r: Draw) -> Task:
    """List the members of each group.

    The dictionary maps each group to a list. `setdefault` makes an empty list for a group that
    is new, and the member is appended to whatever is there.
    """
    t = table(r)
    row, order = t.variable(r), r.coin()
    key, group, _ = t.codes(row)
    end = "{group: sorted(members) for group, members in groups.items()}"
    return Task(
        names=(f"{t.rows}_by_{t.group}", f"group_{t.rows}", f"{t.group}_members"),
        takes={t.rows: "list[dict[str, object]]"},
        gives="dict[str, list[str]]",
        does=(
            f"Return a dictionary from each '{t.group}' to the {'sorted ' if order else ''}list of"
            f" the '{t.key}' of its {t.rows}.",
            f"Group the {t.rows} by '{t.group}': map each to a"
            f" {'sorted list' if order else 'list'} of every '{t.key}' in it.",
        ),
        solutions={
            "setdefault": f"""
                groups = {{}}
                for {row} in {t.rows}:
                    groups.setdefault({group}, []).append({key})
                return {end if order else "groups"}
                """,
            "membership": f"""
                groups = {{}}
                for {row} in {"sorted(" + t.rows + f", key=lambda {row}: {key})"
                              if order else t.rows}:
                    if {group} not in groups:
                        groups[{group}] = []
                    groups[{group}].append({key})
                return groups
                """,
        },
        inputs=[
            *t.samples(r, "key group"),
            t.with_keys(r, "key group", _NUMBERS, _GROUPS, "ecabd"),
        ],
    )  # fmt: skip


@family
def average_by_group(r: Draw) -> Task:
    """Compute the average of each group.

    An average needs two things for each group, a sum and a count. Both can be kept in
    dictionaries, or the numbers themselves are collected first.
    """
    t = table(r)
    row, whole = t.variable(r), r.coin()
    _, group, number = t.codes(row)
    slash = "//" if whole else "/"
    return Task(
        names=(f"average_{t.number}_by_{t.group}", f"mean_{t.number}", f"{t.group}_averages"),
        takes={t.rows: "list[dict[str, object]]"},
        gives=f"dict[str, {'int' if whole else 'float'}]",
        does=(
            f"Return a dictionary from each '{t.group}' to the average '{t.number}' of its"
            f" {t.rows}{', rounded down' if whole else ''}.",
            f"Calculate the average '{t.number}' of the {t.rows} for each"
            f" '{t.group}'{' and round it down' if whole else ''}.",
        ),
        solutions={
            "lists": f"""
                groups = {{}}
                for {row} in {t.rows}:
                    groups.setdefault({group}, []).append({number})
                return {{name: sum(all_) {slash} len(all_) for name, all_ in groups.items()}}
                """,
            "sums": f"""
                sums, counts = {{}}, {{}}
                for {row} in {t.rows}:
                    name = {group}
                    sums[name] = sums.get(name, 0) + {number}
                    counts[name] = counts.get(name, 0) + 1
                return {{name: sums[name] {slash} counts[name] for name in sums}}
                """,
        },
        inputs=[
            *t.samples(r, "group number"),
            t.with_keys(r, "group number", (4, 8, 2, 4, 6), _GROUPS, "abcde"),
        ],
    )


@family
def range_by_group(r: Draw) -> Task:
    """Find the smallest and the largest number of each group.

    A pair holds both ends for each group. The first row of a group gives both; every later one
    can move one of them.
    """
    t = table(r)
    row = t.variable(r)
    _, group, number = t.codes(row)
    return Task(
        names=(f"{t.number}_range_by_{t.group}", f"{t.group}_ranges", f"extremes_per_{t.group}"),
        takes={t.rows: "list[dict[str, object]]"},
        gives="dict[str, tuple[int, int]]",
        does=(
            f"Return a dictionary from each '{t.group}' to a tuple of the smallest and the largest"
            f" '{t.number}' of its {t.rows}.",
            f"Find for each '{t.group}' the least and the greatest '{t.number}' among the"
            f" {t.rows}, as a tuple.",
        ),
        solutions={
            "lists": f"""
                groups = {{}}
                for {row} in {t.rows}:
                    groups.setdefault({group}, []).append({number})
                return {{name: (min(all_), max(all_)) for name, all_ in groups.items()}}
                """,
            "pairs": f"""
                ranges = {{}}
                for {row} in {t.rows}:
                    low, high = ranges.get({group}, ({number}, {number}))
                    ranges[{group}] = (min(low, {number}), max(high, {number}))
                return ranges
                """,
        },
        inputs=[
            *t.samples(r, "group number"),
            t.with_keys(r, "group number", _NUMBERS, _GROUPS, "abcde"),
        ],
    )
