"""Descendants are found and ended, also those that nobody has told of."""

import subprocess
import sys
import textwrap

GRANDCHILD_IS_GONE = """
    import os, time
    from hornbook.sandbox.family import adopt_orphans, end_descendants

    adopt_orphans()
    reader, writer = os.pipe()
    if os.fork() == 0:
        if (grandchild := os.fork()) == 0:
            time.sleep(60)
        os.write(writer, b"%d" % grandchild)
        time.sleep(60)
    grandchild = int(os.read(reader, 64))
    end_descendants()
    try:
        os.kill(grandchild, 0)
    except ProcessLookupError:
        print("gone")
"""


def run(script: str) -> str:
    command = [sys.executable, "-c", textwrap.dedent(script)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout


def test_an_orphan_is_adopted_and_ended() -> None:
    assert run(GRANDCHILD_IS_GONE) == "gone\n"


def test_there_may_be_nothing_to_end() -> None:
    script = "from hornbook.sandbox.family import end_descendants; end_descendants(); print('done')"
    assert run(script) == "done\n"
