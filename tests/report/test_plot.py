"""Charts that take their colours from the page."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hornbook.report import dots, plot
from hornbook.report.view import Bin, Curve, CurvePanel, Estimate, Histogram, Measure, Report

MEASURE = Measure(
    "pass@1", "share", True, (Estimate(0.1, 0.05, 0.2), None), (Estimate(0.5), Estimate(0.0))
)


def charts(report: Report) -> list[str]:
    assert report.classifier and report.classifier.scores
    return [
        plot.curves("a", report.panels[0]),
        dots.before_and_after("b", MEASURE, ("raw", "<script>&")),
        plot.reliability("c", report.classifier.reliability),
        plot.histogram("d", report.classifier.scores),
    ]


def test_charts_are_xml_with_text_and_page_colours_only(report: Report) -> None:
    for svg in charts(report):
        ElementTree.fromstring(
            str(svg).replace("<svg ", '<svg xmlns:xlink="http://www.w3.org/1999/xlink" ', 1)
        )
        assert "<text" in svg
        assert not re.findall(r"#[0-9a-f]{6}\b", svg)
        assert "DejaVu" not in svg
        assert "metadata" not in svg
        assert "currentColor" in svg or "var(--muted)" in svg


def test_names_are_escaped() -> None:
    svg = dots.before_and_after("x", MEASURE, ("raw", "<script>&"))
    assert "&lt;script&gt;&amp;" in svg
    assert "<script>" not in svg


def test_charts_share_no_ids(report: Report) -> None:
    ids = [each for svg in charts(report) for each in re.findall(r' id="([^"]+)"', svg)]
    assert len(ids) == len(set(ids))


def test_a_chart_is_the_same_each_time(report: Report) -> None:
    assert charts(report) == charts(report)


def test_degenerate_values_are_drawn() -> None:
    plot.curves("a", CurvePanel("t", "x", "y", ()))
    plot.curves("b", CurvePanel("t", "x", "y", (Curve("one", 1, (), ()),)))
    plot.curves("c", CurvePanel("t", "x", "y", (Curve("one", 9, (1.0,), (2.0,)),)))
    plot.reliability("d", (Bin(1.0, 1.0, 1),))
    plot.histogram("e", Histogram((0.0, 1.0), (("kept", (0,)),)))
    nothing = Measure("none", "share", True, (None,), (None,))
    dots.before_and_after("f", nothing, ("raw",))
    zero = Measure("zero", "share", True, (Estimate(0.0, 0.0, 0.0),), (Estimate(0.0),))
    dots.before_and_after("g", zero, ("raw",))


def test_ticks_keep_apart() -> None:
    assert plot.apart([64, 128, 256]) == [64, 128, 256]
    assert plot.apart([256, 512, 768, 1024, 1280, 1536]) == [256, 512, 1024]
    assert plot.apart([]) == []
