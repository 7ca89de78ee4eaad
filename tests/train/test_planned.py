"""Trainings of a recipe in numbers, and on machines."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hornbook.corpus.installed import InstalledPackages
from hornbook.errors import HornbookError
from hornbook.model.compute import training_flops
from hornbook.model.devices import DEVICES, Device
from hornbook.model.presets import NANO, PHI_1
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.store import open_store
from hornbook.train.pack import Pack
from hornbook.train.papers import PAPER_TRAININGS
from hornbook.train.placement import LOCAL_SHARE, Machine, machines, place, this_machine
from hornbook.train.planned import PlannedTraining, planned_trainings
from hornbook.train.schedule import Plan
from hornbook.train.sources import Source
from hornbook.train.tokenizers import PretrainedTokenizer, TrainTokenizer
from hornbook.train.training import Train

DOCUMENTS = Split(InstalledPackages(packages=("rich",)), "documents")
TOKENIZER = PretrainedTokenizer()
DATA = Pack(
    tokenizer=TOKENIZER, sources=(Source(split=DOCUMENTS),), tokens=7_000_000_000, length=2048
)
BASE = Train(
    label="phi-1-base",
    data=DATA,
    tokenizer=TOKENIZER,
    shape=PHI_1,
    plan=Plan(steps=24_000, batch=1024, learning_rate=1e-3, dropout=0.1, precision="float16"),
)
PHI = Train(
    label="phi-1",
    data=DATA,
    tokenizer=TOKENIZER,
    start=BASE,
    plan=Plan(steps=6_000, batch=256, learning_rate=1e-4, precision="float16"),
)
A100S = Machine(device=DEVICES["A100"], devices=8, share=0.5)


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(open_store(tmp_path), progress=Progress(quiet=True))


def planned(runner: Runner, stage: Train) -> PlannedTraining:
    return next(each for each in planned_trainings(runner, stage) if each.stage == stage.name)


def test_phi_1_base_as_the_paper_states_it(runner: Runner) -> None:
    training = planned(runner, BASE)
    assert training.config == PHI_1.config(51_200)
    assert training.tokens == pytest.approx(50e9, rel=0.02)
    assert training.epochs == pytest.approx(7.2, abs=0.05)
    assert not training.waits_for and not training.done
    placed = place(training, A100S)
    assert placed is not None
    assert placed.seconds * 8 / 3600 == pytest.approx(770, rel=0.02)
    assert placed.precision == "float16"


def test_finetuning_has_the_model_it_starts_from(runner: Runner) -> None:
    trainings = planned_trainings(runner, PHI)
    assert [each.stage for each in trainings] == ["phi-1-base", "phi-1"]
    assert trainings[0].config == trainings[1].config


def test_a_tokenizer_to_be_trained_has_the_size_it_will_have(runner: Runner) -> None:
    tokenizer = TrainTokenizer(sources=(DOCUMENTS,), vocab_size=4096)
    data = replace(DATA, tokenizer=tokenizer, length=256)
    stage = replace(BASE, tokenizer=tokenizer, data=data, shape=NANO)
    training = planned(runner, stage)
    assert training.config == NANO.config(4096)
    assert training.flops == training_flops(NANO.config(4096)) * 24_000 * 1024 * 256


def test_what_is_unknown_waits(runner: Runner) -> None:
    tokenizer = PretrainedTokenizer(model="somebody/else", label="theirs")
    training = planned(runner, replace(BASE, tokenizer=tokenizer))
    assert training.waits_for == ("theirs",) and training.flops is None
    assert place(training, A100S) is None


def test_what_a_source_of_epochs_comes_to_is_unknown(runner: Runner) -> None:
    data = replace(DATA, tokens=0, sources=(Source(split=DOCUMENTS, epochs=2),))
    training = planned(runner, replace(BASE, data=data))
    assert training.epochs is None and training.flops


def test_a_batch_is_shared_and_sharded_as_far_as_it_has_to_be(runner: Runner) -> None:
    training = planned(runner, BASE)
    large, small = place(training, A100S), place(training, replace(A100S, device=DEVICES["T4"]))
    assert large and large.workload and large.taken and large.workload.sharding == "ddp"
    assert large.taken <= 80e9
    assert small and small.workload and small.workload.sharding != "ddp"
    assert small.taken and small.taken <= 16e9
    tiny = Device(name="tiny", memory=1e9, peak={"float32": 1e12})
    nowhere = place(training, replace(A100S, device=tiny))
    assert nowhere and nowhere.workload is None and nowhere.precision == "float32"


def test_a_device_computes_its_share_or_micro_batches_of_it(runner: Runner) -> None:
    roomy = replace(A100S, device=replace(DEVICES["A100"], memory=1e15))
    training = planned(runner, BASE)
    whole = place(training, roomy)
    parts = place(replace(training, plan=replace(BASE.plan, micro_batch=4)), roomy)
    assert whole and whole.workload and whole.workload.windows == 1024 // 8
    assert parts and parts.workload and parts.workload.windows == 4


def test_a_batch_that_does_not_divide_is_refused(runner: Runner) -> None:
    with pytest.raises(HornbookError, match="doesn't divide by 7 processes"):
        place(planned(runner, BASE), replace(A100S, devices=7))


def test_twice_the_devices_take_half_the_time(runner: Runner) -> None:
    training = planned(runner, BASE)
    one, two = place(training, A100S), place(training, replace(A100S, devices=16))
    assert one and two and one.seconds == pytest.approx(2 * two.seconds)


def test_machines_by_name_or_this_one() -> None:
    assert [each.device.name for each in machines(["h200", "a100"], 8, None)] == ["H200", "A100"]
    (here,) = machines([], 1, None)
    assert here.kind == "cpu" and here.share == LOCAL_SHARE
    assert machines([], 1, 0.2)[0].share == 0.2
    assert machines([], 1, None, local=False) == []
    for wrong in ((["abacus"], 1, None), ([], 2, None), (["T4"], 0, None), (["T4"], 1, 1.5)):
        with pytest.raises(HornbookError):
            machines(*wrong)


def test_this_machine_can_be_planned_on(runner: Runner) -> None:
    tokenizer = TrainTokenizer(sources=(DOCUMENTS,), vocab_size=4096)
    small = replace(BASE, tokenizer=tokenizer, shape=NANO, data=replace(DATA, length=256))
    plan = replace(small.plan, steps=585, batch=8, dropout=0.0, precision="auto")
    placed = place(planned(runner, replace(small, plan=plan)), this_machine())
    assert placed and placed.workload and placed.workload.windows == 8
    assert placed.seconds > 1


def test_the_papers_trainings() -> None:
    shares = {each.name: each.share() for each in PAPER_TRAININGS}
    assert shares["phi-1-base"] == pytest.approx(0.49, abs=0.01)
    assert shares["phi-1, finetuning"] == pytest.approx(0.42, abs=0.01)
    tokens = {each.name: each.tokens for each in PAPER_TRAININGS}
    assert tokens["phi-1-base"] == pytest.approx(50e9, rel=0.02)
    assert tokens["1.3B, raw"] == pytest.approx(76e9, rel=0.02)
