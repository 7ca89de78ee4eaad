"""Checks a section's stated outputs against what its code did, and puts the wrong ones right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from hornbook.generate.sections.outputs.agreement import (
    agrees,
    changes,
    remark_agrees,
    resembles,
    shown,
    states_nothing,
)
from hornbook.generate.sections.outputs.execution import Report, Run, Sandboxes, run_scripts
from hornbook.generate.sections.outputs.stated import Script, Stated, script_of
from hornbook.generate.sections.page import Part, parts_of

K = TypeVar("K")

MOST_LINES = 25  # of an output that is put into a section
MOST_CHARACTERS = 2_000

NOTHING_PRINTED = "an output is stated of code that prints nothing"
NEVER_RUN = "an output is stated of code that isn't run"
VARIES = "a stated output changes from run to run"
NO_ROOM = "a wrong output that the right one can't be put in place of"
_TRACEBACK = "Traceback (most recent call last)"
# What prose says of code that is meant to fail.
_FAILS = re.compile(
    r"\b(?:rais|throw|caus|giv|produc|trigger|result|lead|get)\w*(?: in| to)? (?:an? |the )?"
    r"(?:\w+ )?(?:error|exception)|\b(?:will|would|does|it|this|that) (?:fails?|crash(?:es)?)\b"
    r"|\b(?:does not|doesn't|won't|can't) work\b",
    re.IGNORECASE,
)
# Clocks tell something else each day, which two runs in a row don't show.
_CLOCKS = re.compile(r"\b(?:today|now|utcnow|time|time_ns|perf_counter|monotonic|uuid[14])\(\)")


@dataclass(frozen=True)
class Checked:
    """A section after its code has run.

    Attributes:
        text: with every stated output true; as it was where there is a reason.
        reason: why it can't be kept; a phrase that sections share.
        detail: what exactly happened.
        outputs: how many it states.
        corrected: how many of them were wrong.
    """

    text: str
    reason: str = ""
    detail: str = ""
    outputs: int = 0
    corrected: int = 0


class Unfit(Exception):
    """A section that can't be kept; its arguments are the reason and the detail."""


def check_sections(
    sections: Iterable[tuple[K, str]], sandboxes: Sandboxes
) -> Iterator[tuple[K, Checked]]:
    """Run the code of each text and make its outputs true, in order; keys are handed through."""
    scripts = (
        ((key, text, parts := parts_of(text)), script_of(parts, text.split("\n")))
        for key, text in sections
    )
    for (key, text, parts), script, run in run_scripts(scripts, sandboxes):
        yield key, judge(text, parts, script, run)


def judge(text: str, parts: list[Part], script: Script, run: Run) -> Checked:
    """What is to be said of a section whose code ran like that."""
    if run.reason:
        return Checked(text, run.reason, run.detail)
    review = _Review(text.split("\n"), parts, script, run)
    try:
        review.errors()
        review.outputs()
    except Unfit as unfit:
        reason, detail = unfit.args
        return Checked(text, reason, detail, review.checked, review.corrected)
    return Checked(review.text(), "", "", review.checked, review.corrected)


@dataclass
class _Review:
    """One section under examination."""

    lines: list[str]
    parts: list[Part]
    script: Script
    run: Run
    checked: int = 0
    corrected: int = 0
    edits: list[tuple[int, int, list[str]]] = field(default_factory=list)

    def errors(self) -> None:
        """Refuse a section in which something is raised that it doesn't speak of."""
        stated = {(one.step, one.last): one.said for one in self.script.stated}
        for number, step in enumerate(self.script.steps):
            for place, ran in enumerate(self.run.report.steps[number]):
                if not ran.error or ran.error in stated.get((number, place), ""):
                    continue
                if not self._spoken_of(step.part, ran.error):
                    name = "an exception of its own" if ran.own else ran.error
                    raise Unfit(f"code that raises {name}", ran.last_line[:300])

    def outputs(self) -> None:
        """Compare every stated output, and note what has to be changed."""
        for stated in self.script.stated:
            self._output(stated)

    def text(self) -> str:
        """The page with its corrections."""
        lines = list(self.lines)
        for first, last, right in sorted(self.edits, reverse=True):
            lines[first:last] = right
        return "\n".join(lines)

    def _spoken_of(self, part: int, error: str) -> bool:
        """Whether the paragraph before or after a block, or the block, says that it raises."""
        before = self.parts[part - 1] if part else None
        after = self.parts[part + 1 : part + 3]
        remarks = re.findall(r"#.*", self.parts[part].text)
        prose = [one.text for one in (before, *after) if one and one.kind in ("prose", "output")]
        return any(error in text or _FAILS.search(text) for text in (*prose, *remarks))

    def _output(self, stated: Stated) -> None:
        candidates = self._candidates(stated, self.run.report)
        if states_nothing(stated.said) and stated.form != "session":
            return
        same = agrees if stated.form in ("block", "session") else remark_agrees
        right = any(same(stated.said, actual) for actual in candidates)
        if stated.form == "session" and not stated.said.strip() and not any(candidates):
            return  # a statement that shows nothing, as it should
        if not right and not stated.sure and not any(resembles(stated.said, c) for c in candidates):
            return  # a remark
        self.checked += 1
        again = self._candidates(stated, self.run.again)
        if changes(candidates, again) or self._tells_time(stated):
            raise Unfit(VARIES, stated.said[:300])
        if not right:
            self._correct(stated, candidates)

    def _candidates(self, stated: Stated, report: Report) -> list[str]:
        """What the output may have been meant to show, the likeliest first."""
        if stated.inside:
            heard = [shown(text) for text in report.inside.get((stated.step, stated.inside), ())]
            return heard[:1] if len(set(heard)) < 2 else [", ".join(heard), " ".join(heard)]
        ran = report.steps[stated.step]
        span = ran[stated.first : stated.last + 1]
        if not span:
            return []
        last, whole = span[-1], "".join(one.out for one in span)
        if stated.form == "session" and not last.error:
            return [last.out]
        if last.error:
            if stated.form in ("block", "session") and _TRACEBACK in stated.said:
                return [_with_last_line(stated.said, last.last_line)]
            return [shown(whole + last.last_line), last.last_line]
        found = [whole] if whole else []
        if len(span) > 1 and shown(last.out):
            one_line = "\n" not in stated.said and "\n" not in shown(last.out)
            found.insert(0 if one_line and stated.form == "comments" else 1, last.out)
        return found if last.out else [*found, *last.values]

    def _tells_time(self, stated: Stated) -> bool:
        step = self.script.steps[stated.step]
        return _CLOCKS.search(step.source + "".join(step.examples)) is not None

    def _correct(self, stated: Stated, candidates: list[str]) -> None:
        self.corrected += 1
        if not candidates or (not shown(candidates[0]) and stated.form != "session"):
            raise Unfit(NEVER_RUN if stated.inside else NOTHING_PRINTED, stated.said[:300])
        actual = shown(candidates[0])
        lines = actual.split("\n") if actual else []
        if stated.lines is None or not self._fits(actual, stated):
            raise Unfit(NO_ROOM, stated.said[:300])
        self.edits.append((*stated.lines, _written(stated, lines, self.lines)))

    def _fits(self, actual: str, stated: Stated) -> bool:
        """Whether an output can stand on the page without breaking it."""
        if actual.count("\n") >= MOST_LINES or len(actual) > MOST_CHARACTERS:
            return False
        if self.script.steps[stated.step].kind == "docstring" and re.search(r"\\|['\"]{3}", actual):
            return False
        return "```" not in actual and actual.replace("\n", "").isprintable()


def _with_last_line(said: str, line: str) -> str:
    """A traceback that ends with another line."""
    lines = shown(said).split("\n")
    return "\n".join([*lines[:-1], line])


def _written(stated: Stated, right: list[str], page: list[str]) -> list[str]:
    """The lines that take the place of a wrong output."""
    before, after = stated.before, stated.after
    if stated.form in ("block", "session"):
        if stated.form == "session":
            right = [line or "<BLANKLINE>" for line in right]
        return [(before + line).rstrip() for line in right]
    if stated.form == "prose" and len(right) > 1:
        raise Unfit(NO_ROOM, stated.said[:300])
    if stated.lines and stated.lines[1] - stated.lines[0] > 1:  # "# Output:" and lines below it
        head = page[stated.lines[0]]
        margin = head[: head.index("#")]
        return [head, *(f"{margin}# {line}".rstrip() for line in right)]
    if len(right) == 1:
        (line,) = right
        return [before + (line if line == line.strip() else repr(line)) + after]
    code, _, _ = before.rpartition("#")
    margin = before[: len(before) - len(before.lstrip())]
    said = [f"{margin}# Output:", *(f"{margin}# {line}".rstrip() for line in right)]
    return [code.rstrip(), *said] if code.strip() else said
