"""How words relate: anagrams, shared letters, rhymes, chains, order."""

from hornbook.generate.procedural import Draw, Task, family


@family
def anagram_groups(r: Draw) -> Task:
    """Group words that consist of the same letters.

    The sorted letters of a word are the same for all its anagrams, so they can serve as the key
    of a dictionary.
    """
    words = r.name("words")
    label, said, gives, end = r.pick(
        ("groups", "the list of groups of two or more anagrams, each in the order of {w}",
         "list[list[str]]", "[group for group in groups.values() if len(group) > 1]"),
        ("count", "how many groups there are, single words being groups, too", "int",
         "len(groups)"),
        ("largest", "the size of the largest group, or 0", "int",
         "max(map(len, groups.values()), default=0)"),
        ("lonely", "the list of words that are no anagram of another one", "list[str]",
         "[group[0] for group in groups.values() if len(group) == 1]"),
    )  # fmt: skip
    key = r.pick("key", "letters", "mark", "signature")
    one, two = r.pick(("tea", "eat"), ("owl", "low"), ("night", "thing"), ("arc", "car"))
    return Task(
        names=(f"anagram_{label}", f"{label}_of_anagrams", f"anagrams_{label}"),
        takes={words: "list[str]"},
        gives=gives,
        does=(
            f"Group the strings of {words} that are anagrams of each other and return"
            f" {said.format(w=words)}.",
            f"Find the groups of anagrams in {words} and return {said.format(w=words)}.",
        ),
        solutions={
            "dictionary": f"""
                groups = {{}}
                for word in {words}:
                    {key} = tuple(sorted(word))
                    groups.setdefault({key}, []).append(word)
                return {end}
                """,
            "pairs": f"""
                groups = {{}}
                for word in {words}:
                    for first in groups:
                        if sorted(first) == sorted(word):
                            groups[first].append(word)
                            break
                    else:
                        groups[word] = [word]
                return {end}
                """,
        },
        inputs=[[], ["ab"], ["ab", "ba"], ["ab", "cd"], [one, "x", two], ["abc", "cba", "xy",
         "bca", "yx"],
                [one, two, "aab", "abb", "baa"], *r.word_lists(empty=False)[2:]],
    )  # fmt: skip


@family
def shared_letters(r: Draw) -> Task:
    """Compare the letters of two words.

    Sets of letters can be intersected and subtracted; they forget how often a letter occurs. A
    `Counter` remembers that.
    """
    a, b = r.twins()
    label, said, gives, code, loop = r.pick(
        ("shared", "the letters that occur in both {a} and {b}, sorted and each once", "str",
         '"".join(sorted(set({a}) & set({b})))', "ch in {b}"),
        ("only_first", "the letters of {a} that don't occur in {b}, sorted and each once", "str",
         '"".join(sorted(set({a}) - set({b})))', "ch not in {b}"),
        ("shared_count", "how many different letters {a} and {b} have in common", "int",
         "len(set({a}) & set({b}))", "ch in {b}"),
        ("missing_count", "how many different letters of {a} don't occur in {b}", "int",
         "len(set({a}) - set({b}))", "ch not in {b}"),
    )  # fmt: skip
    found = r.pick("found", "letters", "result", "common")
    one, two = r.word(), r.word()
    end = f'"".join(sorted({found}))' if gives == "str" else f"len({found})"
    return Task(
        names=(f"{label}_letters", f"letters_{label}", f"{label}_of_words"),
        takes={a: "str", b: "str"},
        gives=gives,
        does=(
            f"Return {said.format(a=a, b=b)}.",
            f"Compare two words and return {said.format(a=a, b=b)}.",
            f"Find {said.format(a=a, b=b)}.",
        ),
        solutions={
            "sets": f"return {code.format(a=a, b=b)}",
            "loop": f"""
                {found} = []
                for ch in {a}:
                    if {loop.format(b=b)} and ch not in {found}:
                        {found}.append(ch)
                return {end}
                """,
        },
        inputs=[("", ""), ("a", ""), ("", "a"), ("a", "a"), ("abba", "bob"), ("hello", "world"),
                ("xyz", "abc"), ("abcabc", "cab"), (one, two), (two, one)],
    )  # fmt: skip


@family
def buildable_word(r: Draw) -> Task:
    """Build a word from given letters.

    Each letter may be used as often as it is there. Counting both sides and comparing the counts
    answers the question; so does crossing out the letters that are used.
    """
    word, letters = r.pick(("word", "letters"), ("target", "tiles"), ("name", "stock"),
                           ("title", "stamps"), ("term", "cards"), ("text", "cubes"))  # fmt: skip
    label, said, gives, code, loop, end = r.pick(
        ("can_build", "True if {w} can be written with the characters of {l}, each used at most as"
         " often as it occurs there, otherwise False", "bool",
         "all({w}.count(ch) <= {l}.count(ch) for ch in {w})", "return False", "return True"),
        ("missing", "how many characters are missing to write {w} with those of {l}, each used only"
         " once", "int", "(Counter({w}) - Counter({l})).total()", "missing += 1", "return missing"),
        ("missing_letters", "the characters, sorted, that are missing to write {w} with those of"
         " {l}, each used only once", "str",
         '"".join(sorted((Counter({w}) - Counter({l})).elements()))', "missing.append(ch)",
         'return "".join(sorted(missing))'),
    )  # fmt: skip
    start = {"can_build": "", "missing": "missing = 0", "missing_letters": "missing = []"}[label]
    rest = r.pick("rest", "left", "free", "unused")
    one, two = r.word(), r.word()
    return Task(
        names=(label, f"{label}_{word}", f"{label}_from_{letters}"),
        takes={word: "str", letters: "str"},
        gives=gives,
        does=(
            f"Return {said.format(w=word, l=letters)}.",
            f"Find out and return {said.format(w=word, l=letters)}.",
        ),
        solutions={
            "count": f"return {code.format(w=word, l=letters)}",
            "cross out": f"""
                {start}
                {rest} = list({letters})
                for ch in {word}:
                    if ch in {rest}:
                        {rest}.remove(ch)
                    else:
                        {loop}
                {end}
                """,
        },
        inputs=[("", ""), ("", "abc"), ("a", ""), ("aa", "a"), ("aab", "abab"), ("abc", "cba"),
                ("noon", "on"), ("tea", "teapot"), ("zoo", "oz"), ("zaza", "za"), (one, one[::-1]),
                (one, two), (one + two, two + one)],
    )  # fmt: skip


@family
def word_chain(r: Draw) -> Task:
    """Follow a chain of words.

    In a chain, each word begins with the letter that the one before ends in. Neighbours come from
    `zip` of the list with itself, shifted by one.
    """
    words = r.name("words")
    label, said, gives, code, loop = r.pick(
        ("is_chain", "True if each of {w} begins with the last letter of the one before, otherwise"
         " False", "bool", "all({t} for a, b in {z})",
         "for i in range(1, len({w})):\n    if {w}[i - 1][-1] != {w}[i][0]:\n        return False\n"
         "return True"),
        ("breaks", "how many of {w} don't begin with the last letter of the one before", "int",
         "sum(not ({t}) for a, b in {z})",
         "count = 0\nlast = None\nfor word in {w}:\n    if last and word[0] != last:\n"
         "        count += 1\n    last = word[-1]\nreturn count"),
        ("chain_length", "how many of {w}, from the first one on, form a chain in which each begins"
         " with the last letter of the one before", "int",
         "min(1, len({w})) + len(list(itertools.takewhile(lambda p: p[0][-1] == p[1][0], {z})))",
         "length = 0\nfor i, word in enumerate({w}):\n"
         "    if i > 0 and word[0] != {w}[i - 1][-1]:\n        break\n    length += 1\n"
         "return length"),
        ("followers", "the list of those of {w} that begin with the last letter of the one before",
         "list[str]", "[b for a, b in {z} if {t}]",
         "found = []\nlast = None\nfor word in {w}:\n    if word[0] == last:\n"
         "        found.append(word)\n    last = word[-1]\nreturn found"),
    )  # fmt: skip
    fill = {"w": words, "z": f"zip({words}, {words}[1:])", "t": "a[-1] == b[0]"}
    return Task(
        names=(label, f"{label}_of_{words}", f"word_{label}"),
        takes={words: "list[str]"},
        gives=gives,
        does=(
            f"Return {said.format(w=words)}.",
            f"Look at neighbours in {words} and return {said.format(w=words)}.",
        ),
        notes=r.pick((), ("No word is empty.",)),
        solutions={"zip": f"return {code.format(**fill)}", "loop": loop.format(**fill)},
        inputs=[[], ["ab"], ["ab", "ba"], ["ab", "cd"], ["tea", "ant", "tip", "pot"],
                ["tea", "ant", "pin", "net", "tar"], ["ax", "by", "yak"], ["aa", "aa", "ab", "a",
                 "b"],
                *r.word_lists(empty=False)[1:]],
    )  # fmt: skip


@family
def rhymes(r: Draw) -> Task:
    """Compare the ends or the beginnings of words.

    `endswith` and slices with negative numbers look at the end of a word. A word that is too
    short needs no special case with slices.
    """
    words, k, end = r.name("words"), r.randint(1, 3), r.coin()
    model = r.pick("model", "word", "pattern", "example", "target")
    part = f"[-{k}:]" if end else f"[:{k}]"
    place = "end in the same" if end else "begin with the same"
    number = f"{k} characters" if k > 1 else "character"
    label, said, gives, start, update, code = r.pick(
        ("list", "the list of those of {w} that", "list[str]", "[]", "found.append(item)",
         "[item for item in {w} if {t}]"),
        ("count", "how many of {w}", "int", "0", "found += 1", "sum({t} for item in {w})"),
        ("first", "the first of {w} that does, or an empty text, where a word fits if it and the"
         " given one", "str", '""', "return item", 'next((item for item in {w} if {t}), "")'),
    )  # fmt: skip
    test = f"item{part} == {model}{part}"
    method = f"item.endswith({model}{part})" if end else f"item.startswith({model}{part})"
    said = said.format(w=words)
    if label != "first":
        says = f"{said} {place} {number} as {model}"
    else:
        says = f"{said} {place} {number} ({model} is the given one)"
    return Task(
        names=(f"rhymes_{label}" if end else f"alliterations_{label}", f"{label}_like_{model}",
               f"{label}_with_same_{'end' if end else 'start'}"),
        takes={words: "list[str]", model: "str"},
        gives=gives,
        does=(f"Return {says}.", f"Compare {words} with {model} and return {says}."),
        notes=(f"The given word has at least {k} characters." if k > 1 else
               "The given word is not empty.",),
        solutions={
            "builtin": f"return {code.format(w=words, t=test)}",
            "loop": f"found = {start}\nfor item in {words}:\n    if {method}:\n        {update}\n"
            "return found" if label != "first" else
            f"for item in {words}:\n    if {method}:\n        return item\nreturn \"\"",
        },
        inputs=[([], "abc"), (["xabc"], "abc"), (["abcx"], "abc"), (["ab", "c", "bc"], "abc"),
                (["zbc", "abz", "xxc", "axx"], "abc"), (["cab", "acb"], "abc"),
                *((items, items[0] + "ing"[: 3 - k]) if len(items[0]) >= k else (items, "light")
                  for items in r.word_lists(empty=False)[1:]),
                (["night", "light", "lamp", "li"], "light")],
    )  # fmt: skip


@family
def dictionary_order(r: Draw) -> Task:
    """Put words in order.

    Words compare like in a dictionary, but capital letters come before small ones unless the key
    says otherwise.
    """
    words = r.name("words")
    label, said, key, other = r.pick(
        ("any_case", "alphabetically, whether in upper or lower case", "str.lower",
         "w.lower()"),
        ("length_then_alphabet", "by length and alphabetically among equally long ones",
         "lambda w: (len(w), w)", "(len(w), w)"),
        ("last_letter", "by their last letter", "lambda w: w[-1]", "w[-1]"),
        ("backwards", "alphabetically by their reversals", "lambda w: w[::-1]", "w[::-1]"),
        ("vowels", "by how many of the letters a, e, i, o, u they have",
         'lambda w: sum(ch in "aeiou" for ch in w)', 'sum(map(w.count, "aeiou"))'),
        ("different_letters", "by their number of different letters", "lambda w: len(set(w))",
         "len(set(w))"),
    )  # fmt: skip
    down, k = r.coin(0.3), r.pick(0, 0, 2, 3)
    reverse = ", reverse=True" if down else ""
    turned = " from the end to the beginning" if down else ""
    cut = f"[:{k}]" if k else ""
    first = f"the first {k} of " if k else ""
    pairs = r.pick("pairs", "entries", "keyed", "ranked")
    return Task(
        names=(f"sort_by_{label}", f"order_by_{label}", f"{label}_order", f"sorted_{words}"),
        takes={words: "list[str]"},
        gives="list[str]",
        does=(
            f"Return {first}{words} sorted {said}{',' * bool(turned)}{turned}.",
            f"Sort {words} {said}{',' * bool(turned)}{turned}, and return {first}the result.",
        ),
        notes=("Equal ones keep their order.",),
        solutions={
            "key": f"return sorted({words}, key={key}{reverse}){cut}",
            "pairs": f"""
                {pairs} = [({other}, w) for w in {words}]
                {pairs}.sort(key=lambda pair: pair[0]{reverse})
                return [w for _, w in {pairs}]{cut}
                """,
        },
        inputs=[["Pear", "apple", "fig", "Plum"], ["bb", "a", "ab", "Ba"], ["tea~", "oo", "aeiou",
         "xyz"],
                *r.word_lists(), ["cab", "abc", "Cb", "bca", "aab", "zz"]],
    )  # fmt: skip
