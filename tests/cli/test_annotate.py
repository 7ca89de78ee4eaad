"""What is said on the command line about annotators."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hornbook.curate import annotate_excerpts
from hornbook.curate.classifier import QualityClassifier, TrainClassifier
from hornbook.teacher import LocalTeacher, Request, ScriptedTeacher, Teacher

Hornbook = Callable[..., tuple[int, str, str]]


def says_two(request: Request) -> str:
    return '{"score": 2}'


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The teacher ``local`` is a script, so that nothing is slow."""

    def read(text: str) -> Teacher:
        return ScriptedTeacher(title=text, script=says_two)

    monkeypatch.setattr("hornbook.teacher.spec.read_teacher", read)


def test_the_help_shows_an_example(hornbook: Hornbook) -> None:
    code, out, _ = hornbook("annotate", "--help")
    assert code == 0 and "Example: hornbook annotate" in out


def test_a_file_is_scored(hornbook: Hornbook, tmp_path: Path, scripted: None) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "x = 1"}\n{"text": "y = 2"}\n')
    code, out, err = hornbook("annotate", "in.jsonl", "-o", "out.jsonl", "--method", "score")
    assert (code, err) == (0, "")
    assert out.startswith("2 asked, 2 judged, ") and out.endswith(
        " tokens, 0.0000 USD: out.jsonl\n"
    )
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [row["educational_value"] for row in rows] == [2.0, 2.0]
    assert (tmp_path / "runs" / "cache" / "answers.sqlite").is_file()
    code, out, _ = hornbook("annotate", "in.jsonl", "-o", "out.jsonl", "--method", "score")
    assert code == 0 and "2 answers from the cache" in out


def test_agreement_is_a_table(
    hornbook: Hornbook, tmp_path: Path, scripted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [f"value = {number}\n" for number in range(40)]
    references: list[dict[str, Any]] = [
        {
            "id": f"s{number}",
            "wheel": f"p{number}-1-py3-none-any.whl",
            "path": "a.py",
            "start": 1,
            "end": 1,
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "score": number % 5,
        }
        for number, text in enumerate(texts)
    ]
    monkeypatch.setattr(annotate_excerpts, "drawn_at_random", lambda: references)
    monkeypatch.setattr(TrainClassifier, "run", lambda stage, context: _Guess(context.directory))
    monkeypatch.setattr(TrainClassifier, "artifact", _Guess)
    lines = [json.dumps({"id": f"s{n}", "text": text}) for n, text in enumerate(texts)]
    (tmp_path / "excerpts.jsonl").write_text("\n".join(lines))
    code, out, _ = hornbook(
        *("annotate", "--agreement", "--texts", "excerpts.jsonl", "--sample", "30")
    )
    assert code == 0
    assert "30 excerpts with a score, 0 without" in out
    for words in ("Spearman", "mean of the labels", "classifier", "tokens an excerpt: 100,000"):
        assert words in out


class _Guess(QualityClassifier):
    def metrics(self) -> dict[str, Any]:
        return {"predictions": [{"id": f"s{n}", "predicted": n % 5} for n in range(40)]}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "give a file and -o, or --agreement"),
        (("in.jsonl",), "give a file and -o"),
        (("in.jsonl", "-o", "out.jsonl", "--teacher", "no/such"), "isn't a teacher; write local"),
        (("in.jsonl", "-o", "out.jsonl", "--rubric", "novel"), "no rubric is called 'novel'"),
        (("in.jsonl", "-o", "out.jsonl", "--method", "guess"), "method='guess' is unknown"),
        (("in.jsonl", "-o", "out.jsonl", "--budget", "-1USD"), "a budget can't be negative"),
        (("in.jsonl", "-o", "out.jsonl", "--teacher", "gpt-5-mini"), "no key for https://api"),
        (("absent.jsonl", "-o", "out.jsonl"), "can't read absent.jsonl"),
        (("--agreement", "--texts", "absent.jsonl"), "can't read absent.jsonl"),
        (("--agreement", "--texts", "in.jsonl"), "0 of 700 labelled excerpts are here"),
    ],
)
def test_bad_input_is_one_sentence(
    hornbook: Hornbook,
    tmp_path: Path,
    arguments: tuple[str, ...],
    message: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    (tmp_path / "in.jsonl").write_text('{"text": "x = 1"}\n')
    code, _, err = hornbook("annotate", *arguments)
    assert code == 2
    assert message in err and err.count("\n") == 1
    assert not (tmp_path / "out.jsonl").exists()


def test_the_usual_annotator_is_the_local_one() -> None:
    assert Teacher.parse("local") == LocalTeacher()
