"""Tells a scene as an explanation, as questions with answers, or as a dialogue, and checks it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from hornbook.generate.prose.commonsense import minds, scenes
from hornbook.generate.prose.commonsense.point import Point, Scene
from hornbook.generate.prose.commonsense.scenes import Prefer
from hornbook.generate.prose.reading import FEWEST_WORDS, TOO_SHORT
from hornbook.generate.prose.topics import normal_form

SCENES: tuple[Callable[[Random, Prefer], Scene], ...] = (
    scenes.purposes,
    scenes.consequences,
    scenes.routines,
    scenes.sizes,
    scenes.materials,
    minds.feelings,
    minds.beliefs,
    minds.positions,
    minds.times,
)
STYLES = ("explanation", "questions and answers", "dialogue", "reasoning")


@dataclass(frozen=True)
class Passage:
    """A passage.

    Attributes:
        text: what a model is trained on.
        topic: of its scene.
        style: of `STYLES`.
        followed: whether it speaks of something that the document it was drawn for names.
        reason: what is wrong with it; empty when nothing is.
    """

    text: str
    topic: str
    style: str
    followed: bool
    reason: str


def write_passage(seed: object, about: str = "") -> Passage:
    """Draw a scene and tell it.

    Args:
        seed: the passage depends on it and ``about`` alone.
        about: a text; things that it names are taken first.
    """
    source = Random(f"prose/{seed}")
    named = set(normal_form(about).split()) if about else set()
    followed: list[str] = []

    def prefer(subject: str) -> bool:
        named_here = bool(named & set(normal_form(subject).split()))
        if named_here:
            followed.append(subject)
        return named_here

    scene = source.choice(SCENES)(source, prefer)
    style = source.choice(STYLES)
    text = _TOLD[style](scene, source)
    reason = TOO_SHORT if len(text.split()) < FEWEST_WORDS else inconsistent(scene)
    return Passage(text, scene.topic, style, bool(followed), reason)


def inconsistent(scene: Scene) -> str:
    """Whether a question is asked twice and answered in two ways, or has no answer."""
    answers: dict[str, str] = {}
    for point in scene.points:
        if not point.answer or answers.setdefault(point.question, point.answer) != point.answer:
            return "contradicts itself"
    return "" if scene.points else "has no points"


def explained(scene: Scene, source: Random) -> str:
    """Statements with their reasons."""
    said = []
    for point in scene.points:
        if not point.because:
            said.append(point.says)
            continue
        said.append(
            source.choice(
                (
                    f"{point.says} The reason is that {point.because}.",
                    f"{point.says} That is because {point.because}.",
                    f"{point.says} Why? {_sentence(point.because)}",
                    f"{point.says} {_sentence(point.because)}",
                )
            )
        )
    half = len(said) // 2 if len(said) > 3 else len(said)
    opening = [scene.setting, *said[:half]]
    paragraphs = [" ".join(filter(None, opening)), " ".join(said[half:]), scene.lesson]
    return "\n\n".join(filter(None, paragraphs))


def questioned(scene: Scene, source: Random) -> str:
    """Questions, each with its answer."""
    label = source.choice((("Question", "Answer"), ("Q", "A"), ("Exercise", "Solution")))
    numbered = source.random() < 0.4
    blocks = [scene.setting]
    for number, point in enumerate(scene.points, 1):
        head = f"{label[0]} {number}" if numbered else label[0]
        blocks.append(f"{head}: {point.question}\n{label[1]}: {_answered(point, source)}")
    return "\n\n".join(filter(None, [*blocks, scene.lesson]))


def talked(scene: Scene, source: Random) -> str:
    """Two people, one of whom asks."""
    asks, knows = source.choice(
        (
            ("Child", "Mother"),
            ("Pupil", "Teacher"),
            ("Robot", "Engineer"),
            _speakers(scene, source),
        )
    )
    lines = [f"{knows}: {scene.setting}"] if scene.setting else []
    for number, point in enumerate(scene.points):
        lead = (
            ""
            if not number
            else source.choice(("", "", "I see. ", "And another thing. ", "Good to know. ", "Hm. "))
        )
        lines.append(f"{asks}: {lead}{point.question}")
        lines.append(f"{knows}: {_answered(point, source)}")
        if source.random() < 0.2:
            lines += [f"{asks}: Really?", f"{knows}: Yes. {point.says}"]
    if scene.lesson:
        lines.append(f"{asks}: So what do I learn from it?")
        lines.append(f"{knows}: {scene.lesson}")
    return "\n".join(lines)


def _speakers(scene: Scene, source: Random) -> tuple[str, str]:
    """Names of two who aren't in the scene."""
    told = scene.setting + " ".join(point.says for point in scene.points)
    names = (name for name, _ in minds.people(source, 12) if name not in told)
    return next(names), next(names)


def reasoned(scene: Scene, source: Random) -> str:
    """One question after the other, thought through step by step."""
    blocks = [scene.setting]
    for point in scene.points:
        begin = source.choice(
            ("Let us think step by step.", "Think about it:", "What do we know?", "Step by step:")
        )
        end = source.choice(("So the answer is:", "Therefore:", "That leaves one answer:", "So:"))
        if not point.because:
            blocks.append(f"{point.question} {_sentence(point.answer)}")
            continue
        blocks.append(f"{point.question} {begin} {_sentence(point.because)} {end} {point.answer}.")
    return "\n\n".join(filter(None, [*blocks, scene.lesson]))


_TOLD: dict[str, Callable[[Scene, Random], str]] = {
    "explanation": explained,
    "questions and answers": questioned,
    "dialogue": talked,
    "reasoning": reasoned,
}


def _answered(point: Point, source: Random) -> str:
    if not point.because:
        return _sentence(point.answer)
    return source.choice(
        (
            f"{_sentence(point.answer)[:-1]}, because {point.because}.",
            f"{_sentence(point.answer)} The reason: {point.because}.",
            f"{_sentence(point.answer)} After all, {point.because}.",
        )
    )


def _sentence(clause: str) -> str:
    clause = re.sub(r"\s+", " ", clause)
    return f"{clause[0].upper()}{clause[1:]}."
