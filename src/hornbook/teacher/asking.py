"""Stages that ask a teacher, and what they would ask: for plans and batches, before any run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from hornbook.pipeline.context import Context
from hornbook.pipeline.graph import AnyStage, Graph
from hornbook.pipeline.plan import absent_inputs, reading_context
from hornbook.pipeline.runner import Runner
from hornbook.teacher.protocol import Teacher
from hornbook.teacher.request import Request


@dataclass(frozen=True, kw_only=True)
class Questions:
    """What a stage asks of one teacher.

    Attributes:
        teacher: who is asked.
        requests: makes them anew at every call, lazily and in the same order.
        count: how many there are, where that is known without making them.
        template: the prompt's template, for the accounts.
        follow_ups: the most requests that each may lead to besides, such as one for an answer
            that has to be mended; they aren't known before, so they are in no batch.
    """

    teacher: Teacher
    requests: Callable[[], Iterator[Request]]
    count: int | None = None
    template: str = ""
    follow_ups: int = 0


@runtime_checkable
class Asks(Protocol):
    """A stage that can say what it will ask.

    ``asks`` may load the stage's inputs from the context, which are done when it is called, but
    not write anything or open the teacher.
    """

    def asks(self, context: Context) -> tuple[Questions, ...]:
        """What the stage asks, by teacher."""
        ...


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """What a stage expects to ask, before its prompts are known.

    Attributes:
        teacher: who is asked.
        requests: how many, at most.
        prompt_tokens: of each.
        completion_tokens: of each answer.
    """

    teacher: Teacher
    requests: int
    prompt_tokens: int
    completion_tokens: int

    @classmethod
    def of(
        cls, teacher: Teacher, requests: int, expected: tuple[int, int] | None
    ) -> Forecast | None:
        """So many requests of the expected tokens (prompt, answer); None where none are."""
        if expected is None:
            return None
        prompt, completion = expected
        return cls(
            teacher=teacher,
            requests=requests,
            prompt_tokens=prompt,
            completion_tokens=completion,
        )


@runtime_checkable
class Forecasts(Protocol):
    """A stage that can say what it expects to ask while its prompts wait for another stage."""

    def forecast(self) -> Forecast | None:
        """What it expects; None for nothing in particular."""
        ...


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a stage that isn't done will ask.

    Attributes:
        stage: its name.
        waits_for: the inputs that have to be made before its questions are known.
        questions: by teacher; none while it waits.
        forecast: what is expected while it waits, if anything is.
    """

    stage: str
    waits_for: tuple[str, ...]
    questions: tuple[Questions, ...]
    forecast: Forecast | None = None


def asked(runner: Runner, target: AnyStage) -> Iterator[Asked]:
    """What the stages behind ``target`` that aren't done will ask, in the order they run.

    Raises:
        HornbookError: for bad input that the stages find, such as a template without a slot.
    """
    graph = Graph.of(target)
    todo = runner.missing(graph)
    for stage in graph.stages:
        if stage in todo and isinstance(stage, Asks):
            waits_for = absent_inputs(runner, graph, stage)
            context = reading_context(runner, graph, stage)
            questions = () if waits_for else stage.asks(context)
            expected = stage.forecast() if waits_for and isinstance(stage, Forecasts) else None
            yield Asked(
                stage=stage.name, waits_for=waits_for, questions=questions, forecast=expected
            )
