"""What a machine is refused before a run begins."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hornbook.corpus.hub import HubDataset
from hornbook.doctor.ability import require_ability
from hornbook.doctor.finding import Finding, State
from hornbook.doctor.network import unreachable
from hornbook.errors import HornbookError
from hornbook.model.presets import NANO, PHI_1
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.store import open_store
from hornbook.train.pack import Pack
from hornbook.train.schedule import Plan
from hornbook.train.sources import Source
from hornbook.train.tokenizers import TrainTokenizer
from hornbook.train.training import Train

DOCUMENTS = Split(HubDataset(path="somebody/code"), "documents")
TOKENIZER = TrainTokenizer(sources=(DOCUMENTS,))
DATA = Pack(tokenizer=TOKENIZER, sources=(Source(split=DOCUMENTS),), tokens=10_000_000, length=256)
BIG = Train(
    label="big",
    data=DATA,
    tokenizer=TOKENIZER,
    shape=PHI_1,
    plan=Plan(steps=24_000, batch=1024, learning_rate=1e-3),
)
SMALL = replace(BIG, label="small", shape=NANO, plan=replace(BIG.plan, steps=10, batch=8))
WORKS = Finding(subject="hub", state=State.WORKS, says="answers")


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(open_store(tmp_path), progress=Progress(quiet=True))


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hornbook.doctor.network.hub", lambda: WORKS)


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hornbook.doctor.network.hub", unreachable)


@pytest.fixture(autouse=True)
def no_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Finding(subject="GPU", state=State.LIMITED, says="none")
    monkeypatch.setattr("hornbook.doctor.machine.accelerators", lambda: found)


@pytest.mark.usefixtures("answers")
def test_a_training_that_this_machine_cannot_hold_is_refused(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(HornbookError, match=r"^this machine can't hold this run: .*would take \d"):
        require_ability(runner, BIG)
    monkeypatch.setattr("hornbook.train.placement.free_memory", lambda: 2 * 10**9)
    with pytest.raises(HornbookError, match="the training of 'big' doesn't fit into its 2 GB"):
        require_ability(runner, BIG)


@pytest.mark.usefixtures("answers")
def test_what_it_can_hold_is_not(runner: Runner) -> None:
    require_ability(runner, SMALL)
    require_ability(runner, BIG, until="hub-dataset")


@pytest.mark.usefixtures("answers")
def test_a_gpu_is_taken_where_there_is_one(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {"devices": [{"name": "NVIDIA H200", "memory": 150 * 10**9}]}
    found = Finding(subject="GPU", state=State.WORKS, says="", figures=seen)
    monkeypatch.setattr("hornbook.doctor.machine.accelerators", lambda: found)
    require_ability(runner, BIG)  # four days
    longer = replace(BIG, plan=replace(BIG.plan, steps=2_400_000))
    with pytest.raises(HornbookError, match=r"^H200 can't hold this run: the training would"):
        require_ability(runner, longer)


@pytest.mark.usefixtures("silent")
def test_what_the_hub_has_is_named_with_folders_in_its_place(
    runner: Runner, tmp_path: Path
) -> None:
    with pytest.raises(HornbookError) as caught:
        require_ability(runner, SMALL, folders=("code", "posts"))
    said = str(caught.value)
    assert "the data set somebody/code of the Hugging Face hub, which is out of reach" in said
    assert "give folders in their place (code, posts)" in said
    local = replace(DOCUMENTS, stage=HubDataset(path="somebody/code", folder=tmp_path))
    tokenizer = TrainTokenizer(sources=(local,))
    data = replace(DATA, tokenizer=tokenizer, sources=(Source(split=local),))
    require_ability(runner, replace(SMALL, data=data, tokenizer=tokenizer))
