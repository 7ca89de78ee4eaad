import errno
import sqlite3
from pathlib import Path

import pytest

from hornbook.errors import HornbookError
from hornbook.teacher import Request
from hornbook.teacher.cache import AnswerCache

REQUEST = Request(payload={"model": "m", "messages": []})
BODY = {"choices": [{"text": "snow: ☃"}]}


def filled(path: Path, count: int) -> None:
    with AnswerCache(path) as cache:
        for number in range(count):
            cache.put(f"{number:064}", REQUEST, "e", {"n": number, "fill": "x" * 500}, 0.5)


def test_an_answer_comes_back_as_it_was(tmp_path: Path) -> None:
    with AnswerCache(tmp_path / "folder" / "a.sqlite") as cache:
        assert cache.get("k") is None
        cache.put("k", REQUEST, "e", BODY, 0.25)
    with AnswerCache(tmp_path / "folder" / "a.sqlite") as cache:
        assert cache.get("k") == (BODY, 0.25)
        assert len(cache) == 1


def test_the_first_answer_stays(tmp_path: Path) -> None:
    with AnswerCache(tmp_path / "a.sqlite") as cache:
        cache.put("k", REQUEST, "e", BODY, 0.25)
        cache.put("k", REQUEST, "e", {"choices": []}, 0.5)
        assert cache.get("k") == (BODY, 0.25)


def test_two_runs_share_a_cache_at_the_same_time(tmp_path: Path) -> None:
    with AnswerCache(tmp_path / "a.sqlite") as one, AnswerCache(tmp_path / "a.sqlite") as two:
        one.put("k", REQUEST, "e", BODY, 1.0)
        assert two.get("k") == (BODY, 1.0)
        two.put("l", REQUEST, "e", BODY, 1.0)
        assert len(one) == 2


def test_a_reader_holds_up_no_writer(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    filled(path, 1)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM answers").fetchall()
    with AnswerCache(path) as cache:
        cache.database.execute("PRAGMA busy_timeout = 100")
        cache.put("k", REQUEST, "e", BODY, 1.0)
    reader.close()


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    path.write_bytes(b"not a database at all" * 100)
    with (
        pytest.raises(HornbookError, match=r"a\.sqlite is damaged .*move it away"),
        AnswerCache(path),
    ):
        pass
    assert path.read_bytes().startswith(b"not a database")


def test_a_page_of_garbage_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    filled(path, 200)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(HornbookError, match="is damaged"), AnswerCache(path) as cache:
        for number in range(200):
            cache.get(f"{number:064}")


def test_an_answer_that_is_no_json_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    filled(path, 1)
    database = sqlite3.connect(path)
    database.execute("UPDATE answers SET body = '{half'")
    database.commit()
    database.close()
    with pytest.raises(HornbookError, match="is damaged"), AnswerCache(path) as cache:
        cache.get(f"{0:064}")


def test_a_newer_format_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    filled(path, 1)
    database = sqlite3.connect(path)
    database.execute(f"PRAGMA user_version = {AnswerCache.format + 1}")
    database.close()
    with pytest.raises(HornbookError, match="newer Hornbook"), AnswerCache(path):
        pass


def test_a_full_disk_is_an_operating_system_error(tmp_path: Path) -> None:
    with AnswerCache(tmp_path / "a.sqlite") as cache:
        cache.database.execute("PRAGMA max_page_count = 4")  # plays a disk with no room
        with pytest.raises(OSError) as raised:
            for number in range(100):
                cache.put(str(number), REQUEST, "e", {"fill": "x" * 1000}, 1.0)
    assert raised.value.errno == errno.ENOSPC


def test_a_folder_in_the_cache_s_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").mkdir()
    with pytest.raises(HornbookError, match="can't write the answer cache"):
        AnswerCache(tmp_path / "a.sqlite").__enter__()
