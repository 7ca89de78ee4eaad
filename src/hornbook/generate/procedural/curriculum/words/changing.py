"""Make something of every word: change, measure, join, number."""

from hornbook.generate.procedural import Draw, Task, family


@family
def change_words(r: Draw) -> Task:
    """Change every word.

    Strings are never changed in place; a comprehension collects the new ones.
    """
    words, change = r.name("words"), r.word_change()
    return Task(
        names=(f"{change.label}_all", f"{change.label}_each", f"{change.label}_every"),
        takes={words: "list[str]"},
        gives="list[str]",
        does=(
            f"Return a list with {change.of('each string')} for all strings in {words}.",
            f"Return the strings of {words}, {change.done}.",
        ),
        solutions={
            "loop": f"""
                result = []
                for word in {words}:
                    result.append({change("word")})
                return result
                """,
            "comprehension": f"return [{change('word')} for word in {words}]",
        },
        inputs=r.word_lists(),
    )


@family
def measure_words(r: Draw) -> Task:
    """Make a list of numbers from a list of words.

    Any function of a word can be mapped over the list: its length, how often it contains a
    letter, how many vowels it has.
    """
    words, c, k = r.name("words"), r.choice("aeiorst"), r.randint(2, 6)
    label, said, code = r.pick(
        ("lengths", "the length of each string", "len(@)"),
        ("vowel_counts", "the number of vowels (a, e, i, o, u) in each string",
         'sum(ch in "aeiou" for ch in @)'),
        (f"{c}_counts", f"how often {c!r} occurs in each string", f'@.count("{c}")'),
        ("distinct_counts", "the number of distinct characters of each string", "len(set(@))"),
        (f"distances_from_{k}", f"how far the length of each string is from {k}",
         f"abs(len(@) - {k})"),
    )  # fmt: skip
    total = r.pick("", "", "sum", "max")
    if total:
        wrapped = {"sum": "the sum of", "max": "the largest of"}[total]
        says, gives = f"Return {wrapped} these numbers: {said} in {words}.", "int"
    else:
        says, gives = f"Return a list of {said} in {words}.", "list[int]"
    each = code.replace("@", "word")
    default = ", default=0" if total == "max" else ""
    return Task(
        names=(
            f"{total}_{label}".strip("_"),
            f"{label}_of_words",
            f"get_{label}_{total}".strip("_"),
        ),
        takes={words: "list[str]"},
        gives=gives,
        does=(says,),
        notes=("For an empty list the result is 0.",) if total == "max" else (),
        solutions={
            "comprehension": f"return {total}({each} for word in {words})"
            if total == "sum"
            else f"return {total}([{each} for word in {words}]{default})"
            if total
            else f"return [{each} for word in {words}]",
            "loop": f"""
                found = []
                for word in {words}:
                    found.append({each})
                return {f"{total}(found{default})" if total else "found"}
                """,
        },
        inputs=[*r.word_lists(), ["~", "a~e"]],
    )


@family
def join_words(r: Draw) -> Task:
    """Join words into one text.

    `separator.join(words)` puts the separator between the words, but not before the first or
    after the last one.
    """
    words = r.name("words")
    gap = r.pick(", ", "-", " ", "; ", "/", " and ", "_", "+", " > ", " | ")
    label, said, part = r.pick(
        ("plain", f"the strings of {words}", "word"),
        ("initials", f"the first characters of the strings in {words}", "word[0]"),
        ("last_letters", f"the last characters of the strings in {words}", "word[-1]"),
        ("upper", f"the strings of {words} in upper case", "word.upper()"),
        ("reversed", f"the strings of {words}, each written backwards,", "word[::-1]"),
    )
    between = f"with {gap!r} between them" if gap else "with nothing between them"
    return Task(
        names=(f"{label}_text", f"{label}_line", f"join_{label}"),
        takes={words: "list[str]"},
        gives="str",
        does=(
            f"Join {said} into one string, {between}.",
            f"Return one string that consists of {said.rstrip(',')}, {between}.",
        ),
        solutions={
            "join": f'return "{gap}".join({words})'
            if part == "word"
            else f'return "{gap}".join({part} for word in {words})',
            "loop": f"""
                result = ""
                for i, word in enumerate({words}):
                    if i > 0:
                        result += "{gap}"
                    result += {part}
                return result
                """,
        },
        inputs=r.word_lists(),
    )


@family
def words_of_sentence(r: Draw) -> Task:
    """Take a sentence apart and put it together again.

    `split` without an argument cuts at any white space and never gives empty words. After the
    words were changed, `join` makes a sentence of them.
    """
    text, change = r.name("text"), r.word_change()
    label, said, code = r.pick(
        (f"{change.label}_words", f"the words of {text}, {change.done},",
         f"[{change('word')} for word in words]"),
        ("words_backwards", f"the words of {text} in reverse order", "words[::-1]"),
        ("sorted_words", f"the words of {text} in alphabetical order", "sorted(words)"),
        ("every_other_word", f"every second word of {text}, starting with the first,",
         "words[::2]"),
        ("long_words", f"the words of {text} that have more than 3 letters",
         "[word for word in words if len(word) > 3]"),
        (f"{change.label}_words", f"the words of {text}, {change.done},",
         f"[{change('word')} for word in words]"),
    )  # fmt: skip
    gap = r.pick(" ", " ", " ", "-", ", ")
    with_gap = "single spaces" if gap == " " else repr(gap)
    return Task(
        names=(label, f"{label}_of_sentence", f"make_{label}"),
        takes={text: "str"},
        gives="str",
        does=(f"Return a string with {said.rstrip(',')}, separated by {with_gap}.",),
        notes=r.pick((), ("Words are separated by spaces.",)),
        solutions={
            "steps": f"""
                words = {text}.split()
                chosen = {code}
                return "{gap}".join(chosen)
                """,
            "expression": f"""
                return "{gap}".join({code.replace("words", f"{text}.split()")})
                """,
        },
        inputs=["", "one", "two  words", *(r.sentence(size) for size in (2, 3, 4, 5, 6))],
    )


@family
def number_words(r: Draw) -> Task:
    """Number the lines of a list.

    `enumerate(items, start=1)` counts from one. An f-string puts the number and the item into a
    text.
    """
    words, start = r.name("words"), r.pick(0, 1, 1, 10, 100)
    gap = r.pick(". ", ": ", ") ", " - ", "=", ". ")
    swap = r.coin(0.3)
    shape = "{word}" + gap + "{i}" if swap else "{i}" + gap + "{word}"
    sample = f"apple{gap}{start}" if swap else f"{start}{gap}apple"
    return Task(
        names=("number_lines", "numbered", "add_numbers", f"count_from_{start}"),
        takes={words: "list[str]"},
        gives="list[str]",
        does=(
            f"Number the strings in {words} from {start} on, so that 'apple' in the first place"
            f" becomes {sample!r}.",
        ),
        solutions={
            "comprehension": f"""
                return [f"{shape}" for i, word in enumerate({words}, start={start})]
                """,
            "loop": f"""
                result = []
                i = {start}
                for word in {words}:
                    result.append(f"{shape}")
                    i += 1
                return result
                """,
        },
        inputs=r.word_lists(),
    )
