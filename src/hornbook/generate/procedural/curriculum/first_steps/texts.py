"""A text: its length, its characters, its words, and what the methods of a text make of it."""

from hornbook.generate.procedural import Draw, Task, family
from hornbook.generate.procedural.curriculum.first_steps.step import Step, step_task

MEASURES = (
    Step("length_of_text text_length size_of_text", "int",
         ("Return the length of X.", "Count the characters of X.", "Return how many characters X has.",
          "Compute the number of characters in X."),
         "len(X)", "OUT = 0\nfor ch in X:\n    OUT += 1\nreturn OUT"),
    Step("number_of_words word_count words_in_text", "int",
         ("Return the number of words in X, which are separated by spaces.",
          "Count the words of X.", "Find how many words the text X consists of."),
         "len(X.split())", "words = X.split()\nreturn len(words)"),
    Step("number_of_spaces spaces_in_text count_blanks", "int",
         ("Count the spaces in X.", "Return how often a space occurs in X.",
          "Compute the number of blanks in X."),
         'X.count(" ")', 'OUT = 0\nfor ch in X:\n    if ch == " ":\n        OUT += 1\nreturn OUT'),
    Step("number_of_distinct_characters different_characters size_of_alphabet", "int",
         ("Return the number of distinct characters in X.",
          "Count the different characters that occur in X.",
          "Find how many unique characters X has."),
         "len(set(X))",
         "seen = []\nfor ch in X:\n    if ch not in seen:\n        seen.append(ch)\nreturn len(seen)"),
    Step("number_of_capitals count_upper capital_letters", "int",
         ("Count the upper case letters of X.", "Return the number of capital letters in X.",
          "Find how many characters of X are uppercase."),
         "sum(ch.isupper() for ch in X)",
         "OUT = 0\nfor ch in X:\n    if ch.isupper():\n        OUT += 1\nreturn OUT"),
    Step("number_of_small_letters count_lower lowercase_letters", "int",
         ("Count the lower case letters of X.", "Return the number of lowercase letters in X."),
         "sum(ch.islower() for ch in X)",
         "OUT = 0\nfor ch in X:\n    if ch.islower():\n        OUT += 1\nreturn OUT"),
    Step("number_of_digits digits_in_text count_digits", "int",
         ("Count the digits in X.", "Return how many characters of X are digits."),
         "len([ch for ch in X if ch.isdigit()])",
         "OUT = 0\nfor ch in X:\n    if ch.isdigit():\n        OUT += 1\nreturn OUT"),
    Step("sum_of_digits_in_text add_digits digit_total", "int",
         ("Return the sum of the digits that occur in X.", "Add up all digits in the text X.",
          "Compute the sum of the digits of X, ignoring other characters."),
         "sum(int(ch) for ch in X if ch.isdigit())",
         "OUT = 0\nfor ch in X:\n    if ch.isdigit():\n        OUT += int(ch)\nreturn OUT"),
    Step("code_total sum_of_codes character_codes_sum", "int",
         ("Return the sum of the character codes of X.",
          "Add up the ASCII codes of all characters of X."),
         "sum(ord(ch) for ch in X)", "OUT = 0\nfor ch in X:\n    OUT += ord(ch)\nreturn OUT"),
    Step("length_of_longest_word longest_word_length", "int",
         ("Return the length of the longest word in X, or 0 if there is none.",
          "Find how many characters the longest word of X has; 0 if X has no words."),
         "max((len(word) for word in X.split()), default=0)",
         "OUT = 0\nfor word in X.split():\n    OUT = max(OUT, len(word))\nreturn OUT"),
)  # fmt: skip

CHANGES = (
    Step("in_capitals upper_text shout to_upper", "str",
         ("Return X in upper case.", "Convert X to upper case.", "Turn all letters of X into capitals.",
          "Make every letter of X uppercase."),
         "X.upper()", 'OUT = ""\nfor ch in X:\n    OUT += ch.upper()\nreturn OUT'),
    Step("in_small_letters lower_text to_lower", "str",
         ("Return X in lower case.", "Convert X to lower case.",
          "Turn all letters of X into lowercase letters."),
         "X.lower()", 'OUT = ""\nfor ch in X:\n    OUT += ch.lower()\nreturn OUT'),
    Step("reversed_text backwards reverse_text mirror", "str",
         ("Return X backwards.", "Reverse the text X.", "Return the characters of X in reverse order.",
          "Turn X around, so that its last character comes first."),
         "X[::-1]", 'OUT = ""\nfor ch in X:\n    OUT = ch + OUT\nreturn OUT'),
    Step("without_spaces remove_spaces drop_blanks", "str",
         ("Return X without its spaces.", "Remove all spaces from X.",
          "Drop the blanks of X and return what is left."),
         'X.replace(" ", "")', 'OUT = ""\nfor ch in X:\n    if ch != " ":\n        OUT += ch\nreturn OUT'),
    Step("letters_only keep_letters only_letters", "str",
         ("Return only the letters of X.", "Keep the letters of X and drop all other characters.",
          "Remove everything that is not a letter from X."),
         '"".join(ch for ch in X if ch.isalpha())',
         'OUT = ""\nfor ch in X:\n    if ch.isalpha():\n        OUT += ch\nreturn OUT'),
    Step("digits_only keep_digits only_digits", "str",
         ("Return only the digits of X, as a text.", "Keep the digits of X and drop everything else.",
          "Remove all characters from X that are not digits."),
         '"".join(ch for ch in X if ch.isdigit())',
         'OUT = ""\nfor ch in X:\n    if ch.isdigit():\n        OUT += ch\nreturn OUT'),
    Step("without_digits remove_digits drop_digits", "str",
         ("Return X without its digits.", "Remove the digits from X.", "Drop all digits of the text X."),
         '"".join(ch for ch in X if not ch.isdigit())',
         'OUT = ""\nfor ch in X:\n    if not ch.isdigit():\n        OUT += ch\nreturn OUT'),
    Step("twice double_text repeat_text", "str",
         ("Return X twice, one after the other.", "Repeat the text X two times.",
          "Double X: put it behind itself."),
         "X * 2", "return X + X"),
    Step("sorted_characters sort_text letters_in_order", "str",
         ("Return the characters of X in sorted order, as a text.", "Sort the characters of X.",
          "Put the characters of X into ascending order and join them."),
         '"".join(sorted(X))', "letters = list(X)\nletters.sort()\nreturn \"\".join(letters)"),
    Step("capitalized_words every_word_capital title_text", "str",
         ("Return the words of X, each with a capital first letter and the rest in lower case, joined by spaces.",
          "Capitalize every word of X and join the words with a space."),
         '" ".join(word.capitalize() for word in X.split())',
         'words = []\nfor word in X.split():\n    words.append(word.capitalize())\nreturn " ".join(words)'),
    Step("reversed_words words_backwards turn_words", "str",
         ("Return the words of X in reverse order, joined by spaces.",
          "Reverse the order of the words in X.",
          "Turn the order of the words of X around and join them with a space."),
         '" ".join(X.split()[::-1])',
         'words = X.split()\nwords.reverse()\nreturn " ".join(words)'),
    Step("dashes_for_spaces hyphenate dashed", "str",
         ("Replace every space of X with '-'.", "Return X with a dash instead of each space."),
         'X.replace(" ", "-")',
         'OUT = ""\nfor ch in X:\n    OUT += "-" if ch == " " else ch\nreturn OUT'),
    Step("each_word_reversed words_mirrored", "str",
         ("Reverse each word of X, but keep the order of the words; join them with spaces.",
          "Return X with every word spelled backwards, joined by spaces."),
         '" ".join(word[::-1] for word in X.split())',
         'words = []\nfor word in X.split():\n    words.append(word[::-1])\nreturn " ".join(words)'),
    Step("first_letters initials acronym", "str",
         ("Return the first letters of the words in X, put together.",
          "Make an acronym of X: join the first characters of its words.",
          "Take the first character of every word of X and concatenate them."),
         '"".join(word[0] for word in X.split())',
         'OUT = ""\nfor word in X.split():\n    OUT += word[0]\nreturn OUT'),
    Step("without_vowels remove_vowels drop_vowels", "str",
         ("Return X without the lower case vowels a, e, i, o and u.",
          "Drop every 'a', 'e', 'i', 'o' and 'u' from X."),
         '"".join(ch for ch in X if ch not in "aeiou")',
         'OUT = ""\nfor ch in X:\n    if ch not in "aeiou":\n        OUT += ch\nreturn OUT'),
)  # fmt: skip

LISTS = (
    Step("words_of split_text list_of_words", "list[str]",
         ("Return the list of words in X.", "Split X into words.",
          "Cut X at its spaces and return the words as a list."),
         "X.split()",
         'words = []\nfor word in X.split():\n    words.append(word)\nreturn words'),
    Step("characters_of list_of_characters letters_of", "list[str]",
         ("Return the list of the characters of X.", "Split X into single characters.",
          "Turn the text X into a list of characters."),
         "list(X)", "return [ch for ch in X]"),
    Step("lengths_of_words word_lengths measure_words_of", "list[int]",
         ("Return the lengths of the words in X.", "Measure each word of X and return a list of lengths.",
          "List how many characters each word of X has."),
         "[len(word) for word in X.split()]",
         "OUT = []\nfor word in X.split():\n    OUT.append(len(word))\nreturn OUT"),
    Step("codes_of character_codes text_to_codes", "list[int]",
         ("Return the list of character codes of X.", "Convert each character of X to its code, as a list.",
          "Turn X into a list of ASCII codes."),
         "[ord(ch) for ch in X]", "OUT = []\nfor ch in X:\n    OUT.append(ord(ch))\nreturn OUT"),
    Step("sorted_words words_in_order alphabetical_words", "list[str]",
         ("Return the words of X in alphabetical order.", "Sort the words of X.",
          "Split X into words and sort them."),
         "sorted(X.split())", "words = X.split()\nwords.sort()\nreturn words"),
    Step("beginnings prefixes_of growing_parts", "list[str]",
         ("Return every beginning of X, from one character to the whole text.",
          "List the parts of X that start at its first character, from short to long."),
         "[X[:i] for i in range(1, len(X) + 1)]",
         'OUT, part = [], ""\nfor ch in X:\n    part += ch\n    OUT.append(part)\nreturn OUT'),
    Step("endings suffixes_of shrinking_parts", "list[str]",
         ("Return every ending of X, from the whole text to its last character.",
          "List the parts of X that reach to its end, from long to short."),
         "[X[i:] for i in range(len(X))]",
         "OUT = []\nwhile X:\n    OUT.append(X)\n    X = X[1:]\nreturn OUT"),
    Step("distinct_characters_of unique_letters", "list[str]",
         ("Return the sorted list of the different characters in X.",
          "List the unique characters of X in sorted order."),
         "sorted(set(X))",
         "OUT = []\nfor ch in X:\n    if ch not in OUT:\n        OUT.append(ch)\nreturn sorted(OUT)"),
    Step("long_words words_of_four words_over_three", "list[str]",
         ("Return the words of X that have more than 3 characters.",
          "Keep the words of X that are longer than three characters, as a list."),
         "[word for word in X.split() if len(word) > 3]",
         "OUT = []\nfor word in X.split():\n    if len(word) > 3:\n        OUT.append(word)\nreturn OUT"),
)  # fmt: skip

QUESTIONS = (
    Step("is_empty_text nothing_there has_no_characters", "bool",
         ("Return whether X is empty.", "Check whether X has no characters at all."),
         "len(X) == 0", 'if X == "":\n    return True\nreturn False'),
    Step("is_all_upper only_capitals", "bool",
         ("Return whether X equals its own upper case form.",
          "Check that no letter of X is in lower case."),
         "X == X.upper()", "for ch in X:\n    if ch != ch.upper():\n        return False\nreturn True"),
    Step("has_digit contains_digit any_digit", "bool",
         ("Return whether X contains a digit.", "Check whether at least one character of X is a digit.",
          "Tell whether there is any digit in X."),
         "any(ch.isdigit() for ch in X)",
         "for ch in X:\n    if ch.isdigit():\n        return True\nreturn False"),
    Step("has_capital contains_capital any_upper", "bool",
         ("Return whether X contains a capital letter.", "Check whether any letter of X is in upper case."),
         "any(ch.isupper() for ch in X)",
         "for ch in X:\n    if ch.isupper():\n        return True\nreturn False"),
    Step("has_space contains_space several_words", "bool",
         ("Return whether X contains a space.", "Check whether there is a blank in X."),
         '" " in X', 'for ch in X:\n    if ch == " ":\n        return True\nreturn False'),
    Step("no_repeats all_different unique_characters", "bool",
         ("Return whether all characters of X are different.",
          "Check that no character occurs twice in X."),
         "len(set(X)) == len(X)",
         "for ch in X:\n    if X.count(ch) > 1:\n        return False\nreturn True"),
    Step("is_long longer_than_eight", "bool",
         ("Return whether X has more than 8 characters.", "Check whether X is longer than 8 characters."),
         "len(X) > 8", "if len(X) > 8:\n    return True\nreturn False"),
    Step("even_length has_even_length", "bool",
         ("Return whether the number of characters in X is even.", "Check whether X has an even length."),
         "len(X) % 2 == 0", "count = 0\nfor ch in X:\n    count += 1\nreturn count % 2 == 0"),
)  # fmt: skip


@family
def measure_text(r: Draw) -> Task:
    """Count in a text.

    `len` tells how many characters there are. What is to be counted under a condition is counted
    in a loop, or by adding up truth values, of which True counts as one.
    """
    return step_task(r, MEASURES, {r.name("text"): "str"}, r.texts())


@family
def change_whole_text(r: Draw) -> Task:
    """Make another text of a text.

    Texts never change; methods such as `upper` and `replace` return new ones. A loop builds the
    new text up, character by character.
    """
    return step_task(r, CHANGES, {r.name("text"): "str"}, r.texts())


@family
def list_from_text(r: Draw) -> Task:
    """Make a list of a text.

    `split` cuts at spaces, and `list` into characters. A comprehension does something to each of
    the parts.
    """
    return step_task(r, LISTS, {r.name("text"): "str"}, r.texts())


@family
def ask_text(r: Draw) -> Task:
    """Ask something about a text.

    A comparison is already True or False, so it can be returned as it is. A loop can stop as soon
    as the answer is certain.
    """
    inputs = [*r.texts(), "ABC", "abcabc", "AB 12", "a b", "Z", "longer than eight", "9"]
    return step_task(r, QUESTIONS, {r.name("text"): "str"}, inputs)
