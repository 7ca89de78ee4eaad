"""Arms by their trainings, with the same tests for every model."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from hornbook.corpus.files import Files
from hornbook.evaluate.document_bits import DocumentBits
from hornbook.pipeline.split import Split
from hornbook.report.stages import Arm
from hornbook.train.small import finetune, pretrain
from hornbook.train.tokenizers import TrainTokenizer


def test_every_model_takes_the_tests_under_its_name(tmp_path: Path) -> None:
    documents = Split(Files(path=tmp_path), "documents")
    base = pretrain(TrainTokenizer(sources=(documents,)), {documents: 1}, tokens=9_999, name="a")
    tuned = finetune(base, {documents: 1}, tokens=9_999, name="a")
    tests = {"mine": partial(DocumentBits, documents=documents)}
    arm = Arm.tested("A", base, tuned, tests)
    assert (arm.name, arm.data) == ("A", base.data) and arm.tuned is not None
    for model, trained in ((arm.base, base), (arm.tuned, tuned)):
        (test,) = model.tests
        evaluation = test.evaluation
        assert isinstance(evaluation, DocumentBits)
        assert (test.title, evaluation.label) == ("mine", f"mine, {trained.name}")
        assert model.checkpoint is evaluation.model is trained
    assert Arm.tested("B", base, None, {}).tuned is None
