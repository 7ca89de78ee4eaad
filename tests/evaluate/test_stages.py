"""Evaluation end to end: a random model, and one that writes what the test wants."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.evaluate.conftest import Exercises, RandomModel, Run, exercise

from hornbook import benchmark
from hornbook.errors import HornbookError
from hornbook.evaluate import sample
from hornbook.evaluate.compare import compare
from hornbook.evaluate.estimate import wilson
from hornbook.evaluate.evaluation import Evaluation
from hornbook.evaluate.stages import BitsPerByte, PassAtK
from hornbook.evaluate.subject import Endpoint
from hornbook.model import sampler
from hornbook.model.sampling import Sampling
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.pipeline.store import open_store
from hornbook.sandbox import Limits
from hornbook.teacher import Request, ScriptedTeacher

BRIEF = Limits(seconds=0.5)
HELDOUT = Split(Exercises(), "heldout")
Writer = Callable[[int, int], str]


def solutions(problem: int, number: int) -> str:
    """Right for problems 0, 3 and 4; wrong, broken or endless for the others."""
    wrong = {1: "    return x\n", 2: "    return (\n", 5: "    while True:\n        pass\n"}
    body: str = wrong.get(problem, exercise(problem)["solution"])
    return f"{body}\n\ndef next():\n    pass\n"


@pytest.fixture
def write(monkeypatch: pytest.MonkeyPatch) -> Callable[[Writer], list[str]]:
    """Let a function of problem and sample numbers stand for the model; gives the prompts asked."""
    asked: list[str] = []

    def use(writer: Writer) -> list[str]:
        def generate(
            model: object,
            tokenizer: object,
            prompts: Sequence[str],
            sampling: Sampling,
            progress: object = None,
        ) -> list[str]:
            asked.extend(prompts)
            texts = []
            for place, prompt in enumerate(prompts):
                number = prompts[:place].count(prompt)
                texts.append(writer(int(prompt.split("(")[0].removeprefix("def add_")), number))
            return texts

        monkeypatch.setattr(sampler, "generate", generate)
        return asked

    return use


def test_completions_are_run_and_counted(run: Run, write: Callable[[Writer], list[str]]) -> None:
    write(solutions)
    made, facts = run(PassAtK(model=RandomModel(), problems=HELDOUT, limits=BRIEF))
    rows = list(made.rows("completions"))
    assert [row["outcome"] for row in rows] == [
        "passed", "failed", "error", "passed", "passed", "timeout"
    ]  # fmt: skip
    assert [row["prompt"] for row in rows] == [exercise(n)["prompt"] for n in range(6)]
    assert rows[0]["text"] == exercise(0)["text"] + "\n"
    assert rows[0]["after_cut"] == "\ndef next():\n    pass\n"
    assert rows[0]["parents"] == [rows[0]["problem"]]
    assert rows[0]["source"] == "checkpoint:random-model"
    values = made.values()
    assert values["pass@1"] == wilson(3, 6).facts()
    assert values["outcomes"] == {"error": 1, "failed": 1, "passed": 3, "timeout": 1}
    assert values["families"]["add/odd"] == {"passed": 1, "of": 3}
    assert values["protocol"] == "greedy"
    assert facts["pass@1"] == values["pass@1"]


def test_several_samples_give_pass_at_k(run: Run, write: Callable[[Writer], list[str]]) -> None:
    write(lambda problem, number: exercise(problem if number < problem else 99)["solution"])
    made, _ = run(
        PassAtK(model=RandomModel(), problems=HELDOUT, k=(1, 3), samples=5, temperature=0.8)
    )
    values = made.values()
    assert values["pass@1"]["value"] == pytest.approx((0 + 1 + 2 + 3 + 4 + 5) / 30)
    # C(n − c, 3) ÷ C(n, 3) is 1, 0.4 and 0.1 for c = 0, 1, 2, and 0 from c = 3 on.
    assert values["pass@3"]["value"] == pytest.approx(1 - 1.5 / 6)
    assert [row["sample"] for row in made.rows("completions")] == [*range(5)] * 6
    assert made.scores()[exercise(4)["id"]] == (4, 5)


def test_a_random_model_is_evaluated_whole(run: Run) -> None:
    stage = PassAtK(model=RandomModel(), problems=HELDOUT, max_new_tokens=12, at_most=4)
    made, facts = run(stage)
    assert made.counts() == {"completions": 4}
    assert facts["pass@1"]["of"] == 4
    scored, facts = run(BitsPerByte(model=RandomModel(), problems=HELDOUT))
    assert scored.counts() == {"items": 6}
    value = scored.values()["bits_per_byte"]
    assert 1 < value["low"] <= value["value"] <= value["high"] < 12
    bits = sum(row["bits"] for row in scored.rows("items"))
    assert value["value"] == pytest.approx(bits / scored.values()["bytes"])
    assert facts["bits_per_byte"] == value


@pytest.mark.slow
def test_a_random_model_on_humaneval(run: Run) -> None:
    made, _ = run(PassAtK(model=RandomModel(), max_new_tokens=4))
    assert made.counts() == {"completions": 164}
    scored, _ = run(BitsPerByte(model=RandomModel()))
    assert scored.values()["bits_per_byte"]["of"] == 164


def test_a_killed_run_does_nothing_twice(
    run: Run, write: Callable[[Writer], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = write(solutions)
    monkeypatch.setattr(sample, "_CHUNK", 2)
    stage = PassAtK(model=RandomModel(), problems=HELDOUT, limits=BRIEF)
    drawn, executed = sampler.generate, sample._verdicts
    calls: list[str] = []

    def dies_in_the_third_chunk(*arguments: Any, **named: Any) -> list[str]:
        if len(asked) == 4:
            raise KeyboardInterrupt
        texts: list[str] = drawn(*arguments, **named)
        return texts

    monkeypatch.setattr(sampler, "generate", dies_in_the_third_chunk)
    with pytest.raises(KeyboardInterrupt):
        run(stage)
    monkeypatch.setattr(sampler, "generate", drawn)

    def dies_after_two(waiting: Sequence[Any], *others: Any) -> Any:
        for number, verdict in enumerate(executed(waiting, *others)):
            if number == 2:
                raise KeyboardInterrupt
            calls.append(waiting[number].id)
            yield verdict

    monkeypatch.setattr(sample, "_verdicts", dies_after_two)
    with pytest.raises(KeyboardInterrupt):
        run(stage)
    assert len(asked) == 6

    def counts(waiting: Sequence[Any], *others: Any) -> Any:
        calls.extend(program.id for program in waiting)
        yield from executed(waiting, *others)

    monkeypatch.setattr(sample, "_verdicts", counts)
    resumed, _ = run(stage)
    assert len(asked) == 6
    assert calls == [f"{exercise(number)['id']}#0" for number in range(6)]
    assert resumed.values()["pass@1"]["value"] == 0.5


def test_the_result_does_not_depend_on_the_chunks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = PassAtK(
        model=RandomModel(),
        problems=HELDOUT,
        samples=2,
        temperature=1.0,
        max_new_tokens=8,
        limits=BRIEF,
    )
    results = []
    for chunk in (2, 64):
        monkeypatch.setattr(sample, "_CHUNK", chunk)
        runner = Runner(open_store(tmp_path / str(chunk)), progress=Progress(quiet=True))
        runner.run(stage)
        results.append([row["completion"] for row in runner.open(stage).rows("completions")])
    assert results[0] == results[1]
    assert len(set(results[0])) > 5


def test_two_models_are_compared_item_by_item(
    run: Run, write: Callable[[Writer], list[str]]
) -> None:
    write(solutions)
    first, _ = run(PassAtK(model=RandomModel(), problems=HELDOUT, limits=BRIEF))
    write(lambda problem, number: exercise(problem)["solution"])
    second, _ = run(PassAtK(model=RandomModel(seed=1), problems=HELDOUT))
    result = compare(first, second)
    assert (result.higher, result.lower, result.equal) == (3, 0, 3)
    assert result.difference.value == pytest.approx(0.5)
    assert result.p_value == pytest.approx(0.25)
    assert compare(second, second).p_value == 1.0
    bits = [run(BitsPerByte(model=RandomModel(seed=n), problems=HELDOUT))[0] for n in (0, 1)]
    values = [made.values()["bits_per_byte"]["value"] for made in bits]
    assert compare(*bits).difference.value == pytest.approx(values[1] - values[0])


def test_only_the_same_items_can_be_compared(run: Run) -> None:
    made: list[Evaluation] = [
        run(BitsPerByte(model=RandomModel(), problems=HELDOUT, at_most=at_most))[0]
        for at_most in (3, 4)
    ]
    with pytest.raises(HornbookError, match="different problems"):
        compare(*made)


def on(**exercises: Any) -> Split:
    return Split(Exercises(**exercises), "heldout")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"problems": "nope"}, "no benchmark named 'nope'"),
        ({"problems": on(count=0)}, "'heldout' of exercises has no problems"),
        ({"problems": on(columns=("prompt", "solution"))}, "no column 'tests'"),
        ({"problems": on(leave_out="tests")}, r"row 2 of split 'heldout' .* has no tests"),
        ({"problems": on(repeat=True)}, "two problems with the id"),
        ({"problems": Split(Exercises(), "nope")}, "no split 'nope'"),
        ({"at_most": 0}, "at_most=0"),
        ({"k": (1, 10), "samples": 5, "temperature": 1.0}, "pass@10 needs at least 10 samples"),
        ({"samples": 5}, "at temperature 0"),
        ({"samples": 0}, "at least 1"),
        ({"k": ()}, "at least 1"),
        ({"max_new_tokens": 0}, "max_new_tokens"),
    ],
)
def test_bad_input_is_told_in_one_sentence(fields: dict[str, Any], message: str, run: Run) -> None:
    values: dict[str, Any] = {"model": RandomModel(), "problems": HELDOUT} | fields
    stage: Stage[Evaluation] = PassAtK(**values)
    with pytest.raises(HornbookError, match=message):
        run(stage)


@pytest.mark.slow
def test_reference_solutions_of_humaneval_all_pass(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    solutions = {problem.prompt: problem.solution for problem in benchmark.load("humaneval")}

    def generate(
        model: object, tokenizer: object, prompts: Sequence[str], _: object, progress: object = None
    ) -> list[str]:
        return [f"{solutions[prompt]}\n\ndef next():\n    return ((" for prompt in prompts]

    monkeypatch.setattr(sampler, "generate", generate)
    made, _ = run(PassAtK(model=RandomModel(), limits=Limits(seconds=30.0)))
    assert made.values()["outcomes"] == {"passed": 164}


def test_what_is_set_for_sampling_reaches_the_sampler(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[Sampling] = []

    def generate(
        model: object, tokenizer: object, prompts: Sequence[str], sampling: Sampling, **_: object
    ) -> list[str]:
        used.append(sampling)
        return ["    return 1\n" for _ in prompts]

    monkeypatch.setattr(sampler, "generate", generate)
    problems = Split(Exercises(), "heldout")
    run(
        PassAtK(
            model=RandomModel(),
            problems=problems,
            samples=2,
            temperature=0.6,
            top_p=0.9,
            max_new_tokens=7,
            seed=5,
        )
    )
    for sampling in used:
        assert (sampling.temperature, sampling.top_p) == (0.6, 0.9)
        assert (sampling.max_new_tokens, sampling.seed) == (7, 5)


def test_a_model_in_a_chat_is_asked_for_the_function_and_its_block_is_run(run: Run) -> None:
    asked: list[str] = []

    def answers(request: Request) -> str:
        asked.append(request.payload["messages"][-1]["content"])
        assert "stop" not in request.payload
        number = int(asked[-1].partition("def add_")[2].partition("(")[0])
        right = number if number % 2 == 0 else number + 1
        return f"Sure.\n```python\ndef add_{number}(x):\n    return x + {right}\n```\nDone."

    chat = Endpoint(teacher=ScriptedTeacher(title="in a chat", script=answers), chat=True)
    made, facts = run(PassAtK(model=chat, problems=HELDOUT, limits=BRIEF))
    assert made.values()["pass@1"]["value"] == 0.5
    assert len(asked) == 6 and all("Complete the Python function" in turn for turn in asked)
    assert facts["accounts"][0]["asked"] == 6
    # In a text that is continued, the same answer is no program.
    plain = replace(chat, chat=False, teacher=ScriptedTeacher(answers=("Sure.\n```python\n",)))
    continued, _ = run(PassAtK(model=plain, problems=HELDOUT, limits=BRIEF))
    assert continued.values()["pass@1"]["value"] == 0.0
