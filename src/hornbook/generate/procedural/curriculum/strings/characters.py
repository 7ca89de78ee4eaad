"""Go through a text character by character: count, keep, replace, find."""

from hornbook.generate.procedural import Draw, Task, family


@family
def count_characters(r: Draw) -> Task:
    """Count the characters of a kind.

    A string can be looped over like a list: the loop variable holds one character after the
    other. Methods such as `isdigit` and `isupper` tell its kind, and `in` looks it up in a text.
    """
    text, kind = r.name("text"), r.character_condition()
    return Task(
        names=(f"count_{kind.label}", f"number_of_{kind.label}", f"how_many_{kind.label}"),
        takes={text: "str"},
        gives="int",
        does=(
            f"Count the {kind.before} in {text}.",
            f"Return the number of {kind.before} that {text} contains.",
            f"Return how many characters of {text} are {kind.before}.",
        ),
        solutions={
            "loop": f"""
                count = 0
                for ch in {text}:
                    if {kind("ch")}:
                        count += 1
                return count
                """,
            "builtin": f"return sum(1 for ch in {text} if {kind('ch')})",
        },
        inputs=[*r.texts(), "Aa Ee 12", "banana split", "XYZ 007", "a~e~"],
    )


@family
def keep_characters(r: Draw) -> Task:
    """Keep or remove the characters of a kind.

    Strings can't be changed, so a new one is built. `"".join` puts the chosen characters
    together; adding them to a string one by one works too.
    """
    text, kind, keep = r.name("text"), r.character_condition(), r.coin()
    test = kind("ch") if keep else f"not ({kind('ch')})"
    verb = "keep" if keep else "remove"
    does = (
        (f"Return only the {kind.before} of {text}.", f"Keep the {kind.before} of {text} and"
         " drop everything else.")
        if keep
        else (f"Return {text} without the {kind.before}.", f"Remove all {kind.before} from {text}.")
    )  # fmt: skip
    return Task(
        names=(f"{verb}_{kind.label}", f"{'only' if keep else 'strip'}_{kind.label}"),
        takes={text: "str"},
        gives="str",
        does=does,
        solutions={
            "loop": f"""
                result = ""
                for ch in {text}:
                    if {test}:
                        result += ch
                return result
                """,
            "join": f"""return "".join(ch for ch in {text} if {test})""",
            "list": f"""
                kept = [ch for ch in {text} if {test}]
                return "".join(kept)
                """,
        },
        inputs=[*r.texts(), "Aa Ee 12", "banana split", "XYZ 007", "a~e~"],
    )


@family
def replace_characters(r: Draw) -> Task:
    """Replace the characters of a kind.

    Each character is either kept or replaced, so the result is as long as the text unless the
    replacement is longer than one character.
    """
    text, kind = r.name("text"), r.character_condition()
    new = r.pick("*", "_", "-", "#", "?", "x", "..", "")
    said = f"{new!r}" if new else "nothing"
    return Task(
        names=(f"replace_{kind.label}", f"mask_{kind.label}", f"hide_{kind.label}"),
        takes={text: "str"},
        gives="str",
        does=(
            f"Replace all {kind.before} in {text} by {said}.",
            f"Return {text} with {said} in place of each of the {kind.before}.",
        ),
        solutions={
            "loop": f"""
                result = ""
                for ch in {text}:
                    if {kind("ch")}:
                        result += "{new}"
                    else:
                        result += ch
                return result
                """,
            "join": f"""return "".join("{new}" if {kind("ch")} else ch for ch in {text})""",
        },
        inputs=[*r.texts(), "Aa Ee 12", "banana split", "XYZ 007", "a~e~"],
    )


@family
def find_character(r: Draw) -> Task:
    """Find where a character stands.

    The loop compares one position after the other and returns the index at the first hit.
    `find` and `rfind` do the same and give -1 when there is no hit.
    """
    text, c, last = r.name("text"), r.choice("aeionrst"), r.coin(0.4)
    missing = r.pick("-1", "-1", "None")
    which, method = ("last", "rfind") if last else ("first", "find")
    indices = f"range(len({text}) - 1, -1, -1)" if last else f"range(len({text}))"
    builtin = (
        f"return {text}.{method}({c!r})"
        if missing == "-1"
        else f"""
        position = {text}.{method}("{c}")
        return None if position == -1 else position
        """
    )
    return Task(
        names=(f"{which}_{c}", f"index_of_{which}_{c}", f"find_{which}_{c}"),
        takes={text: "str"},
        gives="int" if missing == "-1" else "int | None",
        does=(
            f"Return the index of the {which} {c!r} in {text}, or {missing} if there is none.",
            f"Find the position of the {which} letter {c!r} in {text}. The result is {missing}"
            " when the letter does not occur.",
        ),
        solutions={
            "loop": f"""
                for i in {indices}:
                    if {text}[i] == "{c}":
                        return i
                return {missing}
                """,
            "builtin": builtin.replace("'", '"'),
        },
        inputs=[*r.texts(), c, f"x{c}y{c}z", f"{c}{c}", "qqq"],
    )


@family
def runs_of_characters(r: Draw) -> Task:
    """Work with runs of equal characters.

    A run ends where a character differs from the one before it. `itertools.groupby` splits a
    text into its runs.
    """
    text = r.name("text")
    label, said, gives, code, update = r.pick(
        ("collapse", "with every run of equal characters reduced to one", "str",
         '"".join(ch for ch, _ in itertools.groupby(@))', "result += ch"),
        ("starts", "with a '|' before each character that differs from the one before it", "str",
         '"".join("|" + "".join(run) for _, run in itertools.groupby(@))', 'result += "|" + ch'),
    )  # fmt: skip
    other = "" if label == "collapse" else "else:\n            result += ch\n        "
    return Task(
        names=(f"{label}_runs", f"runs_{label}", f"{label}_repeated"),
        takes={text: "str"},
        gives=gives,
        does=(f"Return {text} {said}.",),
        solutions={
            "groupby": f"return {code.replace('@', text)}",
            "loop": f"""
    result = ""
    previous = None
    for ch in {text}:
        if ch != previous:
            {update}
        {other}previous = ch
    return result
    """,
        },
        inputs=[*r.texts(), "aabbb", "aaa", "abab", "mississippi", "1122 33"],
    )
