"""True or false."""

from __future__ import annotations

import re

from hornbook.generate.explanations.question import Draw, Question, Step, kind

TRUE_FALSE = ("false", "true")


def _said(value: bool) -> str:
    return "true" if value else "false"


def _formula(text: str) -> str:
    """By rewriting the innermost part until one word is left."""
    found = re.search(r"[(]*(?:not |[(])*(?:true|false)\b[\w ()]*", text)
    formula = found[0].strip() if found else ""
    value = "(true|false)"
    rules = (
        (rf"\({value}\)", lambda m: m[1]),
        (rf"\bnot {value}", lambda m: _said(m[1] == "false")),
        (rf"{value} and {value}", lambda m: _said(m[1] == m[2] == "true")),
        (rf"{value} or {value}", lambda m: _said("true" in m.groups())),
    )
    while formula not in TRUE_FALSE:
        before = formula
        inner = re.search(r"\([^()]*\)", formula)
        part = inner[0] if inner else formula
        for pattern, rewrite in rules:
            changed = re.sub(pattern, rewrite, part, count=1)
            if changed != part:
                formula = formula.replace(part, changed, 1)
                break
        if formula == before:
            return ""
    return formula


@kind(_formula)
def formulas(draw: Draw) -> Question:
    """A boolean formula with two brackets."""
    values = [draw.coin() for _ in range(4)]
    negated = [draw.coin(0.35) for _ in range(4)]
    outside = [draw.coin(0.35) for _ in range(2)]
    inner = [draw.pick("and", "or") for _ in range(2)]
    outer = draw.pick("and", "or")
    steps, results, texts = [], [], []
    for side in range(2):
        at = 2 * side
        words = [f"{'not ' if negated[i] else ''}{_said(values[i])}" for i in (at, at + 1)]
        parts = [values[i] != negated[i] for i in (at, at + 1)]
        text = f"({words[0]} {inner[side]} {words[1]})"
        result = all(parts) if inner[side] == "and" else any(parts)
        shown = f"{_said(parts[0])} {inner[side]} {_said(parts[1])}"
        why = (
            "'and' needs both sides to be true"
            if inner[side] == "and"
            else "'or' needs one true side at least"
        )
        steps.append(Step(f"{text} is {shown}, which is {_said(result)}.", why))
        if outside[side]:
            steps.append(
                Step(f"not {_said(result)} is {_said(not result)}.", "'not' turns it round")
            )
            text, result = f"not {text}", not result
        texts.append(text)
        results.append(result)
    answer = all(results) if outer == "and" else any(results)
    steps.append(
        Step(
            f"Last comes {_said(results[0])} {outer} {_said(results[1])}, which is "
            f"{_said(answer)}.",
            "'and' needs both sides to be true"
            if outer == "and"
            else "'or' needs one true side at least",
        )
    )
    return Question(
        definition=draw.pick(
            "Work out whether a formula of true, false, and, or, not is true or false.",
            "Evaluate a boolean expression.",
        ),
        given=f"{texts[0]} {outer} {texts[1]}",
        asks=draw.pick("Is this true or false?", "What is the value of it, true or false?"),
        rules=(
            ("Brackets are worked out first", f"{texts[0]} comes before the '{outer}'"),
            ("'not' turns true into false and back", "it belongs to what stands right behind it"),
            ("'and' wants both, 'or' wants one", f"here the last word is '{outer}'"),
        ),
        steps=tuple(steps),
        answer=_said(answer),
        picture="Think of light switches: 'and' lights the lamp if both are on, 'or' if one is",
        fact="'not' binds most tightly, then 'and', then 'or'",
        options=TRUE_FALSE,
        why_not={
            word: f"the last part, {_said(results[0])} {outer} {_said(results[1])}, gives "
            f"{_said(answer)}"
            for word in TRUE_FALSE
        },
    )


def _claim(text: str) -> str:
    number = int(re.findall(r"\d+", text)[0])
    claim = re.search(r"is (even|odd) (and|or) (not )?a multiple of (\d+)", text)
    assert claim is not None
    one = number & 1 == (claim[1] == "odd")
    other = (number in range(0, 10000, int(claim[4]))) != bool(claim[3])
    return _said(one and other if claim[2] == "and" else one or other)


@kind(_claim)
def claims(draw: Draw) -> Question:
    """A claim with two halves about a number."""
    number, by = draw.randint(20, 999), draw.randint(3, 9)
    if draw.coin():
        number -= number % by
    odd, link, negated = draw.coin(), draw.pick("and", "or"), draw.coin(0.4)
    quotient, rest = divmod(number, by)
    one = (number % 2 == 1) == odd
    other = (rest == 0) != negated
    answer = one and other if link == "and" else one or other
    claim = f"{number} is {'odd' if odd else 'even'} {link} {'not ' if negated else ''}"
    claim += f"a multiple of {by}"
    return Question(
        definition=draw.pick(
            "Decide whether a claim about a number is true or false.",
            "A claim joins two statements about a number; say if the whole is true or false.",
        ),
        given=draw.pick(f"The claim: {claim}.", f"Somebody says: {claim}."),
        asks=draw.pick("Is that true or false?", "Is the claim true or false?"),
        rules=(
            ("Each half is checked by itself", f"{number} ends in {number % 10}"),
            (
                f"'{link}' needs {'both halves' if link == 'and' else 'one half at least'}",
                f"so the whole is {_said(answer)}",
            ),
        ),
        steps=(
            Step(
                f"{number} is {'odd' if number % 2 else 'even'}, so the first half is "
                f"{_said(one)}.",
                f"its last digit is {number % 10}",
            ),
            Step(
                f"{by} × {quotient} + {rest} = {number}, so the second half is {_said(other)}.",
                f"{number} is {'not ' if rest else ''}a multiple of {by}",
            ),
            Step(
                f"{_said(one)} {link} {_said(other)} is {_said(answer)}.",
                f"'{link}' needs {'both halves' if link == 'and' else 'one half at least'}",
            ),
        ),
        answer=_said(answer),
        picture="A claim with two halves is like a promise of two things: we look at each of them",
        fact="A number is even if its last digit is 0, 2, 4, 6 or 8",
        options=TRUE_FALSE,
        why_not={
            word: f"the halves are {_said(one)} and {_said(other)}, joined by '{link}'"
            for word in TRUE_FALSE
        },
    )
