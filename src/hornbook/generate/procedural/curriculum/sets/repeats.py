"""What is distinct, and what occurs again."""

from hornbook.generate.procedural import Draw, Task, family


@family
def distinct_of(r: Draw) -> Task:
    """Count the distinct things.

    Turning a list into a set drops repetitions, so the size of the set is the number of
    distinct items.
    """
    k = r.randint(2, 9)
    label, kind, name, key, said = r.pick(
        ("numbers", "list[int]", "numbers", "item", "distinct numbers"),
        ("words_ignoring_case", "list[str]", "words", "item.lower()",
         "distinct strings, ignoring case,"),
        ("lengths", "list[str]", "words", "len(item)", "different lengths of strings"),
        ("initials", "list[str]", "words", "item[0]", "different first letters of strings"),
        (f"remainders_{k}", "list[int]", "numbers", f"item % {k}",
         f"different remainders modulo {k}"),
        ("absolute_values", "list[int]", "numbers", "abs(item)", "different absolute values"),
        ("letters_ignoring_case", "str", "text", "item.lower()",
         "distinct characters, ignoring case,"),
    )  # fmt: skip
    things = r.name(name)
    inputs: dict[str, list[object]] = {
        "numbers": [*r.number_lists(), [3, -3, 3, 13]],
        "words": [*r.word_lists(), ["Sun", "sun", "MOON"]],
        "text": [*r.texts(), "aAbB"],
    }
    return Task(
        names=(f"count_distinct_{label}", f"distinct_{label}", f"how_many_different_{label}"),
        takes={things: kind},
        gives="int",
        does=(f"Return the number of {said} in {things}.", f"Count the {said} in {things}."),
        solutions={
            "set": f"return len({{{key} for item in {things}}})",
            "loop": f"""
                seen = []
                for item in {things}:
                    if {key} not in seen:
                        seen.append({key})
                return len(seen)
                """,
        },
        inputs=inputs[name],
    )


@family
def repeated_items(r: Draw) -> Task:
    """Find what occurs more than once.

    One set remembers everything seen so far, another what was seen again.
    """
    items, kind = r.name("items"), r.pick("int", "str")
    k = r.pick(1, 1, 2)
    times = {1: "more than once", 2: "more than twice"}[k]
    only = r.coin(0.4)
    said, sign = ("exactly once", "== 1") if only else (times, f"> {k}")
    samples: list[object] = list(r.number_lists(low=0, high=4) if kind == "int" else r.word_lists())
    extra = [4, 4, 4, 2, 2, 1] if kind == "int" else ["b", "a", "b", "c", "b", "a"]
    return Task(
        names=(f"items_{said.replace(' ', '_')}", f"found_{said.replace(' ', '_')}"),
        takes={items: f"list[{kind}]"},
        gives=f"list[{kind}]",
        does=(f"Return a sorted list of the items that occur {said} in {items}.",),
        notes=r.pick((), ("Each of them is listed once.",)),
        solutions={
            "count": f"return sorted({{x for x in {items} if {items}.count(x) {sign}}})",
            "counter": f"""
                counts = Counter({items})
                return sorted(item for item, count in counts.items() if count {sign})
                """,
            "loop": f"""
                found = []
                for item in {items}:
                    if {items}.count(item) {sign} and item not in found:
                        found.append(item)
                return sorted(found)
                """,
        },
        inputs=[*samples, extra],
    )
