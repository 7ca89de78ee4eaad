"""Look for patterns in a text: repeats, alternations, common parts, windows."""

from hornbook.generate.procedural import Draw, Task, family


def _camel(words: list[str]) -> str:
    return words[0] + "".join(map(str.capitalize, words[1:]))


@family
def is_palindrome(r: Draw) -> Task:
    """Read a text backwards.

    A palindrome reads the same in both directions. Often only its letters count, and upper and
    lower case are the same.
    """
    text = r.name("text")
    label, said, code = r.pick(
        ("exact", "", "{x}"),
        ("any_case", ", if upper and lower case are the same", "{x}.lower()"),
        ("letters", ", if only its letters count", "[ch for ch in {x} if ch.isalpha()]"),
        ("without_spaces", ", if spaces don't count", '[ch for ch in {x} if ch != " "]'),
        ("letters_any_case", ", if only letters count and case doesn't matter",
         "[ch.lower() for ch in {x} if ch.isalpha()]"),
    )  # fmt: skip
    count = r.coin(0.3)
    clean = r.pick("clean", "letters", "plain", "chars")
    size = r.randint(2, 5)
    longer = f" and has more than {size} such characters" if count else ""
    more = f" and len({clean}) > {size}" if count else ""
    return Task(
        names=(f"is_palindrome_{label}", "is_palindrome", f"reads_backwards_{label}",
         "is_mirrored"),
        takes={text: "str"},
        gives="bool",
        does=(
            f"Check whether {text} reads the same backwards{said}{longer}.",
            f"Return True if {text} is a palindrome{said}{longer}, otherwise False.",
            f"Tell whether {text} is the same from both ends{said}{longer}.",
        ),
        solutions={
            "slice": f"""
                {clean} = {code.format(x=text)}
                return {clean} == {clean}[::-1]{more}
                """,
            "pairs": f"""
                {clean} = {code.format(x=text)}
                {f"if len({clean}) <= {size}:" if count else ""}
                    {"return False" if count else ""}
                return all({clean}[i] == {clean}[-1 - i] for i in range(len({clean}) // 2))
                """,
        },
        inputs=[
            "", "a", "ab", "aba", "Aba", "a b a", "ab ba!", "abca", "No on", "x1 2 x", "a1b1a",
             "abab",
            "raceCar", "abcdedcba", "a" * size, "a" * (size + 1), "abcabc", "a" * (2 * size), "aab",
            "A b B a", "a, b b, a!", "xyzyx x", "level", "noon", "was it", r.word(),
        ],
    )  # fmt: skip


@family
def count_occurrences_of_part(r: Draw) -> Task:
    """Count a part of a text, with and without overlaps.

    `count` goes on behind a match, so that matches never overlap. Asking at every position finds
    the overlapping ones, too.
    """
    text, part = (
        r.name("text"),
        r.pick("aa", "aba", "ana", "oo", "abab", "xx", "ll", "ee", "tt"),
    )
    overlap, fold = r.coin(), r.coin(0.4)
    lower = ".lower()" if fold else ""
    how = "matches may overlap" if overlap else "matches don't overlap"
    case = ", ignoring case" if fold else ""
    k = len(part)
    find = r.pick("start", "place", "at", "i")
    return Task(
        names=(f"count_{part}", f"occurrences_of_{part}", f"how_often_{part}", f"find_all_{part}"),
        takes={text: "str"},
        gives="int",
        does=(
            f"Return how often {part!r} occurs in {text}{case}; {how}.",
            f"Count the occurrences of {part!r} in {text}{case}, where {how}.",
        ),
        solutions={
            "positions": f"""
                places = range(len({text}))
                return sum({text}{lower}.startswith("{part}", i) for i in places)
                """
            if overlap
            else f'return {text}{lower}.count("{part}")',
            "find": f"""
                count = 0
                {find} = {text}{lower}.find("{part}")
                while {find} >= 0:
                    count += 1
                    {find} = {text}{lower}.find("{part}", {find} + {1 if overlap else k})
                return count
                """,
        },
        inputs=[
            "", part, part[:-1], part * 2, part.upper(), part + part[1:], "aaaa", "ananas",
             "bababa",
            f"x{part}y{part.capitalize()}z", "abababab", f"{part} {part}{part[-1]}", "xxxxx",
             "look oops",
            "banana bandana", part[0] * 6, "eel ttt llll", f"{part}{part[1:]}{part[1:]}",
        ],
    )  # fmt: skip


@family
def common_start(r: Draw) -> Task:
    """Compare two texts from the beginning or from the end.

    The comparison stops at the first difference, or where the shorter text ends. Comparing from
    the end is comparing the reversed texts.
    """
    (a, b), end = r.twins(), r.coin()
    word = "end" if end else "beginning"
    label, said, gives, result = r.pick(
        ("part", f"the longest {word} that {a} and {b} have in common", "str",
         "{a}[len({a}) - n:]" if end else "{a}[:n]"),
        ("length", f"the length of the longest common {word} of {a} and {b}", "int", "n"),
        ("rest", f"what is left of {a} without the longest {word} that it has in common with {b}",
         "str", "{a}[: len({a}) - n]" if end else "{a}[n:]"),
    )  # fmt: skip
    result = result.format(a=a)
    pairs = f"zip(reversed({a}), reversed({b}))" if end else f"zip({a}, {b})"
    one, two, three = r.word(), r.word(), r.word()
    at = f"{a}[-n - 1] == {b}[-n - 1]" if end else f"{a}[n] == {b}[n]"
    return Task(
        names=(f"common_{word}_{label}", f"shared_{word}", f"{label}_of_common_{word}"),
        takes={a: "str", b: "str"},
        gives=gives,
        does=(
            f"Return {said}.",
            f"Compare {a} and {b} from their {word} and return {said}.",
            f"Find {said}.",
        ),
        solutions={
            "while": f"""
                n = 0
                while n < min(len({a}), len({b})) and {at}:
                    n += 1
                return {result}
                """,
            "takewhile": f"""
                same = itertools.takewhile(lambda pair: pair[0] == pair[1], {pairs})
                n = len(list(same))
                return {result}
                """,
            "for": f"""
                n = 0
                for x, y in {pairs}:
                    if x != y:
                        break
                    n += 1
                return {result}
                """,
        },
        inputs=[
            ("", ""), ("", one), (one, ""), (one, one), (one + two, one + three),
            (two + one, three + one), (one, two), ("abcx", "abdx"), ("abc", "abcde"), ("abcde",
             "cde"),
        ],
    )  # fmt: skip


@family
def letter_case_words(r: Draw) -> Task:
    """Change between the ways to write names.

    Programs write names of several words with underscores, with dashes or with capitals. Taken
    apart into words, they are put together in the other way.
    """
    name = r.pick("name", "text", "identifier", "label", "key", "variable", "field")
    label, said, code, other = r.pick(
        ("snake_to_camel", "words joined by underscores into words joined by capital letters, the"
         " first word in lower case",
         'first, *rest = {x}.split("_")\nreturn first + "".join(map(str.capitalize, rest))',
         'words = {x}.split("_")\nresult = words[0]\nfor word in words[1:]:\n'
         "    result += word[:1].upper() + word[1:]\nreturn result"),
        ("camel_to_snake", "words joined by capital letters into lower-case words joined by"
         " underscores",
         'return "".join("_" + ch.lower() if ch.isupper() else ch for ch in {x})',
         'result = ""\nfor ch in {x}:\n    if ch != ch.lower():\n        result += "_"\n'
         "    result += ch.lower()\nreturn result"),
        ("kebab_to_pascal", "words joined by dashes into words that all begin with a capital"
         " letter, without anything between them",
         'return "".join(word.capitalize() for word in {x}.split("-"))',
         'result = ""\nfor word in {x}.split("-"):\n    result += word[:1].upper() + word[1:]\n'
         "return result"),
        ("words_to_snake", "words with spaces between them into lower-case words joined by"
         " underscores",
         'return "_".join({x}.lower().split())',
         'return "_".join(word.lower() for word in {x}.split(" ") if word)'),
        ("snake_to_title", "words joined by underscores into words with capital letters and spaces"
         " between them",
         'return " ".join(word.capitalize() for word in {x}.split("_"))',
         'result = []\nfor word in {x}.split("_"):\n'
         '    result.append(word[:1].upper() + word[1:])\n'
         'return " ".join(result)'),
    )  # fmt: skip
    start, _, _ = label.partition("_")
    words = [r.words(n) for n in (1, 2, 2, 3, 4)] + [["a"], ["a", "b"], ["x", "yz", "w"]]
    shape = {
        "snake": "_".join, "kebab": "-".join, "words": " ".join,
        "camel": _camel,
    }[start]  # fmt: skip
    samples = [shape(each) for each in words]
    if start == "words":
        samples += ["Hello World", "a  B", "TEA"]
    return Task(
        names=(label, f"convert_{label}", f"{label}_case", f"{name}_{label}"),
        takes={name: "str"},
        gives="str",
        does=(
            f"Convert {name} from {said}.",
            f"Return {name} changed from {said}.",
            f"Turn {name} from {said}.",
        ),
        solutions={"first": code.format(x=name), "second": other.format(x=name)},
        inputs=samples,
    )
