"""Exceptions: raising them, catching them, and leaving things as they were."""

from hornbook.generate.procedural import ClassTask, Draw, Task, family


@family
def refuse(r: Draw) -> Task:
    """Refuse what makes no sense.

    `raise` ends a function with an exception instead of a result, so that a wrong value can't
    spread unnoticed.
    """
    numbers, test = r.name("numbers"), r.number_condition()
    kind = r.pick("ValueError", "KeyError", "LookupError")
    label, said, code = r.pick(
        ("sum", "the sum", "sum({})"),
        ("longest", "the number", "len({})"),
        ("largest", "the largest", "max({}, default=0)"),
        ("sorted", "a sorted list", "sorted({})"),
    )
    gives = "list[int]" if label == "sorted" else "int"
    tail = " of the items" if label != "longest" else " of items"
    return Task(
        names=(f"{label}_unless_{test.label}", f"{label}_or_refuse_{test.label}"),
        takes={numbers: "list[int]"},
        gives=gives,
        does=(f"Return {said}{tail} of {numbers}, or raise {kind} if one of them {test.verb}.",),
        raises=kind,
        solutions={
            "loop": f"""
                for n in {numbers}:
                    if {test("n")}:
                        raise {kind}(n)
                return {code.format(numbers)}
                """,
            "any": f"""
                if any({test("n")} for n in {numbers}):
                    raise {kind}("unwanted item")
                return {code.format(numbers)}
                """,
        },
        inputs=[
            *r.number_lists(test.near),
            *([n] for n in test.near),
            *([n, n] for n in range(-2, 30, 5)),
        ],
    )


@family
def convert_or(r: Draw) -> Task:
    """Catch what goes wrong.

    `int` raises ValueError for a text that is no number. Whoever calls it can catch that and go
    on.
    """
    words, k = r.name("words"), r.randint(2, 9)
    label, said, bad, gives = r.pick(
        ("numbers", "leaving out those that are no numbers", "", "list[int]"),
        ("or_none", "with None for those that are no numbers", "None", "list[int | None]"),
        ("or_zero", "with 0 for those that are no numbers", "0", "list[int]"),
        ("or_minus_one", "with -1 for those that are no numbers", "-1", "list[int]"),
    )
    scaled = r.coin()
    value, times = (f"int(word) * {k}", f", multiplied by {k}") if scaled else ("int(word)", "")
    otherwise = f"result.append({bad})" if bad else "continue"
    helper = f"[convert(word) for word in {words}]" if bad else (
        f"[convert(word) for word in {words} if convert(word) is not None]"
    )  # fmt: skip
    return Task(
        names=(f"integers_{label}", f"parse_{label}", f"to_integers_{label}"),
        takes={words: "list[str]"},
        gives=gives,
        does=(f"Return the items of {words} as integers{times}, {said}.",),
        solutions={
            "loop": f"""
                result = []
                for word in {words}:
                    try:
                        result.append({value})
                    except ValueError:
                        {otherwise}
                return result
                """,
            "helper": f"""
                def convert(word):
                    try:
                        return {value}
                    except ValueError:
                        return {bad or "None"}

                return {helper}
                """,
        },
        inputs=[[], ["7"], ["x"], ["3", "a", "-4"], ["", "0"], ["1.5", "12", "+2"],
                [str(r.randint(-50, 50)), r.word(), str(r.randint(0, 9))]],
    )  # fmt: skip


@family
def look_up_or(r: Draw) -> Task:
    """Ask forgiveness, not permission.

    To look something up and catch the exception is as good as to test for it before.
    """
    data, keys = r.name("mapping"), r.pick("keys", "wanted", "path")
    count, k = r.coin(), r.randint(1, 9)
    said = (
        f"the sum of the values that {data} holds for {keys}, where a missing key counts {k}"
        if count
        else f"how many of {keys} are missing in {data}"
    )
    found, lost = (f"total += {data}[key]", f"total += {k}") if count else (
        f"{data}[key]", "total += 1",
    )  # fmt: skip
    short = f"sum({data}.get(key, {k}) for key in {keys})" if count else (
        f"sum(key not in {data} for key in {keys})"
    )  # fmt: skip
    names = r.words(3)
    table = {name: r.randint(-9, 20) for name in names}
    return Task(
        names=("sum_or_default" if count else "count_missing", "look_up_all", "check_keys"),
        takes={data: "dict[str, int]", keys: "list[str]"},
        gives="int",
        does=(f"Return {said}.",),
        solutions={
            "try": f"""
                total = 0
                for key in {keys}:
                    try:
                        {found}
                    except KeyError:
                        {lost}
                return total
                """,
            "test": f"return {short}",
        },
        inputs=[({}, []), ({}, ["a"]), (table, names), (table, [*names, "nowhere"]),
                (table, ["nowhere", names[0], names[0]]), ({"a": 0}, ["b", "a", "b"])],
    )  # fmt: skip


@family
def guarded(r: Draw) -> ClassTask:
    """Clean up in any case.

    A `with` statement calls `__enter__` at its beginning and `__exit__` at its end, whether or
    not an exception ended it. If `__exit__` returns True, the exception goes no further.
    """
    kind, other = r.pick(("ValueError", "KeyError"), ("KeyError", "IndexError"),
                         ("ZeroDivisionError", "ValueError"))  # fmt: skip
    both = r.coin()
    caught = f"{kind} and {other}" if both else kind
    opened, closed = r.pick(("open", "closed"), ("busy", "idle"), ("on", "off"))
    kinds = f"({kind}, {other})" if both else kind
    cause = {"ValueError": "int('x')", "KeyError": "{}['x']", "IndexError": "[][0]",
             "ZeroDivisionError": "1 // 0"}  # fmt: skip
    return ClassTask(
        names=("Guard", "Session", "Attempt", "Scope"),
        called=r.pick("guard", "scope", "attempt"),
        does=(f"A context manager that lets {caught} go no further and counts what it caught.",),
        methods={
            "__init__()": f"Begin with the state {closed!r}.",
            '__enter__() -> "Solve"': f"Set the state to {opened!r} and return the object.",
            "__exit__(kind: object, error: object, traceback: object) -> bool": f"Set the state"
            f" to {closed!r}, and return True only for {caught}.",
            "caught() -> int": "Return how many exceptions were caught.",
        },
        raises="RuntimeError",
        solutions={
            "subclass": {
                "__init__": f"self.state = {closed!r}\nself.count = 0",
                "__enter__": f"self.state = {opened!r}\nreturn self",
                "__exit__": f"self.state = {closed!r}\n"
                f"if kind is not None and issubclass(kind, {kinds}):\n    self.count += 1\n"
                "    return True\nreturn False",
                "caught": "return self.count",
            },
            "instance": {
                "__init__": f"self.state = {closed!r}\nself.errors = []",
                "__enter__": f"self.state = {opened!r}\nreturn self",
                "__exit__": f"self.state = {closed!r}\nstops = isinstance(error, {kinds})\n"
                "if stops:\n    self.errors.append(error)\nreturn stops",
                "caught": "return len(self.errors)",
            },
        },
        scripts=[
            ("", "@.state", "with @:\n    pass", "@.state", "caught()"),
            ("", f"with @:\n    {cause[kind]}", "@.state", "caught()"),
            ("", f"with @:\n    {cause[kind]}", f"with @:\n    {cause[kind]}", "caught()"),
            ("", "with @ as it:\n    seen = it.state", "@.state", "@.__enter__().state"),
            ("", "with @:\n    raise RuntimeError", "@.state", "caught()"),
            *([("", f"with @:\n    {cause[other]}", "caught()")] if both else []),
        ],
    )


@family
def retry(r: Draw) -> Task:
    """Try again.

    A loop around `try` repeats what failed; `break`, or a return, ends it as soon as it worked.
    """
    tries, words = r.randint(2, 5), r.name("words")
    last = r.pick("None", "0", "-1")
    return Task(
        names=(f"first_number_in_{tries}", f"try_{tries}_times", f"first_that_converts_{tries}"),
        takes={words: "list[str]"},
        gives="int | None" if last == "None" else "int",
        does=(
            f"Return the first of the first {tries} items of {words} that is an integer, as an"
            f" integer, or {last} if none of them is one.",
        ),
        solutions={
            "for": f"""
                for word in {words}[:{tries}]:
                    try:
                        return int(word)
                    except ValueError:
                        pass
                return {last}
                """,
            "while": f"""
                i = 0
                while i < {tries} and i < len({words}):
                    try:
                        return int({words}[i])
                    except ValueError:
                        i += 1
                return {last}
                """,
        },
        inputs=[
            [],
            ["5"],
            ["a"],
            *(["x"] * n + [str(r.randint(2, 99))] for n in (1, tries - 1, tries, tries + 1)),
            [r.word(), str(r.randint(-9, 9)), "7"],
        ],
    )
