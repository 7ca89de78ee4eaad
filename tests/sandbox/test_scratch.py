import math
import os
from pathlib import Path

from hornbook.sandbox.scratch import DEEPEST, clear_folder, folder_size, remove_folder


def nest(folder: Path, depth: int) -> None:
    """Folders inside folders, far beyond what a path can name, with a file in each."""
    here = os.open(folder, os.O_DIRECTORY)
    for _ in range(depth):
        os.mkdir("a", dir_fd=here)
        os.close(os.open("file", os.O_CREAT | os.O_WRONLY, dir_fd=here))
        inner = os.open("a", os.O_DIRECTORY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)


def test_a_folder_is_emptied_however_deep_it_is(tmp_path: Path) -> None:
    nest(tmp_path, 3000)
    for name in (".0", ".1", "b"):
        (tmp_path / name / "c").mkdir(parents=True)
        (tmp_path / name / "c" / "file").write_text("text")
    clear_folder(str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_links_are_removed_and_not_followed(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "file").write_text("text")
    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "link").symlink_to(kept)
    (folder / "link").symlink_to(kept)
    remove_folder(str(folder))
    assert not folder.exists() and (kept / "file").exists()


def test_folders_without_permissions_are_emptied(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "file").write_text("text")
    inner.chmod(0)
    clear_folder(str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_the_size_counts_blocks_and_entries(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "file").write_bytes(bytes(100_000))
    assert 100_000 <= folder_size(str(tmp_path)) < 200_000
    for number in range(100):
        (tmp_path / f"{number}").touch()
    assert folder_size(str(tmp_path)) >= 200_000
    assert folder_size(str(tmp_path / "missing")) == 0


def test_deep_nesting_counts_as_full(tmp_path: Path) -> None:
    nest(tmp_path, DEEPEST)
    assert folder_size(str(tmp_path)) < math.inf
    nest(tmp_path / "a", 0)
    clear_folder(str(tmp_path))
    nest(tmp_path, DEEPEST + 2)
    assert folder_size(str(tmp_path)) == math.inf
    clear_folder(str(tmp_path))
