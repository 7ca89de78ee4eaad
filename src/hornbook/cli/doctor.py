"""``hornbook doctor``: what of all this works on this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from hornbook.cli.options import DEFAULT_OUT, OutOption, example

app = typer.Typer()


@app.command(epilog=example("hornbook doctor --teacher http://localhost:8000/v1#my-model"))
def doctor(
    out: OutOption = DEFAULT_OUT,
    teacher: Annotated[
        str | None,
        typer.Option(help="Ask this teacher a question too: local, gpt-5-mini, URL#model …"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Look at this machine, and say what will and won't work and what to do about it.

    Exits with 0 when the demo (and the teacher that is asked) would work, else with 1. It asks the
    Hugging Face hub whether it is there, unless HF_HUB_OFFLINE is set.
    """
    from hornbook.doctor.examine import examine, would_work
    from hornbook.terminal.doctor import findings_json, findings_table

    findings = examine(out, teacher)
    works = would_work(findings)
    if as_json:
        typer.echo(findings_json(findings, works=works))
    else:
        findings_table(findings, works=works)
    if not works:
        raise typer.Exit(1)
