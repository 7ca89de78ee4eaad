import json
from pathlib import Path

import pytest

from hornbook.errors import HornbookError
from hornbook.generate.prompts import Template, slots_json

SLOTS = {
    "topic": "bubble sort",
    "audience": "a curious twelve-year-old",
    "style": "explain the code line by line",
}


def test_the_textbook_prompt_is_as_it_was() -> None:
    golden = (
        "You are writing a Python textbook for a curious twelve-year-old.\n"
        "\n"
        "Write the section on bubble sort. Explain the idea in plain words, then give one short, "
        "correct Python function in a ```python block with an example call, then explain the code "
        "line by line."
    )
    assert Template.load("textbook").fill(**SLOTS) == golden


def test_a_slot_without_a_value_is_told() -> None:
    with pytest.raises(
        HornbookError, match=r"template textbook has a slot {{ style }} with no value"
    ):
        Template.load("textbook").fill(topic="x", audience="y")


def test_a_value_without_a_slot_is_told() -> None:
    with pytest.raises(HornbookError, match=r"textbook has no slot {{ mood }}; its slots must"):
        Template.load("textbook").fill(**SLOTS, mood="cheerful")


def test_a_value_is_never_read_as_a_template() -> None:
    hostile = "{{ audience.__class__ }} {% for x in y %} <b>&amp;</b>"
    assert hostile in Template.load("textbook").fill(**{**SLOTS, "topic": hostile})


def test_a_template_of_the_user_s_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    path.write_text("Tell {{ whom }}.\n")
    template = Template.load(str(path))
    assert template.name == "mine" and template.slots == {"whom"}
    assert template.fill(whom="me") == "Tell me."
    path.write_text("Tell {{ whom }}!\n")
    assert Template.load(str(path)).digest != template.digest


def test_a_template_that_can_t_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(HornbookError, match=r"can't read the prompt template novel .*textbook"):
        Template.load("novel")
    broken = tmp_path / "broken.md"
    broken.write_text("one\n{{ topic")
    with pytest.raises(HornbookError, match=r"prompt template .*broken\.md, line 2, can't be"):
        Template.load(str(broken)).fill(topic="x")


def test_a_template_reaches_nothing_of_the_program(tmp_path: Path) -> None:
    sly = tmp_path / "sly.md"
    sly.write_text("{{ topic.__class__.__mro__ }}")
    with pytest.raises(HornbookError, match="can't be filled: access to attribute"):
        Template.load(str(sly)).fill(topic="x")


def test_slots_are_kept_as_json() -> None:
    assert json.loads(slots_json(**SLOTS)) == SLOTS
    assert slots_json(b="☃", a="1") == '{"a": "1", "b": "☃"}'
