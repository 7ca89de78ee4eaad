from hypothesis import given
from hypothesis import strategies as st

from hornbook.similarity.seen import Seen

WORDS = st.lists(st.sampled_from("a b c d e f".split()), min_size=1, max_size=12)


def jaccard(one: list[str], other: list[str], n: int) -> float:
    def grams(words: list[str]) -> set[tuple[str, ...]]:
        if len(words) < n:
            return {tuple(words)}
        return {tuple(words[i : i + n]) for i in range(len(words) - n + 1)}

    return len(grams(one) & grams(other)) / len(grams(one) | grams(other))


@given(st.lists(WORDS, max_size=12))
def test_what_repeats_is_similar_and_what_is_kept_is_not(texts: list[list[str]]) -> None:
    seen, kept = Seen(threshold=0.8, ngram=2), list[list[str]]()
    for words in texts:
        (repeats,) = seen.repeats([" ".join(words)])
        near = [other for other in kept if jaccard(words, other, 2) >= 0.8]
        if repeats:
            assert near
        else:
            assert words not in near  # an equal text shares every band
            kept.append(words)


def test_together_or_one_by_one() -> None:
    texts = ["one two three four", "five six seven", "one two three four", "one two three four x"]
    together = list(Seen(threshold=0.6, ngram=2).repeats(texts))
    seen = Seen(threshold=0.6, ngram=2)
    assert together == [next(iter(seen.repeats([text]))) for text in texts]
    assert together == [False, False, True, True]
