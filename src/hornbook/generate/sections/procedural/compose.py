"""Writes a section around one family: prose between blocks of code, mistakes, and exercises.

The outputs on the page come from running the code while it is written; `outputs.check` runs all
of it again in the sandbox.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hornbook.generate.procedural import Draw, Family
from hornbook.generate.procedural.behaviour import Raised, imports_of
from hornbook.generate.procedural.class_draft import ClassDraft
from hornbook.generate.procedural.docstring import Example
from hornbook.generate.procedural.explain import explain
from hornbook.generate.procedural.function_draft import FunctionDraft
from hornbook.generate.procedural.literal import literal
from hornbook.generate.procedural.naming import Namer
from hornbook.generate.procedural.vocabulary import SETTINGS
from hornbook.generate.procedural.write import draft
from hornbook.generate.sections.procedural.blocks import (
    as_printed,
    code,
    filled,
    output,
    trials,
    whole,
)
from hornbook.generate.sections.procedural.mistake import find_mistake
from hornbook.generate.sections.procedural.practice import Exercises
from hornbook.generate.sections.procedural.voices import VOICES, Voice
from hornbook.generate.sections.procedural.watch import printed, talkative

Drafted = FunctionDraft | ClassDraft

LINE_BY_LINE = "explain the code line by line"
STEP_BY_STEP = "follow the example call step by step"
MISTAKE = "point out a mistake that beginners make"
WHY = "explain why the code works and when to use it"


@dataclass(frozen=True, kw_only=True)
class Written:
    """A section as it was written.

    Attributes:
        title: of the section.
        text: in Markdown, without the title.
        blocks: how many blocks of code it has.
    """

    title: str
    text: str
    blocks: int


def write_section(
    family: Family,
    seed: str,
    namer: Namer,
    *,
    audience: str,
    style: str,
    others: Sequence[Family] = (),
) -> Written:
    """The section that a family makes of a seed.

    Args:
        family: what it is about.
        seed: of everything in it.
        namer: hands out names that weren't used before.
        audience: one of `syllabus.AUDIENCES`.
        style: one of `syllabus.STYLES`; says which parts it has in any case.
        others: families of the chapter that came before, for an exercise that goes back to them.

    Raises:
        Flaw: when a task can't be published.
    """
    r = Draw(seed)
    shown = draft(family, r, namer)
    page = _Page(family, shown, r, VOICES[audience], style)
    page.write()
    exercises = Exercises(r, namer)
    page.parts += exercises.write(family, shown, others)
    blocks = sum(part.startswith("```python") for part in page.parts)
    return Written(title=family.title, text="\n\n".join(page.parts) + "\n", blocks=blocks)


@dataclass
class _Page:
    """The parts of a section as they are written."""

    family: Family
    shown: Drafted
    r: Draw
    voice: Voice
    style: str
    parts: list[str] = field(default_factory=list)

    def write(self) -> None:
        """Everything but the exercises."""
        self._opening()
        self._example()
        self._trials()
        if self.style == STEP_BY_STEP or self.r.coin(0.3):
            self._watched()
        self._edges()
        if self.style == MISTAKE or self.r.coin(0.35):
            self._mistake()
        if self.style == WHY or self.r.coin(0.45):
            self._other_way()
        self._say(self.r.choice(self.voice.closings))

    def _say(self, *sentences: str) -> None:
        title = self.family.title
        words = title[0].lower() + title[1:]
        place = self.r.choice(SETTINGS)
        text = " ".join(sentences).replace("{title}", words).replace("{place}", place)
        self.parts.append(filled(_with_article(text, place)))

    def _opening(self) -> None:
        self._say(self.r.choice(self.voice.openings))
        for paragraph in self.family.lesson:
            self.parts.append(filled(paragraph))

    def _example(self) -> None:
        r, shown = self.r, self.shown
        wish = r.choice(shown.task.does)
        if isinstance(shown, ClassDraft):
            wish = f"Write a class: {wish[0].lower()}{wish[1:]}"
        notes = " ".join(shown.task.notes)
        lead = r.pick("The task", "Our example", "What we want", "Here is the task", "In detail")
        self.parts.append(filled(f"{lead}: {wish[0].lower()}{wish[1:]} {notes}".strip()))
        docstring = r.pick("plain", "plain", "google", "doctest", "examples", "rest", "numpy")
        exercise = shown.exercise(self.family, docstring, r)
        self.parts.append(code(exercise.text))
        if self.style == LINE_BY_LINE or r.coin(0.4):
            self._steps(shown.solution_style)

    def _steps(self, style: str) -> None:
        steps = explain(self.shown.body(style))
        if 2 < len(steps) < 12 and (self.style == LINE_BY_LINE or self.r.coin()):
            lead = self.r.pick("Line by line:", "Step by step:", "Read it from the top:")
            listed = "\n".join(f"{number}. {step}" for number, step in enumerate(steps, start=1))
            self.parts += [lead, listed]
        else:
            self.parts.append(filled(" ".join(steps)))

    def _trials(self) -> None:
        self._say(self.r.choice(self.voice.trying))
        if isinstance(self.shown, ClassDraft):
            self.parts.append(code(self.shown.prints(self.r)))
            return
        examples = self.shown.examples(self.r.randint(2, 4), self.r)
        self.parts += trials(self.shown, examples, self.r)

    def _watched(self) -> None:
        """The loop at work, for functions that have a simple one."""
        shown = self.shown
        if isinstance(shown, ClassDraft):
            return
        for style in sorted(shown.task.solutions, key=lambda style: style != shown.solution_style):
            other = f"{shown.name}_{self.r.pick('aloud', 'shown', 'traced', 'slowly')}"
            loud = talkative(shown.bare(style), shown.name, other)
            if loud is None:
                continue
            imports = imports_of(shown.body(style), tuple(shown.task.takes))
            for example in shown.examples(6, self.r):
                call = Example(example.arguments, None).call(other)
                out = printed([*imports, loud], call)
                if out and example.view == "{}":
                    self._say(
                        self.r.pick(
                            "To watch the loop at work, we let it print its variables at the end of"
                            " each turn.",
                            "What happens in each turn? This version tells:",
                            "The same function, with one line more that shows how the values"
                            " change:",
                        )
                    )
                    self.parts += [code("\n".join([*imports, loud, "", call])), output(out)]
                    return

    def _edges(self) -> None:
        """What happens with bad input, where that is part of the task."""
        shown = self.shown
        if isinstance(shown, ClassDraft) or not shown.task.raises:
            return
        pairs = zip(shown.task.calls, shown.results, strict=True)
        bad = [call for call, result in pairs if isinstance(result, Raised)]
        if not bad or shown.task.view != "{}":
            return
        error = shown.task.raises
        call = Example(self.r.choice(bad), None).call(shown.name)
        text = f"try:\n    {call}\nexcept {error}:\n    print('refused')"
        said = f"Input that makes no sense is refused with a `{error}`, which the caller can catch:"
        self.parts.append(filled(said))
        self.parts += [code(text), output("refused")]

    def _mistake(self) -> None:
        shown = self.shown
        if isinstance(shown, ClassDraft) or shown.task.view != "{}":
            return
        style = shown.solution_style
        imports = imports_of(shown.body(style), tuple(shown.task.takes))
        calls = [(e.call(shown.name), literal(e.result)) for e in shown.examples(8, self.r)]
        found = find_mistake(imports, shown.bare(style), shown.name, calls, self.r)
        if found is None:
            return
        self._say(self.r.choice(self.voice.warnings))
        lines = "\n".join(
            [*imports, found.code, "", f"print({found.call})  # {as_printed(found.gives)}"]
        )
        self.parts.append(code(lines))
        right = next(right for call, right in calls if _arguments(call) == _arguments(found.call))
        self.parts.append(
            filled(
                f"{found.says} It says `{found.wrong}` where `{found.right}` is meant, so the call"
                f" gives `{found.gives}` instead of `{right}`."
            )
        )

    def _other_way(self) -> None:
        shown, r = self.shown, self.r
        others = [style for style in shown.task.solutions if style != shown.solution_style]
        if not others:
            return
        style = r.choice(others)
        said = r.pick(
            "The same can be written differently:",
            "There is another way to write it.",
            "Compare it with this version:",
        )
        self.parts.append(said)
        self.parts.append(code(whole(shown, style)))
        if isinstance(shown, ClassDraft):
            self._say(r.choice(self.voice.choices))
            return
        self.parts.append(filled(" ".join(explain(shown.body(style)))))
        examples = shown.examples(2, r)
        self.parts += [
            r.pick("It gives the same results:", "Nothing changes for who calls it:"),
            *trials(shown, examples, r),
        ]
        self._say(r.choice(self.voice.choices))


def _arguments(call: str) -> str:
    return call.partition("(")[2]


def _with_article(text: str, place: str) -> str:
    """Write "a" before a place as English wants it."""
    if place[0] not in "aeiou":
        return text
    return text.replace(f" a {place}", f" an {place}").replace(f"A {place}", f"An {place}")
