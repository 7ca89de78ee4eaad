"""Choose words: keep, count, change some, find extremes."""

from hornbook.generate.procedural import Draw, Task, family


@family
def keep_words(r: Draw) -> Task:
    """Keep the words that meet a condition.

    A list of words is filtered like any other list; the condition asks about each word, for
    instance with `startswith`, `in` or `len`.
    """
    words, test = r.name("words"), r.word_condition()
    return Task(
        names=(f"keep_{test.label}", f"select_{test.label}", f"words_{test.label}"),
        takes={words: "list[str]"},
        gives="list[str]",
        does=(
            f"Return the strings in {words} {test.after}, in their original order.",
            f"Keep only the items of {words} {test.after}.",
            f"Select from {words} every string that {test.verb}.",
        ),
        solutions={
            "loop": f"""
                result = []
                for word in {words}:
                    if {test("word")}:
                        result.append(word)
                return result
                """,
            "comprehension": f"return [word for word in {words} if {test('word')}]",
        },
        inputs=r.word_lists(test.near),
    )


@family
def count_words(r: Draw) -> Task:
    """Count the words that meet a condition.

    True counts as 1 in a sum, so adding up the conditions counts the words for which they hold.
    """
    words, test = r.name("words"), r.word_condition()
    return Task(
        names=(f"count_{test.label}", f"how_many_{test.label}", f"number_{test.label}"),
        takes={words: "list[str]"},
        gives="int",
        does=(
            f"Count the strings in {words} {test.after}.",
            f"Return how many items of {words} there are where the string {test.verb}.",
        ),
        solutions={
            "loop": f"""
                count = 0
                for word in {words}:
                    if {test("word")}:
                        count += 1
                return count
                """,
            "builtin": f"return sum(1 for word in {words} if {test('word')})",
        },
        inputs=r.word_lists(test.near),
    )


@family
def change_chosen_words(r: Draw) -> Task:
    """Change the words that meet a condition.

    A conditional expression inside a comprehension chooses between the changed and the original
    word; an `if` at the end of it drops words instead.
    """
    words, test, change = r.name("words"), r.word_condition(), r.word_change()
    drop = r.coin()
    if drop:
        says = f"Return {change.of('each string')} for the strings in {words} {test.after}."
        code = f"[{change('word')} for word in {words} if {test('word')}]"
    else:
        says = f"Return {words} with {change.of('the string')} in place of each string"
        says += f" that {test.verb}."
        code = f"[{change('word')} if {test('word')} else word for word in {words}]"
    otherwise = "" if drop else "\n    else:\n        result.append(word)"
    loop = (
        f"result = []\nfor word in {words}:\n    if {test('word')}:\n"
        f"        result.append({change('word')}){otherwise}\nreturn result"
    )
    return Task(
        names=(f"{change.label}_{test.label}", f"{change.label}_words_{test.label}"),
        takes={words: "list[str]"},
        gives="list[str]",
        does=(says,),
        notes=() if drop else ("The other strings stay as they are.",),
        solutions={"loop": loop, "comprehension": f"return {code}"},
        inputs=r.word_lists(test.near),
    )


@family
def extreme_word(r: Draw) -> Task:
    """Find the longest or the shortest word.

    `max` and `min` take a key: a function that says what to compare. Of several equal candidates
    they return the first. A loop needs a strict comparison for the same effect.
    """
    words = r.name("words")
    label, said, pick, key, sign = r.pick(
        ("longest", "longest", "max", "len", ">"),
        ("shortest", "shortest", "min", "len", "<"),
        ("richest", "string with the most distinct characters", "max",
         "lambda word: len(set(word))", ">"),
        ("first_alphabetically", "alphabetically first", "min", "", "<"),
        ("last_alphabetically", "alphabetically last", "max", "", ">"),
    )  # fmt: skip
    fallback = r.pick("''", "None")
    measure = {"len": "len(@)", "": "@"}.get(key, "len(set(@))")
    said = said if "string" in said else f"{said} string"
    fallback_code = fallback.replace("'", '"')
    return Task(
        names=(f"{label}_word", f"find_{label}", f"{label}_of_all"),
        takes={words: "list[str]"},
        gives="str" if fallback == "''" else "str | None",
        does=(f"Return the {said} in {words}.", f"Find the {said} of {words}."),
        notes=(
            "If there are several, return the first of them.",
            f"For an empty list return {fallback}.",
        ),
        solutions={
            "builtin": f"return {pick}({words}, {f'key={key}, ' if key else ''}"
            f"default={fallback_code})",
            "loop": f"""
                if not {words}:
                    return {fallback_code}
                best = {words}[0]
                for word in {words}:
                    if {measure.replace("@", "word")} {sign} {measure.replace("@", "best")}:
                        best = word
                return best
                """,
        },
        inputs=[*r.word_lists(), ["bb", "a", "cc", "d"], ["aaa", "abc", "ab"]],
    )
