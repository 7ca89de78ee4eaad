"""``hornbook batch``: teachers asked by the file, at batch mode's price."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli.options import (
    DEFAULT_OUT,
    OutOption,
    RecipeArgument,
    ValuesArgument,
    example,
    runner_for,
)

if TYPE_CHECKING:
    from hornbook.teacher.asking import Questions
    from hornbook.teacher.batch_book import BatchBook
    from hornbook.teacher.batch_run import BatchResult

app = typer.Typer(no_args_is_help=True, help="Ask teachers in batches, for about half the price.")


@app.command(epilog=example("hornbook batch export mine.py:best -o requests.jsonl"))
def export(
    recipe: RecipeArgument,
    output: Annotated[Path, typer.Option("-o", "--output", help="A JSONL file to write.")],
    values: ValuesArgument = None,
    out: OutOption = DEFAULT_OUT,
) -> None:
    """Write the requests that a run would send to files in OpenAI's batch format.

    `vllm run-batch` takes them too. Bring the answers back with `hornbook batch import`.
    """
    from hornbook.teacher.batch import export_batch

    asked = _asked(recipe, values, out)
    with _book(out) as book:
        exported = export_batch(book, asked, output)
    if exported.under_way:
        typer.echo(f"{exported.under_way:,} requests are in a batch already")
    if not exported.requests:
        typer.echo("nothing to ask")
    else:
        names = ", ".join(map(str, exported.paths))
        typer.echo(f"{exported.requests:,} requests: {names}")


@app.command("import", epilog=example("hornbook batch import answers.jsonl"))
def import_(
    answers: Annotated[list[Path], typer.Argument(help="Files of answers, or of errors.")],
    out: OutOption = DEFAULT_OUT,
) -> None:
    """Put the answers to exported requests into the cache; a run then finds them there."""
    from hornbook.errors import HornbookError
    from hornbook.teacher.batch import Imported, import_answers

    imported = Imported()
    with _book(out) as book:
        for path in answers:
            imported.add(import_answers(book, path))
    known = f", {imported.known:,} were there already" if imported.known else ""
    typer.echo(f"{imported.answers:,} answers imported{known}")
    _tell(imported.failed)
    if imported.unusable:
        raise HornbookError(imported.problem())


@app.command(epilog=example("hornbook batch run mine.py:best --budget 5USD"))
def run(
    recipe: RecipeArgument,
    values: ValuesArgument = None,
    out: OutOption = DEFAULT_OUT,
    budget: Annotated[str | None, typer.Option(help="What teachers may use: 25USD, 2Mtok.")] = None,
) -> None:
    """Submit what a run would send as batches, wait for them, and keep the answers.

    When it is stopped, the batches go on at the endpoint; the same command finds them again.
    """
    from hornbook.teacher.batch_run import BatchRun
    from hornbook.teacher.budget import Budget, Purse

    purse = None if budget is None else Purse(Budget.parse(budget))
    asked = _asked(recipe, values, out)
    with _book(out) as book:
        work = BatchRun(book=book, purse=purse)
        try:
            work.run(asked)
        finally:
            _conclude(work.result)
        _complain(work.result)


@app.command(epilog=example("hornbook batch cancel mine.py:best"))
def cancel(
    recipe: RecipeArgument, values: ValuesArgument = None, out: OutOption = DEFAULT_OUT
) -> None:
    """Cancel the batches under way at a recipe's teachers; what was answered is kept."""
    from hornbook.teacher.batch_run import BatchRun

    asked = _asked(recipe, values, out)
    with _book(out) as book:
        result = BatchRun(book=book).cancel(asked)
        _conclude(result)
        _complain(result)


@app.command(epilog=example("hornbook batch show"))
def show(out: OutOption = DEFAULT_OUT) -> None:
    """List the batches that were submitted from here."""
    from hornbook.terminal.tables import batch_table

    with _book(out) as book:
        batch_table(book.batches())


@app.command(epilog=example("hornbook batch forget hornbook-0123…"))
def forget(
    name: Annotated[str, typer.Argument(help="As `hornbook batch show` lists it.")],
    out: OutOption = DEFAULT_OUT,
) -> None:
    """Forget a batch that its endpoint has lost; its requests will be paid for again."""
    from hornbook.errors import HornbookError

    with _book(out) as book:
        if name not in {batch.name for batch in book.open_batches()}:
            raise HornbookError(f"no batch under way is named {name!r}; see: hornbook batch show")
        book.release(name)


def _asked(recipe: str, values: list[str] | None, out: Path) -> list[Questions]:
    """What the stages that are ready will ask; those that aren't are told."""
    from hornbook.recipe import build, load
    from hornbook.teacher.asking import asked

    found: list[Questions] = []
    for each in asked(runner_for(out), build(load(recipe), values or [])):
        found += each.questions
        if each.waits_for:
            waited = ", ".join(each.waits_for)
            typer.echo(f"{each.stage} can be asked after these are made: {waited}", err=True)
    return found


@contextmanager
def _book(out: Path) -> Iterator[BatchBook]:
    from hornbook.teacher.batch_book import BatchBook
    from hornbook.teacher.cache import AnswerCache
    from hornbook.teacher.protocol import CACHE_NAME

    with AnswerCache(out / "cache" / CACHE_NAME) as cache:
        yield BatchBook(cache)


def _conclude(result: BatchResult) -> None:
    cost = "unknown cost" if result.cost is None else f"${result.cost:,.4f}"
    typer.echo(
        f"{result.imported.answers:,} answers of {result.batches} batches, "
        f"{result.tokens:,} tokens, {cost}"
    )
    _tell(result.imported.failed)


def _complain(result: BatchResult) -> None:
    from hornbook.errors import HornbookError

    problems = [each for each in (*result.problems, result.imported.problem()) if each]
    if problems:
        raise HornbookError("; ".join(problems))


def _tell(failed: Counter[str]) -> None:
    for reason, count in failed.most_common():
        typer.echo(f"{count:,} requests failed: {reason}")
