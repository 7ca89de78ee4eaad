"""Memory and milliseconds a token."""

import json
import shutil
from pathlib import Path

import pytest
from tests.evaluate.conftest import RandomModel, Run

from hornbook.errors import HornbookError
from hornbook.evaluate.speed import MeasureSpeed
from hornbook.evaluate.subject import Endpoint, GivenCheckpoint, HuggingFace
from hornbook.teacher import ScriptedTeacher


def test_ours_and_transformers_are_timed_at_full_context(run: Run, tmp_path: Path) -> None:
    checkpoint, _ = run(RandomModel())
    folder = tmp_path / "model"
    shutil.copytree(checkpoint.directory, folder)
    for model in (
        RandomModel(),
        GivenCheckpoint(where=str(folder)),
        HuggingFace(where=str(folder)),
    ):
        _, facts = run(MeasureSpeed(model=model, tokens=3))
        assert facts["context"] == 128 and facts["precision"] == "float32"
        assert 0 < facts["prompt_ms"] and 0 < facts["token_ms"]
        mean = facts["mean_token_ms"]
        assert 0 < mean["low"] <= mean["value"] <= mean["high"] and mean["of"] == 3
        assert facts["weights"] < facts["memory"] and facts["weights"] % 4 == 0
        assert facts["device"]
    _, facts = run(MeasureSpeed(model=RandomModel(), context=32, tokens=3, precision="bfloat16"))
    assert facts["context"] == 32 and facts["weights"] % 2 == 0


def test_what_cant_be_timed_is_refused() -> None:
    endpoint = Endpoint(teacher=ScriptedTeacher(title="far away"))
    with pytest.raises(HornbookError, match="far away is an endpoint"):
        MeasureSpeed(model=endpoint)
    with pytest.raises(HornbookError, match="16 tokens don't fit"):
        MeasureSpeed(model=RandomModel(), context=16)
    with pytest.raises(HornbookError, match="no precision is named 'int3'"):
        MeasureSpeed(model=RandomModel(), precision="int3")


def test_a_folder_keeps_its_identity_where_it_goes(run: Run, tmp_path: Path) -> None:
    checkpoint, _ = run(RandomModel())
    for name in ("one", "two"):
        shutil.copytree(checkpoint.directory, tmp_path / name)
    one, two = (
        MeasureSpeed(model=GivenCheckpoint(where=str(tmp_path / n))) for n in ("one", "two")
    )
    assert one.external() == two.external()
    path = tmp_path / "two" / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"more": 1}))
    assert one.external() != two.external()
