"""How a question is put to a model: plainly, with its definition, or with options."""

from __future__ import annotations

from dataclasses import dataclass

from hornbook.generate.explanations.question import Draw, Question

FORMS = ("plain", "definition", "choice")


@dataclass(frozen=True)
class Posed:
    """A query, and the answer as it is to be given.

    Attributes:
        query: what the user says.
        answer: the right one: an option with its letter, if options are lettered.
        form: which of the `FORMS` it has.
        options: without their letters.
        named: the options as the query has them.
        why_not: why each option but the right one is wrong, in their order.
    """

    query: str
    answer: str
    form: str
    options: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    why_not: tuple[str, ...] = ()


def pose(question: Question, form: str, draw: Draw) -> Posed:
    """Put a question in one of the `FORMS`; without wrong answers a choice becomes plain."""
    break_ = "\n" if "\n" in question.given else draw.pick(" ", "\n")
    plain = f"{question.given}{break_}{question.asks}"
    if form == "definition":
        return Posed(_defined(question, draw), question.answer, form)
    why_not = _why_not(question)
    if form != "choice" or not why_not:
        return Posed(_introduced(plain, draw), question.answer, "plain")
    options = question.options or (question.answer, *why_not)
    if not question.options or draw.coin():
        options = tuple(draw.sample(options, len(options)))
    query, named = _offered(plain, options, draw)
    return Posed(
        query=query,
        answer=named[options.index(question.answer)],
        form=form,
        options=options,
        named=named,
        why_not=tuple(why_not.get(option, "") for option in options),
    )


def _why_not(question: Question) -> dict[str, str]:
    if question.options:
        reasons = question.why_not
        return {each: reasons[each] for each in question.options if each != question.answer}
    # Where two mistakes lead to the same number, or one to the right one, the first counts.
    found: dict[str, str] = {}
    for value, reason in question.wrong:
        if value != question.answer:
            found.setdefault(value, reason)
    return found


def _introduced(plain: str, draw: Draw) -> str:
    return draw.pick("", "", "", "Question: ", "Q: ", "Here is a question for you. ") + plain


def _defined(question: Question, draw: Draw) -> str:
    input_ = f"{question.given}\n{question.asks}"
    return draw.pick(
        f"Definition: {question.definition}\nInput: {input_}\nOutput:",
        f"Task: {question.definition}\n\nInput: {input_}",
        f"Instructions: {question.definition}\n\n{input_}",
        f"Definition: {question.definition}\n\nNow solve this:\n{input_}",
    )


def _offered(plain: str, options: tuple[str, ...], draw: Draw) -> tuple[str, tuple[str, ...]]:
    """The query with its options, and the options as they are named in it."""
    letters = [chr(ord("A") + place) for place in range(len(options))]
    style = draw.pick("({})", "{}.", "{})", "-")
    if style == "-":
        lines = "\n".join(f"- {option}" for option in options)
        return f"{plain}\n\nOPTIONS:\n{lines}", options
    shown = [f"{style.format(a)} {b}" for a, b in zip(letters, options, strict=True)]
    named = tuple(f"({a}) {b}" for a, b in zip(letters, options, strict=True))
    asks = draw.pick("", "Options:\n", "Choose one:\n", "Answer choices:\n")
    return f"{plain}\n\n{asks}" + "\n".join(shown), named
