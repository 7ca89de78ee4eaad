r"""The final answer in a response, and whether it is right.

Where it is looked for, the first place that has one counting:

1. the last ``\boxed{…}``;
2. what follows the last ``####``, ``Answer:``, ``Final answer:`` or ``Correct answer:`` at the
   beginning of a line or a sentence, emphasis and a list's dash aside;
3. the last sentence that says "the (correct, final, right, best …) answer (choice, option, result)
   is …" or, of a response that is to begin with the answer, the first;
4. a response of a single line of at most six words, as it stands;
5. of a choice, the option that stands at the very beginning of the first line, or at the end of
   the last, if there is only one.

An answer is compared without case, quotes, emphasis, articles and a full stop. A letter stands
for its option. Numbers are compared as numbers, thousands' commas and a unit around them aside.
Nothing is guessed: the last number of a text isn't its answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

RIGHT = "right"
WRONG = "wrong"
UNCHECKED = "unchecked"

_LONGEST = 60  # characters of an answer without options that can be told right by comparing
_BOXED = re.compile(r"\\boxed\{([^{}]*)\}")
_LINE = re.compile(
    r"(?:^[ \t>*_#-]*|[.!?)] +[*_]*)"
    r"(?:####|(?:(?:the )?(?:final |correct |right )?answer)[*_ ]*:)[*_ \t]*(\S.*)$",
    re.IGNORECASE | re.MULTILINE,
)
_SENTENCE = re.compile(
    r"\bthe (?:(?:correct|final|right|best|only|correct answer) )?"
    r"(?:answer|choice|option|result)(?: choice| option)?(?: to [\w ]{1,40}?)? (?:is|must be)"
    r"(?: therefore| thus| then)?:?[ \n*_]+(?!not\b)([^\n]+)",
    re.IGNORECASE,
)
_STOP = re.compile(r"(?<=[^\W_])[.!](?:[*_\"')]*)(?:\s|$)|(?<=[)\]}>*_])[.!](?:\s|$)|\s*\n")
_LETTER = re.compile(r"(?:option |choice |answer )?\(?([A-Ja-j])(?:[).:]|$)\s*(.*)", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d+(?:,\d{3})*(?:\.\d+)?")
_SIMPLE = {"yes", "no", "true", "false", "valid", "invalid"}


def verdict(
    response: str,
    answer: str | None,
    options: Sequence[str] = (),
    *,
    first: bool = False,
    exact: bool = False,
) -> str:
    """`RIGHT`, `WRONG`, or `UNCHECKED` where there is nothing to check by.

    A response in which no final answer is found is `WRONG`: it doesn't answer.

    Args:
        response: the teacher's.
        answer: the right one, if it is known.
        options: what there is to choose from.
        first: whether the response is to begin with the answer.
        exact: whether the answer is to be given word for word, however long it is.
    """
    if not (checkable(answer, options) or (exact and answer and not options)):
        return UNCHECKED
    given = final_answer(response, options, first=first)
    assert answer is not None
    return RIGHT if given is not None and equal(given, answer, options) else WRONG


def checkable(answer: str | None, options: Sequence[str] = ()) -> bool:
    """Whether comparing tells right from wrong: an option, a number, yes or no, a short word.

    A longer text may be right in many wordings, so that it isn't held against an answer.
    """
    if not answer or not answer.strip():
        return False
    if options:
        return _chosen(answer, options) is not None
    plain = _plain(answer)
    if _number(plain) is not None or plain in _SIMPLE:
        return True
    short = len(answer) <= _LONGEST and "\n" not in answer.strip()
    return short and (len(answer.split()) <= 6 or not any(map(str.isalpha, answer)))


def final_answer(response: str, options: Sequence[str] = (), *, first: bool = False) -> str | None:
    """What a response gives as its answer, or None; see the places above."""
    text = response.strip()
    if boxed := _BOXED.findall(text):
        return str(boxed[-1])
    if lines := _LINE.findall(text):
        return _ended(lines[0 if first else -1])
    if said := _SENTENCE.findall(text):
        return _ended(said[0 if first else -1])
    if "\n" not in text and len(text.split()) <= 6:
        return text or None
    return _only_option(text, options)


def equal(given: str, answer: str, options: Sequence[str] = ()) -> bool:
    """Whether two answers say the same."""
    if options:
        one, other = _chosen(given, options), _chosen(answer, options)
        return one is not None and one == other
    one_plain, other_plain = _plain(given), _plain(answer)
    if one_plain == other_plain:
        return True
    wanted = _number(other_plain)
    if wanted is not None:
        numbers = _NUMBER.findall(one_plain)
        return len(numbers) == 1 and _number(numbers[0]) == wanted
    if other_plain in _SIMPLE:
        return one_plain.split(" ")[0].strip(",;.") == other_plain
    return False


def _ended(text: str) -> str:
    """Up to the end of the sentence."""
    found = _STOP.search(text)
    return (text[: found.start()] if found else text).strip(" \t*_")


def _plain(text: str) -> str:
    text = re.sub(r"[*_`$\"“”‘’']|^\s*[-•] ", "", text).strip()
    text = text.rstrip(".!").strip().lower()
    return " ".join(re.sub(r"^(the|an?) ", "", text).split())


def _number(text: str) -> Decimal | None:
    if not _NUMBER.fullmatch(text):
        return None
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None


def _chosen(given: str, options: Sequence[str]) -> int | None:
    """The place of the option that an answer names, by its text or its letter."""
    plain = [_plain(option) for option in options]
    said = _plain(given)
    if said in plain:
        return plain.index(said)
    found = _LETTER.fullmatch(said)
    if found is not None:
        place = "abcdefghij".index(found[1])
        rest = _plain(found[2])
        if place < len(options) and (not rest or _begins(rest, plain[place])):
            return place
        return None
    begun = [place for place, option in enumerate(plain) if option and _begins(said, option)]
    return begun[0] if len(begun) == 1 else None


def _begins(text: str, option: str) -> bool:
    """Whether a text is an option, perhaps with something said behind it."""
    rest = text.removeprefix(option)
    return text.startswith(option) and (not rest or not (rest[0].isalnum() or rest[0] in ".:/-"))


def _only_option(text: str, options: Sequence[str]) -> str | None:
    first, last = text.splitlines()[0], text.splitlines()[-1]
    opening = _chosen(_ended(first), options) if options else None
    if opening is not None:
        return options[opening]
    end = _plain(last)
    ends = [option for option in options if re.search(rf"\b{re.escape(_plain(option))}$", end)]
    return ends[0] if len(ends) == 1 else None
