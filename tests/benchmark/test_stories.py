from __future__ import annotations

from pathlib import Path

import pytest

from hornbook import benchmark
from hornbook.benchmark import stories
from hornbook.errors import HornbookError

STORIES = stories.load()


def test_there_are_fifty_and_each_stops_in_the_middle_of_a_sentence() -> None:
    assert benchmark.load("stories") == STORIES
    assert len({story.prompt for story in STORIES}) == len({story.id for story in STORIES}) == 50
    for story in STORIES:
        assert story.prompt[0].isupper() or story.prompt[0] == '"'
        assert story.prompt[-1].isalpha() or story.prompt[-1] == ","
        assert story.solution[0] == " " and story.solution[-1] in '."', story.id
        assert 20 <= len(story.prompt.split()) <= 60 and 20 <= len(story.solution.split()) <= 70


def test_quotes_that_a_beginning_opens_are_closed_by_its_rest() -> None:
    for story in STORIES:
        assert (story.prompt + story.solution).count('"') % 2 == 0, story.id


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / stories.FILE.name
    own.write_text("# mine\n\nA hen sat on\tan egg.\n")
    (story,) = stories.load(tmp_path)
    assert (story.prompt, story.solution) == ("A hen sat on", " an egg.")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("A hen sat on an egg.\n", "line 1: expected a beginning, a tab and the rest"),
        ("\tan egg.\n", "line 1"),
        ("# nothing\n", "holds no stories"),
    ],
)
def test_what_is_no_list_of_stories_is_refused(tmp_path: Path, text: str, message: str) -> None:
    own = tmp_path / "mine.txt"
    own.write_text(text)
    with pytest.raises(HornbookError, match=message):
        stories.load(own)
    with pytest.raises(HornbookError, match="can't be read"):
        stories.load(tmp_path / "none.txt")
