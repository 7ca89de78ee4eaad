"""Work with many collections: unions, sizes, covers, chains of sets."""

from hornbook.generate.procedural import Draw, Task, family


@family
def in_how_many(r: Draw) -> Task:
    """Ask in how many collections something occurs.

    A set of each list forgets repetitions, so that adding up over the lists counts each list only
    once.
    """
    lists, k = r.pick("lists", "groups", "days", "teams", "baskets", "classes"), r.randint(2, 3)
    label, said, test = r.pick(
        ("all", "in every list", "count == len({x})"),
        (f"at_least_{k}", f"in at least {k} of the lists", f"count >= {k}"),
        ("one", "in exactly one of the lists", "count == 1"),
        ("not_all", "in some, but not in all of the lists", "count < len({x})"),
        ("even", "in an even number of the lists", "count % 2 == 0"),
    )
    test = test.format(x=lists)
    numbers = r.name("number")
    inner = f"sum({numbers} in inner for inner in {lists})"
    return Task(
        names=(f"in_{label}", f"items_in_{label}", f"found_in_{label}", f"{label}_of_{lists}"),
        takes={lists: "list[list[int]]"},
        gives="list[int]",
        does=(
            f"Return the sorted list of numbers, each once, that occur {said} in {lists}.",
            f"Find the numbers that occur {said} in {lists}; return them sorted and each once.",
        ),
        solutions={
            "counter": f"""
                counts = Counter({numbers} for inner in {lists} for {numbers} in set(inner))
                return sorted({numbers} for {numbers}, count in counts.items() if {test})
                """,
            "union": f"""
                found = []
                for {numbers} in set().union(*{lists}):
                    count = {inner}
                    if {test}:
                        found.append({numbers})
                return sorted(found)
                """,
        },
        inputs=[[], [[]], [[1, 1]], [[1, 2], [2, 1]], [[1], [2, 2], [1, 3]], [[5, 6], [6, 7], [7,
         6]],
                [[1, 2, 3], [2, 3], [3, 3]], [[4], [4], [4], [5]],
                *([r.integers(4, 0, 6) for _ in range(n)] for n in (2, 3, 4))],
    )  # fmt: skip


@family
def new_with_each(r: Draw) -> Task:
    """Remember what has been seen.

    A set of what has been seen answers quickly whether something is new. It grows along with the
    loop.
    """
    kind = r.pick("int", "str")
    items = r.name("numbers" if kind == "int" else "words")
    label, said, gives, each, other = r.pick(
        ("new", "whether it is new, that is, different from all before", "list[bool]",
         "item not in seen", "item not in {x}[:i]"),
        ("variety", "how many different items have come up to and including it", "list[int]",
         "len(seen | {{item}})", "len(set({x}[: i + 1]))"),
        ("earlier", "how often it has come before", "list[int]", "", "{x}[:i].count(item)"),
        ("known", "1 if it has come before and 0 if not", "list[int]", "int(item in seen)",
         "1 if item in {x}[:i] else 0"),
    )  # fmt: skip
    seen = r.pick("seen", "known", "before", "past")
    if label == "earlier":
        loop = (
            f"{seen} = {{}}\nresult = []\nfor item in {items}:\n"
            f"    result.append({seen}.get(item, 0))\n    {seen}[item] = {seen}.get(item, 0) + 1\n"
            "return result"
        )
    else:
        code = each.replace("{{", "{").replace("}}", "}").replace("seen", seen)
        loop = (
            f"{seen} = set()\nresult = []\nfor item in {items}:\n    result.append({code})\n"
            f"    {seen}.add(item)\nreturn result"
        )
    lists: list[list[int]] | list[list[str]] = (
        [[1, 1], [1, 2, 1, 2, 1], [3, 3, 3], *r.number_lists()] if kind == "int" else
        [["a", "a"], ["a", "b", "a", "b", "a"], *r.word_lists()]
    )  # fmt: skip
    return Task(
        names=(f"{label}_items", f"{label}_so_far", f"{label}_in_{items}", f"track_{label}"),
        takes={items: f"list[{kind}]"},
        gives=gives,
        does=(
            f"Return a list that says for each item of {items} {said}.",
            f"Go through {items} and note for each item {said}; return the list of notes.",
        ),
        solutions={
            "set": loop,
            "slices": f"return [{other.format(x=items)} for i, item in enumerate({items})]",
        },
        inputs=lists,
    )


@family
def covered_by(r: Draw) -> Task:
    """Collect sets until everything is covered.

    The union grows by one collection after the other. What is wanted is covered as soon as it is
    a subset of the union.
    """
    wanted, lists = r.pick(("wanted", "offers"), ("needed", "boxes"), ("skills", "people"),
                           ("goals", "steps"), ("colors", "packs"), ("tools", "kits"),
                           ("tasks", "teams"), ("letters", "words"), ("stamps",
                            "albums"))  # fmt: skip
    label, said, gives = r.pick(
        ("count",
         "how many lists of {l}, taken in order, it takes until they hold all of {w}, or -1"
         " if they never do", "int"),
        ("missing", "the sorted list of those of {w} that are in none of the lists in {l}",
         "list[str]"),
        ("useful",
         "the positions of the lists in {l} that have at least one of {w} that none before"
         " them had", "list[int]"),
    )  # fmt: skip
    said = said.format(w=wanted, l=lists)
    rest = r.pick("rest", "missing", "open_ones", "left")
    have, items = r.pick("have", "covered", "so_far"), r.pick("items", "part", "inner", "more")
    solutions = {
        "count": {
            "union": f"""
                {have} = set()
                for i, {items} in enumerate([[], *{lists}]):
                    {have}.update({items})
                    if {have} >= set({wanted}):
                        return i
                return -1
                """,
            "difference": f"""
                {rest} = set({wanted})
                count = 0
                while {rest} and count < len({lists}):
                    {rest} -= set({lists}[count])
                    count += 1
                return count if not {rest} else -1
                """,
        },
        "missing": {
            "union": f"return sorted(set({wanted}) - set().union(*{lists}))",
            "difference": f"""
                {rest} = sorted(set({wanted}))
                for {items} in {lists}:
                    {rest} = [item for item in {rest} if item not in {items}]
                return {rest}
                """,
        },
        "useful": {
            "union": f"""
                {have}, places = set(), []
                for i, {items} in enumerate({lists}):
                    if set({items}) & set({wanted}) - {have}:
                        places.append(i)
                    {have}.update({items})
                return places
                """,
            "difference": f"""
                {rest} = set({wanted})
                places = []
                for i, {items} in enumerate({lists}):
                    before = len({rest})
                    {rest}.difference_update({items})
                    if len({rest}) < before:
                        places.append(i)
                return places
                """,
        },
    }[label]
    return Task(
        names=(f"{label}_to_cover", f"cover_{label}", f"{label}_of_{lists}", f"{wanted}_{label}"),
        takes={wanted: "list[str]", lists: "list[list[str]]"},
        gives=gives,
        does=(
            f"Return {said}.",
            f"Find out and return {said}.",
            f"Determine {said}.",
        ),
        solutions=solutions,
        inputs=[
            (list(w), [list(p) for p in parts.split()])
            for w, parts in (("", ""), ("a", ""), ("a", "a"), ("ab", "a b"), ("ab", "a a b c"),
                             ("abc", "x ab y c z"), ("abc", "ab b"), ("aab", "ab c"), ("xy",
                              "ax y"),
                             ("dbca", "ab bc ca d"), ("ba", ""), ("cab", "z"), ("", "a"))
        ],
    )  # fmt: skip


@family
def same_letters_sets(r: Draw) -> Task:
    """Use sets to compare texts.

    A set of characters has no order and no repetitions. Comparing sets with `==`, `<=` and
    `isdisjoint` asks whether they are equal, contained or without anything in common.
    """
    words, text = r.name("words"), r.pick("letters", "keys", "alphabet", "allowed", "keyboard")
    label, said, code, loop = r.pick(
        ("writable", "use only characters of {t}", "set(w) <= set({t})",
         "all(ch in {t} for ch in w)"),
        ("disjoint", "have no character in common with {t}", "set(w).isdisjoint({t})",
         "not any(ch in {t} for ch in w)"),
        ("complete", "have every character of {t}", "set(w) >= set({t})",
         "all(ch in w for ch in {t})"),
        ("same", "have the same characters as {t}, however often", "set(w) == set({t})",
         "sorted(set(w)) == sorted(set({t}))"),
        ("sharing", "have at least two different characters in common with {t}",
         "len(set(w) & set({t})) >= 2", "len({{ch for ch in w if ch in {t}}}) > 1"),
        ("all_but_one", "have exactly one different character that {t} lacks",
         "len(set(w) - set({t})) == 1", "len({{ch for ch in w if ch not in {t}}}) == 1"),
    )  # fmt: skip
    count = r.coin(0.3)
    code, loop = code.format(t=text), loop.format(t=text)
    found = r.pick("found", "result", "fitting", "chosen")
    start, grow = ("0", f"{found} += 1") if count else ("[]", f"{found}.append(w)")
    return Task(
        names=(f"{label}_words", f"{'count' if count else 'list'}_{label}", f"{label}_of_{words}"),
        takes={words: "list[str]", text: "str"},
        gives="int" if count else "list[str]",
        does=(
            f"Return {'how many' if count else 'a list of those'} of {words}"
            f"{' there are that' if count else ' that'} {said.format(t=text)}.",
            f"Go through {words} and {'count' if count else 'collect'} those that"
            f" {said.format(t=text)}.",
        ),
        solutions={
            "sets": f"return sum({code} for w in {words})"
            if count
            else f"return [w for w in {words} if {code}]",
            "loop": f"{found} = {start}\nfor w in {words}:\n    if {loop}:\n        {grow}\n"
            f"return {found}",
        },
        inputs=[
            ([], "ab"), (["a", "b", "c"], "ab"), (["ab", "aab", "abc", "ac", "cd"], "ab"),
            (["abc", "cab", "cc", "xyz", "abcabcd", "ad"], "abc"), (["aa", "", "bx"], "b"),
             (["ba"], "ab"),
            (["tea", "eat", "toe", "at"], "tea"), (r.words(4), "aeiou"), (r.words(4), r.word()),
            (["mn", "nm", "mmx", "nn", "oo", "xyn"], "nm"),
        ],
    )  # fmt: skip
