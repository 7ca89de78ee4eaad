"""A list of numbers: what the built-in functions tell about it and make of it."""

from hornbook.generate.procedural import Draw, Task, family
from hornbook.generate.procedural.curriculum.first_steps.step import Step, step_task

ABOUT = (
    Step("length_of_list number_of_items how_many", "int",
         ("Return the length of X.", "Return how many numbers X holds.", "Count the items of X."),
         "len(X)", "OUT = 0\nfor n in X:\n    OUT += 1\nreturn OUT"),
    Step("sum_of_list add_all total_of_list", "int",
         ("Return the sum of X.", "Add up the numbers in X.", "Compute the total of all numbers in X."),
         "sum(X)", "OUT = 0\nfor n in X:\n    OUT += n\nreturn OUT"),
    Step("product_of_list multiply_all", "int",
         ("Return the product of all numbers in X, or 1 if there are none.", "Multiply the numbers of X with each other; the product of none is 1."),
         "math.prod(X)", "OUT = 1\nfor n in X:\n    OUT *= n\nreturn OUT"),
    Step("number_of_different count_unique distinct_numbers", "int",
         ("Return how many different numbers X holds.", "Count the distinct numbers in X."),
         "len(set(X))", "seen = []\nfor n in X:\n    if n not in seen:\n        seen.append(n)\nreturn len(seen)"),
    Step("sum_of_all_squares squares_total", "int",
         ("Return the sum of the squares of X.", "Square each number in X and add up the results."),
         "sum(n * n for n in X)", "OUT = 0\nfor n in X:\n    OUT += n ** 2\nreturn OUT"),
    Step("sum_of_positive add_positive", "int",
         ("Return the sum of the positive numbers in X.", "Add up all numbers in X that are greater than zero."),
         "sum(n for n in X if n > 0)", "OUT = 0\nfor n in X:\n    if n > 0:\n        OUT += n\nreturn OUT"),
    Step("number_of_even count_even how_many_even", "int",
         ("Count the even numbers in X.", "Return how many numbers of X are even."),
         "sum(n % 2 == 0 for n in X)", "OUT = 0\nfor n in X:\n    if n % 2 == 0:\n        OUT += 1\nreturn OUT"),
    Step("number_of_negative count_negative", "int",
         ("Count the negative numbers in X.", "Return how many numbers of X are less than zero."),
         "len([n for n in X if n < 0])", "OUT = 0\nfor n in X:\n    if n < 0:\n        OUT += 1\nreturn OUT"),
    Step("sum_of_even_places add_every_other", "int",
         ("Return the sum of the numbers of X at even indices.", "Add up every other number of X, beginning with the first."),
         "sum(X[::2])", "OUT = 0\nfor i in range(0, len(X), 2):\n    OUT += X[i]\nreturn OUT"),
    Step("are_ascending is_sorted sorted_check", "bool",
         ("Return whether X is sorted in ascending order.", "Check whether no number in X is less than the one before it."),
         "X == sorted(X)", "for a, b in zip(X, X[1:]):\n    if a > b:\n        return False\nreturn True"),
    Step("all_positive only_positive", "bool",
         ("Return whether all numbers in X are positive.", "Check that every number in X is greater than 0."),
         "all(n > 0 for n in X)", "for n in X:\n    if n <= 0:\n        return False\nreturn True"),
    Step("any_negative has_negative contains_negative", "bool",
         ("Return whether X holds a negative number.", "Check whether any number in X is less than 0."),
         "any(n < 0 for n in X)", "for n in X:\n    if n < 0:\n        return True\nreturn False"),
    Step("has_repeats contains_duplicates any_twice", "bool",
         ("Return whether any number occurs more than once in X.", "Check whether X contains duplicates."),
         "len(set(X)) < len(X)", "for n in X:\n    if X.count(n) > 1:\n        return True\nreturn False"),
    Step("all_the_same are_equal one_value", "bool",
         ("Return whether all numbers in X are equal.", "Check whether X holds at most one value, however often."),
         "len(set(X)) <= 1", "for n in X:\n    if n != X[0]:\n        return False\nreturn True"),
    Step("reads_same_backwards is_symmetric", "bool",
         ("Return whether X is the same list when it is reversed.", "Check whether X reads the same forwards and backwards."),
         "X == X[::-1]", "for i in range(len(X)):\n    if X[i] != X[len(X) - 1 - i]:\n        return False\nreturn True"),
)  # fmt: skip

OF_SOME = (
    Step("largest maximum_of biggest_number", "int",
         ("Return the largest number in X.", "Find the maximum of X.", "Return the biggest element of X."),
         "max(X)", "OUT = X[0]\nfor n in X:\n    if n > OUT:\n        OUT = n\nreturn OUT"),
    Step("smallest minimum_of least_number", "int",
         ("Return the smallest number in X.", "Find the minimum of X.", "Return the least element of X."),
         "min(X)", "OUT = X[0]\nfor n in X:\n    if n < OUT:\n        OUT = n\nreturn OUT"),
    Step("mean_of average_of mean_value", "float",
         ("Return the average of X.", "Compute the mean of the numbers in X."),
         "sum(X) / len(X)", "OUT = 0\nfor n in X:\n    OUT += n\nreturn OUT / len(X)"),
    Step("first_of first_item head_of", "int", ("Return the first number of X.", "Take the first element of X."), "X[0]", "for n in X:\n    return n"),
    Step("last_of last_item tail_end", "int", ("Return the last number of X.", "Take the last element of X."), "X[-1]", "return X[len(X) - 1]"),
    Step("spread_of width_of range_of_values", "int",
         ("Return the difference between the largest and the smallest number in X.", "Compute by how much the maximum of X exceeds its minimum."),
         "max(X) - min(X)", "X = sorted(X)\nreturn X[-1] - X[0]"),
    Step("place_of_largest index_of_maximum where_largest", "int",
         ("Return the index of the largest number in X, the first one if there are several.", "Find the position of the maximum of X; of several take the first."),
         "X.index(max(X))", "OUT = 0\nfor i in range(len(X)):\n    if X[i] > X[OUT]:\n        OUT = i\nreturn OUT"),
    Step("middle_number median_low middle_of_sorted", "int",
         ("Return the number in the middle of X when it is sorted, the left one of two.", "Sort X and take its middle element, the left one if there are two."),
         "sorted(X)[(len(X) - 1) // 2]", "numbers = list(X)\nnumbers.sort()\nreturn numbers[(len(numbers) - 1) // 2]"),
    Step("most_frequent commonest mode_of", "int",
         ("Return the number that occurs most often in X, the smallest of several.", "Find the most frequent number of X; of several the smallest."),
         "max(sorted(X), key=X.count)", "counts = Counter(X)\nmost = max(counts.values())\nreturn min(n for n in counts if counts[n] == most)"),
    Step("farthest_from_zero largest_size greatest_absolute", "int",
         ("Return the largest absolute value of the numbers in X.", "Find how far from zero the numbers in X go at most."),
         "max(abs(n) for n in X)", "OUT = 0\nfor n in X:\n    OUT = max(OUT, abs(n))\nreturn OUT"),
    Step("ends_added first_plus_last", "int",
         ("Return the sum of the first and the last number of X.", "Add the first number of X to its last one."),
         "X[0] + X[-1]", "return sum([X[0], X[len(X) - 1]])"),
    Step("both_extremes smallest_and_largest min_and_max", "tuple[int, int]",
         ("Return a tuple of the smallest and the largest number in X.", "Find the minimum and the maximum of X, as a tuple."),
         "(min(X), max(X))", "X = sorted(X)\nreturn X[0], X[-1]"),
)  # fmt: skip

MADE = (
    Step("in_ascending_order sorted_list sort_numbers", "list[int]",
         ("Return X in ascending order.", "Sort X.", "Return a sorted list of the numbers in X."),
         "sorted(X)", "OUT = list(X)\nOUT.sort()\nreturn OUT"),
    Step("in_descending_order sort_down largest_first", "list[int]",
         ("Return X in descending order.", "Sort X from the largest number to the smallest."),
         "sorted(X, reverse=True)", "OUT = list(X)\nOUT.sort()\nreturn OUT[::-1]"),
    Step("backwards reversed_list turned_around", "list[int]",
         ("Return X in reverse order.", "Reverse the list X.", "Return the numbers of X from the last to the first."),
         "X[::-1]", "OUT = []\nfor n in X:\n    OUT.insert(0, n)\nreturn OUT"),
    Step("without_repeats unique_sorted distinct_sorted", "list[int]",
         ("Return the different numbers in X, sorted.", "Sort X and drop duplicates.", "Return a sorted list of the unique elements of X."),
         "sorted(set(X))", "OUT = []\nfor n in sorted(X):\n    if n not in OUT:\n        OUT.append(n)\nreturn OUT"),
    Step("squares_of square_each squared_numbers", "list[int]",
         ("Return the squares of the numbers in X.", "Square each number in X.", "List the square of every number of X."),
         "[n * n for n in X]", "OUT = []\nfor n in X:\n    OUT.append(n ** 2)\nreturn OUT"),
    Step("doubles_of double_each twice_each", "list[int]",
         ("Return X with each number doubled.", "Multiply every number in X by 2."),
         "[2 * n for n in X]", "OUT = []\nfor n in X:\n    OUT.append(n + n)\nreturn OUT"),
    Step("absolute_values without_signs sizes_only", "list[int]",
         ("Return the absolute values of the numbers in X.", "Drop the signs of all numbers in X."),
         "[abs(n) for n in X]", "OUT = []\nfor n in X:\n    OUT.append(n if n >= 0 else -n)\nreturn OUT"),
    Step("only_even even_numbers keep_even", "list[int]",
         ("Return the even numbers of X.", "Keep only the even numbers in X.", "Filter X for numbers that 2 divides."),
         "[n for n in X if n % 2 == 0]", "OUT = []\nfor n in X:\n    if n % 2 == 0:\n        OUT.append(n)\nreturn OUT"),
    Step("only_odd odd_numbers keep_odd", "list[int]",
         ("Return the odd numbers of X.", "Keep only the odd numbers in X."),
         "[n for n in X if n % 2 == 1]", "OUT = []\nfor n in X:\n    if n % 2 != 0:\n        OUT.append(n)\nreturn OUT"),
    Step("only_negative negative_numbers keep_negative", "list[int]",
         ("Return the negative numbers of X.", "Keep only the numbers in X that are less than 0."),
         "[n for n in X if n < 0]", "OUT = []\nfor n in X:\n    if n < 0:\n        OUT.append(n)\nreturn OUT"),
    Step("as_texts numbers_to_texts strings_of", "list[str]",
         ("Return the numbers of X as texts.", "Convert each number in X to a string."),
         "[str(n) for n in X]", "OUT = []\nfor n in X:\n    OUT.append(str(n))\nreturn OUT"),
    Step("with_commas comma_text joined_numbers", "str",
         ("Return the numbers of X as a text, separated by commas.", "Join the numbers in X with ',' into a text."),
         '",".join(map(str, X))', 'OUT = ""\nfor n in X:\n    OUT += "," * bool(OUT) + str(n)\nreturn OUT'),
    Step("running_sums sums_so_far totals_so_far", "list[int]",
         ("Return for each number of X the sum of all up to it.", "List the running totals of X."),
         "[sum(X[: i + 1]) for i in range(len(X))]", "OUT, so_far = [], 0\nfor n in X:\n    so_far += n\n    OUT.append(so_far)\nreturn OUT"),
    Step("steps_between gaps differences_of", "list[int]",
         ("Return what has to be added to each number of X to get the next one.", "List the differences between neighbouring numbers of X, the later one minus the earlier one."),
         "[b - a for a, b in zip(X, X[1:])]", "OUT = []\nfor i in range(1, len(X)):\n    OUT.append(X[i] - X[i - 1])\nreturn OUT"),
    Step("all_but_first rest_of tail_of", "list[int]", ("Return X without its first number.", "Drop the first number of X."),
         "X[1:]", "OUT = []\nfor i in range(1, len(X)):\n    OUT.append(X[i])\nreturn OUT"),
    Step("all_but_last front_of", "list[int]", ("Return X without its last number.", "Drop the last number of X."),
         "X[:-1]", "OUT = []\nfor i in range(len(X) - 1):\n    OUT.append(X[i])\nreturn OUT"),
    Step("with_places numbered_list index_pairs", "list[tuple[int, int]]",
         ("Return a list of pairs: each index of X with the number there.", "Pair every number of X with its index, the index first."),
         "list(enumerate(X))", "OUT = []\nfor i in range(len(X)):\n    OUT.append((i, X[i]))\nreturn OUT"),
    Step("how_often_each count_each frequencies", "dict[int, int]",
         ("Return a dictionary from each number in X to how often it occurs.", "Count how often each number occurs in X, as a dictionary."),
         "dict(Counter(X))", "OUT = {}\nfor n in X:\n    OUT[n] = OUT.get(n, 0) + 1\nreturn OUT"),
)  # fmt: skip

WITH_NUMBER = (
    Step("holds contains_number is_in_list", "bool", ("Return whether X contains Y.", "Check whether Y is one of the numbers in X."),
         "Y in X", "for n in X:\n    if n == Y:\n        return True\nreturn False"),
    Step("times_in_list count_of occurrences_of", "int", ("Return how often Y occurs in X.", "Count how many numbers in X equal Y."),
         "X.count(Y)", "OUT = 0\nfor n in X:\n    if n == Y:\n        OUT += 1\nreturn OUT"),
    Step("increased_by add_to_each shifted_up", "list[int]", ("Return X with Y added to each number.", "Add Y to every number in X."),
         "[n + Y for n in X]", "OUT = []\nfor n in X:\n    OUT.append(n + Y)\nreturn OUT"),
    Step("multiplied_by times_each scaled", "list[int]", ("Return X with each number multiplied by Y.", "Multiply every number in X by Y."),
         "[n * Y for n in X]", "OUT = []\nfor n in X:\n    OUT.append(Y * n)\nreturn OUT"),
    Step("greater_than above_limit larger_ones", "list[int]", ("Return the numbers in X that are greater than Y.", "Keep the numbers of X above Y."),
         "[n for n in X if n > Y]", "OUT = []\nfor n in X:\n    if n > Y:\n        OUT.append(n)\nreturn OUT"),
    Step("at_most smaller_ones not_above", "list[int]", ("Return the numbers in X that are at most Y.", "Drop all numbers of X that are greater than Y."),
         "[n for n in X if n <= Y]", "OUT = []\nfor n in X:\n    if n > Y:\n        continue\n    OUT.append(n)\nreturn OUT"),
    Step("without_number remove_all drop_value", "list[int]", ("Return X without the numbers that equal Y.", "Remove every occurrence of Y from X."),
         "[n for n in X if n != Y]", "OUT = []\nfor n in X:\n    if n != Y:\n        OUT.append(n)\nreturn OUT"),
    Step("all_less_than every_below", "bool", ("Return whether all numbers in X are less than Y.", "Check that every number of X is below Y."),
         "all(n < Y for n in X)", "for n in X:\n    if n >= Y:\n        return False\nreturn True"),
    Step("any_greater_than some_above exceeds", "bool", ("Return whether any number in X is greater than Y.", "Check whether X holds a number above Y."),
         "any(n > Y for n in X)", "for n in X:\n    if n > Y:\n        return True\nreturn False"),
    Step("how_many_greater count_above", "int", ("Count the numbers in X that are greater than Y.", "Return how many numbers of X are above Y."),
         "sum(n > Y for n in X)", "OUT = 0\nfor n in X:\n    if n > Y:\n        OUT += 1\nreturn OUT"),
    Step("with_one_more append_number added_at_end", "list[int]", ("Return X with Y added at the end.", "Append Y to a copy of X and return it."),
         "[*X, Y]", "return X + [Y]"),
    Step("put_in_front prepend added_at_start", "list[int]", ("Return X with Y put before all its numbers.", "Insert Y at the beginning of a copy of X and return it."),
         "[Y, *X]", "return [Y] + X"),
    Step("place_in_list index_in_list find_number", "int", ("Return the index of the first Y in X, or -1 if there is none.", "Find where Y stands first in X; -1 if X doesn't contain it."),
         "X.index(Y) if Y in X else -1", "for i, n in enumerate(X):\n    if n == Y:\n        return i\nreturn -1"),
    Step("limited_to capped_at cut_off", "list[int]", ("Return X with all numbers above Y replaced by Y.", "Replace each number in X by the smaller one of itself and Y."),
         "[min(n, Y) for n in X]", "OUT = []\nfor n in X:\n    OUT.append(Y if n > Y else n)\nreturn OUT"),
    Step("pairs_with_total has_pair_sum two_that_sum", "bool",
         ("Return whether two numbers of X at different places have the sum Y.", "Check whether some two numbers of X add up to Y."),
         "any(a + b == Y for a, b in itertools.combinations(X, 2))",
         "for i in range(len(X)):\n    for j in range(i + 1, len(X)):\n        if X[i] + X[j] == Y:\n            return True\nreturn False"),
)  # fmt: skip

PLACES = (
    Step("first_few front_part beginning_of", "list[int]", ("Return the first Y numbers of X.", "Take the first Y items of X, or all if there are fewer."),
         "X[:Y]", "OUT = []\nfor n in X:\n    if len(OUT) < Y:\n        OUT.append(n)\nreturn OUT"),
    Step("last_few end_part ending_of", "list[int]", ("Return the last Y numbers of X.", "Take the last Y items of X, or all if there are fewer."),
         "X[-Y:]", "return X[max(0, len(X) - Y) :]"),
    Step("without_first_few skip_front drop_beginning", "list[int]", ("Return X without its first Y numbers.", "Skip the first Y items of X and return the rest."),
         "X[Y:]", "OUT = []\nfor i in range(Y, len(X)):\n    OUT.append(X[i])\nreturn OUT"),
    Step("every_so_many each_kth stepping", "list[int]", ("Return every Y-th number of X, beginning with the first.", "Take the numbers of X at the indices 0, Y, 2 * Y and so on."),
         "X[::Y]", "OUT = []\nfor i in range(len(X)):\n    if i % Y == 0:\n        OUT.append(X[i])\nreturn OUT"),
    Step("smallest_few least_ones lowest", "list[int]", ("Return the Y smallest numbers of X in ascending order.", "Sort X and take its first Y numbers."),
         "sorted(X)[:Y]", "numbers = list(X)\nnumbers.sort()\nreturn numbers[:Y]"),
    Step("largest_few greatest_ones top_numbers", "list[int]", ("Return the Y largest numbers of X, the largest first.", "Sort X in descending order and take its first Y numbers."),
         "sorted(X, reverse=True)[:Y]", "numbers = sorted(X)\nnumbers.reverse()\nreturn numbers[:Y]"),
    Step("repeated_list list_times again_and_again", "list[int]", ("Return X repeated Y times.", "Put X behind itself until it stands there Y times."),
         "X * Y", "OUT = []\nfor _ in range(Y):\n    OUT += X\nreturn OUT"),
    Step("sum_of_first total_of_first add_first_few", "int", ("Return the sum of the first Y numbers of X.", "Add up the first Y items of X, or all if there are fewer."),
         "sum(X[:Y])", "OUT = 0\nfor i, n in enumerate(X):\n    if i < Y:\n        OUT += n\nreturn OUT"),
)  # fmt: skip

TWO = (
    Step("joined_lists one_after_other concatenated", "list[int]", ("Return X followed by Y, as one list.", "Join the lists X and Y.", "Concatenate X and Y."),
         "X + Y", "return [*X, *Y]"),
    Step("in_both_lists shared_numbers common_items", "list[int]", ("Return the sorted list of numbers that occur in both X and Y, each once.", "Find the numbers that X and Y have in common; sort them and drop duplicates."),
         "sorted(set(X) & set(Y))", "return sorted({n for n in X if n in Y})"),
    Step("only_in_first missing_in_second not_in_other", "list[int]", ("Return the numbers of X that don't occur in Y.", "Keep the numbers of X that are not in Y."),
         "[n for n in X if n not in Y]", "OUT = []\nfor n in X:\n    if n not in Y:\n        OUT.append(n)\nreturn OUT"),
    Step("in_either_list all_numbers union_of", "list[int]", ("Return the sorted list of numbers that occur in X or in Y, each once.", "Merge X and Y into a sorted list without duplicates."),
         "sorted(set(X) | set(Y))", "return sorted(set(X + Y))"),
    Step("added_pairwise sum_of_pairs add_lists", "list[int]", ("Return the sums of the numbers at the same place in X and Y, as far as both go.", "Add X and Y number by number, and stop where the shorter one ends."),
         "[a + b for a, b in zip(X, Y)]", "OUT = []\nfor i in range(min(len(X), len(Y))):\n    OUT.append(X[i] + Y[i])\nreturn OUT"),
    Step("multiplied_pairwise products_of_pairs", "list[int]", ("Return the products of the numbers at the same place in X and Y, as far as both go.", "Multiply X and Y number by number, and stop where the shorter one ends."),
         "[a * b for a, b in zip(X, Y)]", "OUT = []\nfor i in range(min(len(X), len(Y))):\n    OUT.append(X[i] * Y[i])\nreturn OUT"),
    Step("paired_up pairs_of zipped", "list[tuple[int, int]]", ("Return the list of pairs of a number of X and the number at the same place in Y.", "Pair the numbers of X with those of Y, as far as both go."),
         "list(zip(X, Y))", "OUT = []\nfor i in range(min(len(X), len(Y))):\n    OUT.append((X[i], Y[i]))\nreturn OUT"),
    Step("equal_places same_in_both matches", "int", ("Return at how many places X and Y hold the same number.", "Count the places at which X and Y are equal."),
         "sum(a == b for a, b in zip(X, Y))", "OUT = 0\nfor a, b in zip(X, Y):\n    if a == b:\n        OUT += 1\nreturn OUT"),
    Step("same_numbers equal_apart_from_order", "bool", ("Return whether X and Y hold the same numbers, each as often, in any order.", "Check whether X and Y are equal apart from the order of their numbers."),
         "sorted(X) == sorted(Y)", "return Counter(X) == Counter(Y)"),
    Step("sum_is_larger greater_total", "bool", ("Return whether the sum of X is greater than the sum of Y.", "Check whether the numbers of X add up to more than those of Y."),
         "sum(X) > sum(Y)", "OUT = 0\nfor n in X:\n    OUT += n\nfor n in Y:\n    OUT -= n\nreturn OUT > 0"),
    Step("larger_of_each maxima_of_pairs", "list[int]", ("Return for each place the larger one of the numbers in X and Y, as far as both go.", "Compare X and Y place by place and keep the greater number."),
         "[max(a, b) for a, b in zip(X, Y)]", "OUT = []\nfor a, b in zip(X, Y):\n    OUT.append(a if a > b else b)\nreturn OUT"),
)  # fmt: skip


@family
def about_list(r: Draw) -> Task:
    """Ask a list of numbers for one value.

    `len`, `sum`, `all` and `any` go through a list by themselves. Each of them can be written as
    a loop that keeps what is known so far.
    """
    lists = [*r.number_lists(), [1, 2, 3], [4, 4], [3, 1, 3], [5, 7, 9], [-2, -5]]
    return step_task(r, ABOUT, {r.name("numbers"): "list[int]"}, lists)


@family
def about_some_numbers(r: Draw) -> Task:
    """Find one of the numbers of a list that isn't empty.

    `max` and `min` compare all of them. A loop begins with the first number and takes over every
    one that is better.
    """
    lists = [*r.number_lists(empty=False), [3, 1, 2], [2, 2, 1], [-4, -2, -9]]
    return step_task(r, OF_SOME, {r.name("numbers"): "list[int]"}, lists)


@family
def list_from_list(r: Draw) -> Task:
    """Make a list of a list.

    A comprehension says what becomes of each item and which items stay. The same can be written
    with an empty list and `append`.
    """
    lists = [*r.number_lists(), [1, 2, 3, 4], [-1, 0, 1]]
    return step_task(r, MADE, {r.name("numbers"): "list[int]"}, lists)


@family
def list_and_number(r: Draw) -> Task:
    """Work with a list and a number.

    `in` asks whether the list holds the number. In a comprehension the number can be compared
    with every item.
    """
    x, y = r.name("numbers"), r.pick("number", "value", "limit", "threshold", "target", "k")
    x = "numbers" if x == "values" and y == "value" else x
    inputs = [([], 3), ([3], 3), ([1, 2, 3], 3), ([5, 3, 5, 1], 5), ([7, 8], 2), ([-4, 0, 4], 0),
              *((numbers, r.choice(numbers)) for numbers in r.number_lists(empty=False)[-4:]),
              (r.integers(5), r.randint(0, 20))]  # fmt: skip
    return step_task(r, WITH_NUMBER, {x: "list[int]", y: "int"}, inputs)


@family
def part_of_list(r: Draw) -> Task:
    """Take a part of a list.

    A slice goes from one index up to, but not including, another; a third number is the step.
    """
    x, y = r.name("numbers"), r.pick("k", "count", "size", "amount")
    inputs = [([], 2), ([5], 1), ([5], 3), ([1, 2, 3, 4, 5], 2), ([9, 7, 8], 3), ([4, 4, 6, 1], 1),
              *((numbers, r.randint(1, 4)) for numbers in r.number_lists(empty=False)[-5:])]  # fmt: skip
    return step_task(r, PLACES, {x: "list[int]", y: "int"}, inputs)


@family
def two_lists_together(r: Draw) -> Task:
    """Work with two lists.

    `zip` walks through both at once and stops with the shorter one. As sets, they can be compared
    without regard to order.
    """
    x, y = r.pick(
        ("a", "b"),
        ("first", "second"),
        ("left", "right"),
        ("list1", "list2"),
        ("numbers", "others"),
    )
    inputs = [([], []), ([1], []), ([], [2]), ([1, 2], [2, 1]), ([1, 2, 2], [1, 2, 3]), ([3, 3], [3]),
              ([5, 1, 4], [2, 1, 9]), *((r.integers(r.randint(2, 5), 0, 9), r.integers(r.randint(2, 5), 0, 9)) for _ in range(4))]  # fmt: skip
    return step_task(r, TWO, {x: "list[int]", y: "list[int]"}, inputs)
