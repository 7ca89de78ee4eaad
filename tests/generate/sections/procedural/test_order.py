from itertools import islice
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from hornbook.generate.procedural import families
from hornbook.generate.sections.procedural.book import write_books
from hornbook.generate.sections.procedural.order import PREREQUISITES, ordered_topics, plan_book
from hornbook.generate.sections.syllabus import AUDIENCES

TOPICS = sorted({family.topic for family in families()})


@given(st.lists(st.sampled_from([*TOPICS, "a topic that is new"]), unique=True))
def test_a_topic_comes_after_those_that_it_builds_on(topics: list[str]) -> None:
    order = ordered_topics(topics)
    assert sorted(order) == sorted(topics)
    for place, topic in enumerate(order):
        assert not set(order[place:]) & set(PREREQUISITES.get(topic, ()))


def test_all_topics_that_others_build_on_exist() -> None:
    assert {name for needed in PREREQUISITES.values() for name in needed} <= set(TOPICS)


def test_a_plan_keeps_to_its_size_and_to_the_order_of_the_curriculum() -> None:
    plan = plan_book(Random(1), AUDIENCES[0], chapters=4, sections=2)
    assert len(plan.families) == len(plan.outline.chapters) == 4
    for group, chapter in zip(plan.families, plan.outline.chapters, strict=True):
        assert len(group) <= 2
        assert [entry.title for entry in chapter.sections] == [family.title for family in group]
        places = [families().index(family) for family in group]
        assert places == sorted(places)
    assert sum(map(len, plan_book(Random(1), AUDIENCES[0]).families)) == len(families())


def test_a_book_has_openings_sections_in_order_and_summaries() -> None:
    few = [family for family in families() if family.topic in ("numbers", "lists", "sets")]
    written = list(islice(write_books(few, 3, 2), 12))
    assert [(s.book, s.chapter, s.section) for s in written] == [
        (book, chapter, section) for book in (1, 2) for chapter in (1, 2, 3) for section in (1, 2)
    ]
    for section in written:
        if section.flaw:
            continue
        heading = f"## {section.chapter}.{section.section} {section.family.title}\n"
        assert heading in section.text and section.body.strip() in section.text
        assert section.text.startswith(f"# {section.chapter}. ") == (section.section == 1)
        assert ("\n## Summary\n" in section.text) == (section.section == 2)
    assert {section.audience for section in written[:6]} == {AUDIENCES[0]}
    assert {section.audience for section in written[6:]} == {AUDIENCES[1]}
    assert "numbers (chapter 1)" in " ".join(written[2].text.split())
    assert list(islice(write_books(few, 3, 2), 5)) == written[:5]
