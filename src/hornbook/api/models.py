"""Ask, measure and export models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from hornbook.errors import HornbookError
from hornbook.pipeline.run import FILE_NAME

if TYPE_CHECKING:
    from hornbook.evaluate.subject import Endpoint, GivenCheckpoint, HuggingFace
    from hornbook.model.checkpoint import Checkpoint
    from hornbook.model.sampling import Sampling


def ask(
    model: str | Path,
    prompt: str,
    *,
    max_new_tokens: int = 200,
    temperature: float = 0.0,
    top_p: float = 1.0,
    stop: tuple[str, ...] = (),
    seed: int = 0,
    stage: str | None = None,
    cache: str | Path | None = None,
) -> str:
    """What a model says to a prompt. As ``hornbook ask``, and for teachers, too.

    Args:
        model: a run's or a model's folder, ``hf:NAME``, or a teacher: ``local``, ``gpt-5-mini``,
            ``http://host/v1#model``. Teachers are asked in a chat, all else continues the prompt.
        prompt: what to continue or answer.
        max_new_tokens: the most to say; no more than the context of a model of ours.
        temperature: 0 takes the likeliest.
        top_p: draw from the likeliest that have this share.
        stop: end before these.
        seed: of what is drawn.
        stage: with a run: which model.
        cache: a folder for a teacher's answers, which are then paid for once, as ``runs/cache``.

    Raises:
        HornbookError: when there is no such model, or it doesn't answer.
    """
    from dataclasses import replace

    from hornbook.evaluate.subject import Endpoint, HuggingFace
    from hornbook.model.sampling import Sampling

    sampling = Sampling(
        max_new_tokens=max_new_tokens, temperature=temperature, top_p=top_p, stop=stop, seed=seed
    )
    subject = _subject(model, stage)
    if isinstance(subject, Endpoint):
        return _ask_teacher(subject, prompt, sampling, cache)
    if isinstance(subject, HuggingFace):
        from hornbook.model.hugging_face_model import HuggingFaceModel

        other = HuggingFaceModel(subject.where, subject.revision, batch=1)
        return other.generate([prompt], sampling)[0]
    from hornbook.model.checkpoint import Checkpoint
    from hornbook.model.language_model import PhiModel

    ours = PhiModel(*Checkpoint(Path(subject.where)).load())
    sampling = replace(sampling, max_new_tokens=min(max_new_tokens, ours.context))
    return ours.generate([prompt], sampling)[0]


def measure(
    model: str | Path,
    problems: str = "humaneval",
    *,
    out: str | Path = "runs",
    stage: str | None = None,
    weak_sandbox: bool = False,
    quiet: bool = False,
    **how: Any,  # noqa: ANN401 - fields of Wish
) -> dict[str, dict[str, Any]]:
    """Measure a model on a benchmark, every figure with its interval. As ``hornbook evaluate``.

    Args:
        model: a run's or a model's folder, ``hf:NAME``, or a teacher; ``chat:`` before one asks
            it in turns of a chat.
        problems: a benchmark, ``file:problems.jsonl``, ``zero-shot``, ``toxigen``, ``speed`` ….
        out: where results are kept; what is there is not measured again.
        stage: with a run: which model.
        weak_sandbox: run programs even where the kernel can't confine them.
        quiet: show no progress.
        how: fields of `hornbook.evaluate.measures.Wish`: ``samples``, ``at_most``, ``bits`` ….

    Returns:
        The results of each measure by name, such as ``{"pass-at-k": {"pass@1": {"value": …}}}``.

    Raises:
        HornbookError: for bad input, told in one sentence.
    """
    from hornbook.evaluate.measures import Wish, measures
    from hornbook.pipeline.artifact import Metrics
    from hornbook.pipeline.context import Settings
    from hornbook.pipeline.progress import Progress
    from hornbook.pipeline.runner import Runner
    from hornbook.pipeline.store import open_store
    from hornbook.teacher import Teacher

    if isinstance(how.get("judge"), str):
        how["judge"] = Teacher.parse(how["judge"])
    runner = Runner(
        open_store(Path(out)), Settings(weak_sandbox=weak_sandbox), Progress(quiet=quiet)
    )
    results = {}
    for each in measures(_subject(model, stage), Wish(problems=problems, **how)):
        runner.run(each)
        results[each.name] = Metrics(runner.open(each).directory).values()
    return results


def export(
    model: str | Path,
    out: str | Path,
    *,
    gguf: bool = False,
    precision: str | None = None,
    stage: str | None = None,
    data: tuple[str, ...] = (),
) -> Path:
    """Write a model for transformers, vLLM or llama.cpp, or rows for datasets, with a card.

    As ``hornbook export``.

    Args:
        model: a run's folder, or a checkpoint's; with ``data`` a data set's.
        out: a new folder, or a new file that ends in ``.gguf``.
        gguf: one file for llama.cpp.
        precision: of the weights: float32 in a folder and float16 in GGUF, if left out.
        stage: with a run: which model, or whose data.
        data: splits to write instead of a model.

    Raises:
        HornbookError: when there is no such model or data, or the place is taken.
    """
    from hornbook.model.export import check_target, export_folder, export_gguf

    target = Path(out)
    if data:
        from hornbook.share.data import export_data

        export_data(Path(model), target, data, stage=stage)
        return target
    check_target(target, gguf=gguf)
    write, usual = (export_gguf, "float16") if gguf else (export_folder, "float32")
    found = _checkpoint(Path(model), stage)
    write(found, target, precision or usual)
    if not gguf:
        from hornbook.share.model import write_model_card

        write_model_card(found.directory, target, precision or usual)
    return target


def _ask_teacher(
    subject: Endpoint, prompt: str, sampling: Sampling, cache: str | Path | None
) -> str:
    import tempfile

    from hornbook.evaluate.asked_model import AskedModel

    def refuse(reason: str) -> None:
        raise HornbookError(reason.strip())

    with tempfile.TemporaryDirectory(prefix="hornbook-") as folder:
        with subject.teacher.open(Path(cache or folder)) as client:
            return AskedModel(client, chat=True, say=refuse).generate([prompt], sampling)[0]


def _subject(model: str | Path, stage: str | None) -> GivenCheckpoint | HuggingFace | Endpoint:
    from hornbook.evaluate.subject import GivenCheckpoint, read_subject

    if (Path(model) / FILE_NAME).is_file():
        return GivenCheckpoint(where=str(_checkpoint(Path(model), stage).directory))
    return read_subject(str(model))


def _checkpoint(place: Path, stage: str | None) -> Checkpoint:
    from hornbook.terminal.models import checkpoint_of

    return checkpoint_of(place, stage)
