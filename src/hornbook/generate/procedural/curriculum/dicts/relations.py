"""Dictionaries in relation: differences, subsets, orders, chains of look-ups."""

from hornbook.generate.procedural import Draw, Task, family
from hornbook.generate.procedural.curriculum.dicts.samples import tables


@family
def compare_tables(r: Draw) -> Task:
    """Compare two dictionaries.

    The views that `keys()` gives can be combined like sets: `-` leaves out, `&` keeps what both
    have. For values, the common keys are looked at.
    """
    a, b = r.twins()
    label, said, code, loop = r.pick(
        ("missing", "the keys of {a} that {b} lacks", "{a}.keys() - {b}.keys()", "key not in {b}"),
        ("common", "the keys that both {a} and {b} have", "{a}.keys() & {b}.keys()", "key in {b}"),
        ("changed", "the keys of both whose values differ",
         "key for key in {a}.keys() & {b}.keys() if {a}[key] != {b}[key]",
         "key in {b} and {a}[key] != {b}[key]"),
        ("unchanged", "the keys that have the same value in {a} and in {b}",
         "key for key, _ in {a}.items() & {b}.items()", "key in {b} and {a}[key] == {b}[key]"),
        ("increased", "the keys whose value in {b} is greater than in {a}",
         "key for key in {a}.keys() & {b}.keys() if {b}[key] > {a}[key]",
         "key in {b} and {a}[key] < {b}[key]"),
        ("larger_or_new", "the keys of {a} that {b} lacks or for which {b} has a smaller value",
         "key for key in {a} if {b}.get(key, {a}[key] - 1) < {a}[key]",
         "key not in {b} or {b}[key] < {a}[key]"),
    )  # fmt: skip
    count = r.coin(0.35)
    what = said.format(a=a, b=b)
    keys = r.pick("keys", "found", "result", "names")
    one, two = {"a": 1, "b": 2, "c": 3, "d": 4, "z": 9}, {"b": 2, "c": 1, "d": 7, "e": 5, "y": 9}
    samples = tables(r)
    code = code.format(a=a, b=b)
    return Task(
        names=(f"{label}_keys", f"{label}_entries", f"{'count' if count else 'list'}_{label}"),
        takes={a: "dict[str, int]", b: "dict[str, int]"},
        gives="int" if count else "list[str]",
        does=(
            f"Return the number of {what}." if count else f"Return the sorted list of {what}.",
            f"Compare the dictionaries {a} and {b}: return"
            f" {'how many there are of' if count else 'in a sorted list'} {what}.",
        ),
        solutions={
            "views": f"return len([{'*' * (' for ' not in code)}{code}])"
            if count
            else f"return sorted({code})",
            "loop": f"""
                {keys} = []
                for key in {a}:
                    if {loop.format(a=a, b=b)}:
                        {keys}.append(key)
                return {f"len({keys})" if count else f"sorted({keys})"}
                """,
        },
        inputs=[({}, {}), (one, {}), ({}, two), (one, one), (one, two), (two, one), ({"a": 1},
         {"a": 0}),
                ({"k": 2, "j": 5}, {"j": 5, "k": 3}), *zip(samples, samples[::-1], strict=True)],
    )  # fmt: skip


@family
def sort_table(r: Draw) -> Task:
    """Put the entries of a dictionary in order.

    `items()` gives pairs that can be sorted by a key. A dictionary made of sorted pairs keeps
    their order.
    """
    table, down, by = (
        r.name("counts"),
        r.coin(),
        r.pick("value", "value", "key length", "last letter"),
    )
    k = r.pick(0, 1, 2, 3)
    label, said, gives, end = r.pick(
        ("keys", "the list of keys", "list[str]", "[key for key, value in pairs]"),
        ("pairs", "the list of pairs of key and value", "list[tuple[str, int]]", "pairs"),
    )
    sign = "-" if down else ""
    measure = {"value": "{p}[1]", "key length": "len({p}[0])", "last letter": "{p}[0][-1]"}[by]
    word = {"value": "value", "key length": "the length of the key",
     "last letter": "the last letter"
            " of the key"}[by]  # fmt: skip
    if by == "last letter":
        down, sign = False, ""
    direction = " from large to small" if down else ""
    pair = r.pick("pair", "entry", "item", "p")
    m = measure.format(p=pair)
    cut = f"[:{k}]" if k else ""
    first = f"the first {k} of " if k else ""
    slow = f"pairs = sorted({table}.items())\npairs.sort(key=lambda {pair}: {m}" + (
        ", reverse=True)" if down else ")")  # fmt: skip
    return Task(
        names=(
            f"{label}_sorted",
            f"sorted_{label}_of_{table}",
            f"order_{table}",
            f"{label}_in_order",
        ),
        takes={table: "dict[str, int]"},
        gives=gives,
        does=(
            f"Return {first}{said} of {table}, sorted by {word}{direction}, and by key where that"
            " is equal.",
            f"Sort the entries of {table} by {word}{direction} (equal ones by key) and return"
            f" {first}{said}.",
        ),
        solutions={
            "tuple": f"pairs = sorted({table}.items(), key=lambda {pair}: ({sign}{m}, {pair}[0]))\n"
            f"return {end}{cut}",
            "twice": f"{slow}\nreturn {end}{cut}",
        },
        inputs=[
            *tables(r),
            {"bb": 2, "ab": 2, "c": 5, "ddd": 1, "a": 5},
            {"z": 1, "xb": 1, "ya": 3},
        ],
    )


@family
def follow_chain(r: Draw) -> Task:
    """Look up what was looked up.

    The value found is the next key. The chain ends at a value that is no key, or where it comes
    back to something seen before.
    """
    links, start = r.pick(("links", "start"), ("parents", "name"), ("bosses", "person"),
                          ("next_of", "first"), ("leads_to", "place"), ("moved",
                           "file"))  # fmt: skip
    label, said, gives, end = r.pick(
        ("last", "the last one", "str", "seen[-1]"),
        ("chain", "the list of all, {s} included", "list[str]", "seen"),
        ("steps", "the number of steps", "int", "len(seen) - 1"),
    )
    seen = r.pick("seen", "path", "chain", "way")
    end = end.replace("seen", seen)
    data = {"a": "b", "b": "c", "c": "d", "x": "y", "p": "q", "q": "p", "s": "s"}
    return Task(
        names=(f"follow_{links}", f"{label}_of_chain", f"chain_{label}", f"{label}_from_{start}"),
        takes={links: "dict[str, str]", start: "str"},
        gives=gives,
        does=(
            f"Follow {links} from {start}: each value is looked up as the next key. Return"
            f" {said.format(s=start)} of this chain, which ends where there is nothing to look up"
            " or"
            " before something would come twice.",
            f"Return {said.format(s=start)} of the chain {start}, {links}[{start}] and so on, which"
            " ends at a value that is no key or before the first repetition.",
        ),
        solutions={
            "while": f"""
                {seen} = [{start}]
                while {links}.get({seen}[-1], {start}) not in {seen}:
                    {seen}.append({links}[{seen}[-1]])
                return {end}
                """,
            "flagged": f"""
                {seen} = []
                current = {start}
                while current is not None and current not in {seen}:
                    {seen}.append(current)
                    current = {links}.get(current)
                return {end}
                """,
        },
        inputs=[({}, "a"), *((data, key) for key in "abcdxpqs"), ({"k": "a", "a": "k2"}, "k")],
    )


@family
def keys_in_common_lists(r: Draw) -> Task:
    """Combine many dictionaries.

    The counts of many dictionaries are added up in one. A key counts for each dictionary that has
    it.
    """
    many = r.pick("tables", "days", "carts", "reports", "rounds", "weeks", "ballots")
    label, said, gives, update, end = r.pick(
        ("sum", "to the sum of its values", "dict[str, int]",
         "{r}[key] = {r}.get(key, 0) + value", "sum({v})"),
        ("count", "to the number of dictionaries that have it", "dict[str, int]",
         "{r}[key] = {r}.get(key, 0) + 1", "len({v})"),
        ("largest", "to its largest value", "dict[str, int]",
         "{r}[key] = max({r}.get(key, value), value)", "max({v})"),
        ("all", "to the list of its values, in order", "dict[str, list[int]]",
         "{r}.setdefault(key, []).append(value)", "{v}"),
        ("first", "to its first value", "dict[str, int]", "{r}.setdefault(key, value)", "{v}[0]"),
        ("last", "to its last value", "dict[str, int]", "{r}[key] = value", "{v}[-1]"),
    )  # fmt: skip
    total = r.pick("total", "result", "merged", "together")
    one = r.pick("table", "part", "each", "inner")
    values = f"[{one}[key] for {one} in {many} if key in {one}]"
    pairs = f"for {one} in {many}:\n    for key, value in {one}.items():\n        "
    if label == "count":
        pairs = f"for {one} in {many}:\n    for key in {one}:\n        "
    samples = tables(r, 1, 9)
    return Task(
        names=(f"{label}_over_{many}", f"combine_{many}", f"{label}_of_all", f"merge_{many}"),
        takes={many: "list[dict[str, int]]"},
        gives=gives,
        does=(
            f"Return a dictionary from each key that occurs in one of the dictionaries in {many}"
            f" {said}.",
            f"Combine the list of dictionaries {many} into one that maps every key {said}.",
        ),
        solutions={
            "loops": f"{total} = {{}}\n{pairs}{update.format(r=total)}\nreturn {total}",
            "keys first": f"""
                keys = {{key: None for {one} in {many} for key in {one}}}
                return {{key: {end.format(v=values)} for key in keys}}
                """,
        },
        inputs=[[], [{}], [{"a": 2}], [{"a": 2}, {"a": 5, "b": 1}, {"a": 3}], samples[2:4],
         samples[3:6],
                [{"x": 7, "y": 1}, {}, {"y": 8, "x": 7}, {"z": 2, "y": 4}]],
    )  # fmt: skip


@family
def price_of_basket(r: Draw) -> Task:
    """Compute with two dictionaries that belong together.

    One dictionary says how many, the other how much each costs. The product of the two, added up
    over all keys, is what the basket costs.
    """
    basket, prices = r.pick(("basket", "prices"), ("order", "costs"), ("words", "points"),
                            ("loads", "weights"), ("tickets", "fees"), ("parts",
                             "minutes"))  # fmt: skip
    default, free = r.randint(0, 9), r.randint(3, 6)
    label, said, each, note = r.pick(
        ("known", "", f"{prices}.get(key, 0) * n", f"Keys that {prices} lacks cost nothing."),
        ("default", "", f"{prices}.get(key, {default}) * n",
         f"Keys that {prices} lacks count as {default}."),
        ("discount", f", where {free} or more of the same cost one less each",
         f"({prices}[key] - (n >= {free})) * n", f"All keys are in {prices}."),
        ("one_free", f", where of every {free} of the same one is free",
         f"{prices}[key] * (n - n // {free})", f"All keys are in {prices}."),
    )  # fmt: skip
    loop = {
        "known": f"if key in {prices}:\n        total += n * {prices}[key]",
        "default": f"total += n * ({prices}[key] if key in {prices} else {default})",
        "discount": f"price = {prices}[key]\n    if n >= {free}:\n        price -= 1\n"
        "    total += price * n",
        "one_free": f"total += n * {prices}[key]\n    total -= n // {free} * {prices}[key]",
    }[label]
    known = {"tea": 4, "milk": 2, "rice": 7, "salt": 3}
    baskets = [{}, {"tea": 1}, {"tea": 2, "milk": 3}, {"rice": free, "salt": 1}, {"salt": free - 1},
               {"milk": free + 1, "tea": free - 1}, {"rice": 2 * free, "milk": 5}]  # fmt: skip
    if label in ("known", "default"):
        baskets += [{"corn": 2}, {"corn": 1, "tea": 2}]
    return Task(
        names=(f"total_of_{basket}", f"price_of_{basket}", f"sum_of_{basket}", f"{basket}_total"),
        takes={basket: "dict[str, int]", prices: "dict[str, int]"},
        gives="int",
        does=(
            f"Return the sum over all keys of {basket} of its number there times its value in"
            f" {prices}{said}.",
            f"Add up, for each key of {basket}, its number times its value in {prices}{said}.",
        ),
        notes=(note,),
        solutions={
            "sum": f"return sum({each} for key, n in {basket}.items())",
            "loop": f"total = 0\nfor key, n in {basket}.items():\n    {loop}\nreturn total",
        },
        inputs=[(each, known) for each in baskets]
        + [({"tea": r.randint(1, 9), "rice": r.randint(1, 9)}, {**known, "tea": r.randint(2, 9)})],
    )  # fmt: skip
