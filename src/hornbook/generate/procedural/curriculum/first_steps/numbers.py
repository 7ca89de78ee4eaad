"""One, two or three numbers: signs, remainders, powers, comparisons."""

from hornbook.generate.procedural import Draw, Task, family
from hornbook.generate.procedural.curriculum.first_steps.step import Step, step_task

ONE = (
    Step("square_of squared_number to_the_square", "int",
         ("Return the square of X.", "Multiply X by itself.", "Compute X to the power of 2."),
         "X ** 2", "return X * X"),
    Step("cube_of cubed_number third_power", "int",
         ("Return the cube of X.", "Compute X to the power of 3."), "X ** 3", "return X * X * X"),
    Step("double_of twice_as_much doubled", "int",
         ("Return twice X.", "Double X.", "Multiply X by 2."), "2 * X", "return X + X"),
    Step("next_whole successor one_more", "int",
         ("Return the number that follows X.", "Add 1 to X."), "X + 1", "X += 1\nreturn X"),
    Step("distance_from_zero absolute_value size_without_sign", "int",
         ("Return the absolute value of X.", "Compute how far X is from zero."),
         "abs(X)", "if X < 0:\n    return -X\nreturn X"),
    Step("opposite negated minus_of", "int",
         ("Return X with the opposite sign.", "Negate X."), "-X", "return 0 - X"),
    Step("sign_of direction_of which_sign", "int",
         ("Return 1 if X is positive, -1 if it is negative and 0 if it is zero.",
          "Determine the sign of X: 1, -1 or 0."),
         "(X > 0) - (X < 0)", "if X > 0:\n    return 1\nif X < 0:\n    return -1\nreturn 0"),
    Step("is_even_number even_check divisible_by_two", "bool",
         ("Return whether X is even.", "Check whether X is divisible by 2.", "Tell whether X is an even number."),
         "X % 2 == 0", "if X % 2:\n    return False\nreturn True"),
    Step("is_odd_number odd_check", "bool",
         ("Return whether X is odd.", "Check whether X leaves a remainder when divided by 2."),
         "X % 2 == 1", "return X % 2 != 0"),
    Step("is_positive_number above_zero", "bool",
         ("Return whether X is greater than zero.", "Check whether X is positive."),
         "X > 0", "if X > 0:\n    return True\nreturn False"),
    Step("is_negative_number below_nothing", "bool",
         ("Return whether X is less than zero.", "Check whether X is negative."),
         "X < 0", "return not X >= 0"),
    Step("as_text number_to_text written_out", "str",
         ("Return X as a text.", "Convert the number X to a string."), "str(X)", 'return f"{X}"'),
    Step("final_digit last_digit_of units_digit", "int",
         ("Return the last digit of X, leaving out its sign.", "Find the units digit of the absolute value of X."),
         "abs(X) % 10", "return int(str(X)[-1])"),
    Step("half_of halved_down whole_half", "int",
         ("Return half of X, rounded down.", "Divide X by 2, rounding down."), "X // 2", "return (X - X % 2) // 2"),
    Step("in_binary binary_digits as_bits", "str",
         ("Return the binary digits of the absolute value of X, as a text.",
          "Convert the absolute value of X to binary, without a prefix."),
         "bin(abs(X))[2:]", 'return format(abs(X), "b")'),
    Step("count_of_digits how_many_digits number_length", "int",
         ("Return how many digits X has, leaving out its sign.", "Count the decimal digits of X."),
         "len(str(abs(X)))", 'OUT = 0\nfor ch in str(X):\n    if ch != "-":\n        OUT += 1\nreturn OUT'),
    Step("total_of_digits add_up_digits digit_sum_of", "int",
         ("Return the sum of the digits of X, leaving out its sign.", "Add up the decimal digits of X."),
         "sum(int(digit) for digit in str(abs(X)))",
         "X = abs(X)\nOUT = 0\nwhile X:\n    OUT += X % 10\n    X //= 10\nreturn OUT"),
)  # fmt: skip

COUNTS = (
    Step("count_from_one numbers_up_to first_numbers", "list[int]",
         ("Return the list of the numbers from 1 to X.", "List all whole numbers from 1 up to and including X."),
         "list(range(1, X + 1))", "OUT = []\nfor i in range(1, X + 1):\n    OUT.append(i)\nreturn OUT"),
    Step("count_down_to_one numbers_down downwards", "list[int]",
         ("Return the list of the numbers from X down to 1.", "Count down from X to 1, as a list."),
         "list(range(X, 0, -1))", "OUT = []\nwhile X > 0:\n    OUT.append(X)\n    X -= 1\nreturn OUT"),
    Step("squares_up_to first_squares list_of_squares", "list[int]",
         ("Return the squares of the numbers from 1 to X.", "List the first X square numbers."),
         "[i * i for i in range(1, X + 1)]",
         "OUT = []\nfor i in range(1, X + 1):\n    OUT.append(i ** 2)\nreturn OUT"),
    Step("even_numbers_up_to list_even", "list[int]",
         ("Return the even numbers from 2 to X.", "List all even numbers between 1 and X, both included."),
         "list(range(2, X + 1, 2))",
         "OUT = []\nfor i in range(1, X + 1):\n    if i % 2 == 0:\n        OUT.append(i)\nreturn OUT"),
    Step("add_from_one sum_from_one_to total_up_to", "int",
         ("Return the sum of the whole numbers from 1 to X.", "Add up all numbers from 1 to X."),
         "sum(range(1, X + 1))", "OUT = 0\nfor i in range(1, X + 1):\n    OUT += i\nreturn OUT"),
    Step("multiply_up_to product_from_one factorial_of", "int",
         ("Return the product of the whole numbers from 1 to X, which is 1 if X is 0.",
          "Compute the factorial of X.", "Multiply all numbers from 1 to X."),
         "math.factorial(X)", "OUT = 1\nfor i in range(2, X + 1):\n    OUT *= i\nreturn OUT"),
    Step("power_of_two two_to_the", "int",
         ("Return 2 to the power of X.", "Multiply X twos with each other; the result for 0 is 1."),
         "2 ** X", "OUT = 1\nfor _ in range(X):\n    OUT *= 2\nreturn OUT"),
    Step("multiples_of_three_below threes_below", "list[int]",
         ("Return the multiples of 3 from 3 on that are less than X.", "List the positive numbers below X that 3 divides."),
         "list(range(3, X, 3))",
         "OUT = []\nfor i in range(1, X):\n    if i % 3 == 0:\n        OUT.append(i)\nreturn OUT"),
    Step("numbers_with_spaces spaced_numbers", "str",
         ("Return a text of the numbers from 1 to X, separated by spaces.", "Write the numbers from 1 to X into a text, with a space between them."),
         '" ".join(str(i) for i in range(1, X + 1))',
         'parts = []\nfor i in range(1, X + 1):\n    parts.append(str(i))\nreturn " ".join(parts)'),
    Step("stars row_of_stars line_of_stars", "str",
         ("Return a text of X stars.", "Make a row of X '*' characters."),
         '"*" * X', 'OUT = ""\nfor _ in range(X):\n    OUT += "*"\nreturn OUT'),
    Step("list_of_zeros zeros nothing_times", "list[int]",
         ("Return a list of X zeros.", "Make a list that holds 0 X times."),
         "[0] * X", "OUT = []\nfor _ in range(X):\n    OUT.append(0)\nreturn OUT"),
    Step("divisors_list all_divisors numbers_dividing", "list[int]",
         ("Return the list of all divisors of X, in ascending order.", "Find the numbers from 1 to X that divide X."),
         "[i for i in range(1, X + 1) if X % i == 0]",
         "OUT = []\nfor i in range(1, X + 1):\n    if X % i == 0:\n        OUT.append(i)\nreturn OUT"),
)  # fmt: skip

TWO = (
    Step("plus sum_of_both added", "int", ("Return the sum of X and Y.", "Add X and Y.", "Compute X plus Y."),
         "X + Y", "OUT = X\nOUT += Y\nreturn OUT"),
    Step("minus difference_of_both subtracted", "int", ("Return X minus Y.", "Subtract Y from X."),
         "X - Y", "return -(Y - X)"),
    Step("times product_of_both multiplied", "int", ("Return the product of X and Y.", "Multiply X by Y."),
         "X * Y", "OUT = X * Y\nreturn OUT"),
    Step("how_far_apart gap_between distance_of_two", "int",
         ("Return the distance between X and Y.", "Compute the absolute difference of X and Y."),
         "abs(X - Y)", "if X > Y:\n    return X - Y\nreturn Y - X"),
    Step("larger_number greater_of_two bigger", "int",
         ("Return the larger one of X and Y.", "Find the maximum of X and Y."),
         "max(X, Y)", "if X > Y:\n    return X\nreturn Y"),
    Step("smaller_number lesser_of_two", "int",
         ("Return the smaller one of X and Y.", "Find the minimum of X and Y."),
         "min(X, Y)", "if X < Y:\n    return X\nreturn Y"),
    Step("mean_of_two middle_between average_of_both", "float",
         ("Return the average of X and Y.", "Compute the number in the middle between X and Y."),
         "(X + Y) / 2", "OUT = X + Y\nreturn OUT / 2"),
    Step("are_same equal_numbers", "bool", ("Return whether X and Y are equal.", "Check whether X is the same number as Y."),
         "X == Y", "return not X != Y"),
    Step("sum_is_even even_sum", "bool", ("Return whether the sum of X and Y is even.", "Check whether X plus Y is divisible by 2."),
         "(X + Y) % 2 == 0", "OUT = X + Y\nreturn OUT % 2 == 0"),
    Step("have_same_sign same_side", "bool",
         ("Return whether the product of X and Y is positive.", "Check whether X times Y is greater than zero."),
         "X * Y > 0", "return X > 0 and Y > 0 or X < 0 and Y < 0"),
    Step("squares_added sum_of_both_squares", "int",
         ("Return the sum of the squares of X and Y.", "Square X and Y and add the results."),
         "X ** 2 + Y ** 2", "return X * X + Y * Y"),
    Step("in_order ordered_pair sorted_pair", "list[int]",
         ("Return X and Y as a list, the smaller one first.", "Sort the numbers X and Y into a list."),
         "sorted([X, Y])", "if X <= Y:\n    return [X, Y]\nreturn [Y, X]"),
)  # fmt: skip

POSITIVE = (
    Step("remainder_of what_is_left left_over", "int", ("Return the remainder of X divided by Y.", "Compute what is left when X is divided by Y."),
         "X % Y", "return X - X // Y * Y"),
    Step("how_often_in whole_quotient times_contained", "int",
         ("Return how often Y fits into X.", "Divide X by Y and drop the remainder."),
         "X // Y", "OUT = 0\nwhile X >= Y:\n    X -= Y\n    OUT += 1\nreturn OUT"),
    Step("divides_evenly is_multiple no_remainder", "bool",
         ("Return whether X is a multiple of Y.", "Check whether X can be divided by Y without a remainder."),
         "X % Y == 0", "return X // Y * Y == X"),
    Step("common_divisor_of greatest_common largest_shared_divisor", "int",
         ("Return the greatest common divisor of X and Y.", "Find the largest number that divides both X and Y."),
         "math.gcd(X, Y)", "while Y:\n    X, Y = Y, X % Y\nreturn X"),
    Step("power_of to_the_power raised", "int",
         ("Return X to the power of Y.", "Multiply Y times the number X with itself."),
         "X ** Y", "OUT = 1\nfor _ in range(Y):\n    OUT *= X\nreturn OUT"),
    Step("numbers_between whole_numbers_from range_list", "list[int]",
         ("Return the list of whole numbers from X to Y, both included.", "List the numbers from X up to Y, which is the last one."),
         "list(range(X, Y + 1))", "OUT = []\nwhile X <= Y:\n    OUT.append(X)\n    X += 1\nreturn OUT"),
    Step("sum_between add_range", "int",
         ("Return the sum of the whole numbers from X to Y, both included.", "Add up all numbers from X to Y."),
         "sum(range(X, Y + 1))", "OUT = 0\nfor i in range(X, Y + 1):\n    OUT += i\nreturn OUT"),
    Step("area_of rectangle_area", "int", ("Return the area of a rectangle with sides X and Y.", "Compute how large a rectangle of X times Y is."),
         "X * Y", "OUT = 0\nfor _ in range(X):\n    OUT += Y\nreturn OUT"),
    Step("edge_length perimeter_of", "int",
         ("Return the perimeter of a rectangle with sides X and Y.", "Compute how long the edge of a rectangle of X times Y is."),
         "2 * (X + Y)", "return X + Y + X + Y"),
    Step("multiples_list first_multiples", "list[int]",
         ("Return the first Y multiples of X.", "List X, two times X and so on, Y numbers in all."),
         "[X * i for i in range(1, Y + 1)]",
         "OUT, last = [], 0\nfor _ in range(Y):\n    last += X\n    OUT.append(last)\nreturn OUT"),
)  # fmt: skip

THREE = (
    Step("largest_of_three biggest_of_all", "int", ("Return the largest of X, Y and Z.", "Find the maximum of the three numbers X, Y and Z."),
         "max(X, Y, Z)", "OUT = X\nif Y > OUT:\n    OUT = Y\nif Z > OUT:\n    OUT = Z\nreturn OUT"),
    Step("smallest_of_three least_of_all", "int", ("Return the smallest of X, Y and Z.", "Find the minimum of the three numbers X, Y and Z."),
         "min(X, Y, Z)", "return sorted([X, Y, Z])[0]"),
    Step("middle_of_three median_of_three", "int", ("Return the one of X, Y and Z that is neither the largest nor the smallest, in order of size.", "Find the middle one of X, Y and Z when they are sorted."),
         "sorted([X, Y, Z])[1]", "return X + Y + Z - max(X, Y, Z) - min(X, Y, Z)"),
    Step("sum_of_three add_three", "int", ("Return the sum of X, Y and Z.", "Add the numbers X, Y and Z."), "X + Y + Z", "OUT = X\nOUT += Y\nOUT += Z\nreturn OUT"),
    Step("product_of_three multiply_three", "int", ("Return the product of X, Y and Z.", "Multiply X, Y and Z."), "X * Y * Z", "OUT = X\nOUT *= Y\nOUT *= Z\nreturn OUT"),
    Step("all_three_equal same_three", "bool", ("Return whether X, Y and Z are all equal.", "Check whether the three numbers X, Y and Z are the same."),
         "X == Y == Z", "return X == Y and Y == Z"),
    Step("lies_between is_between within", "bool", ("Return whether X lies between Y and Z, both included, where Y is the lower one.", "Check whether X is at least Y and at most Z."),
         "Y <= X <= Z", "return X >= Y and X <= Z"),
    Step("is_rising ascending_three", "bool", ("Return whether X, Y and Z grow in this order.", "Check whether X is less than Y, and Y less than Z."),
         "X < Y < Z", "if X >= Y:\n    return False\nreturn Y < Z"),
    Step("two_add_up_to_third one_is_sum", "bool", ("Return whether the sum of X and Y is Z.", "Check whether X and Y add up to Z."), "X + Y == Z", "return Z - X == Y"),
    Step("mean_of_three average_three", "float", ("Return the average of X, Y and Z.", "Compute the mean of the three numbers X, Y and Z."),
         "(X + Y + Z) / 3", "OUT = X + Y + Z\nreturn OUT / 3"),
    Step("sorted_three three_in_order", "list[int]", ("Return X, Y and Z as a list in ascending order.", "Sort the three numbers X, Y and Z into a list."),
         "sorted([X, Y, Z])", "OUT = [X, Y, Z]\nOUT.sort()\nreturn OUT"),
)  # fmt: skip


@family
def one_number(r: Draw) -> Task:
    """Do something with a single number.

    Operators compute and comparisons answer with True or False. `//` divides and rounds down,
    and `%` gives the remainder.
    """
    inputs = [0, 1, -1, 2, 7, -8, 10, 13, -25, 99, 100, r.randint(3, 500), -r.randint(3, 500)]
    return step_task(r, ONE, {r.name("number"): "int"}, inputs)


@family
def count_with_range(r: Draw) -> Task:
    """Count with `range`.

    `range(1, n + 1)` goes from 1 to n, because its end is never included. A third number is the
    step, which may be negative.
    """
    inputs = [0, 1, 2, 3, 6, 10, 12, r.randint(4, 20)]
    return step_task(r, COUNTS, {r.pick("n", "number", "count", "limit", "size"): "int"}, inputs)


@family
def two_numbers_together(r: Draw) -> Task:
    """Compute with two numbers, or compare them.

    `max` and `min` choose, `abs` leaves out a sign. What a comparison gives can be returned as it
    is.
    """
    x, y = r.pick(("a", "b"), ("x", "y"), ("n", "m"), r.twins(), ("num1", "num2"))
    inputs = [(0, 0), (1, 0), (0, 5), (3, 3), (-2, 7), (8, -3), (-4, -6), (r.randint(1, 50), r.randint(1, 50)),
              (r.randint(-50, -1), r.randint(1, 50)), (12, 5)]  # fmt: skip
    return step_task(r, TWO, {x: "int", y: "int"}, inputs)


@family
def two_positive_numbers(r: Draw) -> Task:
    """Divide, raise to a power, or count from one number to another.

    `x // y` says how often y fits into x, and `x % y` what is left then.
    """
    x, y = r.pick(("a", "b"), ("x", "y"), ("n", "m"), r.twins(), ("number", "other"))
    inputs = [
        (1, 1),
        (7, 2),
        (2, 7),
        (9, 3),
        (5, 5),
        (12, 8),
        (8, 12),
        (r.randint(2, 12), r.randint(2, 9)),
        (20, 6),
    ]
    return step_task(r, POSITIVE, {x: "int", y: "int"}, inputs)


@family
def three_numbers_together(r: Draw) -> Task:
    """Work with three numbers.

    Comparisons can be chained: `a < b < c`. Sorting three numbers puts the middle one at place 1.
    """
    x, y, z = r.pick(
        ("a", "b", "c"), ("x", "y", "z"), ("first", "second", "third"), ("one", "two", "three")
    )
    inputs = [(0, 0, 0), (1, 2, 3), (3, 2, 1), (2, 3, 5), (2, 2, 1), (5, 1, 9), (-1, 4, -6), (7, 7, 7), (4, 1, 6),
              tuple(r.integers(3)), tuple(r.integers(3))]  # fmt: skip
    return step_task(r, THREE, {x: "int", y: "int", z: "int"}, inputs)
