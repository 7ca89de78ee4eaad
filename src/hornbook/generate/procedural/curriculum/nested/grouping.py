"""Group, flatten and choose in lists and dictionaries of lists."""

from hornbook.generate.procedural import Draw, Task, family

_PEOPLE = "Ann Ben Cleo Dan Eva Finn Gia".split()
_THINGS = "tea milk rice corn salt figs nuts".split()


def _lists(r: Draw) -> list[dict[str, list[str]]]:
    """Dictionaries of lists of words."""
    sizes = ((), (1,), (2, 1), (3, 0, 2), (2, 3, 1))
    tables = [
        {name: r.sample(_THINGS, n) for name, n in zip(r.sample(_PEOPLE, len(each)), each,
                                                         strict=True)}
        for each in sizes
    ]  # fmt: skip
    return [*tables, {"Eva": ["tea", "milk"], "Ben": ["milk"], "Ann": ["tea", "salt"]}]


@family
def invert_lists(r: Draw) -> Task:
    """Turn a dictionary of lists around.

    Who has what becomes what is had by whom. Every item of every list gets an entry, with the
    list of keys where it was found.
    """
    table = r.pick("hobbies", "tags", "courses", "baskets", "teams", "skills", "wishes", "topics")
    label, said, gives, final = r.pick(
        ("keys_by_item", "the sorted list of keys in whose lists it occurs", "dict[str, list[str]]",
         "sorted(names)"),
        ("popularity", "the number of keys in whose lists it occurs", "dict[str, int]",
         "len(names)"),
        ("first_owner", "the first key, in alphabetical order, in whose list it occurs",
         "dict[str, str]", "min(names)"),
    )  # fmt: skip
    owners = r.pick("owners", "found", "who", "index")
    return Task(
        names=(f"{label}_of_{table}", f"invert_{table}", f"{label}_in_lists"),
        takes={table: "dict[str, list[str]]"},
        gives=gives,
        does=(
            f"Return a dictionary from each item of the lists in {table} to {said}.",
            f"Turn {table}, a dictionary of lists, around: map every item in them to {said}.",
        ),
        notes=("No list has an item twice.",),
        solutions={
            "loops": f"""
                {owners} = {{}}
                for name, items in {table}.items():
                    for item in items:
                        {owners}.setdefault(item, []).append(name)
                return {{item: {final} for item, names in {owners}.items()}}
                """,
            "search": f"""
                {owners} = {{}}
                for item in itertools.chain.from_iterable({table}.values()):
                    names = [name for name, items in {table}.items() if item in items]
                    {owners}[item] = {final}
                return {owners}
                """,
        },
        inputs=_lists(r),
    )


@family
def group_on_two_levels(r: Draw) -> Task:
    """Group things by two properties.

    The outer dictionary groups by one property, and each of its values groups by the other. Two
    calls of `setdefault` in a row reach the list.
    """
    words = r.name("words")
    outer_said, outer, kind = r.pick(
        ("their first letter", "word[0]", "str"), ("their last letter", "word[-1]", "str"),
        ("whether they contain an 'e'", '"e" in word', "bool"),
    )  # fmt: skip
    inner_said, inner, inner_kind = r.pick(
        ("their length", "len(word)", "int"), ("how often they contain an 'a'", 'word.count("a")',
         "int"), ("their length modulo 3", "len(word) % 3", "int"),
    )  # fmt: skip
    label, said, end = r.pick(
        ("groups", "the list of the words", f"dict[{kind}, dict[{inner_kind}, list[str]]]"),
        ("sizes", "the number of the words", f"dict[{kind}, dict[{inner_kind}, int]]"),
    )
    add = (
        "inner.setdefault({key}, []).append(word)" if label == "groups" else
        "inner[{key}] = inner.get({key}, 0) + 1"
    ).format(key=inner)  # fmt: skip
    groups = r.pick("groups", "table", "result", "tree")
    branch = (
        f"{groups}[a][b] = []" if label == "groups" else f"{groups}[a][b] = 0",
        f"{groups}[a][b].append(word)" if label == "groups" else f"{groups}[a][b] += 1",
    )
    return Task(
        names=("group_on_two_levels", f"nested_{label}", f"two_level_{label}"),
        takes={words: "list[str]"},
        gives=end,
        does=(
            f"Group the strings of {words} by {outer_said} and inside that by {inner_said}: return"
            f" a dictionary of dictionaries to {said} there.",
            f"Return a dictionary of dictionaries whose outer keys are, for the strings of {words},"
            f" {outer_said}, whose inner keys are {inner_said}, and whose values are {said}.",
        ),
        solutions={
            "setdefault": f"""
                {groups} = {{}}
                for word in {words}:
                    inner = {groups}.setdefault({outer}, {{}})
                    {add}
                return {groups}
                """,
            "branches": f"""
                {groups} = {{}}
                for word in {words}:
                    a, b = {outer}, {inner}
                    if a not in {groups}:
                        {groups}[a] = {{}}
                    if b not in {groups}[a]:
                        {branch[0]}
                    {branch[1]}
                return {groups}
                """,
        },
        inputs=[
            *r.word_lists(), ["tea", "ten", "bee", "toe", "tap", "aha", "area", "be"],
            ["abc", "a", "xyxe", "ab", "bad", "bread", "banana"],
        ],
    )  # fmt: skip


@family
def flatten_lists(r: Draw) -> Task:
    """Take the items out of lists in a list.

    Two loops, one inside the other, reach every item. In a comprehension they stand in the same
    order, the outer one first.
    """
    lists, test = (
        r.pick("lists", "rows", "groups", "pages", "boxes", "batches"),
        r.number_condition(),
    )
    change = r.number_change()
    label, said, item, condition = r.pick(
        ("all", "all their numbers", "n", ""),
        (test.label, f"their {test.of('numbers')}", "n", test("n")),
        (f"{change.label}_all", change.of("each of their numbers"), change("n"), ""),
        (f"{change.label}_{test.label}",
         change.of(f"each of their {test.of('numbers')}"), change("n"), test("n")),
    )  # fmt: skip
    inner, flat = r.pick("inner", "row", "part", "group"), r.pick("flat", "result", "collected")
    rest = f" if {condition}" if condition else ""
    guard = f"if {condition}:\n            " if condition else ""
    near = list(test.near)
    return Task(
        names=(f"flatten_{label}", f"{label}_of_{lists}", f"collect_{label}"),
        takes={lists: "list[list[int]]"},
        gives="list[int]",
        does=(
            f"Return one list with {said}, for the lists in {lists}, in order.",
            f"Flatten {lists}, a list of lists, into a single list with {said}.",
        ),
        solutions={
            "comprehension": f"return [{item} for {inner} in {lists} for n in {inner}{rest}]",
            "loops": f"{flat} = []\nfor {inner} in {lists}:\n    for n in {inner}:\n"
            f"        {guard}{flat}.append({item})\nreturn {flat}",
            "chain": f"return [{item} for n in itertools.chain.from_iterable({lists}){rest}]",
        },
        inputs=[[], [[]], [near, near], [[4, -9], [], [5]],
                *(r.number_lists()[i : i + 3] for i in (2, 3, 4, 5))],
    )  # fmt: skip


@family
def select_nested(r: Draw) -> Task:
    """Choose outer entries by what is inside.

    The condition on an outer entry looks at all of its inner values. `any` and `all` say whether
    one or every one of them has to fit.
    """
    table, test = (
        r.pick("sales", "scores", "grades", "marks", "runs", "times"),
        r.number_condition(),
    )
    quantifier = r.pick("any", "all", "no")
    said = {"any": "at least one number", "all": "only numbers", "no": "no number"}[quantifier]
    verb = test.of("") if test.after else f"{test.before}"
    shown = f"{said} that {'are' if quantifier == 'all' else 'is'} {verb.strip()}".replace(
        "is of", "is").replace("are of", "are")  # fmt: skip
    code = {
        "any": f"any({test('n')} for n in numbers)",
        "all": f"all({test('n')} for n in numbers)",
        "no": f"not any({test('n')} for n in numbers)",
    }[quantifier]
    count = f"len([n for n in {table}[name] if {test('n')}])"
    fits = {"any": "count > 0", "all": f"count == len({table}[name])", "no": "count == 0"}[
        quantifier
    ]
    near = test.near
    edges: list[dict[str, list[int]]] = [
        {},
        {"a": []},
        {f"{n}": [n] for n in near},
        {"x": list(near), "y": [near[0]], "z": [near[-1]] * 2},
        {"a": [near[0], near[1]], "b": [near[1], near[1], near[0]], "c": []},
    ]
    random = [{name: r.integers(3) for name in r.sample(_PEOPLE, 3)} for _ in range(3)]
    return Task(
        names=(f"names_with_{quantifier}_{test.label}", f"{quantifier}_{test.label}_in_{table}"),
        takes={table: "dict[str, list[int]]"},
        gives="list[str]",
        does=(
            f"Return the sorted list of keys of {table} whose lists hold {shown}.",
            f"List the keys of {table} that have {shown} in their lists, sorted.",
        ),
        notes=r.pick((), ("Lists may be empty.",)),
        solutions={
            "comprehension": f"""
                return sorted(name for name, numbers in {table}.items() if {code})
                """,
            "count": f"""
                found = []
                for name in {table}:
                    count = {count}
                    if {fits}:
                        found.append(name)
                return sorted(found)
                """,
        },
        inputs=[*edges, *random],
    )
