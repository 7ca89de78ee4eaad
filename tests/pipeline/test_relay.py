from __future__ import annotations

import io

from hornbook.pipeline.progress import Progress
from hornbook.pipeline.relay import Mirror, Relay


def test_what_is_relayed_is_shown() -> None:
    pipe, screen = io.StringIO(), io.StringIO()
    relay = Relay(pipe)
    relay.say("going on from step 5")
    with relay.bar("training", total=100, unit="tokens") as bar:
        bar.advance(40, note="step 1, loss 2.000")
        bar.advance(60, note="step 2, loss 1.000")
    mirror = Mirror(Progress(screen, every=0.0))
    assert all(mirror.show(line) for line in pipe.getvalue().splitlines())
    shown = screen.getvalue()
    assert "going on from step 5" in shown
    assert "training: 40/100 tokens" in shown
    assert "training: 100/100 tokens (100%)" in shown
    assert "loss 1.000" in shown


def test_bars_in_bars_are_kept_apart_and_say_what_they_are_about() -> None:
    pipe = io.StringIO()
    relay = Relay(pipe)
    relay.about = "small model"
    mirrored = Progress(quiet=True)
    mirrored.about = "another stage"
    mirror, open_bars = Mirror(mirrored), []
    with relay.bar("epochs", total=2) as outer, relay.bar("steps", total=10) as inner:
        inner.advance(5)
        outer.advance(1)
    for line in pipe.getvalue().splitlines():
        assert mirror.show(line)
        open_bars.append([(bar.what, bar.done) for bar in mirrored.bars])
    assert [("epochs, small model", 1), ("steps, small model", 5)] in open_bars
    assert open_bars[-2] == [("epochs, small model", 1)]
    assert open_bars[-1] == []


def test_few_lines_are_written_however_often_a_bar_advances() -> None:
    pipe = io.StringIO()
    with Relay(pipe).bar("training", total=1000) as bar:
        for _ in range(1000):
            bar.advance(1)
    assert len(pipe.getvalue().splitlines()) < 20


def test_other_lines_are_left_to_the_log() -> None:
    mirror = Mirror(Progress(quiet=True))
    for line in ("a warning", "{}", "[1]", '"hornbook"', ""):
        assert not mirror.show(line)
    mirror.close()
