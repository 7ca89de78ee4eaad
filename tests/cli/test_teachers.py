"""What is said on the command line about teachers: plans, batches, the cache, and bad input."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

Hornbook = Callable[..., tuple[int, str, str]]

PRICES = """
[[price]]
model = "m"
since = 2026-02-03
prompt = 10.0
completion = 100.0
"""
PLAN, RUN = ("plan", "mine.py:recipe"), ("run", "mine.py:recipe")
CACHE = Path("runs") / "cache" / "answers.sqlite"


@pytest.mark.parametrize("command", ["export", "import", "run", "cancel", "show", "forget"])
def test_every_command_shows_an_example(hornbook: Hornbook, command: str) -> None:
    code, out, _ = hornbook("batch", command, "--help")
    assert code == 0 and f"Example: hornbook batch {command}" in out


def test_a_plan_says_what_teachers_will_cost(
    hornbook: Hornbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, _ = hornbook(*PLAN)
    assert code == 0 and "unknown" in out and "answers between nothing and max_tokens" in out
    (tmp_path / "prices.toml").write_text(PRICES)
    monkeypatch.setenv("HORNBOOK_PRICES", "prices.toml")
    code, out, _ = hornbook(*PLAN)
    assert code == 0 and "0–1,250" in out and "prices of 2026-02-03" in out
    code, out, _ = hornbook(*PLAN, "--json")
    (stage,) = json.loads(out)
    (asks,) = stage["asks"]
    assert asks["requests"] == {"low": 5, "high": 5} and asks["template"] == "textbook"
    assert 0 < asks["cost"]["low"] < asks["cost"]["high"] <= asks["most_cost"]
    assert not (tmp_path / "runs" / "cache").exists()
    hornbook(*RUN)
    code, out, _ = hornbook(*PLAN)
    assert code == 0 and "nothing to do" in out and "requests" not in out
    code, out, _ = hornbook(*PLAN, "sections=7", "--json")
    (asks,) = json.loads(out)[0]["asks"]
    assert asks["requests"] == {"low": 2, "high": 2} and asks["cached"] == 5


def test_the_price_table_reaches_rows_and_manifest(
    hornbook: Hornbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "prices.toml").write_text(PRICES)
    monkeypatch.setenv("HORNBOOK_PRICES", "prices.toml")
    assert hornbook(*RUN)[0] == 0
    code, out, _ = hornbook("show", "runs/mine", "--stage", "textbooks", "--split", "sections")
    assert code == 0 and "cost" in out
    (path,) = (tmp_path / "runs" / "artifacts").glob("write-textbooks-*/manifest.json")
    (account,) = json.loads(path.read_text())["facts"]["accounts"]
    spent = account["prompt_tokens"] * 10 + account["completion_tokens"] * 100
    assert account["cost"] == pytest.approx(spent / 1e6)
    assert account["price"]["since"] == "2026-02-03"
    assert (account["asked"], account["parsed"], account["kept"]) == (5, 5, 1)
    code, out, _ = hornbook("cache", "show")
    assert code == 0 and f"${spent / 1e6:.4f}" in out


def test_a_batch_goes_out_and_comes_back(hornbook: Hornbook, tmp_path: Path) -> None:
    code, out, _ = hornbook("batch", "export", "mine.py:recipe", "-o", "requests.jsonl")
    assert code == 0 and "5 requests: requests.jsonl" in out
    with Path("answers.jsonl").open("w") as file:
        for line in Path("requests.jsonl").read_text().splitlines():
            body = {"choices": [{"message": {"content": "said"}, "finish_reason": "stop"}]}
            response = {"status_code": 200, "body": body}
            record = {"custom_id": json.loads(line)["custom_id"], "response": response}
            file.write(json.dumps(record) + "\n")
        file.write("{half a line")
    code, out, err = hornbook("batch", "import", "answers.jsonl")
    assert code == 2 and "5 answers imported" in out
    assert err.startswith("hornbook: answers.jsonl, line 6, isn't a JSON object")
    code, out, _ = hornbook("batch", "export", "mine.py:recipe", "-o", "more.jsonl")
    assert code == 0 and out == "nothing to ask\n" and not Path("more.jsonl").exists()
    assert hornbook(*RUN)[0] == 0
    (path,) = (tmp_path / "runs" / "artifacts").glob("write-textbooks-*/manifest.json")
    (account,) = json.loads(path.read_text())["facts"]["accounts"]
    assert (account["requests"], account["cached"]) == (0, 5)
    assert hornbook("batch", "show")[0] == 0


def one_sentence(result: tuple[int, str, str]) -> str:
    code, _, err = result
    assert code == 2, err
    assert "Traceback" not in err
    sentence = err.splitlines()[-1]
    assert sentence.startswith("hornbook: ")
    return sentence


BAD_BUDGETS = {
    "-5USD": "can't be negative",
    "−3Mtok": "can't be negative",
    "lots": "isn't a budget; write dollars or tokens like 25USD",
    "25": "isn't a budget",
    "25EUR": "isn't a budget",
    "nanUSD": "isn't a budget",
    "1e9USD": "isn't a budget",
}


@pytest.mark.parametrize("budget", BAD_BUDGETS)
@pytest.mark.parametrize("command", ["run", "batch run"])
def test_a_budget_that_can_t_be_read(hornbook: Hornbook, command: str, budget: str) -> None:
    result = hornbook(*command.split(), "mine.py:recipe", f"--budget={budget}")
    assert BAD_BUDGETS[budget] in one_sentence(result)
    assert not CACHE.exists()


def test_a_budget_in_dollars_without_a_price(
    hornbook: Hornbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentence = one_sentence(hornbook(*RUN, "--budget", "5USD"))
    assert "needs the model's price" in sentence and "price table" in sentence
    monkeypatch.setenv("HORNBOOK_TEST_KEY", "sk-1")
    remote = ("batch", "run", "mine.py:remote", "url=http://127.0.0.1:9/v1")
    assert "needs the model's price" in one_sentence(hornbook(*remote, "--budget", "5USD"))


BAD_TABLES = {
    "not TOML": ("[[price]]\nmodel = m\n", "line 2"),
    "no price": ("[[price]]\n\n[[price]]\nmodel = 'm'\n", "line 1: price 1"),
    "a word": (PRICES.replace("10.0", "'cheap'"), "line 2: price 1"),
    "negative": (PRICES.replace("10.0", "-1.0"), "0 or more dollars"),
    "no table": ("price = 3\n", "holds entries like"),
    "bytes": ("\x00\x01", "prices.toml"),
}


@pytest.mark.parametrize("case", BAD_TABLES)
@pytest.mark.parametrize("command", [PLAN, RUN])
def test_a_damaged_price_table(
    hornbook: Hornbook,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, str],
    case: str,
) -> None:
    content, message = BAD_TABLES[case]
    Path("prices.toml").write_text(content)
    monkeypatch.setenv("HORNBOOK_PRICES", "prices.toml")
    assert message in one_sentence(hornbook(*command))
    assert Path("prices.toml").read_text() == content


def test_a_price_table_that_isn_t_there(
    hornbook: Hornbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HORNBOOK_PRICES", "absent.toml")
    assert "HORNBOOK_PRICES names isn't there" in one_sentence(hornbook(*RUN))


def newer(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()


def garbage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[: len(content)] = bytes(range(256)) * (len(content) // 256)
    path.write_bytes(content)


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5000])


def inner(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)


def foreign(path: Path) -> None:
    path.write_text("this is no database, but somebody's notes\n" * 50)


BAD_CACHES: dict[Callable[[Path], None], str] = {
    newer: "written by a newer Hornbook",
    garbage: "is damaged",
    truncated: "is damaged",
    inner: "is damaged",
    foreign: "is damaged",
}


@pytest.mark.parametrize("damage", BAD_CACHES)
def test_a_damaged_cache_is_told_with_its_remedy_and_left_alone(
    hornbook: Hornbook, damage: Callable[[Path], None]
) -> None:
    assert hornbook(*RUN)[0] == 0
    damage(CACHE)
    content = CACHE.read_bytes()
    more = "sections=9"
    for command in (
        (*RUN, more),
        (*PLAN, more),
        ("cache", "show"),
        ("cache", "prune", "--model", "m"),
        ("cache", "export", "out.jsonl"),
        ("batch", "export", "mine.py:recipe", more, "-o", "requests.jsonl"),
        ("batch", "show"),
    ):
        sentence = one_sentence(hornbook(*command))
        assert BAD_CACHES[damage] in sentence and "away" in sentence, command
        assert CACHE.read_bytes()[4096:] == content[4096:], command  # before is SQLite's header


BAD_TEMPLATES = {
    "missing": ("Write of {{ topic }} for {{ audience }}.", "mine.md has no slot {{ style }}"),
    "unknown": (
        "{{ topic }} {{ audience }} {{ style }} {{ mood }}",
        "mine.md has a slot {{ mood }} with no value",
    ),
    "torn": ("{{ topic }} {{ audience }}\n{{ style", "mine.md, line 2, can't be read"),
}


@pytest.mark.parametrize("case", BAD_TEMPLATES)
@pytest.mark.parametrize("command", ["plan", "run"])
def test_a_template_that_can_t_be_filled(hornbook: Hornbook, command: str, case: str) -> None:
    content, message = BAD_TEMPLATES[case]
    Path("mine.md").write_text(content)
    assert message in one_sentence(hornbook(command, "mine.py:slotless"))


def test_no_key_and_no_batch_endpoint(hornbook: Hornbook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HORNBOOK_TEST_KEY", raising=False)
    remote = ("mine.py:remote", "url=http://127.0.0.1:9/v1")
    assert "set the environment variable HORNBOOK_TEST_KEY" in one_sentence(
        hornbook("batch", "run", *remote)
    )
    assert "m has no batch endpoint" in one_sentence(hornbook("batch", "run", "mine.py:recipe"))
    assert "no batch under way is named 'x'" in one_sentence(hornbook("batch", "forget", "x"))
    assert "can't read absent.jsonl" in one_sentence(hornbook("batch", "import", "absent.jsonl"))
