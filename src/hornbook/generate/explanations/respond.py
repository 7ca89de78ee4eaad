"""Responses that follow the system message: the same solution told in 16 ways."""

from __future__ import annotations

from collections.abc import Callable

from hornbook.generate.explanations.pose import Posed
from hornbook.generate.explanations.question import Draw, Question

Teller = Callable[[Question, Posed, Draw], str]


def respond(kind: int, question: Question, posed: Posed, draw: Draw) -> str:
    """The response to a question under a system message of this kind."""
    return _TELLERS[kind](question, posed, draw)


def _ending(posed: Posed, draw: Draw) -> str:
    return draw.pick(
        f"The answer is {posed.answer}.",
        f"So the answer is {posed.answer}.",
        f"Therefore, the answer is {posed.answer}.",
        f"That means the answer is {posed.answer}.",
        f"Answer: {posed.answer}",
        f"**Answer:** {posed.answer}",
        f"Final answer: {posed.answer}",
    )


def _reasons(question: Question, draw: Draw) -> list[str]:
    """Each step with why it may be done."""
    style = draw.randrange(3)
    told = []
    for step in question.steps:
        if not step.because:
            told.append(step.does)
        elif style == 0:
            told.append(f"{step.does[:-1]}, because {step.because}.")
        elif style == 1:
            told.append(f"{step.does} Why? {_sentence(step.because)}")
        else:
            told.append(f"{step.does} The reason: {step.because}.")
    return told


def _plain_steps(question: Question) -> list[str]:
    return [step.does for step in question.steps]


def _numbered(steps: list[str], draw: Draw) -> str:
    style = draw.pick("{}. {}", "Step {}: {}", "{}) {}", "**Step {}.** {}")
    return "\n".join(style.format(number, step) for number, step in enumerate(steps, 1))


def _flowing(steps: list[str], draw: Draw) -> str:
    first = draw.pick("", "Let me work this out. ", "Let's go through it. ", "Here is how. ")
    return first + " ".join(steps)


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def _lowered(words: str) -> str:
    """A sentence as it continues another."""
    return f"{words[0].lower()}{words[1:]}"


def _task(question: Question, draw: Draw) -> str:
    return draw.pick(
        f"The task: {_lowered(question.definition)}",
        f"What is asked: {_lowered(question.definition)}",
        f"We are to do this: {_lowered(question.definition)}",
    )


def _mistakes(posed: Posed, draw: Draw) -> str:
    """Why each of the other options is wrong."""
    style = draw.pick("{} is wrong: {}.", "Not {}: {}.", "- {} can't be right, for {}.")
    return "\n".join(
        style.format(named, why)
        for named, why in zip(posed.named, posed.why_not, strict=True)
        if named != posed.answer
    )


def _none(question: Question, posed: Posed, draw: Draw) -> str:
    return f"{question.steps[-1].does} {_ending(posed, draw)}"


def _detailed(question: Question, posed: Posed, draw: Draw) -> str:
    know = draw.pick("It helps to know this: ", "Some background: ", "Keep in mind: ")
    return (
        f"{_task(question, draw)}\n\n{_flowing(_reasons(question, draw), draw)}\n\n"
        f"{know}{_sentence(question.fact)}\n\n{_ending(posed, draw)}"
    )


def _long(question: Question, posed: Posed, draw: Draw) -> str:
    rules = " ".join(f"{_sentence(rule)} In this case, {use}." for rule, use in question.rules)
    parts = [
        _task(question, draw),
        draw.pick("Before we begin: ", "Two things matter here. ", "What to watch: ") + rules,
        draw.pick("Now step by step.", "The solution in full:", "Let us take it slowly.")
        + "\n"
        + _numbered(_reasons(question, draw), draw),
        f"{draw.pick('More generally:', 'As a rule:', 'It is good to know:')} "
        f"{_sentence(question.fact)}",
    ]
    if posed.named:
        parts.append(_mistakes(posed, draw))
    elif question.wrong:
        value, why = draw.choice(question.wrong)
        if value != question.answer:
            parts.append(f"A mistake to avoid: whoever says {value} is wrong, since {why}.")
    return "\n\n".join([*parts, _ending(posed, draw)])


def _to_a_child(question: Question, draw: Draw) -> str:
    hello = draw.pick("Let's think of it like this:", "Imagine this:", "Here is a little picture:")
    return f"{hello} {_lowered(_sentence(question.picture))}"


def _child(question: Question, posed: Posed, draw: Draw) -> str:
    steps = "\n".join(_plain_steps(question)) if draw.coin() else " ".join(_plain_steps(question))
    cheer = draw.pick("Hooray! ", "And there we are! ", "See? ", "That was it! ")
    return f"{_to_a_child(question, draw)}\n\n{steps}\n\n{cheer}The answer is {posed.answer}."


def _obedient(question: Question, posed: Posed, draw: Draw) -> str:
    return f"{_numbered(_plain_steps(question), draw)}\n{_ending(posed, draw)}"


def _informant(question: Question, posed: Posed, draw: Draw) -> str:
    return (
        f"{_sentence(question.fact)} {_flowing(_reasons(question, draw), draw)} "
        f"{_ending(posed, draw)}"
    )


def _faithful(question: Question, posed: Posed, draw: Draw) -> str:
    first = draw.pick("", "Let's think step by step.\n", "One step at a time:\n")
    return f"{first}{_numbered(_reasons(question, draw), draw)}\n\n{_ending(posed, draw)}"


def _choice_for_a_child(question: Question, posed: Posed, draw: Draw) -> str:
    return (
        f"The answer is {posed.answer}.\n\n{_task(question, draw)} {_to_a_child(question, draw)} "
        f"{' '.join(_plain_steps(question))}\n\n{_mistakes(posed, draw)}"
    )


def _definition(question: Question, posed: Posed, draw: Draw) -> str:
    says = draw.pick("The definition says", "The definition asks us", "By the definition we are")
    link = "" if says.endswith("says") else "to "
    goal = _lowered(question.definition).rstrip(".")
    how = draw.pick("it leads to the answer like this", "I used it in this way")
    uses = " ".join(f"{_sentence(rule)} Here, {use}." for rule, use in question.rules)
    said = f'{says}: "{question.definition}"' if not link else f"{says} to do this: {goal}."
    return (
        f"{said} {uses}\n\n{_sentence(how)[:-1]}: {' '.join(_plain_steps(question))} "
        f"{_ending(posed, draw)}"
    )


def _choice_with_knowledge(question: Question, posed: Posed, draw: Draw) -> str:
    know = draw.pick("What one should know: ", "From outside the question: ", "A known fact: ")
    return (
        f"The correct answer is {posed.answer}.\n\n{_task(question, draw)} "
        f"{know}{_sentence(question.fact)} {' '.join(_reasons(question, draw))}\n\n"
        f"{_mistakes(posed, draw)}"
    )


def _researcher(question: Question, posed: Posed, draw: Draw) -> str:
    first = draw.pick("To find out, I go step by step. ", "Step by step: ", "I reason as follows. ")
    return f"{first}{' '.join(_reasons(question, draw))} {_ending(posed, draw)}"


def _follower(question: Question, posed: Posed, draw: Draw) -> str:
    return (
        f"{draw.pick('The instructions', 'My instructions', 'What I am told to do')}: "
        f"{_lowered(question.definition)}\n\n{_numbered(_reasons(question, draw), draw)}\n\n"
        f"{_ending(posed, draw)}"
    )


def _teacher(question: Question, posed: Posed, draw: Draw) -> str:
    rules = "\n".join(f"- {_sentence(rule)}" for rule, _ in question.rules)
    uses = "\n".join(f"- {_sentence(use)}" for _, use in question.rules)
    heads = draw.pick(
        ("What the task asks", "Guidelines", "How to use them"),
        ("The task", "What it tells us to mind", "Using this"),
        ("First, what are we asked?", "Second, what are the rules?", "Third, how do they help?"),
    )
    return (
        f"{heads[0]}\n{question.definition}\n\n{heads[1]}\n{rules}\n\n{heads[2]}\n{uses}\n"
        f"{' '.join(_plain_steps(question))}\n\n{_ending(posed, draw)}"
    )


def _linguist(question: Question, posed: Posed, draw: Draw) -> str:
    rules = "; ".join(rule for rule, _ in question.rules)
    uses = " ".join(f'The guideline "{rule}" was used here: {use}.' for rule, use in question.rules)
    return (
        f"{_task(question, draw)} {draw.pick('The guidelines', 'Its guidelines')}: {rules}.\n\n"
        f"{draw.pick('Solution', 'Solving it', 'Now I solve it')}: "
        f"{' '.join(_plain_steps(question))}\n\n{uses} {_ending(posed, draw)}"
    )


def _parts(question: Question, posed: Posed, draw: Draw) -> str:
    parts = "\n".join(
        f"Part {number}: {rule}.\nUsage: {_sentence(use)} This fulfils the part."
        for number, (rule, use) in enumerate(question.rules, 1)
    )
    return f"{parts}\n\n{' '.join(_plain_steps(question))}\n\n{_ending(posed, draw)}"


def _brief(question: Question, posed: Posed, draw: Draw) -> str:
    return f"{' '.join(_plain_steps(question))} {_ending(posed, draw)}"


_TELLERS: dict[int, Teller] = dict(
    enumerate(
        (
            _none, _detailed, _long, _child, _obedient, _informant, _faithful, _choice_for_a_child,
            _definition, _choice_with_knowledge, _researcher, _follower, _teacher, _linguist,
            _parts, _brief,
        ),
        start=1,
    )
)  # fmt: skip
