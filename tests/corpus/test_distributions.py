from __future__ import annotations

import hashlib
import io
import json
import tarfile
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from hornbook.corpus import archive
from hornbook.corpus.distributions import Distributions
from hornbook.corpus.package_index import Pin
from hornbook.errors import HornbookError
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.manifest import Manifest
from hornbook.pipeline.stage import Stage

Read = Callable[[Stage[Dataset]], tuple[Dataset, Manifest]]

CODE = b"def area(width, height):\n    '''Area of a rectangle.'''\n    return width * height\n" * 3
METADATA = b"Metadata-Version: 2.4\nName: made\nVersion: 1.0\nLicense-Expression: MIT\n"
FATAL = b"import os\nos.kill(os.getpid(), 9)\n" * 9


def sdist(folder: Path, files: Mapping[str, bytes], name: str = "made-1.0.tar.gz") -> Path:
    with tarfile.open(folder / name, "w:gz") as file:
        for path, data in files.items():
            entry = tarfile.TarInfo(path)
            entry.size = len(data)
            file.addfile(entry, io.BytesIO(data))
    return folder / name


def wheel(folder: Path, files: Mapping[str, bytes]) -> Path:
    path = folder / "made-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as file:
        for name, data in files.items():
            file.writestr(name, data)
    return path


def made(folder: Path | str = "", **more: Any) -> Distributions:
    return Distributions(names=("made==1.0",), folder=folder, **more)


def test_an_sdist_is_read_and_never_built(tmp_path: Path, read: Read) -> None:
    files = {
        "made-1.0/PKG-INFO": METADATA,
        "made-1.0/setup.py": FATAL,
        "made-1.0/src/made/area.py": CODE,
        "made-1.0/tests/test_area.py": CODE + b"# 1\n",
        "made-1.0/src/made/_vendor/x.py": CODE + b"# 2\n",
        "made-1.0/data.bin": b"\0" * 999,
    }
    sdist(tmp_path, files)
    dataset, manifest = read(made(tmp_path, tests=False))
    rows = {row["path"]: row for row in dataset.rows("documents")}
    assert rows.keys() == {"setup.py", "src/made/area.py"}
    row = rows["src/made/area.py"]
    assert row["source"] == "pypi:made==1.0/src/made/area.py"
    assert (row["package"], row["version"], row["licence"]) == ("made", "1.0", "MIT")
    assert manifest.facts["dropped_by_reason"] == {"test": 1, "vendored": 1}


def test_a_wheel_whose_licence_is_in_its_file(tmp_path: Path, read: Read) -> None:
    licence = b"Permission is hereby granted, free of charge, to any person"
    wheel(tmp_path, {"made/area.py": CODE, "made-1.0.dist-info/licenses/LICENSE": licence})
    (row,) = read(made(tmp_path, form="wheel"))[0].rows("documents")
    assert (row["path"], row["licence"]) == ("made/area.py", "MIT")


@pytest.mark.parametrize("name", ["../../evil.py", "/etc/evil.py", "C:/evil.py", "a/../../b.py"])
@pytest.mark.parametrize("form", ["wheel", "sdist"])
def test_names_that_lead_outside(tmp_path: Path, name: str, form: str) -> None:
    path = {"wheel": wheel, "sdist": sdist}[form](tmp_path, {"made/a.py": CODE, name: CODE})
    rows = list(archive.archive_rows(path, "made", "1.0", tests=True))
    assert [row["reason"].split(":")[0] for row in rows] == ["unsafe"]


def test_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_UNPACKED", 1 << 20)
    for make in (wheel, sdist):
        path = make(tmp_path, {"made/bomb.py": b"\n" * (2 << 20)})
        (row,) = archive.archive_rows(path, "made", "1.0", tests=True)
        assert row["reason"].startswith("unsafe: it unpacks to more than")


def test_a_damaged_archive_does_not_stop_the_others(tmp_path: Path, read: Read) -> None:
    sdist(tmp_path, {"made-1.0/made/area.py": CODE})
    whole = sdist(tmp_path, {f"other-2.0/{n}.py": CODE * 99 for n in range(9)}, "other-2.0.tar.gz")
    whole.write_bytes(whole.read_bytes()[:-300])
    stage = Distributions(names=("other==2.0", "made==1.0"), folder=tmp_path)
    dataset, _ = read(stage)
    assert "pypi:made==1.0/made/area.py" in {row["source"] for row in dataset.rows("documents")}
    assert [row["source"] for row in dataset.rows("dropped")][-1] == "pypi:other==2.0"


def test_missing_and_unpinned_names(tmp_path: Path) -> None:
    with pytest.raises(HornbookError, match=r"no sdist of made==1\.0"):
        made(tmp_path).external()
    for name in ("numpy", "numpy>=2", "numpy==2.*", "git+x", "a==1; rm"):
        with pytest.raises(HornbookError, match="write it like"):
            Distributions(names=(name,)).external()


def test_names_are_compared_as_indexes_do() -> None:
    pin = Pin.parse("Zope.interface == 5.0")
    assert pin.matches("zope_interface-5.0.tar.gz", "sdist")
    assert pin.matches("zope.interface-5.0-cp311-cp311-linux_x86_64.whl", "wheel")
    assert not pin.matches("zope.interface-5.0.1.tar.gz", "sdist")
    assert not pin.matches("zope.interface.extra-5.0.tar.gz", "sdist")


class Index:
    """A package index on the loopback interface, in JSON or in HTML."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.digest = hashlib.sha256(data).hexdigest()
        self.html = False
        self.address = ""
        self.asked: list[str] = []

    def answer(self, path: str) -> tuple[str, bytes]:
        self.asked.append(path)
        name = "made-1.0.tar.gz"
        if path != "/simple/made/":
            return "application/octet-stream", self.data
        if self.html:
            link = f'<a href="../../f/{name}#sha256={self.digest}">{name}</a>'
            return "text/html", link.encode()
        file = {"filename": name, "url": f"../../f/{name}", "hashes": {"sha256": self.digest}}
        return "application/vnd.pypi.simple.v1+json", json.dumps({"files": [file]}).encode()


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    (tmp_path / "remote").mkdir()
    state = Index(sdist(tmp_path / "remote", {"made-1.0/made/area.py": CODE}).read_bytes())

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, data = state.answer(self.path)
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        state.address = f"http://127.0.0.1:{http.server_port}/simple"
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield state
        http.shutdown()
        thread.join()


@pytest.mark.parametrize("html", [False, True])
def test_an_index_is_asked_and_the_hash_checked(index: Index, read: Read, html: bool) -> None:
    index.html = html
    dataset, _ = read(made(index=index.address))
    assert [row["path"] for row in dataset.rows("documents")] == ["made/area.py"]
    assert index.asked == ["/simple/made/", "/f/made-1.0.tar.gz"]


def test_another_content_than_promised_is_refused(index: Index, read: Read) -> None:
    index.digest = "0" * 64
    with pytest.raises(HornbookError, match="isn't what the index promised"):
        read(made(index=index.address))


def test_an_index_without_the_version(index: Index, read: Read) -> None:
    stage = Distributions(names=("made==9.0",), index=index.address)
    with pytest.raises(HornbookError, match=r"has no sdist of made==9\.0"):
        read(stage)
    with pytest.raises(HornbookError, match="can't ask the package index"):
        read(made(index="file:///simple"))
