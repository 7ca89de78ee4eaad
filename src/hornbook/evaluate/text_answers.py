"""Answers in words: how questions are put, how answers are read out of what a model says.

Two readings. *Direct*, after a prompt that ends in "the answer is": what comes first counts, as
AGIEval (arXiv:2304.06364) reads zero-shot answers and Orca (arXiv:2306.02707, §6) reads those of
all multiple choice. *Explained*, for answers that come after their reasons: what follows the last
"the answer is" or ``####``, else what comes last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hornbook.benchmark.problem import Answer, AnswerKind, Problem
from hornbook.evaluate.formulas import formula_of, same_formula


class Reading(StrEnum):
    """Where in a completion the answer is looked for."""

    DIRECT = "direct"
    EXPLAINED = "explained"


@dataclass(frozen=True, kw_only=True)
class Asking:
    """How a question is put to a model, and where its answer ends.

    Attributes:
        before: text before the question, which ends with its line.
        letter: text after a question whose options have letters; ``{last}`` is the last letter.
        other: text after any other question.
        stop: strings that end the answer.
        reading: where the answer is looked for.
        own_line: whether what comes after the question begins on a line of its own.
    """

    before: str = "Q: "
    letter: str = "A: Among A through {last}, the answer is"
    other: str = "A: The answer is"
    stop: tuple[str, ...] = ("\nQ:",)
    reading: Reading = Reading.DIRECT
    own_line: bool = True

    def prompt(self, problem: Problem) -> str:
        """What the model continues."""
        answer = problem.answer
        if answer is not None and answer.kind is AnswerKind.LETTER:
            after = self.letter.replace("{last}", answer.options[-1])
        else:
            after = self.other
        question = problem.prompt if self.own_line else problem.prompt.rstrip("\n")
        return f"{self.before}{question}{after}"


WORDED = Asking(
    before="Question: ",
    letter="Answer:",
    other="Answer:",
    stop=("\n\n", "\nQuestion:"),
    reading=Reading.EXPLAINED,
)
"""As GSM8K is mostly asked: a question, and an answer that is worked out."""


def in_chat_ml(system: str = "") -> Asking:
    """As a user's turn in ChatML, after a system message if there is one; answers are worked out.

    So models are asked that were tuned on explanation traces. Orca (§6) leaves the system message
    empty.
    """
    first = f"<|im_start|>system\n{system}<|im_end|>\n" if system else ""
    after = "<|im_end|>\n<|im_start|>assistant\n"
    return Asking(
        before=f"{first}<|im_start|>user\n",
        letter=after,
        other=after,
        stop=("<|im_end|>",),
        reading=Reading.EXPLAINED,
        own_line=False,
    )


ASKINGS = {
    "agieval": Asking(before=""),  # its prompts begin with a passage, then Q:
    "agieval-math": Asking(before=""),
    "bbh": Asking(),
    "bbh-all": Asking(),
    "gsm8k": WORDED,
    "gsm8k-train": WORDED,
}
"""How each benchmark is asked where the user doesn't say; any other is asked as `WORDED`."""


def read_answer(completion: str, answer: Answer, reading: Reading) -> str | None:
    """The answer that a completion gives; None where it gives none.

    Args:
        completion: what the model said after the prompt.
        answer: of what kind it should be, and what there was to choose from; its text isn't used.
        reading: where to look.
    """
    return _READERS[answer.kind](completion, answer.options, reading)


def answer_of(text: str, options: Sequence[str] = ()) -> Answer:
    """What an answer is to be compared as: the letter of an option, a number, or word for word.

    Args:
        text: the answer, such as ``(B) a rose``, ``18`` or ``yes``.
        options: what there is to choose from, if there is anything.
    """
    if options and (lettered := _LETTERED.match(text)):
        letters = tuple(chr(ord("A") + place) for place in range(len(options)))
        return Answer(kind=AnswerKind.LETTER, text=lettered[1], options=letters)
    if _NUMBER.fullmatch(text):
        return Answer(kind=AnswerKind.NUMBER, text=text)
    return Answer(kind=AnswerKind.TEXT, text=text.strip(" ."))


def is_right(given: str | None, answer: Answer) -> bool:
    """Whether an answer that was read is the right one."""
    if given is None:
        return False
    match answer.kind:
        case AnswerKind.NUMBER:
            return abs(_value(given) - _value(answer.text)) < 1e-6
        case AnswerKind.MATHS:
            return same_formula(given, answer.text)
        case AnswerKind.TEXT:
            return _plain(given) == _plain(answer.text)
    return given == answer.text


_NUMBER = re.compile(r"-?\$?(?:\d[\d,]*(?:\.\d+)?|\.\d+)", re.ASCII)
_SAID = re.compile(r"answer is:?\s*", re.IGNORECASE)
_TOLD = re.compile(r"answer(?: is|[*_ ]*:)[:*_]*\s*", re.IGNORECASE)
_LETTERED = re.compile(r"\(([A-Z])\) ")
_MARK = re.compile(r"####\s*|^A:\s*|answer is:?\s*", re.IGNORECASE | re.MULTILINE)


def _letter(completion: str, options: tuple[str, ...], reading: Reading) -> str | None:
    """Direct: the first capital from A to F, or to the last option, wherever it stands.

    That is the papers' rule, and it takes the A of "Answer". Explained: the first option after the
    last "answer is", else the last one in parentheses, else the last that stands alone.
    """
    if reading is Reading.DIRECT:
        known = {*"ABCDEF", *options}
        return next((sign for sign in completion if sign in known), None)
    alone = re.compile(rf"(?<![A-Za-z])([{''.join(options)}])(?![A-Za-z'])")
    if said := _after_mark(completion, _SAID, alone):
        return said
    bracketed: list[str] = re.findall(rf"\(([{''.join(options)}])\)", completion)
    found = bracketed or alone.findall(completion)
    return found[-1] if found else None


def _word(completion: str, options: tuple[str, ...], reading: Reading) -> str | None:
    """The option that is said first (direct), or last (explained), in either case."""
    spoken = {option.casefold(): option for option in options}
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, options))})\b", re.IGNORECASE)
    said = None
    if reading is Reading.EXPLAINED:
        said = _after_mark(completion, _SAID, pattern)
    found: list[str] = [said] if said else pattern.findall(completion)
    if not found:
        return None
    return spoken[found[0 if reading is Reading.DIRECT else -1].casefold()]


def _number(completion: str, options: tuple[str, ...], reading: Reading) -> str | None:
    """The first number (direct), or the one after the last mark, else the last (explained)."""
    said = None
    if reading is Reading.EXPLAINED:
        said = _after_mark(completion, _MARK, _NUMBER)
    found: list[str] = [said] if said else _NUMBER.findall(completion)
    return _digits(found[0 if reading is Reading.DIRECT else -1]) if found else None


def _text(completion: str, options: tuple[str, ...], reading: Reading) -> str | None:
    """What follows the last "answer is" on its line; without one, the first or the last line.

    Where reasons come first, "Answer:" says it as well.
    """
    mark = _TOLD if reading is Reading.EXPLAINED else _SAID
    said = list(mark.finditer(completion))
    if said:
        return _line(completion, said[-1].end()).strip(" .") or None
    lines = [line.strip(" .") for line in completion.splitlines() if line.strip(" .")]
    if not lines:
        return None
    return lines[0 if reading is Reading.DIRECT else -1]


def _maths(completion: str, options: tuple[str, ...], reading: Reading) -> str | None:
    return formula_of(completion)


_READERS: dict[AnswerKind, Callable[[str, tuple[str, ...], Reading], str | None]] = {
    AnswerKind.LETTER: _letter,
    AnswerKind.WORD: _word,
    AnswerKind.NUMBER: _number,
    AnswerKind.MATHS: _maths,
    AnswerKind.TEXT: _text,
}


def _after_mark(text: str, mark: re.Pattern[str], wanted: re.Pattern[str]) -> str | None:
    """The first ``wanted`` after the last ``mark`` that has one on its line."""
    for found in reversed(list(mark.finditer(text))):
        if answer := wanted.search(_line(text, found.end())):
            return answer.group()
    return None


def _line(text: str, start: int) -> str:
    """The rest of the line at ``start``."""
    return text[start:].partition("\n")[0]


def _digits(number: str) -> str:
    return number.replace("$", "").replace(",", "")


def _value(number: str) -> float:
    return float(_digits(number))


def _plain(text: str) -> str:
    return " ".join(text.split())
