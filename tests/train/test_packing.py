"""The law of packing: within an epoch every token comes once, in every mixture."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from hornbook.pipeline.progress import Progress
from hornbook.train.layout import OPEN, Grouping, Layout, lay_rows, lay_stream
from hornbook.train.packing import (
    GROUP,
    Documents,
    Stretch,
    budgets,
    is_heldout,
    last_epoch,
    limited_budgets,
    mixed,
    shuffled,
    stretches,
)
from hornbook.train.tokens import TokenArray

END = 0
# Documents of 1 to 12 tokens, end token included.
LENGTHS = st.lists(st.integers(1, 12), min_size=1, max_size=30)


def numbered(lengths: list[int], first: int = 1, prompts: list[int] | None = None) -> Documents:
    """Documents whose every token is a different number, except the ends."""
    ends = np.cumsum(lengths, dtype=np.int64)
    tokens = np.arange(first, first + ends[-1]).astype(np.uint16)
    tokens[ends - 1] = END
    before = np.array(prompts or [0] * len(lengths))
    return Documents(tokens, ends - lengths, np.array(lengths), before)


def stream(sources: list[Documents], budget: list[int], seed: int) -> NDArray[np.uint16]:
    tokens = np.full(sum(budget), 65_535, np.uint16)
    lay_stream(sources, mixed(sources, budget, seed), END, tokens)
    return tokens


@settings(deadline=None)  # a busy machine is slow
@given(lengths=LENGTHS, budget=st.integers(1, 400), seed=st.integers(0, 9))
def test_no_token_is_lost_or_doubled_within_an_epoch(
    lengths: list[int], budget: int, seed: int
) -> None:
    documents = numbered(lengths)
    array = stream([documents], [budget], seed)
    size = sum(lengths)
    whole = Counter(documents.tokens.tolist())
    for start in range(0, budget - size + 1, size):
        assert Counter(array[start : start + size].tolist()) == whole
    rest = Counter(array[budget - budget % size :].tolist())
    del rest[END], whole[END]
    assert rest <= whole


@settings(deadline=None)  # a busy machine is slow
@given(
    parts=st.lists(st.tuples(LENGTHS, st.integers(1, 200)), min_size=1, max_size=4),
    seed=st.integers(0, 9),
)
def test_a_mixture_gives_each_source_its_budget_all_along(
    parts: list[tuple[list[int], int]], seed: int
) -> None:
    sources = [numbered(lengths, first=1 + 1000 * n) for n, (lengths, _) in enumerate(parts)]
    sizes = [budget for _, budget in parts]
    array = stream(sources, sizes, seed)
    total = sum(sizes)
    longest = max(max(lengths) for lengths, _ in parts)
    for n, budget in enumerate(sizes):
        # Its end tokens aside, a source's tokens are numbered in its thousand.
        alone = stream(sources, [budget if n == each else 0 for each in range(len(sizes))], seed)
        own = (array >= 1 + 1000 * n) & (array < 1 + 1000 * (n + 1))
        assert array[own].tolist() == alone[alone != END].tolist()
        if budget > 3 * longest:
            middle = int(own[: total // 2].sum())
            share = len(alone[alone != END])
            assert abs(middle - share / 2) <= share * (len(parts) + 2) * longest / budget


@settings(deadline=None)  # a busy machine is slow
@given(lengths=LENGTHS, budget=st.integers(1, 400))
def test_every_document_is_followed_by_the_end_token_even_if_cut(
    lengths: list[int], budget: int
) -> None:
    documents = numbered(lengths)
    chosen = list(stretches(documents.lengths, budget, 0, 0))
    array = stream([documents], [budget], 0)
    ends = np.cumsum([stretch.length for stretch in chosen])
    assert (array[ends - 1] == END).all()
    assert sorted(set(np.flatnonzero(array == END) + 1)) == sorted(set(ends))


@settings(deadline=None)  # a busy machine is slow
@given(
    lengths=LENGTHS,
    budget=st.integers(1, 300),
    seed=st.integers(0, 9),
    shares=st.lists(st.floats(0, 0.99), min_size=30, max_size=30),
)
def test_in_a_stream_only_prompts_are_not_learned(
    lengths: list[int], budget: int, seed: int, shares: list[float]
) -> None:
    prompts = [int(share * length) for share, length in zip(shares, lengths, strict=False)]
    documents = numbered(lengths, prompts=prompts)
    of_prompts = {
        int(token)
        for start, count in zip(documents.starts, prompts, strict=True)
        for token in documents.tokens[start : start + count]
    }
    tokens, mask = np.empty(budget, np.uint16), np.empty(budget, bool)
    lay_stream([documents], mixed([documents], [budget], seed), END, tokens, mask)
    # The last may be cut within its prompt, and ends there.
    known = slice(None, -1)
    assert mask[known].tolist() == [token not in of_prompts for token in tokens[known].tolist()]


@settings(deadline=None)  # a busy machine is slow
@given(total=st.integers(1, 10**7), weights=st.lists(st.floats(0.01, 100), min_size=1, max_size=6))
def test_budgets_add_up_and_follow_the_weights(total: int, weights: list[float]) -> None:
    parts = budgets(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * weight / sum(weights)) <= 1.01


LIMITED = st.lists(
    st.tuples(st.floats(0.01, 100), st.none() | st.integers(0, 10**6)), min_size=1, max_size=6
)


@given(total=st.integers(1, 10**7), sources=LIMITED)
def test_budgets_keep_to_their_limits_while_others_can_give_more(
    total: int, sources: list[tuple[float, int | None]]
) -> None:
    weights, limits = zip(*sources, strict=True)
    parts = limited_budgets(total, weights, limits)
    assert sum(parts) == total
    above = [part > most for part, most in zip(parts, limits, strict=True) if most is not None]
    if None in limits or total <= sum(most for most in limits if most is not None):
        assert not any(above)
    assert limited_budgets(total, weights, [None] * len(weights)) == budgets(total, weights)


def test_what_is_over_a_limit_goes_to_the_others_by_weight() -> None:
    assert limited_budgets(1000, [1, 1, 2], [100, None, None]) == [100, 300, 600]
    assert limited_budgets(1000, [1, 1], [100, 100]) == [500, 500]


@settings(deadline=None)  # a busy machine is slow
@given(lengths=LENGTHS, budget=st.integers(0, 400), seed=st.integers(0, 9))
def test_what_the_last_epoch_takes_is_known(lengths: list[int], budget: int, seed: int) -> None:
    chosen = list(stretches(np.array(lengths), budget, 3, seed))
    distinct, cut = last_epoch(np.array(lengths), budget, 3, seed)
    assert distinct == len({each.document for each in chosen})
    assert cut == sum(lengths[each.document] - each.length for each in chosen)


def test_later_epochs_have_another_order() -> None:
    chosen = list(stretches(np.full(50, 2), 200, 0, 0))
    first, second = ([s.document for s in chosen[n : n + 50]] for n in (0, 50))
    assert sorted(first) == sorted(second)
    assert first != second
    assert chosen[0] == Stretch(0.0, 0, 0, 2)


def test_shuffles_depend_on_seed_source_and_epoch() -> None:
    orders = {tuple(shuffled(20, *key)) for key in [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)]}
    assert len(orders) == 4
    assert all(sorted(order) == list(range(20)) for order in orders)


@settings(deadline=None)  # a busy machine is slow
@given(share=st.floats(0.05, 0.95), seed=st.integers(0, 5))
def test_heldout_share_is_about_what_was_asked(share: float, seed: int) -> None:
    out = sum(is_heldout(f"document {n}", share, seed) for n in range(2000))
    assert abs(out / 2000 - share) < 0.06


def test_nothing_is_held_out_at_share_zero() -> None:
    assert not any(is_heldout(str(n), 0.0, 0) for n in range(1000))


def test_the_first_documents_come_in_whole_groups() -> None:
    documents = numbered([2] * (3 * GROUP))
    assert [len(documents.first(tokens)) for tokens in (1, 2 * GROUP, 2 * GROUP + 1, 10**6)] == [
        GROUP,
        GROUP,
        2 * GROUP,
        3 * GROUP,
    ]


@settings(deadline=None)  # a busy machine is slow
@given(
    lengths=LENGTHS,
    length=st.integers(1, 15),
    epochs=st.integers(1, 3),
    seed=st.integers(0, 9),
    shares=st.lists(st.floats(0, 0.99), min_size=30, max_size=30),
)
def test_rows_hold_every_example_once_an_epoch_and_learn_what_is_not_prompt(
    lengths: list[int], length: int, epochs: int, seed: int, shares: list[float]
) -> None:
    prompts = [int(share * whole) for share, whole in zip(shares, lengths, strict=False)]
    documents = numbered(lengths, prompts=prompts)
    chosen = list(mixed([documents], [epochs * sum(lengths)], seed))
    grouping = Grouping([documents], length)
    rows = list(grouping.group(chosen))
    assert grouping.rows == len(rows)
    # Every example is in a row, or counted as dropped; what it loses is counted, too.
    placed = Counter(each.document for row in rows for each in row)
    dropped = [number for number, before in enumerate(prompts) if before >= length]
    assert grouping.dropped == epochs * len(dropped)
    kept = set(range(len(lengths))) - set(dropped)
    assert placed == {number: epochs for number in kept}
    long = [lengths[number] - length for number in kept if lengths[number] > length]
    assert grouping.truncated == epochs * len(long)
    assert grouping.lost == epochs * sum(long)
    # Of two rows that are half empty, the later one would not have been begun.
    filled = [sum(each.length for each in row) for row in rows]
    assert max(filled, default=0) <= length
    if len(rows) <= OPEN:
        assert sum(2 * fill <= length for fill in filled) <= 1
    # What lies on the rows, and what of it is learned.
    tokens = np.full((len(rows), length + 1), 65_535, np.uint16)
    mask = np.ones(tokens.shape, bool)
    lay_rows([documents], rows, END, tokens, mask)
    for row, line, learned in zip(rows, tokens, mask, strict=True):
        wanted, counted = [END], [False]
        for each in row:
            start = documents.starts[each.document]
            wanted += documents.tokens[start : start + each.length].tolist()
            counted += [place >= prompts[each.document] for place in range(each.length)]
        filling = length + 1 - len(wanted)
        assert line.tolist() == wanted + [END] * filling
        assert learned.tolist() == counted + [False] * filling


def test_little_is_padded() -> None:
    lengths = np.random.default_rng(0).integers(10, 300, 3000).tolist()
    documents = numbered(lengths)
    grouping = Grouping([documents], 512)
    rows = list(grouping.group(mixed([documents], [sum(lengths)], 0)))
    assert len(rows) == grouping.rows > 3 * OPEN
    assert grouping.facts()["padding"] < 0.03


def test_an_example_that_the_budget_would_cut_is_left_out_of_rows() -> None:
    documents = numbered([4, 4, 4])
    rows = list(Grouping([documents], 8).group(mixed([documents], [11], 0)))
    assert [len(row) for row in rows] == [2]


def test_a_layout_says_how_well_rows_are_filled(tmp_path: Path) -> None:
    documents = numbered([4, 3, 9, 2, 2], prompts=[1, 1, 2, 1, 1])
    layout = Layout(
        directory=tmp_path,
        dtype="uint16",
        end=END,
        length=7,
        masked=True,
        progress=Progress(quiet=True),
    )
    facts = layout.rows("train", [documents], [20], 0)
    layout.rows("heldout", [documents], [0], 0)
    array = TokenArray.finish(tmp_path, {"length": 7}, layout.padding)
    assert facts["examples"] == 5
    assert facts["rows"] == array.split("train").shape[0] == 3
    assert facts["examples_a_row"] == round(5 / facts["rows"], 3)
    assert (facts["truncated"], facts["tokens_lost"], facts["dropped"]) == (1, 2, 0)
    assert facts["padding"] == round(1 - 18 / (8 * facts["rows"]), 4)
    assert array.facts()["splits"]["train"]["tokens"] == 18
    assert array.facts()["splits"]["train"]["counted"] == 18 - 6
    assert array.split("heldout").shape == (0, 8)
