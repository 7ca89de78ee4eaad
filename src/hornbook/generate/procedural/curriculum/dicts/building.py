"""Build dictionaries: count, group, merge, invert, look up."""

from typing import Any

from hornbook.generate.procedural import Draw, Task, family
from hornbook.generate.procedural.curriculum.dicts.samples import tables


@family
def count_occurrences(r: Draw) -> Task:
    """Count how often each thing occurs.

    The dictionary maps each thing to its count so far. `get(key, 0)` gives the count or zero,
    so the first occurrence needs no special case; `Counter` does all of this by itself.
    """
    label, kind, name, key, said = r.pick(
        ("items", "list[int]", "numbers", "item", "each number"),
        ("words", "list[str]", "words", "item", "each string"),
        ("characters", "str", "text", "item", "each character"),
        ("lengths", "list[str]", "words", "len(item)", "each length of a string"),
        ("initials", "list[str]", "words", "item[0]", "each first letter of a string"),
        ("last_digits", "list[int]", "numbers", "item % 10", "each last digit"),
        ("remainders", "list[int]", "numbers", "item % 3", "each remainder modulo 3"),
        ("lower_letters", "str", "text", "item.lower()", "each character, ignoring case,"),
    )
    things = r.name(name)
    inputs: dict[str, list[Any]] = {
        "numbers": r.number_lists(low=0, high=25),
        "words": r.word_lists(),
        "text": [*r.texts(), "Aa bB a"],
    }
    gives = "int" if key in ("len(item)", "item % 10", "item % 3") or label == "items" else "str"
    counted = things if key == "item" else f"{key} for item in {things}"
    return Task(
        names=(f"count_{label}", f"{label}_counts", f"tally_{label}"),
        takes={things: kind},
        gives=f"dict[{gives}, int]",
        does=(
            f"Return a dictionary that tells how often {said} occurs in {things}.",
            f"Count how often {said} occurs in {things}, as a dictionary.",
        ),
        solutions={
            "get": f"""
                counts = {{}}
                for item in {things}:
                    key = {key}
                    counts[key] = counts.get(key, 0) + 1
                return counts
                """,
            "counter": f"return dict(Counter({counted}))",
            "branches": f"""
                counts = {{}}
                for item in {things}:
                    if {key} in counts:
                        counts[{key}] += 1
                    else:
                        counts[{key}] = 1
                return counts
                """,
        },
        inputs=inputs[name],
    )


@family
def group_by(r: Draw) -> Task:
    """Group things by a property.

    The dictionary maps each value of the property to the list of things that have it.
    `setdefault` makes the empty list the first time, and so does `defaultdict`.
    """
    k = r.randint(2, 5)
    label, kind, name, key, said, gives = r.pick(
        ("length", "list[str]", "words", "len(item)", "their length", "dict[int, list[str]]"),
        ("initial", "list[str]", "words", "item[0]", "their first letter", "dict[str, list[str]]"),
        ("last_letter", "list[str]", "words", "item[-1]", "their last letter",
         "dict[str, list[str]]"),
        (f"remainder_{k}", "list[int]", "numbers", f"item % {k}",
         f"their remainder when divided by {k}", "dict[int, list[int]]"),
        ("parity", "list[int]", "numbers", '"even" if item % 2 == 0 else "odd"',
         "whether they are 'even' or 'odd'", "dict[str, list[int]]"),
        ("sign", "list[int]", "numbers", '"negative" if item < 0 else "other"',
         "whether they are 'negative' or 'other'", "dict[str, list[int]]"),
    )  # fmt: skip
    things = r.name(name)
    noun = "strings" if kind == "list[str]" else "numbers"
    return Task(
        names=(f"group_by_{label}", f"{label}_groups", f"sort_into_{label}_groups"),
        takes={things: kind},
        gives=gives,
        does=(
            f"Group the {noun} in {things} by {said}: return a dictionary from each group to the"
            " list of its members.",
        ),
        notes=r.pick((), ("Inside a group the original order is kept.",)),
        solutions={
            "setdefault": f"""
                groups = {{}}
                for item in {things}:
                    groups.setdefault({key}, []).append(item)
                return groups
                """,
            "branches": f"""
                groups = {{}}
                for item in {things}:
                    key = {key}
                    if key not in groups:
                        groups[key] = []
                    groups[key].append(item)
                return groups
                """,
            "defaultdict": f"""
                groups = defaultdict(list)
                for item in {things}:
                    groups[{key}].append(item)
                return dict(groups)
                """,
        },
        inputs=r.number_lists() if name == "numbers" else r.word_lists(),
    )


@family
def merge_tables(r: Draw) -> Task:
    """Merge two dictionaries.

    The keys of both are wanted. Where both have a key, a rule decides: the second wins, the
    values are added, the larger one stays.
    """
    a, b = r.twins()
    label, said, code = r.pick(
        ("add", "their sum", "{} + {}"),
        ("larger", "the larger one", "max({}, {})"),
        ("smaller", "the smaller one", "min({}, {})"),
        ("multiply", "their product", "{} * {}"),
        ("average", "their average, rounded down", "({} + {}) // 2"),
        ("subtract", f"the value in {a} minus the value in {b}", "{} - {}"),
    )
    samples = tables(r)
    return Task(
        names=(f"merge_and_{label}", f"combine_and_{label}", f"merge_tables_{label}"),
        takes={a: "dict[str, int]", b: "dict[str, int]"},
        gives="dict[str, int]",
        does=(f"Merge {a} and {b}; for a key that is in both, the value is {said}.",),
        solutions={
            "loop": f"""
                result = dict({a})
                for key, value in {b}.items():
                    if key in result:
                        result[key] = {code.format("result[key]", "value")}
                    else:
                        result[key] = value
                return result
                """,
            "merge": f"""
                result = {{**{a}, **{b}}}
                for key in {a}:
                    if key in {b}:
                        result[key] = {code.format(f"{a}[key]", f"{b}[key]")}
                return result
                """,
        },
        inputs=[
            ({}, {"a": 1}),
            ({"a": 1, "b": 5}, {"a": 3, "c": 2}),
            ({"x": 7, "y": 2}, {"y": 9, "x": 4}),
            *zip(samples, reversed(samples), strict=True),
        ],
    )


@family
def invert_table(r: Draw) -> Task:
    """Exchange keys and values.

    When several keys share a value, only one of them can become its partner in a plain
    inverted dictionary, or all of them are collected in a list.
    """
    table = r.name("mapping")
    lists = r.coin()
    says = (
        f"Return a dictionary that maps each value of {table} to the list of keys that have it."
        if lists
        else f"Return a dictionary with the keys and values of {table} exchanged."
    )
    loop, other = (
        (
            f"""
            result = {{}}
            for key, value in {table}.items():
                if value not in result:
                    result[value] = []
                result[value].append(key)
            return result
            """,
            f"""
            result = {{}}
            for value in {table}.values():
                result[value] = [key for key in {table} if {table}[key] == value]
            return result
            """,
        )
        if lists
        else (
            f"""
            result = {{}}
            for key, value in {table}.items():
                result[value] = key
            return result
            """,
            f"return {{value: key for key, value in {table}.items()}}",
        )
    )
    return Task(
        names=("invert", "exchange_keys_and_values", "keys_by_value", "turn_around"),
        takes={table: "dict[str, int]"},
        gives="dict[int, list[str]]" if lists else "dict[int, str]",
        does=(says,),
        notes=() if lists else ("Of several keys with the same value, the last one counts.",),
        solutions={"loop": loop, "comprehension": other},
        inputs=tables(r, 0, 6),
    )


@family
def lookup_each(r: Draw) -> Task:
    """Look up many keys.

    Indexing with a missing key raises a KeyError; `get` returns a default instead.
    """
    keys, table = r.name("words"), r.name("counts")
    default = r.pick("0", "-1", "None", "drop")
    if default == "drop":
        said, notes = "leaving out keys that are missing", ()
        code = f"[{table}[key] for key in {keys} if key in {table}]"
        branch = ""
    else:
        said, notes = f"with {default} for keys that are missing", ()
        code = f"[{table}.get(key, {default}) for key in {keys}]"
        branch = f"\n    else:\n        values.append({default})"
    loop = (
        f"values = []\nfor key in {keys}:\n    if key in {table}:\n"
        f"        values.append({table}[key]){branch}\nreturn values"
    )
    known = r.words(4)
    prices = {word: r.randint(1, 30) for word in known}
    return Task(
        names=("look_up_all", "values_for_keys", "look_up_each", "fetch_values"),
        takes={keys: "list[str]", table: "dict[str, int]"},
        gives="list[int | None]" if default == "None" else "list[int]",
        does=(f"Return the values that {table} holds for each key in {keys}, {said}.",),
        notes=notes,
        solutions={"comprehension": f"return {code}", "loop": loop},
        inputs=[([], prices), (known[:2], {}), (known[1:], prices)]
        + [([r.choice(known), r.word(), r.choice(known)], prices) for _ in range(4)],
    )
