"""phi-1.5 (2309.05463): is synthetic prose worth more than the web, and what do both give?

Three models of phi-1's architecture, trained from nothing: on filtered web text and code, on
synthetic prose and phi-1's data, and on all of it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal, TypeAlias

from hornbook.errors import HornbookError
from hornbook.recipe import command_line
from hornbook.recipes import _phi1_code as phi1_code
from hornbook.recipes._parts import Scale
from hornbook.recipes._phi15_data import Data, Places
from hornbook.recipes._phi15_models import KINDS, Bench, Exams, tokenizer_of
from hornbook.recipes._phi15_numbers import NUMBERS, Amount
from hornbook.report.stages import Comparison, WriteReport, Written
from hornbook.teacher import Teacher

Variant: TypeAlias = Literal["all", "plain", "web_only", "web"]


def phi15(
    *,
    scale: Scale = "nano",
    variant: Variant = "all",
    seeds: int | None = None,
    tokens: int | None = None,
    author: Teacher | None = None,
    annotator: Teacher | None = None,
    judge: Teacher | None = None,
    web: Path | None = None,
    stack: Path | None = None,
    stackoverflow: Path | None = None,
    codegen: Path | None = None,
    heldout: Path | None = None,
    stories: Path | None = None,
    suites: Path | None = None,
    gsm8k: Path | None = None,
    mbpp: Path | None = None,
    toxigen: Path | None = None,
    seed: int = 0,
) -> WriteReport:
    """Train phi-1.5, phi-1.5-web-only and phi-1.5-web, and compare them.

    The small scales differ from the paper in more than size: their web is the documentation of
    installed packages, their synthetic prose is written by rules, their learning rate falls, and
    all three models see equally many tokens.

    Args:
        scale: ``full`` as in the paper, ``nano`` for two cores, ``tiny`` for tests.
        variant: which model: plain, web_only or web; all compares the three.
        seeds: models of each kind, each with its own weights and order of the data.
        tokens: what each model sees; the scale's number if left out.
        author: who writes prose, textbooks and exercises; at the small scales Hornbook's
            procedural authors if left out.
        annotator: who scores pages of the web, for a classifier to learn from; at the small scales
            rules alone filter the web if left out.
        judge: who says whether completions of 86 touchy prompts are harmless; none is asked if left
            out.
        web: at full scale, a folder with RefinedWeb in place of the hub.
        stack: the same with The Stack's Python.
        stackoverflow: the same with StackOverflow's posts.
        codegen: the same with codegen-350M-mono, for its tokenizer and its hidden states.
        heldout: the same with C4's English validation part, to be measured on.
        stories: the same with TinyStories' validation part, to be measured on.
        suites: a folder with the rows of the zero-shot suites; needs lm-eval. Without one, they are
            left out, or at full scale come from the hub.
        gsm8k: a folder with GSM8K, to be solved by programs; left out without one.
        mbpp: a folder with MBPP; left out without one.
        toxigen: a folder with ToxiGen's statements; left out without one.
        seed: of everything.

    Raises:
        HornbookError: for numbers that leave nothing to train.
    """
    command = command_line(phi15, locals())
    numbers, full = NUMBERS[scale], scale == "full"
    if seeds is not None and seeds < 1:
        raise HornbookError(f"seeds={seeds}: train at least one model of each kind")
    if tokens is not None:
        amount = Amount(data=tokens, seen=tokens)
        numbers = replace(numbers, plain=amount, web_only=amount, web=amount)
    code = phi1_code.Places(stack=stack, stackoverflow=stackoverflow, codegen=codegen, mbpp=mbpp)
    places = Places(web=web, heldout=heldout, stories=stories, code=code)
    data = Data.of(numbers, places, author, annotator, seed)
    bench = Bench(
        data=data,
        numbers=numbers,
        full=full,
        tokenizer=tokenizer_of(data),
        exams=Exams(
            suites=suites,
            hub=full,
            gsm8k=gsm8k,
            mbpp=mbpp,
            toxigen=toxigen,
            judge=judge,
        ),
        seeds=numbers.seeds if seeds is None else seeds,
        seed=seed,
    )
    chosen = KINDS if variant == "all" else {variant: KINDS[variant]}
    textbooks = any(kind.textbooks for kind in chosen.values())
    pieces = (data.code.textbooks, data.code.exercises) if textbooks else ()
    return WriteReport(
        label="report",
        title="Hornbook phi-1.5" if full else f"Hornbook phi-1.5, {scale}",
        command=command,
        corpus=data.web_documents,
        written=(
            Written(name="Prose", data=data.prose, unit="passages"),
            *(each.written for each in pieces),
        ),
        deduplicated=(data.unique_web, data.unique_prose, *(each.unique for each in pieces)),
        decontaminated=(data.clean_web, data.clean_prose, *(each.clean for each in pieces)),
        comparisons=(
            Comparison(
                title="Web, synthetic, and both",
                entrants=tuple(bench.entrant(name, kind) for name, kind in chosen.items()),
                note=bench.note,
            ),
        ),
    )
