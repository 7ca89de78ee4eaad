"""Truth values: tables, connectives, counting what is true."""

from hornbook.generate.procedural import Draw, Expression, Task, family

_BOTH = (False, True)


@family
def connective(r: Draw) -> Task:
    """Combine two truth values.

    With `and`, `or` and `not` every rule about two truth values can be written. Comparing them
    with `==` or `!=` works, too, since True and False are values like any others.
    """
    a, b = r.pick(
        ("first", "second"), ("left", "right"), ("rain", "wind"), ("paid", "shipped"),
        ("a", "b"), ("p", "q"), ("member", "adult"), ("open_now", "empty"), ("x", "y"),
        ("red", "green"), ("hot", "dry"), ("logged_in", "blocked"), ("door", "window"),
    )  # fmt: skip
    label, said, code, other = r.pick(
        ("exactly_one", "exactly one of {a} and {b} is true", "{a} != {b}",
         "({a} and not {b}) or ({b} and not {a})"),
        ("both_or_neither", "{a} and {b} are both true or both false", "{a} == {b}",
         "({a} and {b}) or not ({a} or {b})"),
        ("implies", "{b} is true or {a} is false", "not {a} or {b}", "{b} if {a} else True"),
        ("only_first", "{a} is true and {b} is false", "{a} and not {b}",
         "not {b} if {a} else False"),
        ("not_both", "{a} and {b} are not both true", "not ({a} and {b})",
         "not {a} or not {b}"),
        ("neither", "neither {a} nor {b} is true", "not ({a} or {b})", "not {a} and not {b}"),
        ("at_least_one", "{a} or {b} or both are true", "{a} or {b}",
         "not (not {a} and not {b})"),
    )  # fmt: skip
    c = r.pick("closed", "third", "urgent", "broken", "late", "z", "forbidden", "full")
    takes = {a: "bool", b: "bool", c: "bool"}
    said, code, other = (text.format(a=a, b=b) for text in (said, code, other))
    extra = f" and {c} is false"
    rows = [(p, q, s) for p in _BOTH for q in _BOTH for s in _BOTH]
    end = f"not {c} and ({code})"
    branch = f"if {c}:\n    return False\n"
    return Task(
        names=(label, f"{label}_of", f"is_{label}"),
        takes=takes,
        gives="bool",
        does=(
            f"Return True if {said}{extra}, otherwise False.",
            f"Check whether {said}{extra}.",
            f"Tell whether it holds that {said}{extra}.",
        ),
        solutions={
            "expression": f"return {end}",
            "branches": f"{branch}return {other}",
            "if": f"{branch}if {code}:\n    return True\nreturn False",
        },
        inputs=rows,
    )


@family
def truth_table(r: Draw) -> Task:
    """Write down a truth table.

    Two truth values have four combinations. Two loops go through all of them, and the formula is
    worked out for each.
    """
    f = r.pick("formula", "rule", "f", "test", "condition", "gate")
    a, b = r.pick(("a", "b"), ("p", "q"), ("x", "y"), ("left", "right"), ("first", "second"))
    label, said, shape, kind = r.pick(
        ("rows", f"a list of tuples ({a}, {b}, result)", f"({a}, {b}, {{call}})",
         "list[tuple[bool, bool, bool]]"),
        ("results", "the list of its results", "{call}", "list[bool]"),
        ("bits", "the list of its results, written as 1 and 0", "int({call})", "list[int]"),
        ("letters", "a text of its results, written as T and F", '"T" if {call} else "F"', "str"),
    )  # fmt: skip
    values, order = r.pick(("[False, True]", "False before True"), ("[True, False]",
                           "True before False"))  # fmt: skip
    call = shape.format(call=f"{f}({a}, {b})")
    text = label == "letters"
    functions = (
        "lambda a, b: a and b", "lambda a, b: a or b", "lambda a, b: a != b", "lambda a, b: a",
        "lambda a, b: not a", "lambda a, b: not (a or b)", "lambda a, b: b and not a",
        "lambda a, b: True", "lambda a, b: a == b", "lambda a, b: False",
    )  # fmt: skip
    loops = f"for {a} in {values} for {b} in {values}"
    return Task(
        names=(f"truth_{label}", "truth_table", f"table_of_{label}"),
        takes={f: "Callable[[bool, bool], bool]"},
        gives=kind,
        does=(
            f"Return {said} of {f} for all four pairs of truth values {a} and {b}, {order},"
            f" where {b} changes first.",
            f"Apply {f} to all pairs ({a}, {b}) of truth values, {order} and {b} changing"
            f" faster than {a}, and return {said}.",
        ),
        notes=r.pick((), ("There are four rows.",)),
        solutions={
            "comprehension": f'return "".join({call} {loops})' if text else
            f"return [{call} {loops}]",
            "loops": f"""
                rows = []
                for {a} in {values}:
                    for {b} in {values}:
                        rows.append({call})
                return {'"".join(rows)' if text else "rows"}
                """,
        },
        inputs=[Expression(code) for code in functions],
    )  # fmt: skip


@family
def how_many_true(r: Draw) -> Task:
    """Count how many truth values are true.

    True counts as 1 and False as 0, so `sum` counts the true ones. Many rules are about that
    number: none, exactly one, a majority, an even number.
    """
    flags = r.pick("flags", "votes", "switches", "answers", "checks", "lights", "signals", "tests",
                   "conditions", "seats_taken", "buttons", "valves", "doors_open")  # fmt: skip
    k = r.randint(2, 4)
    label, said, code, loop = r.pick(
        ("majority", "more than half of {x} are true", "sum({x}) * 2 > len({x})",
         "2 * count > len({x})"),
        ("exactly_one", "exactly one of {x} is true", "sum({x}) == 1", "count == 1"),
        (f"at_least_{k}", f"at least {k} of {{x}} are true", f"sum({{x}}) >= {k}", f"count >= {k}"),
        (f"at_most_{k}", f"at most {k} of {{x}} are true", f"sum({{x}}) <= {k}",
         f"not count > {k}"),
        ("odd", "an odd number of {x} is true", "sum({x}) % 2 == 1", "count % 2 != 0"),
        ("half", "exactly half of {x} are true", "sum({x}) * 2 == len({x})",
         "count + count == len({x})"),
        ("mixed", "{x} holds both True and False", "True in {x} and False in {x}",
         "0 < count < len({x})"),
        ("all_but_one", "all of {x} but one are true", "{x}.count(False) == 1",
         "len({x}) - count == 1"),
    )  # fmt: skip
    one = [[True], [False]]
    lists = [[], *one, [True, True], [True, False], [False, False], [True, True, False]]
    lists += [[True] * n + [False] * m for n, m in ((1, 2), (2, 2), (3, 1), (4, 1), (5, 3), (3, 3))]
    lists += [r.choices(_BOTH, k=5) for _ in range(2)]
    return Task(
        names=(label, f"{label}_true", f"are_{label}", f"{label}_of_{flags}"),
        takes={flags: "list[bool]"},
        gives="bool",
        does=(
            f"Return True if {said.format(x=flags)}, otherwise False.",
            f"Check whether {said.format(x=flags)}.",
            f"Decide whether {said.format(x=flags)}.",
        ),
        solutions={
            "builtin": f"return {code.format(x=flags)}",
            "loop": f"""
                count = 0
                for flag in {flags}:
                    if flag:
                        count += 1
                return {loop.format(x=flags)}
                """,
        },
        inputs=lists,
    )


@family
def satisfying_assignments(r: Draw) -> Task:
    """Find the truth values that satisfy several clauses.

    A clause is a list of pairs of a variable's number and the truth value that it should have,
    and one of the pairs has to hold. Trying all assignments finds those that satisfy every clause.
    """
    clauses = r.pick("clauses", "rules", "demands", "wishes", "formula", "conditions", "requests")
    k, (i, want) = r.randint(2, 3), r.pick(("i", "value"), ("place", "truth"), ("n", "wanted"))
    values = r.pick("values", "assignment", "choice", "case", "world")
    found = r.pick("found", "result", "good", "fitting", "left")
    tuples = "list[tuple[bool, bool]]" if k == 2 else "list[tuple[bool, bool, bool]]"
    label, said, gives, end = r.pick(
        ("count", f"Return how many tuples of {k} truth values", "int", f"len({found})"),
        ("list", f"Return a list of all tuples of {k} truth values, False before True, that",
         tuples, found),
        ("true_counts", "Return the sorted list of how many values are true in those tuples of"
         f" {k} truth values that", "list[int]", f"sorted(sum({values}) for {values} in {found})"),
    )  # fmt: skip
    said = said.removesuffix(" that")
    that = "" if label == "count" else "that "
    holds = f"{values}[{i}] == {want} for {i}, {want} in clause"
    yes, no = (0, True), (0, False)
    one, none = (1, True), (1, False)
    samples: list[list[list[tuple[int, bool]]]] = [
        [], [[yes]], [[no]], [[yes], [no]], [[yes, one]], [[no, one], [yes, none]], [[no, none]],
        [[one]], [[yes], [one]], [[yes, one], [no, none], [yes, none], [no, one]], [[no, one]],
    ]  # fmt: skip
    if k == 3:
        samples += [[[yes, (2, True)], [(2, False)]], [[one, (2, False)], [yes, (2, True)]]]
    samples += [[[(r.randrange(k), r.coin()) for _ in range(2)] for _ in range(n)] for n in (2, 3)]
    return Task(
        names=(f"{label}_assignments", f"satisfying_{label}", f"{label}_solutions_of_{clauses}"),
        takes={clauses: "list[list[tuple[int, bool]]]"},
        gives=gives,
        does=(
            f"{said} {that}satisfy all {clauses}. Each of them is a list of pairs (index, value)"
            " of which at least one has to hold.",
            f"{said} {that}fulfil every list in {clauses}: one or more of its pairs (index, value)"
            " must say what the tuple has at that index.",
        ),
        solutions={
            "product": f"""
                {found} = []
                for {values} in itertools.product([False, True], repeat={k}):
                    if all(any({holds}) for clause in {clauses}):
                        {found}.append({values})
                return {end}
                """,
            "filter": f"""
                {found} = list(itertools.product([False, True], repeat={k}))
                for clause in {clauses}:
                    {found} = [{values} for {values} in {found} if any({holds})]
                return {end}
                """,
        },
        inputs=samples,
    )
