"""Numbers in words, ordinals, separators, unusual systems."""

from hornbook.generate.procedural import Draw, Task, family

ONES = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen").split()  # fmt: skip
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


@family
def number_in_words(r: Draw) -> Task:
    """Write a number in words.

    The words up to nineteen are irregular and stand in a list. Above that, the tens have a word,
    and the ones follow unless they are zero.
    """
    n, dash = r.name("number"), r.pick("-", " ", "")
    example = f"forty{dash}two"
    ones = '"zero one two three four five six seven eight nine ten eleven twelve thirteen"'
    more = '" fourteen fifteen sixteen seventeen eighteen nineteen"'
    tens = '"twenty thirty forty fifty sixty seventy eighty ninety"'
    label, said, gives, wrap = r.pick(
        ("words", "in words", "str", "{}"),
        ("capitalized", "in words that begin with a capital letter", "str", "{}.capitalize()"),
        ("letters", "the number of characters", "int", "len({})"),
    )
    words = r.pick("words", "text", "name")
    head = f"ones = ({ones}\n        {more}).split()\ntens = {tens}.split()\n"
    lead = f"Return the number of characters of {n} in words" if gives == "int" else (
        f"Return {n} {said}")  # fmt: skip
    return Task(
        names=(f"number_{label}", f"{n}_in_{label}", f"spell_{n}", f"{label}_of_{n}"),
        takes={n: "int"},
        gives=gives,
        does=(
            f"{lead}, such as '{example}', for a number from 0 to 99.",
            f"Write {n} (0 to 99) {said}, such as '{example}'."
            if gives == "str"
            else f"Count the characters that {n} (0 to 99) has in words such as '{example}'.",
        ),
        solutions={
            "lists": f"{head}if {n} < 20:\n    return {wrap.format(f'ones[{n}]')}\n"
            f"{words} = tens[{n} // 10 - 2]\nif {n} % 10:\n"
            f'    {words} += "{dash}" + ones[{n} % 10]\nreturn {wrap.format(words)}'.replace(
                ' += "" +', " +="
            ),
            "all_names": f"{head}{words} = ones + [ten + end for ten in tens for end in"
            f' ["", *["{dash}" + one for one in ones[1:10]]]]\n'
            f"return {wrap.format(f'{words}[{n}]')}".replace('"" + ', ""),
        },
        inputs=[*range(21), 30, 35, 41, 50, 62, 70, 78, 80, 90, 99],
    )


@family
def words_to_number(r: Draw) -> Task:
    """Read a number in words.

    Each word is looked up in a table. Some words multiply what came before them, and the others
    are added.
    """
    text, dash = r.pick("text", "words", "phrase", "spoken"), r.pick("-", " ", "_")
    label, said, gives, result = r.pick(
        ("value", "the number", "int", "total"),
        ("double", "twice the number", "int", "2 * total"),
        (
            "digits",
            "a list of the digits of the number",
            "list[int]",
            "[int(d) for d in str(total)]",
        ),
    )
    tens = '"twenty thirty forty fifty sixty seventy eighty ninety".split()'
    ones = '"one two three four five six seven eight nine".split()'
    part = r.pick("part", "word", "piece")
    texts = [*ONES[1:10], *TENS] + [r.choice(TENS) + dash + r.choice(ONES[1:10]) for _ in range(5)]
    return Task(
        names=(f"{label}_of_words", f"read_{text}_{label}", f"{label}_in_words"),
        takes={text: "str"},
        gives=gives,
        does=(
            f"Return {said} that {text} says in words: one to nine, or twenty to ninety-nine"
            f" without the numbers in between that have a name of their own, such as"
            f" 'forty{dash}two'.",
            f"Read {text}, a number in words such as 'six', 'thirty' or 'forty{dash}two', and"
            f" return {said}.",
        ),
        solutions={
            "tables": f"""
                ones = {ones}
                tens = {tens}
                total = 0
                for {part} in {text}.split("{dash}"):
                    if {part} in ones:
                        total += ones.index({part}) + 1
                    else:
                        total += 10 * tens.index({part}) + 20
                return {result}
                """,
            "dictionary": f"""
                values = {{name: i for i, name in enumerate({ones}, 1)}}
                values.update({{name: 10 * i for i, name in enumerate({tens}, 2)}})
                total = sum(values[{part}] for {part} in {text}.split("{dash}"))
                return {result}
                """,
        },
        inputs=texts,
    )


@family
def ordinal(r: Draw) -> Task:
    """Add the ending of an ordinal number.

    The last digit decides about st, nd, rd or th, but the numbers that end in 11, 12 and 13 are
    exceptions. They have to be checked first.
    """
    n, what = r.pick("n", "place", "number", "rank", "day", "floor"), r.pick("full", "end", "noun")
    noun = r.pick("place", "floor", "day", "try", "row", "prize", "page", "round")
    said, form = {
        "full": ("the ordinal number, such as '1st' or '22nd',", f'f"{{{n}}}{{end}}"'),
        "end": ("the ending of the ordinal number: 'st', 'nd', 'rd' or 'th'", "end"),
        "noun": (f"a text such as '1st {noun}' or '22nd {noun}'", f'f"{{{n}}}{{end}} {noun}"'),
    }[what]
    one = form.replace("end", 'ends.get(last, "th")') if what == "end" else form
    return Task(
        names=("ordinal", f"ordinal_{n}", f"{n}_with_ending", f"ordinal_{what}", f"{noun}_name"),
        takes={n: "int"},
        gives="str",
        does=(
            f"Return {said.rstrip(',')} for {n}, which is positive.",
            f"Write the ordinal of the positive integer {n}: return {said.rstrip(',')}.",
        ),
        solutions={
            "branches": f"""
                if {n} % 100 in (11, 12, 13):
                    end = "th"
                elif {n} % 10 == 1:
                    end = "st"
                elif {n} % 10 == 2:
                    end = "nd"
                elif {n} % 10 == 3:
                    end = "rd"
                else:
                    end = "th"
                return {form}
                """,
            "table": f"""
                last = 0 if {n} // 10 % 10 == 1 else {n} % 10
                end = {{1: "st", 2: "nd", 3: "rd"}}.get(last, "th")
                return {one if what != "end" else "end"}
                """,
        },
        inputs=[1, 2, 3, 4, 10, 11, 12, 13, 14, 21, 22, 23, 24, 100, 101, 111, 112, 113, 122, 203],
    )


@family
def grouped_digits(r: Draw) -> Task:
    """Separate groups of digits.

    Groups are counted from the right. The format `:,` does it for commas; by hand, slices from
    the end or a loop over the reversed text do.
    """
    n, size = r.name("number"), r.choice((3, 3, 3, 2, 4))
    sep = r.pick(",", ".", "'", " ", "_", "-")
    digits, groups = r.pick("digits", "text"), r.pick("groups", "parts", "chunks")
    short = f"""
        {digits}, {groups} = str({n}), []
        while {digits}:
            {groups}.insert(0, {digits}[-{size}:])
            {digits} = {digits}[:-{size}]
        return "{sep}".join({groups})
        """
    numbers = [0, 7, 10**size - 1, 10**size, 10 ** (2 * size) - 1, 10 ** (2 * size)]
    return Task(
        names=("group_digits", f"{n}_in_groups_of_{size}", "separate_digits", f"grouped_{n}"),
        takes={n: "int"},
        gives="str",
        does=(
            f"Return the digits of {n}, which is not negative, in groups of {size} from the right,"
            f" with {sep!r} between them.",
            f"Write {n} with {sep!r} between groups of {size} digits, counted from the right.",
        ),
        solutions={
            "slices": short,
            "division": f"""
                result = str({n} % {10**size}){f".zfill({size})"} if {n} >= {10**size} else str({n})
                {n} //= {10**size}
                while {n} > 0:
                    group = str({n} % {10**size})
                    {n} //= {10**size}
                    result = (group.zfill({size}) if {n} else group) + "{sep}" + result
                return result
                """,
            "characters": f"""
                result = ""
                for i, ch in enumerate(reversed(str({n}))):
                    if i > 0 and i % {size} == 0:
                        result = "{sep}" + result
                    result = ch + result
                return result
                """,
        },
        inputs=[*numbers, 10**size + 5, 3 * 10 ** (2 * size) + 7, 12345678]
        + [r.randint(10 ** (size - 1), 10 ** (2 * size + 1)) for _ in range(4)],
    )


@family
def spoken_digits(r: Draw) -> Task:
    """Say digits one by one.

    A list of words is a table from digits to words, and `index` looks up the other way. Phone
    numbers are read like this.
    """
    text, sep = r.pick("text", "phone", "code", "digits"), r.pick(" ", "-", ", ", "/")
    names = r.pick(
        "zero one two three four five six seven eight nine",
        "oh one two three four five six seven eight nine",
        "nil uno due tre quattro cinque sei sette otto nove",
        "null eins zwei drei vier sechs7 sechs sieben acht neun".replace("sechs7", "fuenf"),
    )
    table = f'"{names}".split()'
    words = names.split()
    codes = ["0", "7", "10", "2024", "98765", "13", "46"]
    codes += ["".join(r.choices("0123456789", k=size)) for size in (2, 4, 6)]
    if r.coin():
        return Task(
            names=("say_digits", f"{text}_in_words", "spell_digits", f"read_out_{text}"),
            takes={text: "str"},
            gives="str",
            does=(
                f"Return the digits in {text} as words, joined by {sep!r}: {words[0]} for 0,"
                f" {words[1]} for 1, {words[2]} for 2, {words[3]}, {words[4]}, {words[5]},"
                f" {words[6]}, {words[7]}, {words[8]} and {words[9]}.",
            ),
            notes=("All other characters are left out.",),
            solutions={
                "join": f"""
                    names = {table}
                    return "{sep}".join(names[int(ch)] for ch in {text} if ch.isdigit())
                    """,
                "loop": f"""
                    names = {table}
                    said = []
                    for ch in {text}:
                        if "0" <= ch <= "9":
                            said.append(names[int(ch)])
                    return "{sep}".join(said)
                    """,
            },
            inputs=["", *codes, "5-0/9 x:1", "a"],
        )
    return Task(
        names=("digits_from_words", f"{text}_to_digits", "read_digit_words", f"dial_{text}"),
        takes={text: "str"},
        gives="str",
        does=(
            f"Return the digits that the words in {text} stand for, as one text; they are joined by"
            f" {sep!r} and are {', '.join(words[:9])} and {words[9]} for 0 to 9.",
        ),
        solutions={
            "join": f"""
                names = {table}
                return "".join(str(names.index(word)) for word in {text}.split("{sep}"))
                """,
            "replace": f"""
                for digit, name in enumerate({table}):
                    {text} = {text}.replace(name, str(digit))
                return {text}.replace("{sep}", "")
                """,
        },
        inputs=[sep.join(words[int(ch)] for ch in code) for code in codes],
    )


@family
def unusual_system(r: Draw) -> Task:
    """Write numbers in unusual systems.

    The value of a place need not be a power: it may be a factorial or a Fibonacci number. The
    principle stays the same: take away what the highest place can hold, then go on.
    """
    n = r.name("number")
    label, said, values, most = r.pick(
        ("fibonacci", "the Fibonacci numbers 1, 2, 3, 5, 8 and so on, each used once at most",
         "[1, 2, 3, 5, 8, 13, 21, 34, 55, 89]", 88),
        ("factorial", "the factorials 1, 2, 6, 24 and 120", "[1, 2, 6, 24, 120]", 700),
        ("squares", "the squares 1, 4, 9, 16, 25, 36, 49 and 64", "[1, 4, 9, 16, 25, 36, 49, 64]",
         120),
        ("triangles", "the triangular numbers 1, 3, 6, 10, 15, 21, 28 and 36",
         "[1, 3, 6, 10, 15, 21, 28, 36]", 70),
        ("primes", "1 and the primes 2, 3, 5, 7, 11, 13, 17 and 19",
         "[1, 2, 3, 5, 7, 11, 13, 17, 19]", 60),
    )  # fmt: skip
    what, gives, wrap = r.pick(
        ("a list of the summands", "list[int]", "{}"),
        ("how many summands there are", "int", "len({})"),
        ("the summands as a text such as '5+1'", "str", '"+".join(map(str, {}))'),
    )
    parts = r.pick("parts", "summands", "found")
    inner = "if" if label == "fibonacci" else "while"
    numbers = [*range(1, 9), 10, 11, 12, 20, 24, 30, 33, 54]
    return Task(
        names=(f"greedy_{label}", f"{label}_summands", f"{n}_as_{label}", f"sum_of_{label}"),
        takes={n: "int"},
        gives=gives,
        does=(
            f"Write {n}, which is positive, greedily as a sum of {said}: always take the largest"
            f" that fits. Return {what}.",
            f"Return {what} when {n} is taken apart into {said}, the largest possible first.",
        ),
        solutions={
            "loop": f"""
                {parts} = []
                for part in reversed({values}):
                    {inner} {n} >= part:
                        {parts}.append(part)
                        {n} -= part
                return {wrap.format(parts)}
                """,
            "largest": f"""
                {parts} = []
                while {n} > 0:
                    {parts}.append(max(part for part in {values} if part <= {n}))
                    {n} -= {parts}[-1]
                return {wrap.format(parts)}
                """,
        },
        inputs=[*numbers, *r.integers(4, 12, most)],
    )
