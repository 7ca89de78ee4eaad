"""The page in a real browser: it works, keeps quiet and asks the network for nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hornbook.report.render import render
from hornbook.report.view import Report

pytest.importorskip("playwright")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not os.access(CHROMIUM, os.X_OK), reason="there is no chromium"),
]
OFFLINE = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND"]


class Watched:
    """An open page, with what its console said and what it asked for."""

    def __init__(self, page: Any, path: Path) -> None:
        self.page = page
        self.console: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.console.append(message.text))
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(path.as_uri(), timeout=120_000)  # a busy machine takes long for large pages
        self.address = path.as_uri()

    def check_quiet(self) -> None:
        assert self.console == []
        assert [url for url in self.requests if not url.startswith("data:")] == [self.address]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=OFFLINE)
        yield chromium
        chromium.close()


@pytest.fixture
def path(report: Report, tmp_path: Path) -> Path:
    path = tmp_path / "report.html"
    path.write_text(render(report), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [390, 820, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_fits_the_screen_and_keeps_quiet(browser: Any, path: Path, width: int, scheme: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    watched = Watched(page, path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 23, 26)"
    assert dark == (scheme == "dark")
    assert page.locator(".keys").is_visible() == (width == 1440)
    assert page.locator("svg.chart").count() == 9
    watched.check_quiet()
    page.close()


def test_search_and_filters(browser: Any, path: Path) -> None:
    page = browser.new_page()
    watched = Watched(page, path)
    shelf = page.locator("#documents .shelf")
    shelf.locator("select[name=Outcome]").select_option("dropped")
    assert shelf.locator(".entry:visible").count() == 20
    shelf.locator("input").fill("dag.py limit = 59")
    assert shelf.locator(".entry:visible").count() == 1
    assert shelf.locator("output").text_content() == "1 of 60"
    shelf.locator("input").fill("nowhere to be found")
    assert shelf.locator(".empty").is_visible()
    assert page.locator("#sections .entry:not([hidden])").count() == 24
    watched.check_quiet()
    page.close()


def test_keyboard_alone(browser: Any, path: Path) -> None:
    page = browser.new_page()
    watched = Watched(page, path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.locator("#documents summary").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    entries = page.locator("#documents .entry")
    assert entries.nth(1).get_attribute("open") is not None
    assert entries.nth(0).get_attribute("open") is None
    watched.check_quiet()
    page.close()


def test_keys_go_through_the_rows(browser: Any, path: Path) -> None:
    page = browser.new_page()
    watched = Watched(page, path)
    here = "document.activeElement.closest('.entry')?.querySelector('.title').textContent"
    page.keyboard.press("/")
    page.keyboard.type("heapq")
    page.keyboard.press("ArrowDown")
    first = page.evaluate(here)
    assert "heapq" in first
    page.keyboard.press("Enter")
    assert page.locator("#documents .entry[open]").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "PRE"
    page.keyboard.press("Escape")
    assert page.locator("#documents .entry[open]").count() == 0
    for key in ("j", "j", "k"):
        page.keyboard.press(key)
    entries = page.locator("#documents .entry > summary")
    assert entries.nth(1).evaluate("each => each === document.activeElement")
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) == "solid"
    watched.check_quiet()
    page.close()


def test_tab_goes_through_the_page_in_its_order(browser: Any, path: Path) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    Watched(page, path)
    places = []
    for _ in range(60):
        page.keyboard.press("Tab")
        places.append(
            page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)")
        )
        assert page.evaluate("document.activeElement.matches(':focus-visible')")
    assert places == sorted(places)
    assert len(set(places)) == 60
    page.close()


def many(report: Report, rows: int) -> Report:
    """A report with so many documents."""
    import dataclasses

    assert report.documents
    entries = tuple(
        dataclasses.replace(
            report.documents.entries[number % 60], id=f"{number:032x}", title=f"row-{number}.py"
        )
        for number in range(rows)
    )
    return dataclasses.replace(
        report, documents=dataclasses.replace(report.documents, entries=entries, total=rows)
    )


FILTER = """async ([selector, value]) => {
  const field = document.querySelector(selector);
  field.value = value;
  const start = performance.now();
  field.dispatchEvent(new Event(field.tagName === "INPUT" ? "input" : "change"));
  document.body.offsetHeight;  // until it is laid out
  return performance.now() - start;
}"""


def test_thousands_of_rows_stay_fluid(browser: Any, report: Report, tmp_path: Path) -> None:
    path = tmp_path / "many.html"
    path.write_text(render(many(report, 5000)), encoding="utf-8")
    page = browser.new_page()
    watched = Watched(page, path)
    entries = page.locator("#documents .entry")
    assert entries.count() == 60
    assert page.locator("#documents output").text_content() == "all 5,000"
    times = {
        value: page.evaluate(FILTER, ["#documents input", value])
        for value in ("first time", "row-4", "row-499", "binary search", "")
    }
    times["dropped"] = page.evaluate(FILTER, ["#documents select[name=Outcome]", "dropped"])
    assert page.locator("#documents output").text_content() == "1,666 of 5,000"
    assert entries.count() == 60
    entries.last.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelectorAll('#documents .entry').length === 120")
    # Far from what a quiet machine takes, near what it takes to rebuild the whole list.
    assert max(times.values()) < 2000, times
    watched.check_quiet()
    page.close()


def test_the_last_row_shown_leads_on_to_the_next(
    browser: Any, report: Report, tmp_path: Path
) -> None:
    path = tmp_path / "many.html"
    path.write_text(render(many(report, 130)), encoding="utf-8")
    page = browser.new_page()
    watched = Watched(page, path)
    page.locator("#documents .entry > summary").last.focus()
    page.keyboard.press("End")
    for _ in range(75):
        page.keyboard.press("ArrowDown")
    title = "document.activeElement.querySelector('.title').firstChild.textContent"
    assert int(page.evaluate(title).removeprefix("row-").removesuffix(".py")) > 120
    watched.check_quiet()
    page.close()


def test_theme_is_chosen_and_remembered(browser: Any, path: Path) -> None:
    page = browser.new_page(color_scheme="light")
    watched = Watched(page, path)
    background = "getComputedStyle(document.body).backgroundColor"
    button = page.get_by_role("button", name="Theme")
    button.click()
    button.click()
    assert button.text_content() == "Theme: dark"
    assert page.evaluate(background) == "rgb(22, 23, 26)"
    page.reload()
    assert page.evaluate(background) == "rgb(22, 23, 26)"
    assert watched.console == []
    page.close()


def test_pointing_at_a_stage_traces_what_it_was_made_from(browser: Any, path: Path) -> None:
    page = browser.new_page()
    watched = Watched(page, path)
    page.locator(".graph a", has_text="clean corpus").focus()
    lit = page.locator(".graph a.on text:first-of-type").all_text_contents()
    assert sorted(lit) == ["classifier", "clean corpus", "corpus", "filtered"]
    watched.check_quiet()
    page.close()


def test_hostile_text_runs_nothing(browser: Any, report: Report, tmp_path: Path) -> None:
    import dataclasses

    from hornbook.report.view import Entry, Language, Pane, Shelf

    attacks = (
        "</script><script>document.title='taken'</script>",
        "</pre></details><img src=x onerror=\"document.title='taken'\">",
        "<svg onload=\"document.title='taken'\">![x](http://example.org/a.png)",
    )
    entries = tuple(
        Entry(text, text, tuple(Pane(text, text, each) for each in Language), facets={"f": text})
        for text in attacks
    )
    shelf = Shelf("documents", "Documents", attacks[1], entries, 3)
    path = tmp_path / "report.html"
    hostile = dataclasses.replace(report, documents=shelf, headline=attacks[1], title="mine")
    path.write_text(render(hostile), encoding="utf-8")
    page = browser.new_page()
    watched = Watched(page, path)
    page.wait_for_timeout(200)
    assert page.title() == "mine"
    assert page.locator("#documents .entry").count() == 3
    watched.check_quiet()
    page.close()


def test_prints(browser: Any, path: Path, tmp_path: Path) -> None:
    page = browser.new_page(color_scheme="dark")
    Watched(page, path)
    page.emulate_media(media="print")
    assert not page.locator(".contents").is_visible()
    assert not page.locator(".filters").first.is_visible()
    assert page.locator("#table-1 td.best").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.pdf(path=tmp_path / "report.pdf").startswith(b"%PDF")
    page.close()


def test_reads_without_its_script(browser: Any, path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.locator("#documents .entry").count() == 60
    assert not page.locator(".filters").first.is_visible()
    context.close()
