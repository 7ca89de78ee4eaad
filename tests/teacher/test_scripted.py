from pathlib import Path

from hornbook.teacher import Answer, Request, ScriptedTeacher, chat
from hornbook.teacher.client import in_order
from hornbook.teacher.faults import Refused


def replies(teacher: ScriptedTeacher, cache: Path, count: int = 8) -> list[str]:
    requests = (chat(f"prompt {number}", max_tokens=5) for number in range(count))
    with teacher.open(cache) as client:
        return [
            reply.text if isinstance(reply, Answer) else reply.reason
            for reply in in_order(client.complete(requests))
        ]


def test_the_script_decides_by_the_request_alone(tmp_path: Path) -> None:
    teacher = ScriptedTeacher(answers=("yes", "no", "perhaps"))
    first = replies(teacher, tmp_path / "one")
    assert first == replies(teacher, tmp_path / "two")
    assert len(set(first)) > 1


def test_another_script_asks_anew(tmp_path: Path) -> None:
    replies(ScriptedTeacher(answers=("yes",)), tmp_path)
    assert set(replies(ScriptedTeacher(answers=("no",)), tmp_path)) == {"no"}


def test_a_script_may_refuse(tmp_path: Path) -> None:
    def script(request: Request) -> str:
        if request.payload["messages"][0]["content"] == "prompt 1":
            raise Refused("too rude")
        return "fine"

    teacher = ScriptedTeacher(title="sometimes rude", script=script)
    assert replies(teacher, tmp_path, 3) == ["fine", "too rude", "fine"]
