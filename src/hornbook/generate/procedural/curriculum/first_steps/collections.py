"""Lists of words, dictionaries, and lists of values of several types."""

from hornbook.generate.procedural import Draw, Task, family
from hornbook.generate.procedural.curriculum.first_steps.step import Step, step_task

WORDS = (
    Step("joined_with_spaces sentence_of one_text", "str", ("Return the words of X joined with spaces.", "Join X with a space between each two into a text."),
         '" ".join(X)', 'OUT = ""\nfor word in X:\n    OUT += " " * bool(OUT) + word\nreturn OUT'),
    Step("all_in_one put_words_together run_together", "str", ("Return all words of X put together, without anything between them.", "Concatenate the words in X into one text."),
         '"".join(X)', 'OUT = ""\nfor word in X:\n    OUT += word\nreturn OUT'),
    Step("lengths_of_each word_sizes measure_each", "list[int]", ("Return the lengths of the words in X.", "List how many characters each word in X has."),
         "[len(word) for word in X]", "OUT = []\nfor word in X:\n    OUT.append(len(word))\nreturn OUT"),
    Step("all_in_capitals upper_words", "list[str]", ("Return the words of X in upper case.", "Convert every word in X to upper case."),
         "[word.upper() for word in X]", "OUT = []\nfor word in X:\n    OUT.append(word.upper())\nreturn OUT"),
    Step("with_capital capitalized_list", "list[str]", ("Return the words of X, each with a capital first letter.", "Capitalize every word in X."),
         "[word.capitalize() for word in X]", "OUT = []\nfor word in X:\n    OUT.append(word[:1].upper() + word[1:].lower())\nreturn OUT"),
    Step("first_letters_of initials_of", "list[str]", ("Return the first letters of the words in X.", "List the first character of each word in X."),
         "[word[0] for word in X]", "OUT = []\nfor word in X:\n    OUT.append(word[:1])\nreturn OUT"),
    Step("total_characters characters_in_all letters_in_total", "int", ("Return how many characters the words in X have together.", "Add up the lengths of all words in X."),
         "sum(len(word) for word in X)", 'return len("".join(X))'),
    Step("in_alphabetical_order sorted_names sort_strings", "list[str]", ("Return the words of X in alphabetical order.", "Sort the words in X."),
         "sorted(X)", "OUT = list(X)\nOUT.sort()\nreturn OUT"),
    Step("shortest_first by_length order_by_size", "list[str]", ("Return the words of X sorted by length; words of the same length keep their order.", "Sort the words in X from the shortest to the longest, and keep the order of equally long ones."),
         "sorted(X, key=len)", "OUT = list(X)\nOUT.sort(key=lambda word: len(word))\nreturn OUT"),
    Step("longer_than_four long_ones keep_long", "list[str]", ("Return the words of X that have more than 4 characters.", "Keep the words in X that are longer than 4 characters."),
         "[word for word in X if len(word) > 4]", "OUT = []\nfor word in X:\n    if len(word) > 4:\n        OUT.append(word)\nreturn OUT"),
    Step("each_backwards mirrored_words", "list[str]", ("Return the words of X, each spelled backwards.", "Reverse every word in X."),
         "[word[::-1] for word in X]", 'OUT = []\nfor word in X:\n    OUT.append("".join(reversed(word)))\nreturn OUT'),
    Step("longest_word_of longest_name", "str", ("Return the longest word in X, the first of several, or '' if there is none.", "Find the word of X with the most characters; the first of equals, and '' if X is empty."),
         'max(X, key=len, default="")', 'OUT = ""\nfor word in X:\n    if len(word) > len(OUT):\n        OUT = word\nreturn OUT'),
    Step("number_of_distinct_words how_many_different", "int", ("Return how many different words X holds.", "Count the distinct words in X."),
         "len(set(X))", "seen = []\nfor word in X:\n    if word not in seen:\n        seen.append(word)\nreturn len(seen)"),
    Step("lengths_by_word length_table", "dict[str, int]", ("Return a dictionary from each word in X to its length.", "Map every word of X to the number of its characters, as a dictionary."),
         "{word: len(word) for word in X}", "OUT = {}\nfor word in X:\n    OUT[word] = len(word)\nreturn OUT"),
    Step("how_often_each_word word_counts tally_words", "dict[str, int]", ("Return a dictionary from each word in X to how often it occurs.", "Count how often each word occurs in X, as a dictionary."),
         "dict(Counter(X))", "OUT = {}\nfor word in X:\n    OUT[word] = OUT.get(word, 0) + 1\nreturn OUT"),
    Step("in_reverse_order last_word_first", "list[str]", ("Return the words of X in reverse order.", "Reverse the list X."),
         "X[::-1]", "OUT = list(X)\nOUT.reverse()\nreturn OUT"),
)  # fmt: skip

WORDS_AND_TEXT = (
    Step("starting_with that_begin_with with_beginning", "list[str]", ("Return the words of X that start with Y.", "Keep the words in X whose beginning is Y."),
         "[word for word in X if word.startswith(Y)]", "OUT = []\nfor word in X:\n    if word[: len(Y)] == Y:\n        OUT.append(word)\nreturn OUT"),
    Step("finishing_with that_end_with with_ending", "list[str]", ("Return the words of X that end with Y.", "Keep the words in X whose ending is Y."),
         "[word for word in X if word.endswith(Y)]", "OUT = []\nfor word in X:\n    if word.endswith(Y):\n        OUT.append(word)\nreturn OUT"),
    Step("that_contain having_part with_part", "list[str]", ("Return the words of X that contain Y.", "Keep the words in X in which Y occurs."),
         "[word for word in X if Y in word]", "OUT = []\nfor word in X:\n    if word.count(Y) > 0:\n        OUT.append(word)\nreturn OUT"),
    Step("without_part lacking not_containing", "list[str]", ("Return the words of X that don't contain Y.", "Drop the words of X in which Y occurs."),
         "[word for word in X if Y not in word]", "OUT = []\nfor word in X:\n    if Y in word:\n        continue\n    OUT.append(word)\nreturn OUT"),
    Step("joined_by with_between linked", "str", ("Return the words of X joined with Y.", "Put the words of X together, with Y between each two of them."),
         "Y.join(X)", 'OUT = ""\nfor i, word in enumerate(X):\n    if i > 0:\n        OUT += Y\n    OUT += word\nreturn OUT'),
    Step("how_many_contain count_with_part", "int", ("Return how many words of X contain Y.", "Count the words in X in which Y occurs."),
         "sum(Y in word for word in X)", "OUT = 0\nfor word in X:\n    if Y in word:\n        OUT += 1\nreturn OUT"),
    Step("with_prefix put_before_each prefixed", "list[str]", ("Return the words of X with Y put before each.", "Add Y at the beginning of every word in X."),
         "[Y + word for word in X]", "OUT = []\nfor word in X:\n    OUT.append(Y + word)\nreturn OUT"),
    Step("with_suffix put_after_each suffixed", "list[str]", ("Return the words of X with Y added to each.", "Add Y at the end of every word in X."),
         "[word + Y for word in X]", "OUT = []\nfor word in X:\n    OUT.append(word + Y)\nreturn OUT"),
    Step("occurrences_in_all count_in_words", "int", ("Return how often Y occurs in the words of X, all together.", "Count the occurrences of Y in each word of X and add them up."),
         "sum(word.count(Y) for word in X)", "OUT = 0\nfor word in X:\n    OUT += word.count(Y)\nreturn OUT"),
    Step("any_starts_with some_begin_with", "bool", ("Return whether any word in X starts with Y.", "Check whether at least one word of X begins with Y."),
         "any(word.startswith(Y) for word in X)", "for word in X:\n    if word.startswith(Y):\n        return True\nreturn False"),
)  # fmt: skip

TABLES = (
    Step("sorted_keys keys_in_order", "list[str]", ("Return the keys of X in sorted order.", "List the keys of the dictionary X alphabetically."), "sorted(X)", "OUT = []\nfor key in X:\n    OUT.append(key)\nreturn sorted(OUT)"),
    Step("sorted_values values_in_order", "list[int]", ("Return the values of X in ascending order.", "Sort the values of the dictionary X."), "sorted(X.values())", "OUT = []\nfor key in X:\n    OUT.append(X[key])\nreturn sorted(OUT)"),
    Step("number_of_keys size_of_table how_many_entries", "int", ("Return how many keys X has.", "Count the entries of the dictionary X."), "len(X)", "OUT = 0\nfor key in X:\n    OUT += 1\nreturn OUT"),
    Step("sum_of_values add_values total_value", "int", ("Return the sum of the values of X.", "Add up all values of the dictionary X."), "sum(X.values())", "OUT = 0\nfor key in X:\n    OUT += X[key]\nreturn OUT"),
    Step("largest_value highest_value best_value", "int", ("Return the largest value of X, or 0 if X is empty.", "Find the maximum of the values of X; 0 if there are none."), "max(X.values(), default=0)", "if not X:\n    return 0\nreturn sorted(X.values())[-1]"),
    Step("as_pairs sorted_items entries_of", "list[tuple[str, int]]", ("Return the pairs of keys and values of X, sorted by key.", "List the entries of X as pairs, in the order of the keys."), "sorted(X.items())", "OUT = []\nfor key in sorted(X):\n    OUT.append((key, X[key]))\nreturn OUT"),
    Step("values_doubled double_values", "dict[str, int]", ("Return X with all values doubled.", "Multiply every value of X by 2, in a new dictionary."), "{key: 2 * value for key, value in X.items()}", "OUT = {}\nfor key, value in X.items():\n    OUT[key] = value + value\nreturn OUT"),
    Step("only_positive_values keep_positive", "dict[str, int]", ("Return the entries of X whose values are greater than 0.", "Keep the entries of the dictionary X that have a positive value."), "{key: value for key, value in X.items() if value > 0}", "OUT = {}\nfor key in X:\n    if X[key] > 0:\n        OUT[key] = X[key]\nreturn OUT"),
    Step("keys_with_positive positive_keys", "list[str]", ("Return the sorted list of keys of X whose value is greater than 0.", "List the keys of X that have a positive value, in sorted order."), "sorted(key for key in X if X[key] > 0)", "OUT = []\nfor key, value in X.items():\n    if value > 0:\n        OUT.append(key)\nOUT.sort()\nreturn OUT"),
    Step("has_empty_entry any_zero_value", "bool", ("Return whether any value of X is 0.", "Check whether 0 is among the values of X."), "0 in X.values()", "for key in X:\n    if X[key] == 0:\n        return True\nreturn False"),
    Step("keys_in_capitals upper_keys", "dict[str, int]", ("Return X with all keys in upper case.", "Convert the keys of X to upper case, in a new dictionary."), "{key.upper(): value for key, value in X.items()}", "OUT = {}\nfor key in X:\n    OUT[key.upper()] = X[key]\nreturn OUT"),
    Step("all_keys_lower only_small_keys", "bool", ("Return whether all keys of X are in lower case.", "Check that every key of the dictionary X equals its lower case form."), "all(key == key.lower() for key in X)", "for key in X:\n    if key.lower() != key:\n        return False\nreturn True"),
)  # fmt: skip

MIXED = (
    Step("only_numbers keep_integers integers_in", "list[int]", ("Return the integers in X.", "Keep only the values of X that are integers.", "Filter X for values of type int."),
         "[value for value in X if isinstance(value, int)]", "OUT = []\nfor value in X:\n    if type(value) is int:\n        OUT.append(value)\nreturn OUT"),
    Step("only_texts keep_strings strings_in", "list[str]", ("Return the strings in X.", "Keep only the values of X that are texts."),
         "[value for value in X if isinstance(value, str)]", "OUT = []\nfor value in X:\n    if type(value) is str:\n        OUT.append(value)\nreturn OUT"),
    Step("without_none drop_missing present_values", "list[object]", ("Return X without its None values.", "Remove every None from X."),
         "[value for value in X if value is not None]", "OUT = []\nfor value in X:\n    if value is None:\n        continue\n    OUT.append(value)\nreturn OUT"),
    Step("number_missing count_none how_many_none", "int", ("Count the None values in X.", "Return how many values of X are None."),
         "sum(value is None for value in X)", "OUT = 0\nfor value in X:\n    if value is None:\n        OUT += 1\nreturn OUT"),
    Step("sum_of_integers add_numbers_only", "int", ("Return the sum of the integers in X, ignoring all other values.", "Add up the values of X that are integers."),
         "sum(value for value in X if isinstance(value, int))", "OUT = 0\nfor value in X:\n    if isinstance(value, int):\n        OUT += value\nreturn OUT"),
    Step("number_of_texts count_strings", "int", ("Count the strings in X.", "Return how many values of X are texts."),
         "len([value for value in X if isinstance(value, str)])", "OUT = 0\nfor value in X:\n    if isinstance(value, str):\n        OUT += 1\nreturn OUT"),
    Step("written_as_texts every_value_as_text", "list[str]", ("Return all values of X as texts.", "Convert each value in X to a string."),
         "[str(value) for value in X]", "OUT = []\nfor value in X:\n    OUT.append(str(value))\nreturn OUT"),
    Step("has_text any_string", "bool", ("Return whether X holds a string.", "Check whether any value in X is a text."),
         "any(isinstance(value, str) for value in X)", "for value in X:\n    if isinstance(value, str):\n        return True\nreturn False"),
    Step("joined_texts_only texts_put_together", "str", ("Return the strings in X put together, ignoring all other values.", "Concatenate the values of X that are texts."),
         '"".join(value for value in X if isinstance(value, str))', 'OUT = ""\nfor value in X:\n    if isinstance(value, str):\n        OUT += value\nreturn OUT'),
)  # fmt: skip

FLOATS = (
    Step("rounded_down whole_parts floors", "list[int]", ("Return the numbers of X rounded down.", "Round every number in X down to a whole number."),
         "[math.floor(x) for x in X]", "OUT = []\nfor x in X:\n    OUT.append(int(x // 1))\nreturn OUT"),
    Step("two_places rounded_to_cents", "list[float]", ("Return the numbers of X rounded to 2 decimals.", "Round each number in X to two decimal places."),
         "[round(x, 2) for x in X]", "OUT = []\nfor x in X:\n    OUT.append(round(x, 2))\nreturn OUT"),
    Step("halves halved_numbers half_of_each", "list[float]", ("Return half of each number in X.", "Divide every number in X by 2."),
         "[x / 2 for x in X]", "OUT = []\nfor x in X:\n    OUT.append(x * 0.5)\nreturn OUT"),
    Step("largest_float highest_reading", "float", ("Return the largest number in X.", "Find the maximum of X."), "max(X)", "OUT = X[0]\nfor x in X:\n    if x > OUT:\n        OUT = x\nreturn OUT"),
    Step("smallest_float lowest_reading", "float", ("Return the smallest number in X.", "Find the minimum of X."), "min(X)", "OUT = X[0]\nfor x in X:\n    if x < OUT:\n        OUT = x\nreturn OUT"),
    Step("above_one more_than_one", "list[float]", ("Return the numbers in X that are greater than 1.0.", "Keep the numbers of X above 1.0."), "[x for x in X if x > 1.0]", "OUT = []\nfor x in X:\n    if x > 1.0:\n        OUT.append(x)\nreturn OUT"),
    Step("without_whole_part fractions_of", "list[float]", ("Return what lies behind the decimal point of each number in X, rounded to 3 decimals.", "Subtract its whole part from each number in X and round the result to 3 decimals."),
         "[round(x % 1, 3) for x in X]", "OUT = []\nfor x in X:\n    OUT.append(round(x - int(x), 3))\nreturn OUT"),
    Step("sorted_floats readings_in_order", "list[float]", ("Return X in ascending order.", "Sort the numbers in X."), "sorted(X)", "OUT = list(X)\nOUT.sort()\nreturn OUT"),
    Step("number_above_two count_above_two", "int", ("Count the numbers in X that are greater than 2.0.", "Return how many numbers of X are above 2.0."), "sum(x > 2.0 for x in X)", "OUT = 0\nfor x in X:\n    if x > 2.0:\n        OUT += 1\nreturn OUT"),
)  # fmt: skip


@family
def list_of_words(r: Draw) -> Task:
    """Work with a list of words.

    A comprehension treats each word, `join` puts them together, and `sorted` takes a key such as
    `len`.
    """
    words = r.name("words")
    lists = [
        *r.word_lists(),
        ["one", "two", "one"],
        ["a", "bcd", "ef"],
        ["lantern", "ox", "harbour"],
    ]
    return step_task(r, WORDS, {words: "list[str]"}, lists)


@family
def words_and_text(r: Draw) -> Task:
    """Compare the words of a list with a text.

    `startswith`, `endswith` and `in` ask the same question of every word.
    """
    x, y = r.name("words"), r.pick("part", "text", "piece", "letters", "prefix", "ending")
    first = r.word()
    inputs = [([], "a"), ([first], first[:1]), (["abc", "bcd", "cab"], "ab"), (["tree", "tram", "car"], "tr"),
              (["end", "bend", "ending"], "end"), (["no", "on"], "o"),
              *(([*r.words(4), first], first[:1]) for _ in range(3)), ([first, *r.words(3)], first[-1:])]  # fmt: skip
    return step_task(r, WORDS_AND_TEXT, {x: "list[str]", y: "str"}, inputs)


@family
def about_table(r: Draw) -> Task:
    """Work with a dictionary.

    Going through a dictionary gives its keys, `values` gives the values, and `items` both.
    """

    def table(size: int) -> dict[str, int]:
        return {word: r.randint(-3, 12) for word in r.words(size)}

    inputs = [{}, {"a": 0}, {"b": 2, "a": 1}, {"x": -1, "Y": 5, "z": 0}, {"One": 1, "two": 2}, table(2), table(3),
              table(4), table(5)]  # fmt: skip
    return step_task(r, TABLES, {r.name("mapping"): "dict[str, int]"}, inputs)


@family
def values_of_several_types(r: Draw) -> Task:
    """Tell values apart by their type.

    `isinstance` asks whether a value is of a type. None is compared with `is`.
    """
    word, n = r.word(), r.randint(1, 50)
    inputs = [[], [None], [1, "a", 2.5], [word, None, n], ["x", "y"], [3, 4], [None, None, 7], [word, n, n + 1, 0.5],
              [2, r.word(), None, r.word(), -n]]  # fmt: skip
    return step_task(
        r, MIXED, {r.pick("values", "items", "things", "data", "row"): "list[object]"}, inputs
    )


@family
def list_of_floats(r: Draw) -> Task:
    """Work with numbers that aren't whole.

    `round` takes the number of decimals, `math.floor` goes down to a whole number, and `x % 1` is
    what lies behind the point.
    """

    def floats(size: int) -> list[float]:
        return [round(r.uniform(0, 5), 3) for _ in range(size)]

    inputs = [
        [0.5],
        [1.0, 2.0],
        [2.25, 1.125],
        [3.999, 0.001],
        floats(2),
        floats(3),
        floats(4),
        floats(5),
        [2.5, 2.5],
    ]
    return step_task(
        r,
        FLOATS,
        {r.pick("numbers", "values", "readings", "prices", "weights"): "list[float]"},
        inputs,
    )
