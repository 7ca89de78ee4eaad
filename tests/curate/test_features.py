from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hornbook.curate.features import NAMES, excerpt_vector, file_vectors

ALGORITHM = '''
def gcd(a, b):
    """Greatest common divisor of two numbers, by Euclid's algorithm."""
    while b:
        a, b = b, a % b
    return a


def power(base, exponent):
    """Raise ``base`` to a non-negative power, by squaring."""
    if exponent == 0:
        return 1
    half = power(base, exponent // 2)
    return half * half * (base if exponent % 2 else 1)
'''
PLUMBING = """
from .base import BaseHandler, register
from ..config import settings


@register("thing")
class ThingHandler(BaseHandler):
    def __init__(self, client, **kwargs):
        super().__init__(client, **kwargs)
        self._client = client
        self._options = settings.get("thing")

    def close(self):
        self._client.close()
"""


def named(text: str) -> dict[str, float]:
    return dict(zip(NAMES, excerpt_vector(text).tolist(), strict=True))


def test_an_algorithm_looks_unlike_plumbing() -> None:
    good, poor = named(ALGORITHM), named(PLUMBING)
    assert good["unexplained_share"] == 0 < poor["unexplained_share"]
    assert good["documented_share"] == 1 and poor["documented_share"] == 0
    assert good["recursive_any"] == 1 and good["mark_modulo"] > 0
    assert poor["mark_import_relative"] > 0 == good["mark_import_relative"]
    assert poor["mark_self_stored"] > 0 == good["mark_self_stored"]
    assert poor["mark_foreign_bases"] > 0
    assert good["mark_parallel_assignment"] > 0


def test_names_that_the_page_explains_are_not_free() -> None:
    explained = "import math\n\ndef f(x):\n    y = [n for n in range(x)]\n    return math.fsum(y)\n"
    assert named(explained)["free_share"] == 0
    assert named("print(undefined)\n")["free_names"] == 1


@given(st.text(max_size=300))
def test_any_text_has_finite_features(text: str) -> None:
    values = excerpt_vector(text)
    assert values.shape == (len(NAMES),)
    assert all(math.isfinite(value) for value in values)


def test_a_short_file_is_scored_as_its_excerpt() -> None:
    found = file_vectors(ALGORITHM)
    assert found is not None
    vectors, lengths = found
    assert np.array_equal(vectors[0], excerpt_vector(ALGORITHM)) and len(lengths) == 1


def test_a_file_that_does_not_parse_has_none() -> None:
    assert file_vectors("print 'hello'\n") is None


def test_deep_trees_do_not_overflow() -> None:
    deep = "x = " + " + ".join(["1"] * 3000)
    assert file_vectors(deep) is None or len(file_vectors(deep) or ()) == 2
