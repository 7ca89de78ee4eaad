from hornbook.teacher.patience import Patience


def test_waits_are_drawn_from_a_range_that_doubles() -> None:
    patience = Patience(first=1.0, longest=8.0)
    for attempt, longest in ((1, 1), (2, 2), (4, 8), (9, 8), (10**6, 8)):
        waits = [patience.wait(attempt, None) for _ in range(200)]
        assert 0 <= min(waits) < longest / 4
        assert longest * 3 / 4 < max(waits) <= longest


def test_the_endpoint_s_wish_is_waited_out_first() -> None:
    patience = Patience(first=1.0, longest=8.0)
    assert all(20.0 <= patience.wait(1, 20.0) <= 21.0 for _ in range(100))


def test_an_endpoint_that_never_answered_is_given_up_sooner() -> None:
    patience = Patience(attempts=6, first_attempts=3)
    assert (patience.tries(known=True), patience.tries(known=False)) == (6, 3)
