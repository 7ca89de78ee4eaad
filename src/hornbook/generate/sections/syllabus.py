"""What textbook sections are about, for whom, and how: the grid they are drawn from.

phi-1 (2306.11644, §2.2) gets its diversity "by providing constraints on topics and target
audience", with topics "that promote reasoning and basic algorithmic skills"; its lists are not
published, these are ours.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import count, product
from pathlib import Path

from hornbook.errors import HornbookError
from hornbook.generate.piece import Assignment, seed_of

TOPICS = (
    # numbers
    "checking whether a number is even or odd",
    "adding up the numbers from one to n",
    "computing the factorial of a number",
    "the Fibonacci sequence with a loop",
    "checking whether a number is prime",
    "finding all prime numbers up to a limit",
    "the greatest common divisor by Euclid's algorithm",
    "adding up the digits of a number",
    "converting a number to binary digits",
    "raising a number to a power by repeated multiplication",
    "converting temperatures between Celsius and Fahrenheit",
    "rounding prices and computing a discount",
    "deciding whether a year is a leap year",
    "the average and the median of a list of numbers",
    "counting how many times a number can be halved",
    # strings
    "counting the vowels in a string",
    "reversing a string",
    "checking whether a word is a palindrome",
    "counting words in a sentence",
    "finding the longest word in a sentence",
    "capitalizing the first letter of each word",
    "removing duplicate letters from a string",
    "checking whether two words are anagrams",
    "shifting letters with a Caesar cipher",
    "splitting a line of text at its commas",
    "joining a list of words into one string",
    "counting how often each letter occurs",
    "compressing a string by counting repeated letters",
    # lists
    "finding the largest number in a list",
    "reversing a list by swapping its ends",
    "removing duplicates from a list while keeping the order",
    "selecting the even numbers of a list",
    "building a list of squares with a list comprehension",
    "rotating a list by one position",
    "merging two sorted lists",
    "flattening a list of lists",
    "finding the second largest number in a list",
    "splitting a list into chunks of equal size",
    "running totals of a list",
    "adding two lists element by element with zip",
    "finding two numbers in a list that add up to a target",
    "transposing a matrix stored as a list of lists",
    # searching and sorting
    "linear search in a list",
    "binary search in a sorted list",
    "bubble sort",
    "insertion sort",
    "selection sort",
    "merge sort with recursion",
    "sorting words by their length with a key function",
    "checking whether a list is sorted",
    # dictionaries, sets and tuples
    "counting words with a dictionary",
    "looking up a value in a dictionary with a default",
    "grouping words by their first letter",
    "inverting a dictionary",
    "finding the key with the largest value",
    "the common elements of two lists with sets",
    "returning two values from a function as a tuple",
    "merging two dictionaries",
    # control flow and functions
    "choosing a grade with if, elif and else",
    "repeating steps with a while loop",
    "looping with an index by enumerate",
    "recursion by counting down to zero",
    "functions with default arguments",
    "handling a division by zero with try and except",
    "checking the arguments of a function before using them",
    "generators that yield one value at a time",
    "passing a function as an argument",
    "boolean expressions with and, or and not",
    # data structures and simulation
    "a stack made from a list",
    "a queue for customers waiting in line",
    "checking for balanced brackets with a stack",
    "a class for a bank account",
    "a class for a rectangle with its area",
    "walking through a linked list",
    "counting the nodes of a binary tree",
    "breadth-first search in a small graph",
    "counting the paths through a grid",
    "giving change with the fewest coins",
)

AUDIENCES = (
    "a student in a first programming course",
    "a curious twelve-year-old",
    "a biologist who writes small scripts",
    "an accountant who is tired of spreadsheets",
    "a programmer who knows JavaScript but not Python",
    "a retired engineer learning for pleasure",
    "a high-school student preparing for a contest",
    "a teacher who will explain it to others",
)

STYLES = (
    "explain the code line by line",
    "follow the example call step by step",
    "point out a mistake that beginners make",
    "explain why the code works and when to use it",
)


def assignments(seed: int, topics: Sequence[str] = TOPICS) -> Iterator[Assignment]:
    """Draw sections without replacement, without end; the first n don't depend on n.

    Each round takes every topic once, in a new order, each time with an audience and a style that
    the topic hasn't had. When a topic has had all of them (after 32 rounds, 2,496 sections of the
    own topics), they come again with another seed for the teacher.
    """
    rng = random.Random(seed)
    pairs = list(product(AUDIENCES, STYLES))
    plans = {topic: rng.sample(pairs, len(pairs)) for topic in topics}
    for turn in count():
        for topic in rng.sample(topics, len(topics)):
            audience, style = plans[topic][turn % len(pairs)]
            slots = {"topic": topic, "audience": audience, "style": style}
            yield Assignment(slots=slots, seed=seed_of(seed, turn, topic), topic=topic)


def read_topics(path: str | Path) -> tuple[str, ...]:
    """The topics of a file, one a line; empty lines and those that begin with "#" don't count.

    Raises:
        HornbookError: when it can't be read, or as `check_topics` does.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise HornbookError(f"can't read the topics in {path}: {error}") from None
    topics = [line.strip() for line in lines]
    return check_topics([topic for topic in topics if topic[:1] not in ("", "#")], str(path))


def check_topics(topics: Sequence[str], where: str = "topics") -> tuple[str, ...]:
    """The topics, if sections can be written about them.

    Raises:
        HornbookError: when there are none, only a single word, or the same one twice.
    """
    if not topics:
        raise HornbookError(f"{where}: there is no topic in it; give one a line")
    if len(topics) == 1 and len(topics[0].split()) < 2:
        raise HornbookError(
            f"{where}: its only topic is the word {topics[0]!r}; give several, or a phrase such as "
            "'adding up the numbers of a list'"
        )
    first: dict[str, int] = {}
    for number, topic in enumerate(topics, start=1):
        plain = " ".join(topic.lower().split()).rstrip(".")
        if not plain:
            raise HornbookError(f"{where}: topic {number} is empty")
        if plain in first:
            raise HornbookError(
                f"{where}: topic {number}, {topic!r}, is the same as topic {first[plain]}; "
                "leave one of them out"
            )
        first[plain] = number
    return tuple(topics)
