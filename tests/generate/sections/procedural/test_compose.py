import ast

import pytest

from hornbook.generate.procedural import families
from hornbook.generate.procedural.behaviour import Flaw
from hornbook.generate.procedural.naming import Namer
from hornbook.generate.sections.outputs.check import check_sections
from hornbook.generate.sections.outputs.execution import open_sandboxes
from hornbook.generate.sections.page import Part, parts_of
from hornbook.generate.sections.procedural.compose import (
    MISTAKE,
    STEP_BY_STEP,
    Written,
    write_section,
)
from hornbook.generate.sections.procedural.voices import VOICES
from hornbook.generate.sections.syllabus import AUDIENCES, STYLES


def written(seed: str, style: str | None = None, step: int = 7) -> list[Written]:
    """A section of every so-many-th family, the audiences and styles in turn."""
    namer, found = Namer(), []
    for number, family in enumerate(families()[::step]):
        try:
            section = write_section(
                family,
                f"{seed}/{family.path}",
                namer,
                audience=AUDIENCES[number % len(AUDIENCES)],
                style=style or STYLES[number % len(STYLES)],
                others=families()[:3],
            )
        except Flaw:
            continue
        found.append(section)
    return found


@pytest.fixture(scope="module")
def sections() -> list[Written]:
    return written("a")


def parts(section: Written, kind: str) -> list[Part]:
    return [part for part in parts_of(section.text) if part.kind == kind]


def test_all_code_runs_and_all_outputs_are_true(sections: list[Written]) -> None:
    assert len(sections) > 20
    with open_sandboxes(workers=2, weak=False) as sandboxes:
        for section, found in check_sections(((s, s.text) for s in sections), sandboxes):
            assert found.reason == "" and found.corrected == 0, (found.detail, section.text)
            assert found.outputs >= 2 and found.text == section.text


def test_a_section_is_prose_between_blocks_of_code(sections: list[Written]) -> None:
    for section in sections:
        code = parts(section, "code") + parts(section, "session")
        assert section.blocks == len(code) >= 3
        words = " ".join(part.text for part in parts(section, "prose")).split()
        assert len(words) >= 60
        assert "{" not in "".join(part.text for part in parts(section, "prose")[:1])


def test_it_ends_with_exercises_and_their_solutions(sections: list[Written]) -> None:
    for section in sections:
        headings = [line for line in section.text.split("\n") if line.startswith("### ")]
        assert len(headings) == 2
        questions, answers = section.text.split(headings[0])[1].split(headings[1])
        assert questions.count("\n**") == answers.count("\n**") >= 1


def test_the_same_seed_writes_the_same() -> None:
    assert written("a", step=40) == written("a", step=40) != written("b", step=40)


def test_the_style_decides_which_parts_there_are() -> None:
    texts = [section.text for section in written("c", MISTAKE)]
    shown = [text for text in texts if " where `" in text and "instead of `" in text]
    assert len(shown) >= len(texts) // 4
    texts = [section.text for section in written("c", STEP_BY_STEP)]
    assert sum("!r}" in text for text in texts) >= len(texts) // 6


def test_a_mistake_is_shown_with_what_it_really_gives() -> None:
    for section in written("c", MISTAKE, step=11):
        for part in parts(section, "prose"):
            if "instead of `" in part.text and " where `" in part.text:
                assert part.text.count("`") % 2 == 0


def test_every_audience_is_spoken_to() -> None:
    assert set(VOICES) == set(AUDIENCES)
    says = {sentence for voice in VOICES.values() for sentence in voice.openings + voice.closings}
    assert len(says) == sum(len(v.openings) + len(v.closings) for v in VOICES.values())
    assert all(any("{title}" in opening for opening in voice.openings) for voice in VOICES.values())


def test_all_python_on_the_page_parses(sections: list[Written]) -> None:
    for section in sections:
        for part in parts(section, "code"):
            assert ast.parse(part.text).body
