from pathlib import Path

from hornbook.evaluate.journal import Journal


def test_entries_come_back_and_go_on(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    first = Journal(path)
    first.add(["a\nb", "\ud800", "\u2028"])
    first.add({"x": 1.5})
    second = Journal(path)
    assert second.entries == first.entries == [["a\nb", "\ud800", "\u2028"], {"x": 1.5}]


def test_a_line_cut_short_by_a_kill_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    Journal(path).add([1])
    whole = path.read_bytes()
    for end in range(len(whole) + 1):
        path.write_bytes(whole + whole[:end])
        again = Journal(path)
        assert again.entries == [[1]] * (2 if end == len(whole) else 1)
        again.add([2])
        assert Journal(path).entries[-1] == [2]
