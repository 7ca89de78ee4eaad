"""A request is paid for once, whenever the run is killed."""

import json
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

IN_FLIGHT = 16

RUN = """
import json, sys
from pathlib import Path
from hornbook.teacher import Answer, OpenAITeacher, chat
from hornbook.teacher.client import in_order
url, folder, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
teacher = OpenAITeacher(base_url=url, model="m", key_variable="", in_flight=16)
requests = (chat(f"question {number}", max_tokens=5, seed=number) for number in range(count))
with teacher.open(folder) as client, (folder / "rows.jsonl").open("w") as rows:
    for reply in in_order(client.complete(requests)):
        assert isinstance(reply, Answer), reply
        rows.write(json.dumps([reply.index, reply.key, reply.text]) + "\\n")
"""


def killed_at_random(endpoint: Any, folder: Path, *, requests: int, kills: int) -> None:
    """Run to the end however often it is killed, and check what it cost and what it gave."""
    command = [sys.executable, "-c", RUN, endpoint.url, str(folder), str(requests)]
    chance = random.Random(kills)
    moments = sorted(chance.sample(range(requests), kills))
    allowed = requests
    for moment in moments:
        process = subprocess.Popen(command)
        while process.poll() is None and len(endpoint.payloads) - allowed + requests < moment:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.02))
        process.kill()
        process.wait()
        allowed += IN_FLIGHT  # at most those under way at the kill
    subprocess.run(command, check=True, timeout=120)
    assert requests <= len(endpoint.payloads) <= allowed
    dispatched = len(endpoint.payloads)
    rows = [json.loads(line) for line in (folder / "rows.jsonl").read_text().splitlines()]
    assert [row[0] for row in rows] == list(range(requests))
    assert [row[2] for row in rows] == [f"you said question {n}" for n in range(requests)]
    first = (folder / "rows.jsonl").read_bytes()
    subprocess.run(command, check=True, timeout=120)
    assert (folder / "rows.jsonl").read_bytes() == first
    assert len(endpoint.payloads) == dispatched
    whole = folder / "uninterrupted"
    whole.mkdir()
    subprocess.run([*command[:4], str(whole), str(requests)], check=True, timeout=120)
    assert (whole / "rows.jsonl").read_bytes() == first


def slowly(say: Any) -> Any:
    return lambda number, payload: say(f"you said {payload['messages'][-1]['content']}", delay=0.01)


def test_a_run_killed_three_times_pays_for_every_request_once(
    endpoint: Any, say: Any, tmp_path: Path
) -> None:
    endpoint.answer = slowly(say)
    killed_at_random(endpoint, tmp_path, requests=120, kills=3)


@pytest.mark.slow
def test_a_run_killed_twenty_times_pays_for_every_request_once(
    endpoint: Any, say: Any, tmp_path: Path
) -> None:
    endpoint.answer = slowly(say)
    killed_at_random(endpoint, tmp_path, requests=1000, kills=20)
