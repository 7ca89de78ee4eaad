"""Orders of one's own: given orders, several keys, ranks, merges."""

from hornbook.generate.procedural import Draw, Task, family


@family
def sort_by_given_order(r: Draw) -> Task:
    """Sort by a given order.

    A dictionary from each item to its place in the order serves as the key. What the order
    doesn't mention comes last, or first.
    """
    words, order = r.name("words"), r.pick("order", "ranking", "alphabet", "priority", "sequence")
    last = r.coin()
    place = f"len({order})" if last else "-1"
    where = "last" if last else "first"
    tie = r.pick("their original order", "alphabetical order")
    key = "place[w]" if tie.startswith("their") else "(place[w], w)"
    source = words if tie.startswith("their") else f"sorted({words})"
    key = key.replace("place[w]", f"place.get(w, {place})")
    known = f"[w for word in {order} for w in {source} if w == word]"
    others = f"[w for w in {source} if w not in {order}]"
    return Task(
        names=("sort_by_order", f"arrange_{words}", f"order_by_{order}", "custom_sort"),
        takes={words: "list[str]", order: "list[str]"},
        gives="list[str]",
        does=(
            f"Sort {words} in the order in which they stand in {order}; those that aren't there"
            f" come {where}, in {tie}.",
            f"Return {words} arranged as in {order}, with all that {order} lacks {where} and in"
            f" {tie}.",
        ),
        notes=(f"Nothing stands twice in {order}.",),
        solutions={
            "key": f"""
                place = {{w: i for i, w in enumerate({order})}}
                return sorted({words}, key=lambda w: {key})
                """,
            "comprehensions": f"""
                known = {known}
                others = {others}
                return {"known + others" if last else "others + known"}
                """,
        },
        inputs=[(list(w), list(o)) for w, o in (("", ""), ("ab", ""), ("ab", "ba"), ("cabd", "dc"),
                ("abcabc", "cba"), ("zyx", "abx"), ("edcba", "bd"), ("qap", "apq"), ("mnm", "nx"))],
    )  # fmt: skip


@family
def ranks_of(r: Draw) -> Task:
    """Give each item its rank.

    The rank is one more than the number of better items. Equal items share a rank; whether the
    next rank is left out is a matter of taste.
    """
    numbers, high = r.name("numbers"), r.coin()
    dense = r.coin()
    start = r.randint(0, 1)
    sign, word = (">", "largest") if high else ("<", "smallest")
    reverse = ", reverse=True" if high else ""
    better = f"set({numbers})" if dense else numbers
    order = f"sorted({better}{reverse})"
    said = "no rank is left out after equal ones" if dense else (
        "after equal ones as many ranks are left out as there are more of them"
    )  # fmt: skip
    plus = " + 1" if start else ""
    m = r.pick("m", "other", "x", "each")
    return Task(
        names=(f"ranks_from_{word}", "rank_all", f"rank_{numbers}", "places"),
        takes={numbers: "list[int]"},
        gives="list[int]",
        does=(
            f"Return the list of ranks of {numbers}, where the {word} has rank {start}; equal ones"
            f" share a rank, and {said}.",
            f"Rank {numbers} from the {word}, which gets {start}: return a list of their ranks."
            f" Equal ones have the same rank; {said}.",
        ),
        solutions={
            "count": f"return [sum({m} {sign} n for {m} in {better}){plus} for n in {numbers}]",
            "index": f"""
                order = {order}
                return [order.index(n){plus} for n in {numbers}]
                """,
        },
        inputs=[[3, 1, 2], [5, 5, 1], [1, 5, 5], [2, 2, 9, 9, 4], *r.number_lists()],
    )


@family
def merge_sorted(r: Draw) -> Task:
    """Merge two sorted lists.

    Of the two first items the smaller one comes next. When one list is used up, the rest of the
    other follows.
    """
    (a, b), down, distinct = r.twins(), r.coin(0.4), r.coin(0.4)
    sign, reverse = (">=", ", reverse=True") if down else ("<=", "")
    how = "from large to small" if down else "from small to large"
    once = ", with equal numbers only once" if distinct else ""
    i, j = r.pick(("i", "j"), ("m", "n"), ("p", "q"))
    out = r.pick("merged", "result", "both", "joined")
    end = f"list(dict.fromkeys({out}))" if distinct else out
    lists = [([], []), ([1], []), ([], [2]), ([1, 3], [2, 4]), ([1, 2], [3, 4]), ([5, 6], [1, 2]),
             ([1, 1, 2], [1, 3]), ([4, 7], [4, 4, 8])]  # fmt: skip
    lists += [(sorted(r.integers(3)), sorted(r.integers(4))) for _ in range(3)]
    return Task(
        names=("merge_sorted", f"merge_{a}_and_{b}", "merge_in_order", "combine_sorted"),
        takes={a: "list[int]", b: "list[int]"},
        gives="list[int]",
        does=(
            f"Merge the lists {a} and {b}, both sorted {how}, into one sorted list{once}.",
            f"Return one list, sorted {how}, of all numbers in {a} and {b}, which are sorted in"
            " that"
            f" way{once}.",
        ),
        solutions={
            "two positions": f"""
                {i} = {j} = 0
                {out} = []
                while {i} < len({a}) and {j} < len({b}):
                    if {a}[{i}] {sign} {b}[{j}]:
                        {out}.append({a}[{i}])
                        {i} += 1
                    else:
                        {out}.append({b}[{j}])
                        {j} += 1
                {out} += {a}[{i}:] + {b}[{j}:]
                return {end}
                """,
            "heapq": f"""
                {out} = list(heapq.merge({a}, {b}{reverse}))
                return {end}
                """,
            "sorted": f"""
                {out} = sorted({f"set({a}) | set({b})" if distinct else f"{a} + {b}"}{reverse})
                return {out}
                """,
        },
        inputs=[(x[::-1], y[::-1]) if down else (x, y) for x, y in lists],
    )  # fmt: skip


@family
def sort_one_kind(r: Draw) -> Task:
    """Sort some items and leave the others in place.

    The items that take part are sorted on their own, and then they are handed out to the places
    from which they came. An iterator hands out one after the other.
    """
    numbers, test, down = r.name("numbers"), r.number_condition(), r.coin(0.4)
    reverse = ", reverse=True" if down else ""
    how = "from large to small" if down else "from small to large"
    chosen = f"[n for n in {numbers} if {test('n')}]"
    rest = r.pick("chosen", "members", "sorted_ones", "moving")
    return Task(
        names=(f"sort_only_{test.label}", f"sort_{test.label}_in_place", f"arrange_{test.label}"),
        takes={numbers: "list[int]"},
        gives="list[int]",
        does=(
            f"Return a copy of {numbers} in which the {test.of('numbers')} are sorted {how}, while"
            " all others keep their places.",
            f"Sort only the {test.of('numbers')} of {numbers}, {how}, among the places where such"
            " numbers stand, and return the new list.",
        ),
        solutions={
            "iterator": f"""
                {rest} = iter(sorted({chosen}{reverse}))
                return [next({rest}) if {test("n")} else n for n in {numbers}]
                """,
            "positions": f"""
                places = [i for i, n in enumerate({numbers}) if {test("n")}]
                result = list({numbers})
                for i, n in zip(places, sorted({chosen}{reverse})):
                    result[i] = n
                return result
                """,
        },
        inputs=[*r.number_lists(test.near), list(test.near[::-1]), [9, 4, -3, 8, 1, 0, -6, 7, 2,
         30, 25],
                [2, 7, -1, 30, 12, 3], [n for m in test.near for n in (m, -m, m + 2)]],
    )  # fmt: skip
