from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from hornbook.errors import HornbookError
from hornbook.pipeline.split import Split
from hornbook.runs.comparison import Change, compare_runs
from hornbook.runs.matching import read_run, short_names, slots
from hornbook.runs.overlap import Overlap
from hornbook.runs.page import render
from hornbook.runs.summary import headline, summary

from .conftest import Make, Measure, Tell, Thin, Words, recipe


def test_equal_runs_are_summed_up_in_a_line(make: Make) -> None:
    compared = compare_runs([make(recipe(), "one"), make(recipe(), "two")])
    assert compared.same == ("words", "measure", "told")
    assert not (compared.changed or compared.rows or compared.results or compared.figures)
    assert headline(compared) == "All 3 stages are the same."


def test_a_field_is_blamed_where_it_differs_and_nowhere_downstream(make: Make) -> None:
    compared = compare_runs([make(recipe(), "one"), make(recipe(last=12), "two")])
    (changed,) = compared.changed
    assert changed.stage == "words" and changed.changes == (Change("last", ("10", "12")),)
    assert compared.downstream == ("measure", "told")
    assert compared.equal_results == 2 and not compared.results


def test_rows_are_told_apart_by_their_ids(make: Make) -> None:
    other = recipe()
    words = Words(first=4, last=13, label="words")
    shifted = replace(other, measures=tuple(replace(m, words=words) for m in other.measures))
    compared = compare_runs([make(recipe(), "one"), make(shifted, "two")])
    (rows,) = compared.rows
    assert rows.counts == (10, 9)
    assert rows.overlaps == (None, Overlap(shared=6, added=3, removed=4))


def test_results_on_the_same_items_are_compared_in_pairs(make: Make) -> None:
    compared = compare_runs([make(recipe(), "one"), make(recipe(slope=0.6), "two")])
    result, most = compared.results
    _, pair = result.pairs
    assert pair is not None and pair.higher == 19 and pair.equal == 1
    assert pair.difference.value == pytest.approx(0.1 * 190 / 200)
    (figure,) = compared.figures
    assert figure.values == (0.5, 0.6)
    assert most.pairs == (None, None)  # no mean over the items


def test_results_on_other_items_stand_side_by_side(make: Make) -> None:
    compared = compare_runs([make(recipe(), "one"), make(recipe(items=19), "two")])
    result, _ = compared.results
    assert result.pairs == (None, None)
    assert [each and each.of for each in result.estimates] == [20, 19]


def test_a_stage_that_was_renamed_is_found_by_its_place(make: Make) -> None:
    one, two = make(recipe(), "one"), make(recipe(slope=0.6, label="other name"), "two")
    runs = [read_run(one, "one"), read_run(two, "two")]
    assert ("measure", "other name") in {slot.stages for slot in slots(runs)}


def test_a_stage_that_only_one_run_has_is_listed(make: Make) -> None:
    words = Words(label="words")
    thin = Thin(words=Split(words, "kept"), label="thin")
    measure = Measure(words=thin, label="measure")
    compared = compare_runs(
        [make(recipe(), "one"), make(Tell(measures=(measure,), label="told"), "two")]
    )
    assert compared.absent == (("thin", ("", "yes")),)
    (changed,) = compared.changed
    assert changed.changes == (Change("words", ("→ words", "→ thin")),)


def test_three_runs_each_have_their_place(make: Make) -> None:
    folders = [make(recipe(last=n), f"run-{n}") for n in (10, 12, 14)]
    (rows,) = compare_runs(folders).rows
    assert rows.counts == (10, 12, 14)
    assert [each and each.added for each in rows.overlaps] == [None, 2, 4]


def test_the_same_definition_with_another_outcome_is_pointed_out(
    make: Make, tmp_path: Path
) -> None:
    one = make(recipe(), "one")
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(one.parent, elsewhere)
    (manifest,) = elsewhere.glob("artifacts/words-*/manifest.json")
    manifest.write_text(manifest.read_text().replace('"sha256": "', '"sha256": "0', 1))
    compared = compare_runs([one, elsewhere / "one"])
    assert compared.unsteady == ("words",)
    assert any("not equal: words" in each for each in summary(compared))


def test_what_was_removed_is_named(make: Make) -> None:
    one, two = make(recipe(), "one"), make(recipe(slope=0.6), "two")
    (artifact,) = (
        place
        for place in two.parent.glob("artifacts/tell-*")
        if place.name in (two / "run.json").read_text()
    )
    shutil.rmtree(artifact)
    compared = compare_runs([one, two])
    assert compared.gone == ((), ("told",))
    assert any("Removed since two was made" in each for each in summary(compared))


def test_names_are_as_short_as_can_be() -> None:
    assert short_names([Path("/a/runs/nano"), Path("/b/runs/nano")]) == [
        "a/runs/nano",
        "b/runs/nano",
    ]
    assert short_names([Path("/a/one"), Path("/b/two")]) == ["one", "two"]
    with pytest.raises(HornbookError, match="named twice"):
        short_names([Path("/a/one"), Path("/a/one")])


def test_the_page_holds_everything_and_loads_nothing(make: Make) -> None:
    compared = compare_runs([make(recipe(), "one"), make(recipe(last=12, slope=0.6), "two")])
    page = render(compared)
    for text in ("Results", "Fields", "Data", "slope", "0.6", "+0.095"):
        assert text in page
    assert "<script" not in page and "http://" not in page and "https://" not in page
    assert render(compared) == page


def test_a_hostile_name_is_only_text_in_the_page(make: Make) -> None:
    target = recipe(label="<script>alert(1)</script>")
    compared = compare_runs([make(recipe(slope=0.6), "one"), make(target, "two")])
    assert "<script" not in render(compared)
