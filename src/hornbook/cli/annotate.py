"""``hornbook annotate``: a teacher's scores for a file, and what they are worth."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli.options import DEFAULT_OUT, ColumnOption, OutOption, StrictOption, example
from hornbook.errors import HornbookError

if TYPE_CHECKING:
    from hornbook.curate.annotate_question import Question
    from hornbook.teacher.protocol import Teacher

app = typer.Typer()


@app.command(
    epilog=example("hornbook annotate snippets.jsonl -o scored.jsonl --teacher gpt-5-mini")
)
def annotate(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="[IN]", help="JSONL (.gz, .zst) or Parquet with a text column: a path or a URL."
        ),
    ] = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", help="The same rows with a score.")
    ] = None,
    teacher: Annotated[
        str, typer.Option(help="local, a .gguf file, OpenAI's model, or http://host/v1#model.")
    ] = "local",
    rubric: Annotated[str, typer.Option(help="code, text, student, or a .md file.")] = "code",
    method: Annotated[str, typer.Option(help="logprobs or score.")] = "logprobs",
    characters: Annotated[int, typer.Option(help="How much of a text is shown.")] = 4000,
    max_tokens: Annotated[int, typer.Option(help="The longest answer.")] = 32,
    column: ColumnOption = "text",
    strict: StrictOption = False,
    agreement: Annotated[
        bool, typer.Option("--agreement", help="Compare with the labels that ship instead.")
    ] = False,
    texts: Annotated[
        str | None, typer.Option(help="With --agreement: a file of the labelled excerpts.")
    ] = None,
    sample: Annotated[
        int, typer.Option(min=0, help="With --agreement: how many excerpts; 0 takes all.")
    ] = 100,
    budget: Annotated[str | None, typer.Option(help="What may be spent: 5USD, 2Mtok.")] = None,
    out: OutOption = DEFAULT_OUT,
) -> None:
    """Let a teacher score texts from 0 to 5 by their educational value.

    With `--agreement` no file is needed: see what a teacher's scores are worth before paying for
    more of them.
    """
    from hornbook.curate.annotate_question import Question
    from hornbook.teacher.budget import Budget
    from hornbook.teacher.spec import read_teacher

    if budget is not None:
        Budget.parse(budget)
    annotator = read_teacher(teacher)
    question = Question(rubric=rubric, method=method, characters=characters, max_tokens=max_tokens)
    if agreement:
        _compare(annotator, question, texts, sample, budget, out)
        return
    if source is None or output is None:
        raise HornbookError("give a file and -o, or --agreement to see what a teacher is worth")
    _score(source, output, annotator, question, column, strict, budget, out)


def _score(
    source: str,
    output: str,
    annotator: Teacher,
    question: Question,
    column: str,
    strict: bool,
    budget: str | None,
    out: Path,
) -> None:
    from hornbook.cli.options import settings_of
    from hornbook.corpus.reading import Faults
    from hornbook.curate.annotate_file import annotate_file
    from hornbook.terminal.annotations import told
    from hornbook.terminal.faults import show_faults

    faults = Faults(strict)
    account = annotate_file(
        source,
        output,
        teacher=annotator,
        question=question,
        cache=out / "cache",
        settings=settings_of(budget=budget),
        column=column,
        faults=faults,
    )
    typer.echo(f"{told(account.record())}: {output}")
    show_faults(faults)


def _compare(
    annotator: Teacher,
    question: Question,
    texts: str | None,
    sample: int,
    budget: str | None,
    out: Path,
) -> None:
    from hornbook.cli.options import runner_for
    from hornbook.curate.annotate import Annotate
    from hornbook.curate.annotate_agreement import AnnotatorAgreement
    from hornbook.curate.annotate_excerpts import LabelledExcerpts
    from hornbook.pipeline.split import Split
    from hornbook.terminal.annotations import agreement_table

    excerpts = LabelledExcerpts(texts=texts, sample=sample)
    annotated = Annotate(
        corpus=Split(excerpts, "labelled"),
        annotator=annotator,
        rubric=question.rubric,
        method=question.method,
        characters=question.characters,
        max_tokens=question.max_tokens,
    )
    target = AnnotatorAgreement(annotations=Split(annotated, "annotated"))
    runner = runner_for(out, budget=budget)
    outcome = runner.run(target)
    agreement_table(runner.open(target, outcome.graph).values())
