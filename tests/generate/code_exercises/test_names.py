import builtins
import keyword
from itertools import islice
from pathlib import Path

import pytest

from hornbook.errors import HornbookError
from hornbook.generate.code_exercises.names import (
    ANY_TOPIC,
    Name,
    count,
    function_names,
    read_names,
)
from hornbook.generate.code_exercises.words import TOPICS


def drawn(seed: int, number: int) -> list[Name]:
    return list(islice(function_names(seed), number))


def test_names_are_the_same_for_a_seed_and_others_for_another() -> None:
    assert drawn(3, 500) == drawn(3, 600)[:500]
    assert not {name.text for name in drawn(3, 100)} >= {name.text for name in drawn(4, 100)}


def test_names_never_repeat_and_are_names() -> None:
    texts = [name.text for name in drawn(0, 20_000)]
    assert len(set(texts)) == len(texts)
    for text in texts:
        assert text.isidentifier() and text == text.lower()
        assert not keyword.iskeyword(text) and not hasattr(builtins, text)


def test_topics_take_turns() -> None:
    titles = [topic.title for topic in TOPICS]
    for round in range(3):
        some = drawn(0, 3 * len(TOPICS))[round * len(TOPICS) :][: len(TOPICS)]
        assert sorted(name.topic for name in some) == sorted(titles)


def test_there_are_more_than_a_million_names() -> None:
    nouns = [noun for topic in TOPICS for noun in topic.nouns]
    assert len(set(nouns)) == len(nouns) and len(TOPICS) >= 25
    assert min(map(count, TOPICS)) * len(TOPICS) > 10**6


@pytest.mark.slow
def test_a_million_names_are_distinct() -> None:
    texts = [name.text for name in function_names(0)]
    assert len(set(texts)) == len(texts) > 10**6


def test_a_user_s_names_are_read(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text("\ufeff# mine\ncount_bees  insects of all kinds\n\nfind_hive # later\n")
    assert read_names(path) == [Name("count_bees", "insects of all kinds"), Name("find_hive")]
    assert read_names(path)[1].topic == ANY_TOPIC


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a_b\nc_d\na_b\n", r"line 3: 'a_b' stands in line 1 already \(2 times in all\); each"),
        ("count bees\n2nd\n", r"line 2: '2nd' isn't a name that a function can have; give"),
        ("lambda\n", r"line 1: 'lambda' is a word of Python's grammar; give another"),
        ("sorted\n", r"line 1: 'sorted' is a function of Python's own; give another"),
        ("check\n", r"line 1: 'check' is what tests are called by; give another"),
        ("# none\n", r"names.txt has no names in it; write one a line"),
    ],
)
def test_names_that_can_t_be_used_are_told(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "names.txt"
    path.write_text(text)
    with pytest.raises(HornbookError, match=told):
        read_names(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(HornbookError, match="can't read the names in"):
        read_names(tmp_path / "none.txt")
