"""Make a new list by changing items."""

from hornbook.generate.procedural import Draw, Task, family


@family
def change_each(r: Draw) -> Task:
    """Make a new list by changing every item.

    Mapping applies the same change to each item and collects the results. The new list has as
    many items as the old one, in the same order.
    """
    numbers, change = r.name("numbers"), r.number_change()
    return Task(
        names=(f"{change.label}_each", f"{change.label}_all", f"map_{change.label}"),
        takes={numbers: "list[int]"},
        gives="list[int]",
        does=(
            f"Return a list with {change.of('each number')} in {numbers}.",
            f"Return the items of {numbers}, each {change.done}."
            if "their" not in change.done
            else f"Return the items of {numbers}, {change.done}.",
            f"Compute {change.of('every item')} of {numbers} and return the list of results.",
        ),
        solutions={
            "loop": f"""
                result = []
                for n in {numbers}:
                    result.append({change("n")})
                return result
                """,
            "comprehension": f"return [{change('n')} for n in {numbers}]",
            "builtin": f"return list(map(lambda n: {change('n')}, {numbers}))",
        },
        inputs=r.number_lists(),
    )


@family
def change_matching(r: Draw) -> Task:
    """Change some items and leave the others as they are.

    Inside the loop the condition decides between the changed and the unchanged item. In a
    comprehension the choice is a conditional expression, `a if test else b`, before the `for`.
    """
    numbers, test, change = r.name("numbers"), r.number_condition(), r.number_change()
    return Task(
        names=(f"{change.label}_{test.label}", f"{change.label}_if_{test.label}"),
        takes={numbers: "list[int]"},
        gives="list[int]",
        does=(
            f"Replace each of the {test.of('numbers')} in {numbers} by {change.of('that number')}"
            " and leave the others as they are.",
            f"Return a list like {numbers}, but with {change.of('the number')} in place of"
            f" each number that {test.verb}.",
        ),
        solutions={
            "loop": f"""
                result = []
                for n in {numbers}:
                    if {test("n")}:
                        result.append({change("n")})
                    else:
                        result.append(n)
                return result
                """,
            "comprehension": f"return [{change('n')} if {test('n')} else n for n in {numbers}]",
        },
        inputs=r.number_lists(test.near),
    )


@family
def keep_then_change(r: Draw) -> Task:
    """Filter first, then map.

    Two simple steps make a pipeline: the condition chooses the items, and the change is
    applied to those that were chosen. One comprehension can hold both steps.
    """
    numbers, test, change = r.name("numbers"), r.number_condition(), r.number_change()
    return Task(
        names=(f"{change.label}_of_{test.label}", f"{test.label}_then_{change.label}"),
        takes={numbers: "list[int]"},
        gives="list[int]",
        does=(
            f"Return {change.of('each number')} for the {test.of('numbers')} in {numbers}.",
            f"Take the {test.of('numbers')} of {numbers} and return a list with"
            f" {change.of('each of them')}.",
        ),
        solutions={
            "loop": f"""
                result = []
                for n in {numbers}:
                    if {test("n")}:
                        result.append({change("n")})
                return result
                """,
            "comprehension": f"return [{change('n')} for n in {numbers} if {test('n')}]",
        },
        inputs=r.number_lists(test.near),
    )
