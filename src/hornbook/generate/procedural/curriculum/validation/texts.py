"""Does a text follow the rules?"""

from hornbook.generate.procedural import Draw, Task, family


@family
def password_rules(r: Draw) -> Task:
    """Check several rules at once.

    All rules have to hold, so they are joined by `and`, or the function returns False at the
    first one that fails.
    """
    text, k = r.pick("password", "code", "secret", "key"), r.randint(4, 9)
    rules = r.sample(
        [
            (f"has at least {k} characters", f"len(@) >= {k}"),
            ("has a digit", "any(ch.isdigit() for ch in @)"),
            ("has an uppercase letter", "any(ch.isupper() for ch in @)"),
            ("has a lowercase letter", "any(ch.islower() for ch in @)"),
            ("has no space", '" " not in @'),
            ("begins with a letter", "@[:1].isalpha()"),
            ("does not end with a digit", "not @[-1:].isdigit()"),
        ],
        k=r.pick(2, 2, 3),
    )
    said = ", ".join(rule[0] for rule in rules[:-1]) + f" and {rules[-1][0]}"
    tests = [rule[1].replace("@", text) for rule in rules]
    guards = "\n".join(f"if not ({test}):\n    return False" for test in tests)
    count = r.coin(0.3)
    return Task(
        names=("count_rules_met",)
        if count
        else (f"valid_{text}", f"check_{text}", "is_acceptable"),
        takes={text: "str"},
        gives="int" if count else "bool",
        does=(
            f"Return how many of these rules {text} meets: it {'; it '.join(x[0] for x in rules)}."
            if count
            else f"Check whether {text} {said}.",
        ),
        solutions={
            "expression": f"return sum([{', '.join(tests)}])"
            if count
            else f"return {' and '.join(tests)}",
            "guards": "count = 0\n"
            + "\n".join(f"if {test}:\n    count += 1" for test in tests)
            + "\nreturn count"
            if count
            else f"{guards}\nreturn True",
        },
        inputs=[
            "a1bcdefghijk",
            "a1Bcdefghijk",
            "x1-",
            "A2-",
            "a1 b2",
            "",
            "a",
            "A1",
            "abc",
            "abc1",
            "Abcdefgh1",
            "abcdefghi",
            "ABC DEF 12",
            "7abcdEFG",
            "x" * k,
            "x" * (k - 1),
            "Xy3" * 4,
            "Hello World",
            "lower9Upper",
        ],
    )


@family
def code_format(r: Draw) -> Task:
    """Check the form of a code.

    Its length is checked first, so that the slices are known to be complete. A regular
    expression with `fullmatch` describes the whole form in one line.
    """
    text, letters, digits = (
        r.pick("code", "label", "ticket", "plate"),
        r.randint(1, 4),
        r.randint(1, 4),
    )
    gap = r.pick("", "-", "/", " ", ":")
    swap, upper = r.coin(0.4), r.coin()
    case = "uppercase" if upper else "lowercase"
    parts = [
        (f"{letters} {case} letters" if letters > 1 else f"one {case} letter", letters,
         f"[{'A-Z' if upper else 'a-z'}]{{{letters}}}", "isupper" if upper else "islower", True),
        (f"{digits} digits" if digits > 1 else "one digit", digits, f"[0-9]{{{digits}}}",
         "isdigit", False),
    ]  # fmt: skip
    if swap:
        parts.reverse()
    (says_a, size_a, regex_a, test_a, alpha_a), (says_b, _, regex_b, test_b, alpha_b) = parts
    size = letters + digits + len(gap)
    between = f", {gap!r} and " if gap else " and "
    after = size_a + len(gap)
    extra_a = "head.isalpha() and " if alpha_a else ""
    extra_b = "tail.isalpha() and " if alpha_b else ""
    middle = f' and {text}[{size_a}] == "{gap}"' if gap else ""
    good_letters = ("ABCD" if upper else "abcd")[:letters]
    good_digits = "4071"[:digits]
    first, last = (good_digits, good_letters) if swap else (good_letters, good_digits)
    good = first + gap + last
    return Task(
        names=(f"valid_{text}", f"is_{text}", f"check_{text}_format"),
        takes={text: "str"},
        gives="bool",
        does=(
            f"Check whether {text} consists of {says_a}{between}{says_b}, in this order.",
            f"Return True if {text} is made of exactly {says_a}{between}{says_b}, else False.",
        ),
        solutions={
            "regex": f'return re.fullmatch("{regex_a}{gap}{regex_b}", {text}) is not None',
            "slices": f"""
                if len({text}) != {size}:
                    return False
                head, tail = {text}[:{size_a}], {text}[{after}:]
                return {extra_a}head.{test_a}() and {extra_b}tail.{test_b}(){middle}
                """,
        },
        inputs=[
            "",
            good,
            good.swapcase(),
            good + "1",
            good[1:],
            first + "#" + last,
            last + gap + first,
            good[:-1] + "-",
            "-" + good[1:],
            first + last,
        ],
    )


@family
def checked_number(r: Draw) -> Task:
    """Read a number from a text only if it is one.

    `int` raises a ValueError for a text that is no number. Either ask first, or try and catch
    the error.
    """
    text, low = r.name("text"), r.randint(-5, 10)
    high = low + r.randint(5, 90)
    fallback = r.pick("None", "-1", "0", "None")
    ranged = r.coin(0.7)
    said = f"an integer from {low} to {high}" if ranged else "an integer"
    test = f"{low} <= number <= {high}" if ranged else ""
    result = f"number if {test} else {fallback}" if ranged else "number"
    condition = f" and {low} <= int({text}) <= {high}" if ranged else ""
    return Task(
        names=("parse_number", "read_integer", "number_or_default", "checked_int"),
        takes={text: "str"},
        gives="int | None" if fallback == "None" else "int",
        does=(
            f"Return the number that {text} holds if it is {said}, and {fallback} otherwise.",
            f"Convert {text} to a number. Anything but {said} gives {fallback}.",
        ),
        notes=("The text may begin with a minus sign.",),
        solutions={
            "try": f"""
                try:
                    number = int({text})
                except ValueError:
                    return {fallback}
                return {result}
                """,
            "ask": f"""
                digits = {text}[1:] if {text}.startswith("-") else {text}
                if digits.isdigit(){condition}:
                    return int({text})
                return {fallback}
                """,
        },
        inputs=["", "-", "x", "12a", "3.5", "0", "-2"]
        + [str(n) for n in (low - 1, low, high, high + 1, r.randint(low, high), 1000)],
    )
