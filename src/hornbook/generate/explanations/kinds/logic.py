"""True or false."""

from __future__ import annotations

import re

from hornbook.generate.explanations.question import Draw, Question, Step, kind

TRUE_FALSE = ("false", "true")


def _said(value: bool) -> str:
    return "true" if value else "false"


def _formula(text: str) -> str:
    """By putting the values in and rewriting the innermost part until one word is left."""
    values = dict(re.findall(r"([A-Z]) (?:is|be) (true|false)", text))
    found = re.search(r"[Tt]he formula(?: is|:) (.*?)\.", text)
    formula = re.sub(r"\b[A-Z]\b", lambda m: values[m[0]], found[1]) if found else ""
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


_NEEDS = {"and": "'and' needs both sides to be true", "or": "'or' needs one true side at least"}


def _joined(one: bool, link: str, other: bool) -> bool:
    return one and other if link == "and" else one or other


@kind(_formula)
def formulas(draw: Draw) -> Question:
    """A formula of four letters in two brackets, whose values are given."""
    letters = draw.sample("ABCDEFGHJKLMNPQRSTUVWXYZ", 4)
    values = {letter: draw.coin() for letter in letters}
    outer = draw.pick("and", "or")
    steps, results, texts = [], [], []
    for pair in (letters[:2], letters[2:]):
        negated, link = [draw.coin(0.35) for _ in pair], draw.pick("and", "or")
        words = [
            f"{'not ' if no else ''}{letter}" for no, letter in zip(negated, pair, strict=True)
        ]
        parts = [values[letter] != no for no, letter in zip(negated, pair, strict=True)]
        text, result = f"({words[0]} {link} {words[1]})", _joined(parts[0], link, parts[1])
        shown = f"{_said(parts[0])} {link} {_said(parts[1])}"
        told = " and ".join(f"{w} is {_said(part)}" for w, part in zip(words, parts, strict=True))
        steps.append(Step(f"In {text}, {told}: {shown} is {_said(result)}.", _NEEDS[link]))
        if draw.coin(0.35):
            text, result = f"not {text}", not result
            steps.append(Step(f"So {text} is {_said(result)}.", "'not' turns it round"))
        texts.append(text)
        results.append(result)
    answer = _joined(results[0], outer, results[1])
    last = f"{_said(results[0])} {outer} {_said(results[1])}"
    steps.append(Step(f"The whole is {last}, which is {_said(answer)}.", _NEEDS[outer]))
    given = ", ".join(f"{letter} is {_said(values[letter])}" for letter in sorted(letters))
    return Question(
        definition=draw.pick(
            "Find out whether a formula of letters that are true or false is true or false.",
            "Put the given values into a formula and work out its value, true or false.",
        ),
        given=f"{given}. {draw.pick('The formula is', 'Now take the formula:')} "
        f"{texts[0]} {outer} {texts[1]}.",
        asks=draw.pick("Is it true or false?", "What is its value, true or false?"),
        rules=(
            ("Brackets are worked out first", f"{texts[0]} comes before the '{outer}'"),
            ("'not' turns true into false and back", "it belongs to what stands right behind it"),
            ("'and' wants both, 'or' wants one", f"here the word between the two is '{outer}'"),
        ),
        steps=tuple(steps),
        answer=_said(answer),
        picture="Think of light switches: 'and' lights the lamp if both are on, 'or' if one is",
        fact="'not' binds most tightly, then 'and', then 'or'",
        options=TRUE_FALSE,
        why_not={word: f"the last part, {last}, is {_said(answer)}" for word in TRUE_FALSE},
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
                f"Together, {_said(one)} {link} {_said(other)} is {_said(answer)}.",
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
