import re
from collections import Counter
from itertools import islice
from random import Random

import pytest

from hornbook.generate.stories.features import FEATURES, draw_features, quotes
from hornbook.generate.stories.grammar.author import Story, agreeable, write_story
from hornbook.generate.stories.grammar.cast import Character, Entity, Thing
from hornbook.generate.stories.grammar.plot import plots
from hornbook.generate.stories.grammar.tale import Tale, capitalized
from hornbook.generate.stories.words import Triple, triples, vocabulary


@pytest.fixture(scope="module")
def stories() -> list[tuple[Triple, Story]]:
    words, told = vocabulary(), []
    for number, triple in enumerate(islice(triples(words, 3), 3_000)):
        source = Random(number)
        features = agreeable(draw_features(source), source)
        told.append((triple, write_story(triple, features, words, number)))
    return told


def test_nearly_all_stories_pass(stories: list[tuple[Triple, Story]]) -> None:
    assert sum(bool(story.reason) for _, story in stories) <= 3


def test_every_plot_tells_every_feature(stories: list[tuple[Triple, Story]]) -> None:
    told = Counter((story.plot, name) for _, story in stories for name in story.features)
    assert set(told) == {(plot.name, name) for plot in plots() for name in FEATURES}


def test_nothing_of_a_template_is_left(stories: list[tuple[Triple, Story]]) -> None:
    for _, story in stories:
        for text in (story.text, story.summary):
            assert not set(text) & set("{}[]|_"), text
            assert "  " not in text and " ." not in text and " ," not in text
            assert text.count('"') % 2 == 0


def test_sentences_begin_with_a_capital(stories: list[tuple[Triple, Story]]) -> None:
    for _, story in stories:
        for paragraph in story.text.split("\n\n"):
            assert not re.search(r"(?:\A|[.] )[a-z]", paragraph), paragraph


def test_stories_have_three_to_six_paragraphs(stories: list[tuple[Triple, Story]]) -> None:
    assert {story.text.count("\n\n") + 1 for _, story in stories} <= {3, 4, 5, 6}


def test_articles_fit_their_words(stories: list[tuple[Triple, Story]]) -> None:
    for _, story in stories:
        assert not re.search(r"\b[Aa] [aeio]\w+", story.text.replace("a one", "")), story.text
        assert not re.search(r"\b[Aa]n [bcdfgjklmnpqrstvwxyz]\w+", story.text), story.text


def test_dialogues_are_spoken(stories: list[tuple[Triple, Story]]) -> None:
    assert all(quotes(story.text) for _, story in stories if "dialogue" in story.features)


def test_summaries_name_who_it_is_about(stories: list[tuple[Triple, Story]]) -> None:
    for _, story in stories:
        assert story.summary.endswith((".", "!")) and len(story.summary.split()) < 45
        names = re.findall(r"\b[A-Z][a-z]+\b", story.summary)
        assert any(name in story.text for name in names)


def test_openings_vary(stories: list[tuple[Triple, Story]]) -> None:
    openings = Counter(" ".join(story.text.split()[:3]) for _, story in stories)
    assert openings.most_common(1)[0][1] < 0.06 * len(stories)


def test_a_twist_and_a_bad_ending_exclude_each_other() -> None:
    both = ("dialogue", "plot twist", "bad ending")
    left = {agreeable(both, Random(seed)) for seed in range(20)}
    assert left == {("dialogue", "plot twist"), ("dialogue", "bad ending")}


def tale() -> Tale:
    cast: dict[str, Entity] = {
        "hero": Character("Mia", "she", "girl"),
        "friend": Character("Ben", "he", "boy"),
        "grown": Character("Mom", "she", "mom"),
        "thing": Thing("key", "old"),
    }
    return Tale(Random(0), cast, ())


def test_a_pronoun_stands_where_it_is_clear_who_is_meant() -> None:
    told = tale()
    told.tell("{hero.he} had {thing.a}, and {friend} wanted {hero.his} {thing.noun}.")
    told.tell("{hero.he} gave {friend.him} {thing}.")
    told.tell("{grown} saw {hero.him}. {hero.he} smiled at {friend.him}.")
    told.turn()
    told.tell("{friend.his} mother came, and {friend.he} waved.")
    assert told.text == (
        "Mia had an old key, and Ben wanted her key. She gave him the key. "
        "Mom saw Mia. She smiled at him.\n\nBen's mother came, and he waved."
    )


def test_choices_nest_and_may_be_empty() -> None:
    told = tale()
    told.tell("[a|a] [b[c|c]|b[c|c]][|]!")
    assert told.text == "A bc!"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("one. two! three", "One. Two! Three"),
        ('"oh?" she asked.', '"Oh?" she asked.'),
        ('he said, "come." they came.', 'He said, "Come." They came.'),
    ],
)
def test_sentences_get_capitals(text: str, right: str) -> None:
    assert capitalized(text) == right
