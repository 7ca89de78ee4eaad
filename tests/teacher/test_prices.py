import json
from datetime import date
from pathlib import Path

import pytest

from hornbook.errors import HornbookError
from hornbook.teacher import Price
from hornbook.teacher.prices import find_price, price_table

TABLE = """
[[price]]
model = "m"
since = 2026-01-01
prompt = 2.0
completion = 8.0

[[price]]
model = "m"
since = 2026-06-01
prompt = 1.0
completion = 4.0
cached_prompt = 0.5

[[price]]
model = "m"
endpoint = "https://dear.example.org/v1"
since = 2025-01-01
prompt = 9.0
completion = 9.0
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "prices.toml"
    path.write_text(TABLE)
    return path


def test_the_price_in_force_is_found(table: Path) -> None:
    here = "https://example.org/v1"
    assert find_price(table, here, "m", date(2025, 12, 31)) is None
    assert find_price(table, here, "m", date(2026, 5, 31)) == Price(prompt=2.0, completion=8.0)
    assert find_price(table, here, "m", date(2026, 6, 1)) == Price(
        prompt=1.0, completion=4.0, cached_prompt=0.5
    )
    assert find_price(table, here, "other") is None
    dear = find_price(table, "https://dear.example.org/v1", "m", date(2026, 6, 1))
    assert dear == Price(prompt=9.0, completion=9.0)


def test_a_price_knows_its_day_and_what_batch_mode_costs(table: Path) -> None:
    table.write_text(TABLE.replace("cached_prompt = 0.5", "cached_prompt = 0.5\nbatch = 0.5"))
    price = find_price(table, "e", "m", date(2026, 7, 1))
    assert price is not None and price.since == date(2026, 6, 1)
    assert price.record()["since"] == "2026-06-01"
    assert price.in_batch == Price(prompt=0.5, completion=2.0, cached_prompt=0.25)
    assert Price(prompt=1.0, completion=4.0).in_batch == Price(prompt=1.0, completion=4.0)


def test_json_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "prices.json"
    entry = {"model": "m", "since": "2026-01-01", "prompt": 2, "completion": 8}
    path.write_text(json.dumps({"price": [entry]}))
    assert find_price(path, "e", "m", date(2026, 2, 1)) == Price(prompt=2.0, completion=8.0)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("prompt = 2.0", 'prompt = "cheap"'), "price 1 can't be read"),
        (("since = 2026-06-01", ""), "price 2 can't be read"),
        (("since = 2026-06-01", "since = 5"), "price 2 can't be read"),
        (("[[price]]", "[[prices]]"), "the price table .* can't be read"),
        (("[[price]]", "[[price]"), "the price table .* can't be read"),
        (("prompt = 2.0", "prompt = -2.0"), r"toml, line 2: price 1 .*must be 0 or more"),
        (("cached_prompt = 0.5", "cached = 0.5"), r"line 8: price 2 .*no field 'cached'"),
        (("completion = 4.0", ""), r"line 8: price 2 .*'completion' is missing"),
        (("prompt = 9.0", "prompt = 9,0"), r"at line 19"),
    ],
)
def test_a_table_that_can_t_be_read_is_told(
    table: Path, change: tuple[str, str], sentence: str
) -> None:
    table.write_text(TABLE.replace(*change))
    with pytest.raises(HornbookError, match=sentence):
        find_price(table, "e", "m")


def test_the_table_is_found_where_the_user_says(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    assert price_table() is None
    monkeypatch.setenv("HORNBOOK_PRICES", str(table))
    assert price_table() == table
    monkeypatch.setenv("HORNBOOK_PRICES", str(tmp_path / "missing.toml"))
    with pytest.raises(HornbookError, match="HORNBOOK_PRICES names isn't there"):
        price_table()
