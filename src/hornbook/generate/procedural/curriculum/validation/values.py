"""Are arguments and records as they should be?"""

from hornbook.generate.procedural import Draw, Task, family


@family
def guarded(r: Draw) -> Task:
    """Refuse bad arguments.

    A function that can't do its work raises an exception. The check stands at the top, so that
    the rest may rely on good arguments.
    """
    n, k = r.name("number"), r.randint(2, 9)
    change = r.number_change()
    label, said, bad = r.pick(
        ("negative", f"{n} is negative", "{} < 0"),
        ("zero", f"{n} is 0", "{} == 0"),
        (f"above_{10 * k}", f"{n} is greater than {10 * k}", f"{{}} > {10 * k}"),
        (f"multiple_of_{k}", f"{n} is a multiple of {k}", f"{{}} % {k} == 0"),
        (f"outside_0_to_{k}", f"{n} is not between 0 and {k}", f"not 0 <= {{}} <= {k}"),
    )
    fine = f"0 <= {n} <= {k}" if label.startswith("outside") else f"not ({bad.format(n)})"
    return Task(
        names=(f"checked_{change.label}", f"safe_{change.label}", f"{change.label}_unless_{label}"),
        takes={n: "int"},
        gives="int",
        does=(
            f"Return {change.of(n)}.",
            f"Compute {change.of(n)}.",
        ),
        notes=(f"Raise a ValueError if {said}.",),
        solutions={
            "guard": f"""
                if {bad.format(n)}:
                    raise ValueError
                return {change(n)}
                """,
            "branches": f"""
                if {fine}:
                    return {change(n)}
                raise ValueError
                """,
        },
        inputs=[0, 1, -1, k, k + 1, 2 * k, 10 * k, 10 * k + 1, k - 1, -k],
        raises="ValueError",
    )


@family
def check_record(r: Draw) -> Task:
    """Check the fields of a record.

    A record is a dictionary. Its fields may be missing or hold bad values, so the function asks
    for both, field by field, and collects what is wrong.
    """
    record, low = r.pick("record", "form", "entry", "user"), r.randint(0, 18)
    high = low + r.randint(20, 90)
    word, number = r.pick(
        ("name", "age"), ("title", "pages"), ("city", "zip"), ("label", "weight"), ("owner", "size")
    )
    what = r.pick("bool", "list", "count")
    gives = {"bool": "bool", "list": "list[str]", "count": "int"}[what]
    final = {"bool": "not wrong", "list": "wrong", "count": "len(wrong)"}[what]
    told = {
        "bool": f"Check whether {record} is in order",
        "list": f"Return a list of the fields of {record} that are wrong",
        "count": f"Return how many fields of {record} are wrong",
    }[what]
    return Task(
        names=(f"check_{record}", f"validate_{word}_and_{number}", f"problems_of_{record}"),
        takes={record: "dict[str, object]"},
        gives=gives,
        does=(
            f"{told}: '{word}' must be a string that is not empty, and '{number}' an integer from"
            f" {low} to {high}.",
        ),
        notes=("A missing field is wrong. Fields are looked at in this order.",)
        if what == "list"
        else ("A missing field is wrong.",),
        solutions={
            "branches": f"""
                wrong = []
                {word} = {record}.get("{word}")
                if not isinstance({word}, str) or {word} == "":
                    wrong.append("{word}")
                {number} = {record}.get("{number}")
                if not isinstance({number}, int) or not {low} <= {number} <= {high}:
                    wrong.append("{number}")
                return {final}
                """,
            "rules": f"""
                rules = {{
                    "{word}": lambda value: isinstance(value, str) and len(value) > 0,
                    "{number}": lambda value: isinstance(value, int) and {low} <= value <= {high},
                }}
                wrong = [key for key, rule in rules.items() if not rule({record}.get(key))]
                return {final}
                """,
        },
        inputs=[
            {},
            {word: "x", number: low},
            {word: "", number: high},
            {word: "y", number: high + 1},
            {word: "z", number: low - 1},
            {word: 5, number: "7"},
            {number: low + 1},
            {word: "ok", number: high, "more": 1},
        ],
    )
