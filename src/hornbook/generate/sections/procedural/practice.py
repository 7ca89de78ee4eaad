"""The exercises at the end of a section, with their solutions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hornbook.generate.procedural import Draw, Family
from hornbook.generate.procedural.behaviour import Flaw
from hornbook.generate.procedural.class_draft import ClassDraft
from hornbook.generate.procedural.docstring import listed
from hornbook.generate.procedural.function_draft import FunctionDraft
from hornbook.generate.procedural.literal import literal
from hornbook.generate.procedural.naming import Namer
from hornbook.generate.procedural.write import draft
from hornbook.generate.sections.procedural.blocks import code, filled, trials, whole


@dataclass
class Exercises:
    """Questions, and the answers that follow them all."""

    r: Draw
    namer: Namer
    questions: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)

    def write(
        self, family: Family, shown: FunctionDraft | ClassDraft, others: Sequence[Family]
    ) -> list[str]:
        """The parts of the page, headings among them."""
        if isinstance(shown, FunctionDraft) and shown.task.view == "{}":
            self._predict(shown)
        self._complete(family, "Write")
        if others and self.r.coin(0.4):
            self._complete(self.r.choice(others), "From an earlier section: write")
        if not self.questions:
            return []
        heading = self.r.pick("Exercises", "Practice", "Your turn", "Questions")
        solutions = self.r.pick("Solutions", "Answers")
        return [f"### {heading}", *self.questions, f"### {solutions}", *self.answers]

    def _ask(self, question: str, *answer: str) -> None:
        number = len(self.questions) + 1
        self.questions.append(filled(f"**{number}.** {question}"))
        self.answers += [filled(f"**{number}.** {answer[0]}"), *answer[1:]]

    def _predict(self, shown: FunctionDraft) -> None:
        """What does a call give?"""
        examples = shown.examples(8, self.r)
        if len(examples) < 2 or not self.r.coin(0.6):
            return
        example = self.r.choice(examples)
        call = example.call(shown.name)
        self._ask(
            self.r.pick(
                f"Without running it: what does `{call}` give?",
                f"Predict the value of `{call}`, then check.",
                f"Work out `{call}` on paper.",
            ),
            f"It gives `{literal(example.result)}`.",
            *trials(shown, [example], self.r),
        )

    def _complete(self, family: Family, verb: str) -> None:
        """Write a function of the kind that was explained."""
        try:
            asked = draft(family, self.r, self.namer)
        except Flaw:
            return
        if isinstance(asked, ClassDraft):
            does = self.r.choice(asked.task.does)
            question = f"{verb} a class `{asked.name}`: {does[0].lower()}{does[1:]}"
            self._ask(
                question,
                "One way to do it:",
                code(whole(asked, asked.solution_style)),
                code(asked.prints(self.r)),
            )
            return
        takes = [f"`{name}`" for name in asked.task.takes]
        does = " ".join([self.r.choice(asked.task.does), *asked.task.notes])
        examples = asked.examples(2, self.r)
        told = ""
        if examples and asked.task.view == "{}":
            told = f" For example, `{examples[0].call(asked.name)}` gives" + (
                f" `{literal(examples[0].result)}`."
            )
        self._ask(
            f"{verb} a function `{asked.name}` that takes {listed(takes)}. {does}{told}",
            self.r.pick("A solution:", "One way to do it:", "This is one of several solutions:"),
            code(whole(asked, asked.solution_style)),
            *trials(asked, asked.examples(self.r.randint(2, 3), self.r), self.r),
        )
