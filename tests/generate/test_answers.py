import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.generate.answers import (
    ECHO,
    LANGUAGE,
    LOOP,
    NOTHING,
    REFUSED,
    bad_answer,
    echoed_share,
    repeated_share,
)

PROSE = (
    "A list keeps its items in order. To add one at the end, call append; to look at the first, "
    "write items[0]. If the list is empty, that raises an IndexError, so test it before you look."
)
CODE = "```python\ndef total(values):\n    result = 0\n    for value in values:\n        result += value\n    return result\n```"  # noqa: E501


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        (NOTHING, ""),
        (NOTHING, " \n\n "),
        (NOTHING, "```\n```"),
        (NOTHING, "…"),
        (REFUSED, "I'm sorry, but I can't help with that."),
        (REFUSED, "I’m sorry, I cannot write this section."),
        (REFUSED, "Sorry, I am not able to do this."),
        (REFUSED, "Unfortunately, I don't have the information to answer."),
        (REFUSED, "As an AI language model, I do not have personal experiences."),
        (REFUSED, "I am just a language model and have no opinion."),
        (REFUSED, "I cannot fulfil this request."),
        (REFUSED, "I'm unable to run code."),
        (LOOP, "The list is sorted and then it is sorted again. " * 12),
        (LOOP, "ab" * 2000),
        (LOOP, "1. " + "x = x + 1\n" * 60),
        (LANGUAGE, "Una lista es una colección de elementos que se pueden cambiar, como por ejemplo los números; para añadir uno más también se usa append."),  # noqa: E501
        (LANGUAGE, "Die Liste ist eine Sammlung von Werten, und sie werden der Reihe nach mit einer Schleife auf dem Bildschirm ausgegeben, auch die leeren."),  # noqa: E501
        (LANGUAGE, "列表是一种有序的集合，可以随时添加和删除其中的元素。下面是一个例子。"),
        (LANGUAGE, "Список — это упорядоченный набор элементов, которые можно изменять."),
    ],
)  # fmt: skip
def test_bad_answers_are_told_apart(kind: str, answer: str) -> None:
    assert bad_answer(answer) == kind


@pytest.mark.parametrize(
    "answer",
    [
        PROSE,
        CODE,
        f"{PROSE}\n\n{CODE}",
        "7",
        "Yes.",
        "Sorry states of affairs are what tests are for: they say so before the customer does.",
        "Nobody can say it often enough: I cannot help a program that nobody has ever run.",
        "The word for house is das Haus in German, and la maison in French; both are nouns.",
        "x = [1, 2, 3]\nprint(x)",
        "\n".join(f"{number}. {number} times {number} is {number**2}" for number in range(30)),
    ],
)
def test_good_answers_pass(answer: str) -> None:
    assert bad_answer(answer) == ""


def test_an_echo_is_recognised_by_its_prompt() -> None:
    prompt = f"You are writing a textbook. Write the section on lists. {PROSE}"
    assert bad_answer(prompt, prompt) == ECHO
    assert bad_answer(PROSE, "Write the section on lists.") == ""
    assert bad_answer(f"Sure! {prompt}", prompt) == ECHO


@given(st.text(max_size=400))
def test_any_text_is_judged(text: str) -> None:
    assert bad_answer(text, text[:50]) in {"", NOTHING, REFUSED, ECHO, LOOP, LANGUAGE}


@given(st.lists(st.integers(), unique=True, max_size=40))
def test_words_that_never_come_again_are_no_repetition(words: list[int]) -> None:
    text = " ".join(map(str, words))
    assert repeated_share(text) == 0
    assert echoed_share(text, text) == (1.0 if len(words) >= 8 else 0.0)
