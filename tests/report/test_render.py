"""The page: everything in it, nothing hostile in it, the same every time."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from hornbook.report.render import best, facets, render
from hornbook.report.view import Entry, Estimate, Language, Measure, Pane, Report, Shelf

HOSTILE = (
    "</script><script>document.title='taken'</script>",
    "</pre><img src=x onerror=\"document.title='taken'\">",
    "'\"><svg onload=alert(1)>",
    "```\n</code></pre><iframe src=http://example.org></iframe>\n```",
    '![x](http://example.org/a.png) [y](javascript:alert(1)) <a href="http://example.org">z</a>',
    "{{ 7 * 7 }} {% raw %}",
    "a\x00b\x1b[31m\ud800\u2028</style>",
)


class Tags(HTMLParser):
    """Collects tags with their attributes, and checks that they close in order."""

    void = frozenset({"meta", "link", "input", "br", "path", "rect", "use", "img", "hr"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in self.void:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.void:
            assert self.open.pop() == tag


def parse(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    assert not tags.open
    return tags


def hostile_report(report: Report, text: str) -> Report:
    entry = Entry(
        id=text,
        title=text,
        panes=(
            *(Pane(text, text, language) for language in Language),
            Pane(text, text, Language.PLAIN, marks=("script", text)),
        ),
        score=text,
        verdict=text,
        facets={"Outcome": text, text: "x"},
        facts=((text, text),),
    )
    other = dataclasses.replace(entry, facets={"Outcome": "kept", text: "y"})
    shelf = Shelf("documents", text, text, (entry, other), 2, text)
    node = dataclasses.replace(report.lineage[0], name=text, fields=text, facts=text, inputs=())
    assert report.figure1
    return Report(
        title=text,
        headline=text,
        documents=shelf,
        figure1=dataclasses.replace(report.figure1, arms=(text,) * 3, note=text),
        tables=(
            dataclasses.replace(report.tables[0], title=text, entrants=(text,) * 3, note=text),
        ),
        trainings=(
            dataclasses.replace(report.trainings[0], name=text, fingerprint=node.fingerprint),
        ),
        lineage=(node,),
        versions=((text, text),),
        command=text,
    )


def test_is_well_formed_and_holds_every_section(report: Report) -> None:
    page = render(report)
    tags = parse(page)
    ids = [value for _, name, value in tags.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    for anchor in ("results", "funnel", "documents", "sections", "exercises", "classifier"):
        assert anchor in ids
    for anchor in (
        "contamination",
        "table-1",
        "training",
        "completions",
        "lineage",
        "costs",
        "again",
    ):
        assert anchor in ids
    targets = {
        value[1:] for _, name, value in tags.attributes if name == "href" and value[0] == "#"
    }
    assert targets <= set(ids)
    assert report.command in page


def test_needs_nothing_from_elsewhere(report: Report) -> None:
    tags = parse(render(report))
    assert not tags.tags.keys() & {"img", "iframe", "object", "embed", "base", "form"}
    assert tags.tags["script"] == 1
    assert tags.tags["style"] == 1
    for _, name, value in tags.attributes:
        if name in ("src", "href", "xlink:href", "action"):
            assert value.startswith(("#", "data:image/svg+xml,"))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(report: Report, text: str) -> None:
    tags = parse(render(hostile_report(report, text)))
    harmless = parse(render(hostile_report(report, "harmless")))
    for tag in ("script", "img", "iframe", "a", "style", "button", "form", "meta", "link"):
        assert tags.tags[tag] == harmless.tags[tag], tag
    assert not [name for _, name, _ in tags.attributes if name.startswith("on")]


def test_facets_survive_quotes(report: Report) -> None:
    text = 'it\'s "quoted" & <b>'
    tags = parse(render(hostile_report(report, text)))
    found = [value for _, name, value in tags.attributes if name == "data-facets"]
    assert json.loads(found[0]) == {"Outcome": text, text: "x"}


def test_policy_names_the_script_by_its_hash(report: Report) -> None:
    import base64
    import hashlib

    page = render(report)
    script = re.search(r"<script>(.*)</script>", page, re.DOTALL)
    assert script
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page.replace("&#39;", "'")


def test_a_report_with_nothing_in_it_is_a_page() -> None:
    page = render(Report(title="Empty", headline="Nothing was made."))
    parse(page)
    assert "Nothing was made." in page


def test_same_report_same_bytes_in_another_process(report: Report, tmp_path: Path) -> None:
    source = Path(__file__).parent / "conftest.py"
    program = (
        "import runpy, sys\n"
        "from hornbook.report.render import render\n"
        "from hornbook.report.view import Report\n"
        f"made = runpy.run_path({str(source)!r})\n"
        "report = Report(title='t', headline='h', figure1=made['figure1'](),\n"
        "    panels=made['curve_panels'](), lineage=made['lineage'](),\n"
        "    documents=made['documents'](), classifier=made['classifier']())\n"
        "sys.stdout.write(render(report))\n"
    )
    pages = [
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert pages[0] == pages[1]


def test_facets_count_and_leave_out_the_same_everywhere() -> None:
    entries = [
        Entry("", "", (), facets={"Outcome": outcome, "Stage": "corpus"})
        for outcome in ("kept", "dropped", "kept")
    ]
    shelf = Shelf("x", "X", "", tuple(entries), 3)
    assert facets(shelf) == {"Outcome": [("kept", 2), ("dropped", 1)]}


def test_best_follows_the_direction() -> None:
    low, high = Estimate(1.0), Estimate(2.0)
    assert best(Measure("bits", "bits", False, (low,), (high,)), low)
    assert best(Measure("share", "share", True, (low,), (high, None)), high)
    assert not best(Measure("share", "share", True, (low,), (high,)), low)
