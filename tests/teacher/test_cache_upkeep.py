import json
import sqlite3
import time
from pathlib import Path

import pytest

from hornbook.errors import HornbookError
from hornbook.teacher import Price, Request
from hornbook.teacher.cache import AnswerCache
from hornbook.teacher.cache_upkeep import export_cache, prune_cache, show_cache

DAY = 86_400.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Three answers of one model, the first of them ten days old, and two of another."""
    path = tmp_path / "a.sqlite"
    with AnswerCache(path) as cache:
        for number, model in enumerate(["m", "m", "m", "n", "n"]):
            request = Request(payload={"model": model, "messages": [], "x": "☃"})
            usage = {"prompt_tokens": 1000, "completion_tokens": 100}
            body = {"n": number, "usage": usage if model == "m" else None}
            cache.put(f"key {number}", request, "https://e/v1", body, 0.5)
        cache.database.execute(
            "UPDATE answers SET answered = ? WHERE key = 'key 0'", (time.time() - 10 * DAY,)
        )
    return path


def test_what_is_held_is_shown_by_endpoint_and_model(path: Path) -> None:
    price = Price(prompt=1.0, completion=10.0)
    first, second = show_cache(path, lambda endpoint, model: price if model == "m" else None)
    assert (first.endpoint, first.model, first.answers) == ("https://e/v1", "m", 3)
    assert (first.prompt_tokens, first.completion_tokens) == (3000, 300)
    assert first.cost == pytest.approx(0.006)
    assert first.newest - first.oldest == pytest.approx(10 * DAY, abs=5)
    assert first.bytes > 3 * 40
    assert (second.model, second.answers, second.prompt_tokens, second.cost) == ("n", 2, 0, None)


def test_answers_of_batches_are_shown_apart_at_their_price(path: Path) -> None:
    with AnswerCache(path) as cache:
        cache.database.execute("UPDATE answers SET seconds = 0 WHERE key = 'key 1'")
    price = Price(prompt=1.0, completion=10.0, batch=0.5)
    first, second, _ = show_cache(path, lambda endpoint, model: price)
    assert (first.batch, first.answers, second.batch, second.answers) == (False, 2, True, 1)
    assert second.cost == pytest.approx(0.001) and first.cost == pytest.approx(0.004)


def keys(path: Path) -> set[str]:
    with AnswerCache(path) as cache:
        return {key for (key,) in cache.database.execute("SELECT key FROM answers")}


def test_old_answers_are_pruned(path: Path) -> None:
    assert prune_cache(path, older_than=DAY) == 1
    assert "key 0" not in keys(path) and len(keys(path)) == 4


def test_a_model_s_answers_are_pruned(path: Path) -> None:
    assert prune_cache(path, model="n", older_than=DAY) == 0
    assert prune_cache(path, model="n") == 2
    assert keys(path) == {"key 0", "key 1", "key 2"}


def test_pruning_everything_by_accident_is_refused(path: Path) -> None:
    with pytest.raises(HornbookError, match="say which answers"):
        prune_cache(path)
    with pytest.raises(HornbookError, match="negative"):
        prune_cache(path, older_than=-1)
    assert len(keys(path)) == 5


def test_pruning_makes_the_file_smaller_unless_it_is_in_use(path: Path) -> None:
    with AnswerCache(path) as cache:
        for number in range(300):
            request = Request(payload={"model": "big"})
            cache.put(f"big {number}", request, "e", {"fill": "x" * 2000}, 0.5)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM answers").fetchall()
    assert prune_cache(path, model="m") == 3
    reader.close()
    before = path.stat().st_size
    assert prune_cache(path, model="big") == 300
    assert path.stat().st_size < before / 10


def test_answers_are_exported_as_they_were(path: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    assert export_cache(path, output, model="m") == 3
    rows = [json.loads(line) for line in output.read_text().splitlines()]
    assert [row["key"] for row in rows] == ["key 0", "key 1", "key 2"]
    assert rows[0]["payload"] == {"model": "m", "messages": [], "x": "☃"}
    assert rows[0]["body"]["n"] == 0 and rows[0]["endpoint"] == "https://e/v1"
    with pytest.raises(HornbookError, match="is there already"):
        export_cache(path, output)
    with pytest.raises(HornbookError, match="can't write"):
        export_cache(path, tmp_path / "none" / "out.jsonl")


def test_a_cache_that_isn_t_there_is_told(tmp_path: Path) -> None:
    for act in (show_cache, lambda path: prune_cache(path, model="m")):
        with pytest.raises(HornbookError, match="there is no answer cache"):
            act(tmp_path / "none.sqlite")
    assert not list(tmp_path.iterdir())
