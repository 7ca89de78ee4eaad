"""Two texts: joined, compared, and one looked for in the other."""

from hornbook.generate.procedural import Draw, Task, family
from hornbook.generate.procedural.curriculum.first_steps.step import Step, step_task

TWO = (
    Step("joined_texts put_together glue", "str",
         ("Return X followed by Y.", "Put X and Y together into one text.", "Join the texts X and Y."),
         "X + Y", 'return "".join([X, Y])'),
    Step("with_space_between space_out_two both_words", "str",
         ("Return X and Y with a space between them.", "Join X and Y with a space."),
         'X + " " + Y', 'return " ".join([X, Y])'),
    Step("begins_with starts_with has_beginning", "bool",
         ("Return whether X begins with Y.", "Check whether X starts with the text Y."),
         "X.startswith(Y)", "return X[: len(Y)] == Y"),
    Step("finishes_with ends_with has_ending", "bool",
         ("Return whether X ends with Y.", "Check whether Y stands at the end of X."),
         "X.endswith(Y)", "return X[max(0, len(X) - len(Y)) :] == Y"),
    Step("contains_part includes has_part", "bool",
         ("Return whether Y occurs in X.", "Check whether X contains Y."),
         "Y in X", "return X.find(Y) >= 0"),
    Step("same_ignoring_case equal_but_case same_letters_any_case", "bool",
         ("Return whether X and Y are equal, apart from upper and lower case.",
          "Check whether X equals Y when case is ignored."),
         "X.lower() == Y.lower()", "return X.upper().lower() == Y.upper().lower()"),
    Step("same_size equally_long same_length", "bool",
         ("Return whether X and Y have the same length.", "Check whether X is as long as Y."),
         "len(X) == len(Y)", "return len(X) - len(Y) == 0"),
    Step("place_of_part position_of where_is", "int",
         ("Return the index at which Y first occurs in X, or -1 if it doesn't.",
          "Find where Y begins in X for the first time; -1 if X doesn't contain it."),
         "X.find(Y)",
         "for i in range(len(X) - len(Y) + 1):\n    if X[i : i + len(Y)] == Y:\n        return i\nreturn -1"),
    Step("shared_characters letters_in_both", "list[str]",
         ("Return the sorted list of characters that occur in both X and Y.",
          "Find the characters that X and Y have in common, sorted."),
         "sorted(set(X) & set(Y))", "return sorted({ch for ch in X if ch in Y})"),
    Step("longer_text longer_of", "str",
         ("Return the longer one of X and Y, or X if they are equally long.",
          "Choose the longer of the texts X and Y; X if their lengths are equal."),
         "max(X, Y, key=len)", "if len(Y) > len(X):\n    return Y\nreturn X"),
    Step("total_length added_lengths", "int",
         ("Return the number of characters of X and Y together.", "Add the lengths of X and Y."),
         "len(X) + len(Y)", "return len(X + Y)"),
    Step("remove_characters_of without_those_in", "str",
         ("Return X without the characters that occur in Y.", "Remove from X every character that Y contains."),
         '"".join(ch for ch in X if ch not in Y)',
         'OUT = ""\nfor ch in X:\n    if ch not in Y:\n        OUT += ch\nreturn OUT'),
    Step("first_in_order alphabetically_first", "str",
         ("Return the one of X and Y that comes first in alphabetical order.",
          "Choose whichever of X and Y stands first when they are sorted."),
         "min(X, Y)", "return sorted([X, Y])[0]"),
)  # fmt: skip


@family
def two_texts_together(r: Draw) -> Task:
    """Put two texts together, or compare them.

    `+` joins texts, `in` looks for one in the other, and methods such as `startswith` look at one
    end only.
    """
    x, y = r.pick(("text", "part"), ("string", "other"), ("s", "t"), r.twins(), ("word", "piece"))
    word = r.word()
    inputs = [("", ""), ("a", ""), (word, word), (word, word[:2]), (word, word[-2:]), ("abc", "ABC"),
              (word, word[1:3]), (r.word(), r.word()), (r.word(), r.word()), ("one two", "two three"),
              ("ab", "abc")]  # fmt: skip
    return step_task(r, TWO, {x: "str", y: "str"}, inputs)
