"""Golden prompts, and what is read out of answers; real answers of models where they are."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.benchmark import Answer, AnswerKind, Problem, load
from hornbook.evaluate.text_answers import (
    ASKINGS,
    WORDED,
    Asking,
    Reading,
    answer_of,
    in_chat_ml,
    is_right,
    read_answer,
)

SHARED = Path(__file__).parents[3] / "shared" / "data"
DIRECT, EXPLAINED = Reading.DIRECT, Reading.EXPLAINED
LETTER = Answer(kind=AnswerKind.LETTER, text="B", options=("A", "B", "C"))
WORD = Answer(kind=AnswerKind.WORD, text="invalid", options=("valid", "invalid"))
NUMBER = Answer(kind=AnswerKind.NUMBER, text="1200")
TEXT = Answer(kind=AnswerKind.TEXT, text="] ] )")
ANSWERS = (LETTER, WORD, NUMBER, TEXT, Answer(kind=AnswerKind.MATHS, text="2"))


def problem(prompt: str, answer: Answer) -> Problem:
    return Problem(id="it", prompt=prompt, solution="", tests="", answer=answer)


@pytest.mark.parametrize(
    ("benchmark", "given", "prompt"),
    [
        (
            "bbh",
            problem("Which is red?\nOptions:\n(A) a rose\n(B) grass\n(C) snow\n", LETTER),
            "Q: Which is red?\nOptions:\n(A) a rose\n(B) grass\n(C) snow\n"
            "A: Among A through C, the answer is",
        ),
        (
            "bbh",
            problem("Is it?\nOptions:\n- valid\n- invalid\n", WORD),
            "Q: Is it?\nOptions:\n- valid\n- invalid\nA: The answer is",
        ),
        (
            "agieval",
            problem("It rained.Q: Wet? Answer Choices: (A)Yes (B)No (C)Perhaps\n", LETTER),
            "It rained.Q: Wet? Answer Choices: (A)Yes (B)No (C)Perhaps\n"
            "A: Among A through C, the answer is",
        ),
        ("gsm8k", problem("Two and two?\n", NUMBER), "Question: Two and two?\nAnswer:"),
    ],
)
def test_questions_are_put_as_the_papers_put_them(
    benchmark: str, given: Problem, prompt: str
) -> None:
    assert ASKINGS[benchmark].prompt(given) == prompt


@pytest.mark.parametrize(
    ("reading", "said", "read"),
    [
        (DIRECT, " (B) because of C", "B"),
        (DIRECT, "B", "B"),
        (DIRECT, "\n\n(C)", "C"),
        (DIRECT, " the second.", None),
        (DIRECT, "Answer: C", "A"),  # the papers' rule, for better or worse
        (DIRECT, "F", "F"),  # is no option; it counts as an answer all the same, and is wrong
        (DIRECT, "G or B", "B"),
        (EXPLAINED, "Answer A is wrong. So the answer is (B).", "B"),
        (EXPLAINED, "The answer is A. No: the answer is: C", "C"),
        (EXPLAINED, "The answer is clear.\nIt's (A) or (B)", "B"),
        (EXPLAINED, "A rose is red, B", "B"),
        (EXPLAINED, "Because Bees", None),
        (EXPLAINED, "D", None),
    ],
)
def test_letters(reading: Reading, said: str, read: str | None) -> None:
    assert read_answer(said, LETTER, reading) == read
    assert is_right(read, LETTER) is (read == "B")


@pytest.mark.parametrize(
    ("reading", "said", "read"),
    [
        (DIRECT, " Invalid.", "invalid"),
        (DIRECT, "valid, not invalid", "valid"),
        (DIRECT, "invalidated", None),
        (EXPLAINED, "It looks valid, but it is invalid", "invalid"),
        (EXPLAINED, "The answer is valid. An invalid one", "valid"),
    ],
)
def test_words(reading: Reading, said: str, read: str | None) -> None:
    assert read_answer(said, WORD, reading) == read


@pytest.mark.parametrize(
    ("reading", "said", "read"),
    [
        (DIRECT, " $1,200 a year, 30 a week", "1200"),
        (DIRECT, " none", None),
        (EXPLAINED, "2 * 600 = <<2*600=1200>>1,200 and 3 left\n#### 1,200\n", "1200"),
        (EXPLAINED, "He has 3.\nA: -5", "-5"),
        (EXPLAINED, "The answer is 1200.00 dollars for 4", "1200.00"),
        (EXPLAINED, "3 and then .5", ".5"),
        (EXPLAINED, "#### unknown, perhaps\n12", "12"),
        (EXPLAINED, "Thus 1200.", "1200"),
    ],
)
def test_numbers(reading: Reading, said: str, read: str | None) -> None:
    assert read_answer(said, NUMBER, reading) == read


def test_numbers_are_compared_by_value() -> None:
    assert is_right("1200.00", NUMBER) and is_right("1,200", NUMBER)
    assert not is_right("120", NUMBER) and not is_right(None, NUMBER)


@pytest.mark.parametrize(
    ("reading", "said", "read"),
    [
        (DIRECT, "  ]  ] )\nand more", "]  ] )"),
        (DIRECT, "Let us see. The answer is ] ] ).", "] ] )"),
        (DIRECT, " \n ", None),
        (EXPLAINED, "First one, then\n] ] )\n\n", "] ] )"),
    ],
)
def test_texts(reading: Reading, said: str, read: str | None) -> None:
    assert read_answer(said, TEXT, reading) == read
    assert is_right(read, TEXT) is (read is not None)


@given(st.text(max_size=200), st.sampled_from(ANSWERS), st.sampled_from(Reading))
def test_anything_can_be_read_and_judged(said: str, answer: Answer, reading: Reading) -> None:
    read = read_answer(said, answer, reading)
    assert read is None or read
    assert is_right(read, answer) in (True, False)


def test_an_unknown_benchmark_is_asked_in_plain_words() -> None:
    assert WORDED.prompt(problem("Why?\n", LETTER)) == "Question: Why?\nAnswer:"
    assert Asking(before="", other="=").prompt(problem("1 + 1\n", NUMBER)) == "1 + 1\n="


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real files aren't here")
def test_answers_of_real_models_are_judged_as_their_authors_did() -> None:
    questions = {each.prompt.strip(): each for each in load("gsm8k", SHARED / "gsm8k")}
    judged = 0
    file = SHARED / "gsm8k" / "example_model_solutions.jsonl"
    for line in file.read_text(encoding="utf-8").split("\n")[:-1]:
        row = json.loads(line)
        answer = questions[row["question"].strip()].answer
        assert answer
        for model in (value for value in row.values() if isinstance(value, dict)):
            read = read_answer(model["solution"], answer, EXPLAINED)
            assert is_right(read, answer) is model["is_correct"], (row["question"], read)
            judged += 1
    assert judged == 4 * 1319


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real files aren't here")
@pytest.mark.parametrize("name", ["bbh-all", "agieval"])
def test_every_right_answer_is_read_as_right(name: str) -> None:
    for each in load(name, SHARED / name.partition("-")[0]):
        assert each.answer
        for reading, said in ((DIRECT, " "), (EXPLAINED, "Not (A) 3, so the answer is ")):
            assert is_right(read_answer(said + each.solution, each.answer, reading), each.answer)


def test_a_tuned_model_is_asked_in_chat_ml() -> None:
    question = problem("Wet?\n", WORD)
    asked = "<|im_start|>user\nWet?<|im_end|>\n<|im_start|>assistant\n"
    assert in_chat_ml().prompt(question) == asked
    system = "<|im_start|>system\nExplain.<|im_end|>\n"
    assert in_chat_ml("Explain.").prompt(question) == system + asked
    assert in_chat_ml().stop == ("<|im_end|>",)


@pytest.mark.parametrize(
    ("text", "options", "kind", "compared"),
    [
        ("(C) a b", ("x", "y", "a b"), AnswerKind.LETTER, "C"),
        ("(C) a b", (), AnswerKind.TEXT, "(C) a b"),
        ("-1,200", ("5", "-1,200"), AnswerKind.NUMBER, "-1,200"),
        ("18:05", (), AnswerKind.TEXT, "18:05"),
        ("yes", ("yes", "no"), AnswerKind.TEXT, "yes"),
        ("2 × 2 × 43", (), AnswerKind.TEXT, "2 × 2 × 43"),
    ],
)
def test_an_answer_is_compared_as_what_it_is(
    text: str, options: tuple[str, ...], kind: AnswerKind, compared: str
) -> None:
    answer = answer_of(text, options)
    assert (answer.kind, answer.text) == (kind, compared)
    said = f"Some reasons.\n\nTherefore, the answer is {text}."
    assert is_right(read_answer(said, answer, EXPLAINED), answer)
    assert is_right(read_answer(text, answer, EXPLAINED), answer)


def test_answer_with_a_colon_says_it_too_where_reasons_come_first() -> None:
    said = "The brackets are [ [ (. **Answer:** ] ] )"
    assert read_answer(said, TEXT, EXPLAINED) == "] ] )"
    assert read_answer(said, TEXT, DIRECT) == "The brackets are [ [ (. **Answer:** ] ] )"
