from collections import Counter
from dataclasses import replace

import pytest

from hornbook.generate.explanations.author import divide, objection
from hornbook.generate.explanations.equations import false_equations
from hornbook.generate.explanations.final_answer import equal, final_answer
from hornbook.generate.explanations.gym import gym_kinds
from hornbook.generate.explanations.kinds import kinds
from hornbook.generate.explanations.pose import FORMS, pose
from hornbook.generate.explanations.question import Draw, Kind
from hornbook.generate.explanations.respond import respond
from hornbook.generate.explanations.systems import CHOICE_ONLY, KINDS, options_of

DRAWS = 24
ALL = (*kinds(), *gym_kinds())
each_kind = pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.path)


def test_there_are_many_kinds_with_names_of_their_own() -> None:
    paths = [kind.path for kind in ALL]
    assert len(paths) == len(set(paths)) >= 50
    assert len({kind.topic for kind in kinds()}) >= 12


@each_kind
def test_an_answer_is_found_again_and_options_hold_it(kind: Kind) -> None:
    queries = set()
    for number in range(DRAWS):
        question = kind.draw(Draw(f"test/{number}"))
        if kind.solve is not None:
            assert kind.solve(f"{question.given}\n{question.asks}") == question.answer
        else:
            assert question.proven is not None and question.proven(question.answer)
        if question.options:
            assert question.options.count(question.answer) == 1
            assert len(set(question.options)) == len(question.options) > 1
            assert all(o in question.why_not for o in question.options if o != question.answer)
        queries.add(question.given + question.asks)
    assert len(queries) > DRAWS // 2


@each_kind
def test_a_draw_is_the_same_again(kind: Kind) -> None:
    one, two = kind.draw(Draw("again")), kind.draw(Draw("again"))
    assert replace(one, proven=None) == replace(two, proven=None)


@each_kind
def test_every_response_leads_to_the_answer_under_every_message(kind: Kind) -> None:
    for number in range(6):
        draw = Draw(f"respond/{number}")
        question = kind.draw(draw)
        posed = pose(question, FORMS[number % 3], draw)
        for system in KINDS:
            first = system in CHOICE_ONLY
            if first and not posed.options:
                continue
            response = respond(system, question, posed, draw)
            given = final_answer(response, posed.options, first=first)
            assert given is not None and equal(given, posed.answer, posed.options), response
            assert not false_equations(response), response


@each_kind
def test_what_a_query_offers_is_read_out_of_its_text(kind: Kind) -> None:
    for number in range(9):
        draw = Draw(f"pose/{number}")
        posed = pose(kind.draw(draw), FORMS[number % 3], draw)
        assert options_of(posed.query) == posed.options
        if posed.options:
            assert len(posed.options) == len(posed.named) == len(posed.why_not)


def test_responses_differ_by_the_system_message() -> None:
    (kind,) = (each for each in kinds() if each.path == "arithmetic/change")
    question = kind.draw(Draw("one"))
    posed = pose(question, "choice", Draw("one"))
    told = {system: respond(system, question, posed, Draw("one")) for system in KINDS}
    assert len(set(told.values())) == len(KINDS)
    assert len(told[1]) < len(told[5]) < len(told[7]) < len(told[3])
    assert question.picture[1:] in told[4] and question.picture[1:] not in told[7]
    for system in CHOICE_ONLY:
        assert posed.answer in told[system].splitlines()[0]
        for named, why in zip(posed.named, posed.why_not, strict=True):
            assert named == posed.answer or why in told[system]
    for _, use in question.rules:
        assert all(use.lower() in told[system].lower() for system in (3, 9, 13, 14, 15))
    assert "Part 1: " in told[15] and "Usage: " in told[15]


def test_what_is_wrong_is_told() -> None:
    (kind,) = (each for each in kinds() if each.path == "arithmetic/expression")
    question = kind.draw(Draw("wrong"))
    posed = pose(question, "plain", Draw("wrong"))
    good = respond(5, question, posed, Draw("wrong"))
    assert objection(kind, question, posed, good, 5) == ""
    other = replace(question, answer="-7")
    assert "second way" in objection(kind, other, replace(posed, answer="-7"), good, 5)
    broken = good.replace(" = ", " = 1", 1)
    assert "equation" in objection(kind, question, posed, broken, 5)
    assert "final answer" in objection(kind, question, posed, "I can't say.", 5)


def test_a_division_takes_a_share_of_every_part_of_the_row() -> None:
    train, heldout = divide(ALL, 0.2, seed=3)
    assert sorted(k.path for k in (*train, *heldout)) == sorted(k.path for k in ALL)
    assert len(heldout) == int(len(ALL) * 0.2)
    assert max(Counter(kind.topic for kind in heldout).values()) <= 3
    assert divide(ALL, 0.0, seed=3)[1] == []
    assert [k.path for k in divide(ALL, 0.2, seed=4)[1]] != [k.path for k in heldout]
